//! The absence of a school over a stretch of days: its reasons, lateness, spells, or who is near persistent absence.

use serde::Serialize;

use super::Figure;
use crate::{
    chart::weeks::Weeks,
    link::{Filter, Hidden, Link},
    pages::count::Choices,
    table::TableView,
};

/// One of the pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Absence {
    /// The school's page.
    pub back: Link,
    /// The form that asks for other children or other days.
    pub form: Form,
    /// The stretches to choose from; empty where the page is of one.
    pub stretches: Vec<Filter>,
    /// Whom it is about: `Everybody`, `5 Hazel`.
    pub whom: String,
    /// What was counted over all.
    pub figures: Vec<Figure>,
    /// The tables.
    pub parts: Vec<Part>,
    /// The other pages, of the same children and days.
    pub others: Vec<Link>,
}

/// The form that asks for other children or other days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// The classes, years and cohorts.
    pub choices: Vec<Choices>,
    /// The first day, where one was chosen.
    pub from: String,
    /// Whether a first day can be chosen.
    pub has_from: bool,
    /// The last day.
    pub to: String,
    /// The latest day that may be asked for.
    pub latest: String,
    /// What was wrong with the days that were asked for; empty when nothing was.
    pub error: String,
    /// What else the address keeps.
    pub kept: Vec<Hidden>,
}

/// A table with its heading, its picture and what explains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Part {
    /// Its place on the page.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Said under the heading; may be empty.
    pub words: String,
    /// A picture of it.
    pub chart: Option<Weeks>,
    /// The table; nothing where there is nothing to show.
    pub table: Option<TableView>,
    /// So many rows stand on the page; all of them where it is not said.
    pub shows: Option<usize>,
    /// Said in place of the table.
    pub empty: String,
    /// The definitions of its figures.
    pub definitions: Vec<Link>,
}

impl Part {
    /// A part without its table; `empty` is said in place of one that has nothing to show.
    pub fn new(id: &'static str, title: &str, empty: &str) -> Part {
        Part { id, title: title.to_owned(), empty: empty.to_owned(), ..Part::default() }
    }
}

#[cfg(test)]
mod tests;
