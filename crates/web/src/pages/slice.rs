//! Figures by any side over any days: the form that asks, the picture, the table.

use serde::Serialize;

use crate::{
    chart::rows::Picture,
    form::FormError,
    link::{Hidden, Link},
    pages::count::Choices,
    table::TableView,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slice {
    /// The school's page, or that of all schools.
    pub back: Link,
    /// What is asked, as it was typed.
    pub form: Form,
    /// What is wrong with it; then there is no table.
    pub errors: Vec<FormError>,
    /// Whose figures they are and what they rest on, in sentences.
    pub said: Vec<String>,
    /// The rows as a picture; nothing of one row, or of very many.
    pub picture: Option<Picture>,
    /// The figures; nothing where the question has a fault.
    pub table: Option<TableView>,
    /// What each figure means, each to its definition.
    pub meanings: Vec<Link>,
    /// This table with its days as they are, for somebody who opens it tomorrow.
    pub lasting: Option<Link>,
}

/// The form that asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// What it carries along.
    pub kept: Vec<Hidden>,
    /// The sides, the figure that is drawn, the days by name.
    pub choices: Vec<Choices>,
    /// The first and last day.
    pub days: Vec<Field>,
    /// Which children, where somebody may ask for some only.
    pub filters: Vec<Choices>,
    /// The day at whose end the registers were as they are to be shown; only of one school.
    pub known: Option<Field>,
    /// Whether the part with filters stands open.
    pub is_open: bool,
}

/// A day to type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The field's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// `date`; `text` to keep what is no day as it was typed.
    pub kind: &'static str,
    /// What was typed.
    pub value: String,
    /// What is wrong with it; may be empty.
    pub error: String,
}

impl Field {
    /// A field with what was typed, and what is wrong with it.
    pub fn new(name: &str, label: &str, value: &str, error: Option<String>) -> Field {
        let is_day = value.is_empty() || crate::form::day(value).is_some();
        Field {
            name: name.to_owned(),
            label: label.to_owned(),
            kind: if is_day { "date" } else { "text" },
            value: value.to_owned(),
            error: error.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
