//! The attendance and absence codes, as a table that a pack supplies. No code is written in Rust.

use alloc::{string::String, vec::Vec};

use jiff::civil::Date;

use crate::session::Half;

pub mod fit;

pub use fit::{Asks, Misfit, Only, Situation};

/// What a mark with this code counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// In school.
    Present,
    /// In school, after the register opened and before it closed. Counts as present.
    Late,
    /// Educated elsewhere with approval. Counts as present.
    ApprovedActivity,
    /// Absent with the school's authority.
    Authorised,
    /// Absent without the school's authority.
    Unauthorised,
    /// Not a possible session: expected at another school, unable to attend, or not required.
    NotPossible,
    /// Nothing to attend: a planned closure, or a pupil not yet on roll.
    Administrative,
}

impl Class {
    /// Whether the session counts in the denominator.
    pub const fn is_possible(self) -> bool {
        !matches!(self, Class::NotPossible | Class::Administrative)
    }

    /// Whether the session counts as attended.
    pub const fn is_attended(self) -> bool {
        matches!(self, Class::Present | Class::Late | Class::ApprovedActivity)
    }

    /// Whether the session counts as missed, for whatever reason.
    pub const fn is_absent(self) -> bool {
        matches!(self, Class::Authorised | Class::Unauthorised)
    }

    /// The class named `text` in a code table, as in `codes.csv`.
    pub fn parse(text: &str) -> Option<Class> {
        Some(match text {
            "present" => Class::Present,
            "late" => Class::Late,
            "approved" => Class::ApprovedActivity,
            "authorised" => Class::Authorised,
            "unauthorised" => Class::Unauthorised,
            "not possible" => Class::NotPossible,
            "administrative" => Class::Administrative,
            _ => return None,
        })
    }

    /// The words for a page, such as `authorised absence`.
    pub const fn words(self) -> &'static str {
        match self {
            Class::Present => "present",
            Class::Late => "late, counts as present",
            Class::ApprovedActivity => "approved activity, counts as present",
            Class::Authorised => "authorised absence",
            Class::Unauthorised => "unauthorised absence",
            Class::NotPossible => "attendance not possible, not counted",
            Class::Administrative => "not a session for this pupil",
        }
    }
}

/// What a code does in the register, so that no code letter stands in Rust. A table gives each role to one code at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Present when the morning register was taken.
    PresentMorning,
    /// Present when the afternoon register was taken.
    PresentAfternoon,
    /// Arrived before the register closed.
    LateBeforeClose,
    /// Arrived after the register closed.
    LateAfterClose,
    /// Absent, reason not yet known.
    ReasonNotKnown,
    /// Absent and no reason was ever established.
    NoReason,
    /// Absent through illness.
    Illness,
    /// The school is closed as planned.
    Closed,
    /// The session was cancelled without warning.
    Cancelled,
    /// Not yet on roll.
    NotOnRoll,
    /// Nothing that the register itself relies on.
    Other,
}

impl Role {
    /// Whether a mark of it says that the pupil came late, and so by how many minutes.
    pub const fn is_late(self) -> bool {
        matches!(self, Role::LateBeforeClose | Role::LateAfterClose)
    }

    /// The role named `text` in a code table.
    pub fn parse(text: &str) -> Option<Role> {
        Some(match text {
            "present morning" => Role::PresentMorning,
            "present afternoon" => Role::PresentAfternoon,
            "late before close" => Role::LateBeforeClose,
            "late after close" => Role::LateAfterClose,
            "reason not known" => Role::ReasonNotKnown,
            "no reason" => Role::NoReason,
            "illness" => Role::Illness,
            "closed" => Role::Closed,
            "cancelled" => Role::Cancelled,
            "not on roll" => Role::NotOnRoll,
            "" => Role::Other,
            _ => return None,
        })
    }
}

/// A code of a [`CodeTable`], by its number there. One byte, so that a year of a county fits in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u8);

impl Code {
    /// The number, never 0. It is stored in the register, so a table never gives it to another code.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The code with this number, unless it is 0, which means "no mark".
    pub const fn from_number(number: u8) -> Option<Code> {
        if number == 0 { None } else { Some(Code(number)) }
    }
}

/// One line of a code table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeEntry {
    /// The number stored in the register.
    pub code: Code,
    /// The letters people write, such as `/`, `\`, `L`, `Y1` or `#`.
    pub letters: String,
    /// What it means, in words for staff.
    pub description: String,
    /// What it means, in words for a parent.
    pub plain: String,
    /// What it counts as.
    pub class: Class,
    /// What the register uses it for.
    pub role: Role,
    /// The only half of the day in which it may be used, if there is one.
    pub half: Option<Half>,
    /// For which sessions it may be used at all.
    pub only: Only,
    /// What has to stand beside it.
    pub asks: Asks,
    /// Whether it stands for leave that was asked for or taken, such as a holiday.
    pub is_leave: bool,
    /// Whether the mark counts towards a notice for unauthorised absence.
    pub counts_for_notice: bool,
    /// The first day on which it may be used.
    pub from: Option<Date>,
    /// The last day on which it may be used.
    pub until: Option<Date>,
}

impl CodeEntry {
    /// Whether the code is in force on `date`.
    pub fn is_in_force(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// Why a code table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeTableError {
    /// Two lines have one number.
    #[error("code number {0} is given twice: give the newer code a number that was never used")]
    NumberTwice(u8),
    /// Two lines have the same letters on the same day.
    #[error("code `{0}` is in force twice on one day: end the older line before the newer begins")]
    LettersTwice(String),
    /// Two codes in force on one day have the same role.
    #[error("`{0}` and `{1}` have the same role on one day: only one code can have it")]
    RoleTwice(String, String),
}

/// All codes that a pack knows, past and present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeTable {
    entries: Vec<CodeEntry>,
    classes: [Option<Class>; 256],
}

impl CodeTable {
    /// A table of these lines, kept in their order.
    pub fn new(entries: Vec<CodeEntry>) -> Result<CodeTable, CodeTableError> {
        let mut classes = [None; 256];
        for (at, entry) in entries.iter().enumerate() {
            let slot = &mut classes[usize::from(entry.code.number())];
            if slot.replace(entry.class).is_some() {
                return Err(CodeTableError::NumberTwice(entry.code.number()));
            }
            for other in entries[..at].iter().filter(|other| overlap(entry, other)) {
                if other.letters == entry.letters {
                    return Err(CodeTableError::LettersTwice(entry.letters.clone()));
                }
                if entry.role != Role::Other && entry.role == other.role {
                    let pair = (other.letters.clone(), entry.letters.clone());
                    return Err(CodeTableError::RoleTwice(pair.0, pair.1));
                }
            }
        }
        Ok(CodeTable { entries, classes })
    }

    /// Every line, in the table's order.
    pub fn entries(&self) -> &[CodeEntry] {
        &self.entries
    }

    /// The lines in force on `date`.
    pub fn in_force(&self, date: Date) -> impl Iterator<Item = &CodeEntry> {
        self.entries.iter().filter(move |entry| entry.is_in_force(date))
    }

    /// The line of `code`, if the table has one.
    pub fn entry(&self, code: Code) -> Option<&CodeEntry> {
        self.entries.iter().find(|entry| entry.code == code)
    }

    /// The letters of `code`; `?` for a number that the table does not have.
    pub fn letters(&self, code: Code) -> &str {
        self.entry(code).map_or("?", |entry| &entry.letters)
    }

    /// What a stored byte counts as; nothing for 0 ("no mark") or a number that the table does not have.
    pub const fn class_of(&self, number: u8) -> Option<Class> {
        self.classes[number as usize]
    }

    /// What `code` counts as.
    pub const fn class(&self, code: Code) -> Option<Class> {
        self.class_of(code.number())
    }

    /// The code written `letters` that is in force on `date`.
    pub fn find(&self, letters: &str, date: Date) -> Option<Code> {
        self.in_force(date).find(|entry| entry.letters == letters).map(|entry| entry.code)
    }

    /// The code that has `role` on `date`.
    pub fn with_role(&self, role: Role, date: Date) -> Option<Code> {
        self.in_force(date).find(|entry| entry.role == role).map(|entry| entry.code)
    }

    /// The code for being there when the register of `half` is taken.
    pub fn present(&self, half: Half, date: Date) -> Option<Code> {
        let role = match half {
            Half::Morning => Role::PresentMorning,
            Half::Afternoon => Role::PresentAfternoon,
        };
        self.with_role(role, date)
    }
}

fn overlap(one: &CodeEntry, other: &CodeEntry) -> bool {
    let starts_before_end = |a: &CodeEntry, b: &CodeEntry| match (a.from, b.until) {
        (Some(from), Some(until)) => from <= until,
        _ => true,
    };
    starts_before_end(one, other) && starts_before_end(other, one)
}
