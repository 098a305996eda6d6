//! Where a pupil stands in the handbook: what is due, offered, done and barred, each with its place and its reading.

use serde::Serialize;

use super::{Header, Note};
use crate::{
    form::{FormError, message},
    link::{Button, Hidden, Link},
    pages::directory::Line,
    status::Status,
    strength::Strength,
};

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
    /// What is due and what is offered, most binding first.
    pub steps: Vec<Step>,
    /// What may not be done now, and why.
    pub barred: Vec<Step>,
    /// Everything that can be done, by how it stands.
    pub actions: Vec<ActionGroup>,
    /// Flags and lists of the handbook that hold as well, each with its receipt.
    pub also: Vec<Note>,
    /// What was done, newest first.
    pub done: Vec<DoneLine>,
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
    /// Whether it is shown at once.
    pub is_open: bool,
    /// What can be done.
    pub lines: Vec<ActionLine>,
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionLine {
    /// Its name, to its page.
    pub name: Link,
    /// `Meeting`, `Notice, for headteacher`.
    pub kind: String,
    /// How much is missing; nothing when nothing is.
    pub status: Option<Status>,
    /// What is missing, in the handbook's words.
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

/// A sentence of the handbook that applies to this pupil now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// How binding it is.
    pub strength: Strength,
    /// What, and why it applies.
    pub text: String,
    /// By when; nothing without a date.
    pub due: Option<Status>,
    /// Whose it is, who is told, and by when at the latest; may be empty.
    pub detail: String,
    /// The page that does it, beside an answer that is given here.
    pub opens: Option<Link>,
    /// Its heading in the handbook, linked.
    pub source: Link,
    /// The readings that it rests on, such as `C-G-18`, linked.
    pub readings: Vec<Link>,
    /// Its derivation.
    pub receipt: Option<String>,
    /// What the reader can do about it.
    pub answer: Answer,
}

/// What can be done about a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Answer {
    /// Nothing, here or by this reader.
    None,
    /// Another page does it.
    Elsewhere {
        /// That page.
        link: Link,
    },
    /// One press does it.
    Button {
        /// It.
        button: Button,
    },
    /// A short form does it.
    Form {
        /// It.
        form: Box<StepForm>,
    },
}

/// A short form in a step: yes or no if the handbook offers it, and a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepForm {
    /// Begins the ids of its fields; unique on the page, such as `early-help`.
    pub id: String,
    /// What opens it, such as `Yes or no`.
    pub title: String,
    /// Where it goes.
    pub action: String,
    /// What it carries.
    pub fields: Vec<Hidden>,
    /// Asks yes or no (`taken_up`) with these words; empty for a task that is only done.
    pub question: String,
    /// What was answered so far: `yes`, `no` or nothing.
    pub answered: String,
    /// The words over the note (`note`).
    pub note_label: String,
    /// What was typed.
    pub note: String,
    /// What is missing in the answer; empty when nothing is.
    pub question_error: String,
    /// What is missing in the note; empty when nothing is.
    pub note_error: String,
    /// The words of its button.
    pub button: String,
    /// Whether it stands open, as it does after an error.
    pub is_open: bool,
}

impl StepForm {
    /// The form that says a task was done.
    pub fn task(id: &str, action: String, fields: Vec<Hidden>) -> StepForm {
        StepForm {
            id: id.into(),
            title: "Record it as done".into(),
            action,
            fields,
            question: String::new(),
            answered: String::new(),
            note_label: "What was done or agreed".into(),
            note: String::new(),
            question_error: String::new(),
            note_error: String::new(),
            button: "Record".into(),
            is_open: false,
        }
    }

    /// The form that says whether an offer is taken up. `question` is such as `Is Early Help taken up?`.
    pub fn offer(id: &str, question: &str, action: String, fields: Vec<Hidden>) -> StepForm {
        StepForm {
            title: "Yes or no".into(),
            question: question.into(),
            note_label: "Why, and what the family said".into(),
            ..StepForm::task(id, action, fields)
        }
    }

    /// The same form as it was sent, open, with what is missing beside its fields. The errors are about the elements
    /// `{id}-answer` and `{id}-note`.
    #[must_use]
    pub fn sent(self, answered: &str, note: &str, errors: &[FormError]) -> StepForm {
        let error = |field: &str| message(errors, &format!("{}-{field}", self.id)).unwrap_or_default();
        StepForm {
            question_error: error("answer"),
            note_error: error("note"),
            answered: answered.into(),
            note: note.into(),
            is_open: true,
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
