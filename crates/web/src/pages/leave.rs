//! Leave of absence: what a parent sees and asks behind a link, and which requests wait at a school.

use serde::Serialize;

use super::{pupil::action::Control, reply::Choice};
use crate::{form::FormError, link::Link, status::Status};

#[cfg(test)]
mod tests;

/// The page behind a parent's link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskPage {
    /// Where its form goes.
    pub action: String,
    /// The school.
    pub school: String,
    /// Its telephone number.
    pub telephone: Link,
    /// The parent.
    pub parent: String,
    /// Whether a request has just been sent.
    pub is_sent: bool,
    /// What was asked before, the latest first.
    pub requests: Vec<RequestRow>,
    /// The children, to choose from.
    pub children: Vec<Choice>,
    /// The error beside them.
    pub child_error: Option<String>,
    /// What the handbook asks.
    pub controls: Vec<Control>,
    /// The same on paper.
    pub paper: Link,
    /// What is wrong.
    pub errors: Vec<FormError>,
}

/// A request as its family sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestRow {
    /// `Ellis: Monday 7 December to Friday 11 December 2026`.
    pub what: String,
    /// Where it stands.
    pub status: Status,
    /// What the register says then; may be empty.
    pub means: Vec<String>,
}

/// The requests of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestsPage {
    /// To the school.
    pub back: Link,
    /// Which entry of the handbook decides, and who.
    pub decides: String,
    /// What waits.
    pub waiting: Vec<WaitingRow>,
    /// What was decided, the latest first.
    pub decided: Vec<DecidedRow>,
    /// The form on paper.
    pub paper: Link,
    /// What the office does with it; empty where no handbook has a request.
    pub copy: String,
}

/// A request that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingRow {
    /// The anchor of its heading.
    pub id: String,
    /// The pupil with the class.
    pub who: Link,
    /// `Monday 7 December to Friday 11 December 2026: 5 school days`.
    pub days: String,
    /// How soon it begins.
    pub status: Status,
    /// What is known, each with its words.
    pub facts: Vec<(String, String)>,
    /// The page on which it is decided; nothing for a reader who does not decide.
    pub decide: Option<Link>,
}

/// A request that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecidedRow {
    /// The pupil with the class.
    pub who: Link,
    /// The days that were asked for.
    pub asked: String,
    /// How it was decided.
    pub status: Status,
    /// What the register says then.
    pub means: String,
    /// When.
    pub on: String,
}
