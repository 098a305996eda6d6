//! Changing a handbook: a chapter as a form, what a change would do, and the proposals that wait for a second person.

use serde::Serialize;

use crate::{form::FormError, link::Link};

/// A chapter as a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Propose {
    /// To the chapter.
    pub back: Link,
    /// What keeps it from being proposed.
    pub errors: Vec<FormError>,
    /// Where the form goes.
    pub action: String,
    /// What the chapter is to say.
    pub text: String,
    /// The error of the text.
    pub text_error: Option<String>,
    /// The hash of what it said when the form was opened.
    pub begun_from: String,
    /// Other chapters whose examples the change leaves unmet, to be changed with it.
    pub beside: Vec<Beside>,
    /// The first day on which it is to apply, as a date field has it.
    pub from: String,
    /// The first day that may be chosen.
    pub earliest: String,
    /// The error of the day.
    pub from_error: Option<String>,
    /// Why it is to change.
    pub reason: String,
    /// The error of the reason.
    pub reason_error: Option<String>,
    /// What in the text cannot stand.
    pub faults: Vec<Fault>,
    /// What it would do; nothing until it was checked, or while it has faults.
    pub outcome: Option<Outcome>,
}

/// Another chapter of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// Its file name, without folder and ending.
    pub chapter: String,
    /// What it is called.
    pub title: String,
    /// What it is to say.
    pub text: String,
    /// The hash of what it said when it came into the form.
    pub begun_from: String,
}

/// Something in a chapter that cannot stand, or an expectation that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `Line 71, column 25`, with the chapter where it is another one.
    pub place: String,
    /// The line as it stands; empty where there is none.
    pub line: String,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do, as a sentence; may be empty.
    pub help: String,
}

/// What a change would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// `233 examples passed, 2 failed.`
    pub examples: String,
    /// Why it can neither be proposed nor approved; empty when it can.
    pub bar: String,
    /// The examples that are not met.
    pub failed: Vec<Failed>,
    /// `1 new, 2 changed`: what it says otherwise.
    pub changes: Vec<Change>,
    /// Whom it would touch today, in sentences.
    pub effect: Vec<String>,
    /// From which bands to which, and how many children.
    pub moves: Vec<Move>,
    /// To a whole year under another handbook.
    pub what_if: Link,
}

/// An example that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The pack and its name.
    pub name: String,
    /// What is so instead, cell by cell.
    pub unmet: Vec<Fault>,
}

/// Something that is said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `Changed`, `New`, `Gone`, `Renamed`.
    pub word: &'static str,
    /// The entry.
    pub title: String,
    /// Each difference as a sentence.
    pub lines: Vec<String>,
}

/// Children who would stand elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Where they stand.
    pub before: String,
    /// Where they would.
    pub after: String,
    /// How many.
    pub children: String,
}

/// Every proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct List {
    /// To the handbook.
    pub back: Link,
    /// They, the last first.
    pub proposals: Vec<Line>,
}

/// A proposal in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The chapter, to the proposal.
    pub link: Link,
    /// The pack.
    pub pack: String,
    /// Who proposed it, and when.
    pub by: String,
    /// From which day.
    pub from: String,
    /// What became of it.
    pub state: String,
    /// Whether it waits.
    pub is_open: bool,
}

/// One proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// To the list.
    pub back: Link,
    /// What is wrong with the answer that was sent.
    pub errors: Vec<FormError>,
    /// Who proposed it, when, and from which day it is to apply.
    pub lede: String,
    /// Why.
    pub reason: String,
    /// What somebody said to it; empty while it waits.
    pub verdict: String,
    /// Why that.
    pub verdict_reason: String,
    /// What in it cannot stand any more.
    pub faults: Vec<Fault>,
    /// What it would do; nothing once it was decided.
    pub outcome: Option<Outcome>,
    /// The checks that it passed, and for whom, in sentences.
    pub checks: Vec<String>,
    /// The whole text of each chapter.
    pub texts: Vec<Text>,
    /// The chapter as it applies.
    pub chapter: Link,
    /// What the reader can say to it.
    pub decision: Decision,
}

/// All that a chapter would say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// What the chapter is called.
    pub title: String,
    /// It.
    pub text: String,
}

/// What the reader can say to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Decision {
    /// Nothing: it was decided.
    None,
    /// It is their own: they can take it back.
    Own {
        /// Where the form goes.
        action: String,
        /// What was typed.
        reason: String,
        /// The error of the reason.
        reason_error: Option<String>,
    },
    /// Yes or no.
    Form {
        /// Where the form goes.
        action: String,
        /// The answer that was chosen.
        answer: String,
        /// The error of the answer.
        answer_error: Option<String>,
        /// What was typed.
        reason: String,
        /// The error of the reason.
        reason_error: Option<String>,
    },
}

#[cfg(test)]
mod tests;
