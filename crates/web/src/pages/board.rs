//! The office board: registers not taken, children absent without a reason, late arrivals, sessions still to settle.

use domain::{id::PupilId, session::Session};
use serde::Serialize;

use crate::{link::Link, mark::MarkCell, status::Status, urls};

pub mod arrival;
pub mod call;
pub mod reason;
pub mod reply;
#[cfg(test)]
mod tests;

use self::{
    arrival::Arrival,
    call::{CallForm, ContactLine},
};

/// What the board shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Board {
    /// Said first when the day is special, such as a day without school. May be empty.
    pub note: String,
    /// Groups whose register should have been taken, longest missing first.
    pub untaken: Vec<Untaken>,
    /// Children absent without a reason, most vulnerable first, siblings in one entry.
    pub unexplained: Vec<Unexplained>,
    /// The page that writes to their families, when the reader may and somebody is left to write to.
    pub write: Option<Link>,
    /// The form that signs a late arrival in.
    pub arrival: Arrival,
    /// Who was signed in today, latest first.
    pub arrived: Vec<Arrived>,
    /// `Signed in since 08:50`.
    pub arrived_title: String,
    /// Who is signed out of school now.
    pub out: Vec<SignedOut>,
    /// Other work on the register.
    pub work: Vec<Link>,
    /// Sessions with a holding code, by deadline.
    pub holding: Vec<Holding>,
    /// What the pack says of holding codes, such as `Code N has to give way to a reason within 5 school days`.
    pub holding_rule: String,
}

/// A group whose register should have been taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Untaken {
    /// `Year 2 Alder`.
    pub group: String,
    /// Who takes it. May be empty.
    pub teacher: String,
    /// `15 minutes since it opened`.
    pub since: String,
    /// Where it is taken.
    pub href: String,
}

/// A child, or brothers and sisters, absent without a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unexplained {
    /// The anchor of this entry, from the first child's number.
    pub id: i64,
    /// The children. More than one are rung about together.
    pub children: Vec<Link>,
    /// `Year 6 Oak. 39 days missed, SEN support`.
    pub detail: String,
    /// Whom to ring, in order, and what was tried.
    pub contacts: Vec<ContactLine>,
    /// `Text message to Gail Buckley at 08:58`.
    pub messages: Vec<String>,
    /// Who outside the school is to be told, each with the page for it.
    pub workers: Vec<Link>,
    /// What the family has said.
    pub replies: Vec<reply::ReplyLine>,
    /// `Next: ring Tom by 09:15`. May be empty.
    pub next: String,
    /// That the time for it is over.
    pub late: Option<Status>,
    /// The page that records it, for a visit or a check by the police.
    pub step: Option<Link>,
    /// The form that records a call, when the reader may.
    pub call: Option<CallForm>,
    /// The page that records the reason, when the reader may.
    pub reason: Option<Link>,
}

impl Unexplained {
    /// The entry of `pupils` for `session`, without contacts yet.
    pub fn new(pupils: &[(PupilId, String)], detail: String, session: Session) -> Unexplained {
        let ids: Vec<PupilId> = pupils.iter().map(|(id, _)| *id).collect();
        Unexplained {
            id: ids.first().map_or(0, |id| id.0),
            children: pupils.iter().map(|(id, name)| Link::new(name, urls::pupil(*id))).collect(),
            detail,
            contacts: Vec::new(),
            messages: Vec::new(),
            workers: Vec::new(),
            replies: Vec::new(),
            next: String::new(),
            late: None,
            step: None,
            call: None,
            reason: Some(Link::new("Record the reason", urls::reason_about(&ids, &[session]))),
        }
    }
}

/// A child who was signed in late today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrived {
    /// The child.
    pub who: Link,
    /// Whole minutes after the register opened.
    pub minutes: u32,
    /// What fell out of the times.
    pub mark: MarkCell,
}

/// A child who is signed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignedOut {
    /// The child.
    pub who: Link,
    /// `10:42, Dentist, with her mother`.
    pub words: String,
}

/// Sessions of one child that still have a holding code and one deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// The child, with the class.
    pub who: Link,
    /// `Thursday 4 March, all day`.
    pub sessions: String,
    /// What was tried. May be empty.
    pub tried: String,
    /// By when.
    pub by: Status,
    /// The page that settles it, when the reader may.
    pub settle: Option<Link>,
}
