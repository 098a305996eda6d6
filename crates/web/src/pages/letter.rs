//! A letter before it is made: what it says, to whom it may go, and why it may not.

use serde::Serialize;

use crate::{
    form::{FormError, message},
    link::Link,
    pages::pupil::action::Control,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterPage {
    /// To the pupil.
    pub back: Link,
    /// `Ellis Hargreaves, Year 5 Hazel: 17 days missed, 85.5%`.
    pub who: String,
    /// What is missing in a letter that was just asked for; empty otherwise.
    pub errors: Vec<FormError>,
    /// Whether it can be made, was made, or is held back.
    pub state: State,
    /// Everybody it could go to, also those to whom it never goes.
    pub recipients: Vec<Recipient>,
    /// What is missing in the choice among them; empty when nothing is.
    pub recipient_error: String,
    /// What is filled in for it.
    pub controls: Vec<Control>,
    /// `Priya Nair, attendance lead`, whose name stands under it.
    pub maker: String,
    /// `Words of an 11-year-old`; empty when it was not measured.
    pub reading_age: String,
    /// The letter as it will be printed; nothing when there is nobody to send it to.
    pub letter: Option<Letter>,
    /// Why the handbook sends it, such as its receipt.
    pub because: Vec<Link>,
}

/// Whether a letter can be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum State {
    /// It can: the form goes to `action`.
    Ready {
        /// Where the form (`contact`) goes.
        action: String,
    },
    /// It is held back, and the page refuses.
    HeldBack {
        /// Why: `Ellis has a known medical condition …`.
        reason: String,
        /// What may be done instead.
        instead: Vec<Link>,
    },
    /// It was made and is kept unchanged.
    Made {
        /// The kept document.
        document: Link,
        /// `Made by Priya Nair, attendance lead, on Friday 5 March 2027 at 15:40.`
        words: String,
    },
}

/// Somebody to whom the letter could go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recipient {
    /// What the form carries for them.
    pub value: String,
    /// Their name.
    pub name: String,
    /// `mother, lives with. 4 Mill Lane, Thornby`.
    pub detail: String,
    /// Why it never goes to them: `The address is protected: no letter is ever made for it.` Empty when it may.
    pub barred: String,
    /// Whether they are chosen.
    pub is_chosen: bool,
}

/// The letter, in the order in which it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// The school: its name, the lines of its address, its number.
    pub head: Vec<String>,
    /// Whom it is addressed to: the name, then the lines of the address.
    pub to: Vec<String>,
    /// `Friday 5 March 2027`.
    pub date: String,
    /// `Reference: ATT-2027-0117`, `About: Ellis Hargreaves, 5 Hazel`.
    pub lines: Vec<String>,
    /// `Dear Dawn Hargreaves`.
    pub greeting: String,
    /// Its heading.
    pub title: String,
    /// Its text.
    pub blocks: Vec<Block>,
    /// `Yours sincerely`, then name and position.
    pub close: Vec<String>,
    /// The foot: the fingerprint of its receipt.
    pub foot: String,
}

/// A piece of the text, as the document has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A list with bullets.
    List {
        /// Its points.
        points: Vec<String>,
    },
    /// A table.
    Table {
        /// What it shows.
        caption: String,
        /// The head of each column.
        header: Vec<String>,
        /// Its rows.
        rows: Vec<Vec<String>>,
    },
}

impl LetterPage {
    /// The same page after the form was sent without what it needs. An error is about the element `contact` or a control.
    #[must_use]
    pub fn refused(mut self, errors: Vec<FormError>) -> LetterPage {
        for control in &mut self.controls {
            control.error = message(&errors, &control.id).unwrap_or_default();
        }
        LetterPage { recipient_error: message(&errors, "contact").unwrap_or_default(), errors, ..self }
    }
}

#[cfg(test)]
mod tests;
