//! What is wrong with a row, and what to do about it.

use std::collections::HashMap;

use domain::{session::Half, upn::UpnError};
use jiff::civil::Date;

/// Whether a row is left out or only remarked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// What the row says is left out.
    Error,
    /// It is taken, and somebody should look at it.
    Warning,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// The row names no pupil.
    NoPupil,
    /// The unique pupil number is wrong.
    Upn(UpnError),
    /// No authority has the three digits of the number.
    UpnAuthority,
    /// One number stands beside two names.
    OtherName {
        /// The name that came first.
        first: String,
    },
    /// It is no date.
    NotADate,
    /// Some dates of the column can only be day first and others only month first.
    DatesContradict,
    /// Some dates have the year first and others the day.
    DatesMixed,
    /// The dates were read month first.
    MonthFirst,
    /// Neither morning nor afternoon.
    NotASession,
    /// No code has these letters.
    UnknownCode,
    /// The code has these letters, but not on that day.
    NotInForce(Date),
    /// The code belongs to the other half of the day.
    WrongHalf(Half),
    /// The letters were read in upper case.
    LowerCase,
    /// There is no code where there should be one.
    NoCode,
    /// One cell should hold the marks of morning and afternoon, and does not.
    NotTwoMarks,
    /// The day is a Saturday or Sunday.
    Weekend,
    /// The school is closed on that day.
    Closed(Date),
    /// The day has not come yet.
    Future(Date),
    /// Minutes late that are no number of minutes.
    NotMinutes,
    /// The same mark stands on an earlier line.
    Repeated {
        /// That line.
        line: u64,
    },
    /// Another mark stands on another line for the same session. Neither is taken.
    Contradicts {
        /// That line.
        line: u64,
        /// The letters there.
        letters: String,
    },
    /// More cells than headers.
    Surplus,
    /// A number of sessions that is none.
    NotACount,
    /// The sender's number of possible sessions is not the sum of the codes.
    OtherPossible {
        /// The sum of the codes.
        counted: u32,
    },
    /// The number is not in the other table.
    NotInOtherTable,
    /// Something that must be there is missing.
    Missing,
    /// A number with another count of digits was expected.
    Digits(usize),
    /// The number is taken on an earlier line.
    Twice {
        /// That line.
        line: u64,
    },
    /// The long number is not made of the two short ones.
    OtherParts {
        /// What the short ones make.
        expected: String,
    },
}

impl FaultKind {
    /// Whether the row is left out.
    pub const fn weight(&self) -> Weight {
        match self {
            FaultKind::OtherName { .. }
            | FaultKind::DatesMixed
            | FaultKind::MonthFirst
            | FaultKind::LowerCase
            | FaultKind::NoCode
            | FaultKind::Weekend
            | FaultKind::Closed(_)
            | FaultKind::Future(_)
            | FaultKind::NotMinutes
            | FaultKind::Repeated { .. }
            | FaultKind::OtherPossible { .. }
            | FaultKind::OtherParts { .. } => Weight::Warning,
            _ => Weight::Error,
        }
    }

    /// What is wrong, in words.
    pub fn what(&self) -> String {
        match self {
            FaultKind::NoPupil => "the row names no pupil".into(),
            FaultKind::Upn(error) => before_advice(&error.to_string()),
            FaultKind::UpnAuthority => "no authority has the number 000, so nobody gave this pupil number".into(),
            FaultKind::OtherName { first } => format!("the same pupil is called `{first}` on an earlier line"),
            FaultKind::NotADate => "this is no date".into(),
            FaultKind::DatesContradict => "some dates here can only be day first and others only month first".into(),
            FaultKind::DatesMixed => "some dates here have the year first and others the day".into(),
            FaultKind::MonthFirst => "the dates here are month first".into(),
            FaultKind::NotASession => "this is neither morning nor afternoon".into(),
            FaultKind::UnknownCode => "no attendance code is written so".into(),
            FaultKind::NotInForce(date) => format!("this code was not in use on {date}"),
            FaultKind::WrongHalf(half) => format!("this code cannot stand for the {}", half.word()),
            FaultKind::LowerCase => "codes are written in upper case".into(),
            FaultKind::NoCode => "there is no mark".into(),
            FaultKind::NotTwoMarks => "this is not one mark for the morning and one for the afternoon".into(),
            FaultKind::Weekend => "this day is a Saturday or Sunday".into(),
            FaultKind::Closed(date) => format!("the school is closed on {date}"),
            FaultKind::Future(date) => format!("{date} has not come yet"),
            FaultKind::NotMinutes => "this is no number of minutes".into(),
            FaultKind::Repeated { line } => format!("the same mark stands on line {line}"),
            FaultKind::Contradicts { line, letters } => format!("line {line} says `{letters}` for the same session"),
            FaultKind::Surplus => "the row has more cells than the header".into(),
            FaultKind::NotACount => "this is no number of sessions".into(),
            FaultKind::OtherPossible { counted } => format!("the codes add up to {counted} possible sessions"),
            FaultKind::NotInOtherTable => "the other table has no row with this number".into(),
            FaultKind::Missing => "this is empty".into(),
            FaultKind::Digits(count) => format!("this is not a number of {count} digits"),
            FaultKind::Twice { line } => format!("line {line} has the same number"),
            FaultKind::OtherParts { expected } => format!("authority and establishment make `{expected}`"),
        }
    }

    /// What to do about it.
    pub const fn to_do(&self) -> &'static str {
        match self {
            FaultKind::NoPupil => "put the unique pupil number in",
            FaultKind::Upn(_) | FaultKind::UpnAuthority => "compare the number with the pupil's record",
            FaultKind::OtherName { .. } => "check that the number belongs to this pupil",
            FaultKind::NotADate => "write it as day/month/year",
            FaultKind::DatesContradict => "export the file again with one kind of date",
            FaultKind::DatesMixed => "look at the first and last day of the preview",
            FaultKind::MonthFirst => "look at the first and last day of the preview, and export day first next time",
            FaultKind::NotASession => "write AM or PM",
            FaultKind::UnknownCode => "correct the code, or name the right column as in `code=Mark`",
            FaultKind::NotInForce(_) => "use the code that was in use on that day",
            FaultKind::WrongHalf(_) => "use the code for this half of the day, or correct the session",
            FaultKind::LowerCase => "nothing, it was read in upper case",
            FaultKind::NoCode => "put the mark in if the pupil was on roll; without one the session stays unmarked",
            FaultKind::NotTwoMarks => "write both marks, or give morning and afternoon a column each",
            FaultKind::Weekend => "check the date; such a mark is kept and counts in no figure",
            FaultKind::Closed(_) => "check the date or the calendar; such a mark is kept and counts in no figure",
            FaultKind::Future(_) => "check the date; a planned absence is better recorded as one",
            FaultKind::NotMinutes => "correct it, or do without: the mark is taken without minutes",
            FaultKind::Repeated { .. } => "nothing, it is taken once",
            FaultKind::Contradicts { .. } => "remove the wrong line: until then neither is taken",
            FaultKind::Surplus => "put quotation marks around cells that have a comma inside",
            FaultKind::NotACount => "write a whole number",
            FaultKind::OtherPossible { .. } => "ask the sender which codes are missing; our sum is used",
            FaultKind::NotInOtherTable => "export both tables again at the same time",
            FaultKind::Missing => "fill it in",
            FaultKind::Digits(_) => "compare it with the national list of schools",
            FaultKind::Twice { .. } => "remove one of the lines: the first is taken",
            FaultKind::OtherParts { .. } => "compare both with the national list of schools",
        }
    }
}

/// The part of a message before what to do, which a fault says apart.
fn before_advice(message: &str) -> String {
    message.split_once(": ").map_or(message, |(what, _)| what).to_owned()
}

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The first line on which it is so.
    pub line: u64,
    /// The column's header; empty when it is about the whole row.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub kind: FaultKind,
    /// How many later lines have the same fault.
    pub more: u32,
}

impl RowFault {
    /// Whether the row is left out.
    pub const fn weight(&self) -> Weight {
        self.kind.weight()
    }

    /// What is wrong, in words.
    pub fn what(&self) -> String {
        self.kind.what()
    }

    /// What to do about it.
    pub const fn to_do(&self) -> &'static str {
        self.kind.to_do()
    }
}

/// Gathers faults; the same fault of the same value is told once, with how often it comes.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    faults: Vec<RowFault>,
    places: HashMap<(String, String, FaultKind), usize>,
}

impl Faults {
    pub(crate) fn add(&mut self, line: u64, column: &str, value: &str, kind: FaultKind) {
        let key = (column.to_owned(), value.to_owned(), kind.clone());
        match self.places.get(&key) {
            Some(&at) => self.faults[at].more += 1,
            None => {
                self.places.insert(key, self.faults.len());
                self.faults.push(RowFault { line, column: column.to_owned(), value: value.to_owned(), kind, more: 0 });
            }
        }
    }

    /// All faults, by line.
    pub(crate) fn finish(mut self) -> Vec<RowFault> {
        self.faults.sort_by_key(|fault| fault.line);
        self.faults
    }
}
