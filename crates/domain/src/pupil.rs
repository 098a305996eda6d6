//! A pupil and the people around them, as the admission register has them.

use alloc::{string::String, vec::Vec};

use jiff::civil::Date;

use crate::{
    code::Code,
    id::{ContactId, GroupId, PlanId, PupilId, SchoolId},
    session::Session,
};

/// A pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pupil {
    /// The identifier.
    pub id: PupilId,
    /// The unique pupil number, thirteen characters.
    pub upn: String,
    /// What they are called.
    pub forename: String,
    /// Their family name.
    pub surname: String,
    /// As registered: `F` or `M`.
    pub sex: char,
    /// Their birthday.
    pub born: Date,
    /// Where they are enrolled on the day asked for.
    pub school: SchoolId,
    /// The group whose register they are in on that day.
    pub group: GroupId,
    /// National curriculum year; 0 is Reception.
    pub year: u8,
    /// The first day on that school's roll.
    pub enrolled_from: Date,
    /// The last day on it, once known.
    pub enrolled_until: Option<Date>,
    /// The cohorts they belong to on that day, by the names that packs use, such as `SEN Support`.
    pub cohorts: Vec<String>,
}

impl Pupil {
    /// Forename and surname.
    pub fn name(&self) -> String {
        alloc::format!("{} {}", self.forename, self.surname)
    }
}

/// Somebody to ring about a pupil, in the order to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The identifier.
    pub id: ContactId,
    /// Whose.
    pub pupil: PupilId,
    /// 1 is rung first.
    pub order: u8,
    /// Their name.
    pub name: String,
    /// What they are to the pupil, such as `mother`.
    pub relationship: String,
    /// Their telephone number; empty when none is known.
    pub phone: String,
    /// Their e-mail address; empty when none is known.
    pub email: String,
    /// Whether they have parental responsibility or care of the child.
    pub is_parent: bool,
    /// Whether the pupil normally lives with them.
    pub lives_with: bool,
    /// Where letters go. Never shown when protected.
    pub address: String,
    /// Whether the address is protected: it can never reach a letter, label or export.
    pub is_protected: bool,
}

/// An absence agreed or announced before its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The identifier.
    pub id: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// The first session it covers.
    pub first: Session,
    /// The last session it covers.
    pub last: Session,
    /// The code that the register will show.
    pub code: Code,
    /// Why, in words; the note of the mark.
    pub reason: String,
}

impl Plan {
    /// Whether it covers `session`.
    pub fn covers(&self, session: Session) -> bool {
        self.first <= session && session <= self.last
    }
}
