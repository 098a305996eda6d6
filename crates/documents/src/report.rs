//! A report: tables with a few words each, printed as one file.

use domain::Date;

use crate::{letter::LetterError, table::Table};

#[cfg(feature = "pdf")]
mod typeset;

/// A report with every word in it settled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Report {
    /// What it is.
    pub title: String,
    /// About whom: the name of the school.
    pub about: String,
    /// The day printed on it, which is also the date of the file.
    pub date: Date,
    /// What stands first: what it covers and how to read it.
    pub opening: Vec<String>,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a report. The table's title is its heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part {
    /// What is said before the table.
    pub opening: Vec<String>,
    /// The table; one without a row is left out, and its heading and words stay.
    pub table: Table,
}

/// The report as a tagged PDF that meets PDF/UA-1 and PDF/A-2a. The same report gives the same bytes.
#[cfg(feature = "pdf")]
pub fn pdf(report: &Report) -> Result<Vec<u8>, LetterError> {
    typeset::pdf(report)
}

/// Says that this build cannot make them.
#[cfg(not(feature = "pdf"))]
pub fn pdf(_: &Report) -> Result<Vec<u8>, LetterError> {
    Err(LetterError::NotBuilt)
}
