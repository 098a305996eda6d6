//! A submission: what somebody submitted on a device, perhaps without network, with an id that was made there. What comes
//! twice counts once, and what others did meanwhile is merged or shown to a person.

use alloc::{string::String, vec::Vec};
use core::fmt;

use jiff::{Timestamp, civil::Date};

use crate::{
    act::{By, Mark},
    id::{GroupId, PupilId, SchoolId},
    session::Session,
};

pub mod merge;

/// The id of a submission, made at random on the device: `3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubmissionId(pub u128);

/// Where the hyphens of an id stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

impl SubmissionId {
    /// Reads an id as browsers write it.
    pub fn parse(text: &str) -> Option<SubmissionId> {
        let bytes = text.as_bytes();
        if bytes.len() != 36 {
            return None;
        }
        let mut number = 0_u128;
        for (at, &byte) in bytes.iter().enumerate() {
            if HYPHENS.contains(&at) {
                if byte != b'-' {
                    return None;
                }
            } else {
                number = number << 4 | u128::from(char::from(byte).to_digit(16)?);
            }
        }
        Some(SubmissionId(number))
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |shift: u32, bits: u32| self.0 >> shift & ((1 << bits) - 1);
        let (first, second, third, fourth) = (part(96, 32), part(80, 16), part(64, 16), part(48, 16));
        write!(f, "{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{:012x}", part(0, 48))
    }
}

/// What a submission is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A group's register.
    Register,
    /// A late arrival signed in.
    Arrival,
}

impl Kind {
    /// The word stored.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Register => "register",
            Kind::Arrival => "arrival",
        }
    }

    /// Reads [`Kind::word`].
    pub fn parse(text: &str) -> Option<Kind> {
        [Kind::Register, Kind::Arrival].into_iter().find(|kind| kind.word() == text)
    }
}

/// Why a pupil's mark of a submission waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Somebody else gave another mark meanwhile.
    Differs,
    /// The pupil has no mark: nobody chose one, or what was chosen could not be read.
    NoMark,
    /// The pupil is no longer in the group.
    Left,
    /// The session is over and its register complete, so the change is an amendment.
    Closed,
    /// The mark is not one that may stand in this session as it was sent.
    Refused,
}

impl Why {
    /// The word stored.
    pub const fn word(self) -> &'static str {
        match self {
            Why::Differs => "differs",
            Why::NoMark => "no mark",
            Why::Left => "left",
            Why::Closed => "closed",
            Why::Refused => "refused",
        }
    }

    /// Reads [`Why::word`].
    pub fn parse(text: &str) -> Option<Why> {
        [Why::Differs, Why::NoMark, Why::Left, Why::Closed, Why::Refused].into_iter().find(|why| why.word() == text)
    }
}

/// A pupil about whom a person has to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Open {
    /// Who.
    pub pupil: PupilId,
    /// Why.
    pub why: Why,
}

/// A submission as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// Whose register.
    pub school: SchoolId,
    /// Who submitted it.
    pub by: By,
    /// What it is.
    pub kind: Kind,
    /// The group; of an arrival the pupil's.
    pub group: GroupId,
    /// For which session.
    pub session: Session,
    /// When it was submitted on the device.
    pub made: Timestamp,
    /// When it arrived here.
    pub received: Timestamp,
    /// The last entry of the log that the person had seen.
    pub seen: i64,
    /// The entries that earlier submissions of the same device became, which the person knew as well, in order; and its own.
    pub own: Vec<i64>,
    /// A hash of all that was sent, so that one id never stands for two contents.
    pub fingerprint: [u8; 32],
    /// The entry of the log that it became; nothing when everything stood already or waits for a person.
    pub entry: Option<i64>,
    /// The marks that were submitted. `was` is what the person had seen.
    pub given: Vec<Mark>,
    /// The pupils about whom a person has to decide.
    pub open: Vec<Open>,
}

impl Submission {
    /// The day it is about.
    pub const fn day(&self) -> Date {
        self.session.date
    }

    /// The mark that was submitted for `pupil`.
    pub fn mark(&self, pupil: PupilId) -> Option<&Mark> {
        self.given.iter().find(|mark| mark.pupil == pupil)
    }
}

/// How the open marks of a submission were settled by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Of which submission.
    pub submission: SubmissionId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// The entry of the log that it became; nothing when everything was left as it stood.
    pub entry: Option<i64>,
    /// Why, where the person said so.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn an_id_is_read_as_browsers_write_it_and_nothing_else_is() {
        let text = "3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3";
        assert_eq!(SubmissionId::parse(text).map(|id| id.to_string()).as_deref(), Some(text));
        for wrong in ["", "12", "3f2b8c1e00d5a-4c77-9e21-7a64f0b1c2d3", "3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2dg"] {
            assert_eq!(SubmissionId::parse(wrong), None, "{wrong}");
        }
    }
}
