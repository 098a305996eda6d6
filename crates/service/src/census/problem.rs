//! What is to be put right before a return goes.

use std::fmt;

use domain::{id::PupilId, session::Session, upn::UpnError};

/// Something to put right about one pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// About whom.
    pub pupil: PupilId,
    /// Forename and surname.
    pub name: String,
    /// What it is.
    pub kind: ProblemKind,
}

/// What is to be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The pupil is left out, as a return needs the number.
    NoNumber(UpnError),
    /// These absences have no reason yet.
    NoReasonYet(Vec<Session>),
    /// These sessions have no mark.
    NoMark(Vec<Session>),
}

impl ProblemKind {
    /// The sessions that it is about, the earliest first.
    pub fn sessions(&self) -> &[Session] {
        match self {
            ProblemKind::NoNumber(_) => &[],
            ProblemKind::NoReasonYet(sessions) | ProblemKind::NoMark(sessions) => sessions,
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.sessions().len()) {
            (ProblemKind::NoNumber(why), _) => write!(to, "is left out: {why}"),
            (ProblemKind::NoReasonYet(_), 1) => {
                write!(to, "has 1 absence without a reason: find it out and amend the mark")
            }
            (ProblemKind::NoReasonYet(_), count) => {
                write!(to, "has {count} absences without a reason: find them out and amend the marks")
            }
            (ProblemKind::NoMark(_), 1) => write!(to, "has no mark for 1 session: fill the gap in the register"),
            (ProblemKind::NoMark(_), count) => {
                write!(to, "has no mark for {count} sessions: fill the gaps in the register")
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} {}", self.name, self.kind)
    }
}
