//! Closing a school or a part of it for some sessions: what that may write over marks that stand, as a pack says it.

use alloc::{string::String, vec::Vec};

use jiff::Timestamp;

use crate::{
    act::By,
    code::{Class, Code, CodeTable, Role},
    id::{ClosingId, GroupId, SchoolId},
    session::Session,
};

/// Who is sent home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everybody.
    School,
    /// A national curriculum year.
    Year(u8),
    /// A group.
    Group(GroupId),
}

impl Scope {
    /// Whether it holds a pupil of `year` in `group`.
    pub fn holds(self, year: u8, group: GroupId) -> bool {
        match self {
            Scope::School => true,
            Scope::Year(closed) => closed == year,
            Scope::Group(closed) => closed == group,
        }
    }
}

/// Sessions from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sessions {
    /// The first.
    pub first: Session,
    /// The last.
    pub last: Session,
}

impl Sessions {
    /// Whether `session` is one of them.
    pub fn hold(self, session: Session) -> bool {
        self.first <= session && session <= self.last
    }

    /// Whether they are whole days.
    pub fn are_whole_days(self) -> bool {
        use crate::session::Half;
        self.first.half == Half::Morning && self.last.half == Half::Afternoon
    }
}

/// A closure, as it was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The identifier.
    pub id: ClosingId,
    /// Whose.
    pub school: SchoolId,
    /// When it was confirmed.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// The code that the marks get.
    pub code: Code,
    /// Who is sent home.
    pub scope: Scope,
    /// When.
    pub sessions: Sessions,
    /// Why, in words.
    pub reason: String,
    /// The closure that this one undoes, for one that does.
    pub undoes: Option<ClosingId>,
}

/// A mark that a closure meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Met {
    /// None.
    Nothing,
    /// A holding code.
    NotKnown,
    /// A mark of this class that is no holding code.
    Mark(Class),
}

impl Met {
    /// Everything that can be met.
    pub const ALL: [Met; 9] = [
        Met::Nothing,
        Met::NotKnown,
        Met::Mark(Class::Present),
        Met::Mark(Class::Late),
        Met::Mark(Class::ApprovedActivity),
        Met::Mark(Class::Authorised),
        Met::Mark(Class::Unauthorised),
        Met::Mark(Class::NotPossible),
        Met::Mark(Class::Administrative),
    ];

    /// What the mark that stands is to a closure.
    pub fn of(standing: Option<Code>, codes: &CodeTable) -> Met {
        match standing.and_then(|code| codes.entry(code)) {
            None => Met::Nothing,
            Some(entry) if entry.role == Role::ReasonNotKnown => Met::NotKnown,
            Some(entry) => Met::Mark(entry.class),
        }
    }

    /// What a table calls it.
    pub fn parse(text: &str) -> Option<Met> {
        match text {
            "nothing" => Some(Met::Nothing),
            "reason not known" => Some(Met::NotKnown),
            class => Class::parse(class).map(Met::Mark),
        }
    }
}

/// What a closure does to a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whether the closure's code takes its place.
    pub replaces: bool,
    /// Why, in words for whoever confirms it.
    pub why: String,
}

/// One line of an overwrite table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The letters of the closure's code.
    pub letters: String,
    /// What it meets.
    pub met: Met,
    /// What it does.
    pub answer: Answer,
}

/// Why an overwrite table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverwriteError {
    /// A code does not say what it does to something.
    #[error(
        "code `{letters}` does not say once what it does to {met:?}: give each code one line for everything that it can meet"
    )]
    NotOnce {
        /// The letters.
        letters: String,
        /// What is missing or twice there.
        met: Met,
    },
}

/// What each code of a closure may write over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overwrites {
    lines: Vec<Line>,
}

impl Overwrites {
    /// A table of these lines, in which every code says once what it does to everything.
    pub fn new(lines: Vec<Line>) -> Result<Overwrites, OverwriteError> {
        for line in &lines {
            for met in Met::ALL {
                let said = lines.iter().filter(|other| other.letters == line.letters && other.met == met).count();
                if said != 1 {
                    return Err(OverwriteError::NotOnce { letters: line.letters.clone(), met });
                }
            }
        }
        Ok(Overwrites { lines })
    }

    /// The letters of the codes that a closure can have, in the order of the table.
    pub fn letters(&self) -> Vec<&str> {
        let mut letters: Vec<&str> = self.lines.iter().map(|line| line.letters.as_str()).collect();
        letters.dedup();
        letters
    }

    /// What a closure with `code` does to the mark that stands; nothing for a code that no closure has.
    pub fn answer(&self, code: Code, standing: Option<Code>, codes: &CodeTable) -> Option<Answer> {
        if standing == Some(code) {
            return Some(Answer { replaces: false, why: String::from("it is marked so already") });
        }
        let met = Met::of(standing, codes);
        let letters = codes.letters(code);
        let line = self.lines.iter().find(|line| line.letters == letters && line.met == met)?;
        Some(line.answer.clone())
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    fn line(met: Met) -> Line {
        Line { letters: String::from("#"), met, answer: Answer { replaces: met == Met::Nothing, why: String::new() } }
    }

    #[test]
    fn a_table_that_leaves_something_open_or_says_it_twice_is_refused() {
        let all: Vec<Line> = Met::ALL.into_iter().map(line).collect();
        assert!(Overwrites::new(all.clone()).is_ok());
        assert!(Overwrites::new(all[1..].to_vec()).is_err());
        let twice = all.iter().cloned().chain([line(Met::Nothing)]).collect();
        assert!(Overwrites::new(twice).is_err());
    }

    #[test]
    fn a_closure_meets_a_holding_code_as_such_and_every_other_mark_as_its_class() {
        let codes = crate::example::codes();
        let day = jiff::civil::date(2026, 11, 24);
        let met = |letters| Met::of(codes.find(letters, day), &codes);
        assert_eq!(
            vec![met("N"), met("O"), met("/"), met("none")],
            [Met::NotKnown, Met::Mark(Class::Unauthorised), Met::Mark(Class::Present), Met::Nothing]
        );
    }
}
