//! Messages to families: who gets one now, what was sent, and what became of it.

use serde::Serialize;

use crate::{
    form::FormError,
    link::{Hidden, Link},
    status::Status,
};

#[cfg(test)]
mod tests;

/// The page that writes to the families who have not said why their children are absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToFamilies {
    /// To the board.
    pub back: Link,
    /// Where the form goes.
    pub action: String,
    /// `Tuesday 24 November, morning`.
    pub session: String,
    /// The families.
    pub families: Vec<FamilyLine>,
    /// How many would get a message.
    pub open: usize,
    /// The words that the first of them would get.
    pub sample: String,
    /// Said when nothing carries messages of a kind yet. May be empty.
    pub warning: String,
    /// What was wrong.
    pub errors: Vec<FormError>,
}

/// A family that is absent without a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FamilyLine {
    /// The number of its first child, which the form sends.
    pub id: i64,
    /// The children.
    pub children: String,
    /// `Gail Buckley, mother: text message to 07700 900361`.
    pub to: String,
    /// Why it gets no message: it was written to, it has answered, or nobody can be written to. Empty when it gets one.
    pub why_not: String,
}

/// The outbox of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outbox {
    /// The page that writes to families, for readers of a school.
    pub to_families: Option<Link>,
    /// Messages that can never arrive by themselves.
    pub failed: usize,
    /// The messages, newest first.
    pub messages: Vec<MessageLine>,
}

/// One message of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageLine {
    /// When it was written.
    pub at: String,
    /// To whom, and the page of the message.
    pub to: Link,
    /// About which children.
    pub children: String,
    /// `Text message: Not at school`.
    pub what: String,
    /// What became of it.
    pub status: Status,
}

/// One message with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessagePage {
    /// To the outbox.
    pub back: Link,
    /// What it is, field by field.
    pub about: Vec<Hidden>,
    /// Its paragraphs. The link that only the parent may use is left out.
    pub words: Vec<String>,
    /// What became of it, oldest first.
    pub became: Vec<String>,
    /// What to do now that it cannot arrive. May be empty.
    pub instead: String,
}
