//! An act: one thing that somebody did to the register, with the marks it set. The register is the sequence of its acts.

use alloc::{string::String, vec::Vec};

use jiff::Timestamp;

use crate::{
    code::Code,
    id::{GroupId, PersonId, PupilId, SchoolId},
    session::Session,
};

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Act {
    /// A teacher, or somebody for them, took the register of a group for one session.
    Taken {
        /// Whose register.
        group: GroupId,
    },
    /// The office signed a pupil in after the register opened.
    SignedIn,
    /// A reason was found, so a code of the same day took the place of an earlier one.
    ReasonFound,
    /// A closed register was corrected.
    Amended,
    /// A holding code reached its deadline with no reason established, and an authorised person settled it.
    Settled,
    /// Marks came from another system.
    Imported {
        /// The file's name or the system's.
        source: String,
    },
}

impl Act {
    /// The word stored in the log.
    pub const fn word(&self) -> &'static str {
        match self {
            Act::Taken { .. } => "taken",
            Act::SignedIn => "signed in",
            Act::ReasonFound => "reason found",
            Act::Amended => "amended",
            Act::Settled => "settled",
            Act::Imported { .. } => "imported",
        }
    }

    /// Whether the law wants original, new, reason, date, person and position shown for it.
    pub const fn is_amendment(&self) -> bool {
        matches!(self, Act::ReasonFound | Act::Amended | Act::Settled)
    }
}

/// A pupil's entry for one session, as an act sets it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Whose.
    pub pupil: PupilId,
    /// For which half-day.
    pub session: Session,
    /// What stood there before this act, if anything did.
    pub was: Option<Code>,
    /// What stands there now.
    pub code: Code,
    /// Whole minutes after the register opened, for a late arrival.
    pub minutes_late: Option<u16>,
    /// A note to the mark: the nature of an activity, what a parent said. Empty when there is none.
    pub note: String,
}

/// Who did it, in the words that were true at the time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct By {
    /// The person.
    pub person: PersonId,
    /// Their name then.
    pub name: String,
    /// Their position then, such as `class teacher`.
    pub position: String,
}

/// An act before it has its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NewEntry {
    /// Whose register.
    pub school: SchoolId,
    /// When it was done.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// What was done.
    pub act: Act,
    /// Why; empty for an act that needs no reason.
    pub reason: String,
    /// The marks it set.
    pub marks: Vec<Mark>,
}
