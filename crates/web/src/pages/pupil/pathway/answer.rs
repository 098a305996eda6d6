//! The short form in a step, which says that it was done or whether it is taken up.

use serde::Serialize;

use crate::{
    form::{FormError, message},
    link::Hidden,
};

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
