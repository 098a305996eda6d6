//! Doing one thing of the handbook: what it asks first and what is on record of it, and then the form.

use serde::Serialize;

use crate::{
    form::{FormError, message},
    link::Link,
    status::Status,
    strength::Strength,
};

#[cfg(test)]
mod tests;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionPage {
    /// To the pathway.
    pub back: Link,
    /// `Ellis Hargreaves, Year 5 Hazel: 17 days missed, 85.5%`.
    pub who: String,
    /// Everything that was missing when the form was sent; empty otherwise.
    pub errors: Vec<FormError>,
    /// How binding it is.
    pub strength: Strength,
    /// What it is and who does it: `Meeting, for Traded Officer or attendance lead.`
    pub says: String,
    /// Why it stands here now: `Due now: Arrange the AIM.` Empty when nothing asks for it.
    pub asked: String,
    /// Its heading in the handbook.
    pub source: Link,
    /// The readings that it rests on.
    pub readings: Vec<Link>,
    /// What has to be on record first.
    pub before: Vec<Before>,
    /// The receipt of whether it is open; nothing for what is about the school.
    pub why: Option<Link>,
    /// What the handbook says beside it now.
    pub advice: Vec<String>,
    /// Who leads, who takes part, what is talked about.
    pub facts: Vec<Fact>,
    /// How it was done the last time, and what runs because of it; empty when it never was.
    pub last: Vec<String>,
    /// The form; nothing when this reader cannot send one now.
    pub form: Option<ActionForm>,
    /// Why there is no form; empty when there is one.
    pub closed: String,
}

/// Something that has to be on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Before {
    /// The handbook's words.
    pub words: String,
    /// What to say while it is not; empty when it is.
    pub hint: String,
    /// On record, missing, or told by the form.
    pub status: Status,
    /// The page on which it is done.
    pub link: Option<Link>,
}

/// A fact about it with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `Agenda`.
    pub label: String,
    /// What stands there.
    pub values: Vec<String>,
}

/// The form that does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionForm {
    /// Where it goes.
    pub action: String,
    /// What is filled in, in order.
    pub controls: Vec<Control>,
    /// The words of its button.
    pub button: String,
}

/// A control of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Control {
    /// Its id and its name in the form.
    pub id: String,
    /// The handbook's word for it.
    pub label: String,
    /// What is said beside it; may be empty.
    pub hint: String,
    /// What is typed there.
    pub shape: ControlShape,
    /// What was typed or chosen so far; for several boxes all of them.
    pub values: Vec<String>,
    /// What is missing in it; empty when nothing is.
    pub error: String,
}

/// What is typed in a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ControlShape {
    /// A line.
    Line {
        /// Words that the handbook knows, to choose from.
        known: Vec<String>,
    },
    /// Several lines.
    Area,
    /// A day.
    Day,
    /// A number.
    Number {
        /// What is counted, such as `minutes`; empty for a mere number.
        unit: String,
    },
    /// One of several.
    One {
        /// What there is to choose from.
        of: Vec<Choice>,
    },
    /// Any of several.
    Any {
        /// What there is to choose from.
        of: Vec<Choice>,
    },
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the form carries.
    pub value: String,
    /// Its words.
    pub text: String,
    /// What is said beside it; may be empty.
    pub hint: String,
}

impl Choice {
    /// A choice whose words are what it carries.
    pub fn plain(text: &str) -> Choice {
        Choice { value: text.into(), text: crate::words::sentence(text), hint: String::new() }
    }
}

impl Control {
    /// An empty control.
    pub fn new(id: &str, label: &str, hint: &str, shape: ControlShape) -> Control {
        Control {
            id: id.into(),
            label: crate::words::sentence(label),
            hint: hint.into(),
            shape,
            values: Vec::new(),
            error: String::new(),
        }
    }
}

impl ActionPage {
    /// The same page after the form was refused: each control says what is missing in it.
    #[must_use]
    pub fn refused(mut self, errors: Vec<FormError>) -> ActionPage {
        for control in self.form.iter_mut().flat_map(|form| &mut form.controls) {
            control.error = message(&errors, &control.id).unwrap_or_default();
        }
        ActionPage { errors, ..self }
    }
}
