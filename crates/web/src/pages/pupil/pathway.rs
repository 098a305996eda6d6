//! Where a pupil stands in the handbook: what is due, offered, done and barred, each with its place and its reading.

use serde::Serialize;

use super::{Header, Note};
use crate::{form::FormError, link::Link, pages::directory::Line, status::Status, strength::Strength};

mod answer;

pub use answer::StepForm;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PathwayPage {
    /// Above the tabs.
    pub header: Header,
    /// What is missing in an answer that was just sent; empty otherwise.
    pub errors: Vec<FormError>,
    /// `Improvement Pathway, 15 to 55½ days. Led by the school with the authority’s attendance team.`
    pub standing: String,
    /// That place in the handbook.
    pub handbook: Link,
    /// Where the case stands, set by set.
    pub stands: Vec<Stand>,
    /// What is said where a handbook is older than the law; empty otherwise.
    pub older: String,
    /// Who else helps this child; `refer_with` opens the form about them.
    pub services: Vec<Line>,
    /// The weeks that were agreed with half-days away from school, those that run or are to come.
    pub weeks: Vec<AgreedWeek>,
    /// What is due, what is overdue first.
    pub due: Vec<Step>,
    /// What is offered, menu by menu, that of the present band first.
    pub menus: Vec<Menu>,
    /// What may not be done now, and why.
    pub barred: Vec<Step>,
    /// What else can be done, by how it stands.
    pub actions: Vec<ActionGroup>,
    /// Flags and lists of the handbook that hold as well, each with its receipt.
    pub also: Vec<Note>,
    /// What was done, newest first.
    pub done: Vec<DoneLine>,
    /// What was done before that.
    pub done_before: Vec<DoneLine>,
}

/// A week in which a pupil is away on some half-days, by agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgreedWeek {
    /// `Part-time timetable from Monday 11 January 2027 to Friday 22 January 2027`.
    pub says: String,
    /// Monday to Friday, each with its morning and its afternoon: `in school`, or the code that registers expect.
    pub days: Vec<(String, String, String)>,
}

/// What a menu of the handbook offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Menu {
    /// The handbook's name for it.
    pub title: String,
    /// Its place on the page.
    pub id: String,
    /// `12 to answer, 4 answered`.
    pub count: String,
    /// Whether it is shown at once: that of the present band is.
    pub is_open: bool,
    /// How binding everything in it is; nothing where that differs, and each says so itself.
    pub strength: Option<Strength>,
    /// Its place in the handbook.
    pub source: Link,
    /// What nobody has answered yet.
    pub steps: Vec<Step>,
    /// What is answered.
    pub answered: Vec<Step>,
}

/// Where the case stands among stages or bands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stand {
    /// The name of the stages or bands.
    pub title: String,
    /// All of them, in order.
    pub rungs: Vec<Rung>,
    /// `Level 2 since Tuesday 24 November 2026, until Friday 18 December 2026 at the latest. Led by attendance lead.`
    pub says: String,
    /// Their place in the handbook.
    pub source: Link,
    /// The receipt; nothing for stages, which follow from what was done.
    pub why: Option<Link>,
}

/// One stage or band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rung {
    /// The handbook's word.
    pub name: String,
    /// From [`shade`](crate::chart::bands::shade).
    pub shade: &'static str,
    /// Whether the case stands there.
    pub is_current: bool,
}

/// What can be done, of one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionGroup {
    /// `Open, 12`.
    pub title: String,
    /// Its place on the page.
    pub id: String,
    /// What can be done, kind by kind.
    pub kinds: Vec<ActionKind>,
}

/// What can be done, of one state and one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionKind {
    /// `Meetings`.
    pub title: &'static str,
    /// They.
    pub lines: Vec<ActionLine>,
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionLine {
    /// Its name, to its page.
    pub name: Link,
    /// `For headteacher.` Empty for what is the reader's own.
    pub whose: String,
    /// What is missing, or what would open it: a short sentence each.
    pub missing: Vec<String>,
    /// How it was done the last time, and what runs because of it.
    pub last: Vec<String>,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoneLine {
    /// `Considered: Early Help. Not taken up`.
    pub what: String,
    /// What was said or agreed; may be empty.
    pub note: String,
    /// `Friday 5 March 2027, 10:02`.
    pub when: String,
    /// `Priya Nair, attendance lead`.
    pub by: String,
}

/// Something of the handbook that applies to this pupil now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its place on the page.
    pub id: String,
    /// How binding it is.
    pub strength: Strength,
    /// Its name, to the page that does it; the name alone where it is only answered.
    pub name: Link,
    /// Why it applies, in a sentence; may be empty.
    pub because: String,
    /// By when; nothing without a date.
    pub due: Option<Status>,
    /// What is missing before it can be done: a short sentence each.
    pub missing: Vec<String>,
    /// Whose it is, who is told, or who answered it and when; may be empty.
    pub detail: String,
    /// Its heading in the handbook, linked.
    pub source: Link,
    /// The readings that it rests on, such as `C-G-18`, linked.
    pub readings: Vec<Link>,
    /// Its derivation.
    pub receipt: Option<String>,
    /// The short form that answers it here; nothing where another page does, or the reader only looks.
    pub answer: Option<Box<StepForm>>,
}

#[cfg(test)]
mod tests;
