//! The admission register of one pupil, the forms that enter something in it, and the register of a school.

use serde::Serialize;

use crate::{
    form::{Fields, FormError, message},
    link::Link,
    pages::pupil::action::{Control, ControlShape},
};

/// What the register says of a pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordPage {
    /// To the pupil.
    pub back: Link,
    /// The day that it was known on, as a form carries it.
    pub on: String,
    /// The last day that may be asked for.
    pub today: String,
    /// Where the form goes that asks for another day.
    pub action: String,
    /// `As it was known on Tuesday 2 March 2027.`; empty for today.
    pub past: String,
    /// What is missing, each as a sentence.
    pub gaps: Vec<String>,
    /// What can be entered; empty for a reader who may not, and for a past day.
    pub links: Vec<Link>,
    /// Name, sex, birthday, address …
    pub facts: Vec<Fact>,
    /// Parents and other contacts, in the order to try.
    pub people: Vec<Person>,
    /// Times on the register, newest first.
    pub enrolments: Vec<Enrolment>,
    /// Who works with the pupil, for a reader who may see it.
    pub workers: Vec<Fact>,
    /// Cohorts, by name.
    pub cohorts: Vec<Cohort>,
    /// That some cohorts are not shown; empty when all are.
    pub hidden: String,
    /// What was done to find the pupil.
    pub enquiries: Vec<Fact>,
    /// The deletion of the name: its ground and what was shown.
    pub deletion: Vec<Fact>,
    /// Every entry, newest first.
    pub history: Vec<Entry>,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `Born`.
    pub key: String,
    /// `3 May 2017`.
    pub value: String,
    /// `Before: 1 Mill Lane`; may be empty.
    pub beside: String,
}

/// A parent or contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// `mother, parent, lives with`.
    pub detail: String,
    /// Their number; may be empty.
    pub phone: String,
    /// Their e-mail address; may be empty.
    pub email: String,
    /// Their address, or that it is withheld; may be empty.
    pub address: String,
    /// `Address protected`; empty when it is not.
    pub protected: String,
    /// To the form that enters what is different about them; nothing for a reader who may not.
    pub change: Option<String>,
}

/// A time on the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enrolment {
    /// `Sole`, `Dual, main`, `Guest`.
    pub kind: String,
    /// The other school, and since when; may be empty.
    pub other: String,
    /// The starting day.
    pub from: String,
    /// The day of deletion, or that the name stands.
    pub until: String,
}

/// A cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cohort {
    /// Its name.
    pub name: String,
    /// `since 1 September 2026`, `1 September 2024 to 20 July 2025`.
    pub when: String,
    /// Where it comes from.
    pub source: String,
    /// To the form that ends it; nothing for a reader who may not.
    pub change: Option<String>,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// `Change`, `Opening entry`.
    pub what: String,
    /// The day from which it is true.
    pub from: String,
    /// What it says, line by line.
    pub says: Vec<String>,
    /// Why.
    pub reason: String,
    /// When it was made.
    pub when: String,
    /// Who made it.
    pub person: String,
    /// Their position then.
    pub position: String,
}

/// A form that enters something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormPage {
    /// To where the reader came from.
    pub back: Link,
    /// The pupil; empty for one who is not on the register yet.
    pub who: String,
    /// What to know before it is filled in.
    pub lede: Vec<String>,
    /// What keeps it from being entered.
    pub errors: Vec<FormError>,
    /// Where it goes.
    pub action: String,
    /// What it carries unseen.
    pub hidden: Vec<(String, String)>,
    /// What is filled in.
    pub controls: Vec<Control>,
    /// The words of its button.
    pub button: String,
}

impl FormPage {
    /// The same form as it was sent, with what is wrong beside its controls.
    #[must_use]
    pub fn sent(mut self, fields: &Fields, errors: Vec<FormError>) -> FormPage {
        for control in &mut self.controls {
            control.values = fields.all(&control.id).map(str::to_owned).collect();
            control.error = message(&errors, &control.id).unwrap_or_default();
        }
        FormPage { errors, ..self }
    }
}

/// The grounds on which a name is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroundsPage {
    /// To the register of the pupil.
    pub back: Link,
    /// The pupil.
    pub who: String,
    /// That the name is deleted already; empty when it is not.
    pub closed: String,
    /// The grounds, each to what it asks, with who decides.
    pub grounds: Vec<GroundLine>,
    /// To the form that enters a joint enquiry.
    pub enquire: Link,
    /// To the form that makes the file for the next school.
    pub transfer: Link,
    /// To the form that sends the return about the leaver.
    pub report: Link,
    /// That the return was sent, and when; empty when it was not.
    pub reported: String,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroundLine {
    /// `9(1)(a)`, to what it asks.
    pub paragraph: Link,
    /// What it says.
    pub words: String,
    /// Who decides.
    pub decided_by: String,
}

/// The register of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterPage {
    /// To the school.
    pub back: Link,
    /// The day that it was known on, as a form carries it.
    pub on: String,
    /// The last day that may be asked for.
    pub today: String,
    /// Where the form goes that asks for another day.
    pub action: String,
    /// The headings.
    pub head: Vec<String>,
    /// The rows; the first cell is the name.
    pub rows: Vec<Vec<String>>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// The files of it.
    pub files: Vec<Link>,
    /// To the form that admits a pupil; nothing for a reader who may not.
    pub admit: Option<Link>,
}

/// A control with one value.
pub fn control(id: &str, label: &str, hint: &str, shape: ControlShape, value: &str) -> Control {
    let values = if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
    Control { values, ..Control::new(id, label, hint, shape) }
}

#[cfg(test)]
mod tests;
