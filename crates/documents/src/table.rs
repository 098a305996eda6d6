//! A table with its figures settled, and the files it can become: CSV, XLSX, an HTML page, text for a terminal.
//!
//! A spreadsheet must never run what somebody typed into a name, so text that begins like a formula is written with an
//! apostrophe before it, in CSV and XLSX alike. Numbers stay numbers.

use std::borrow::Cow;

use domain::{Date, tally::Percent};

mod csv;
pub(crate) mod html;
mod pdf;
mod text;
mod xlsx;

pub use self::{
    csv::{csv, csv_for_excel},
    html::html,
    pdf::pdf,
    text::text,
    xlsx::xlsx,
};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// What a reader must know to read it: definitions, the day, what is left out. Not part of a CSV file.
    pub notes: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// What its cells are.
    pub kind: Kind,
}

/// What the cells of a column are, which settles how they are aligned and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Number,
    /// Days.
    Date,
    /// Percentages.
    Percent,
}

impl Kind {
    /// Whether its cells are read by size and so stand at the right.
    pub const fn is_figure(self) -> bool {
        matches!(self, Kind::Number | Kind::Percent)
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A percentage: one decimal on a page (C-G-02), three in a CSV file, unrounded in a spreadsheet.
    Percent(Percent),
    /// A day.
    Date(Date),
    /// Nothing to say.
    Empty,
}

impl Cell {
    /// The cell as a person reads it.
    pub(crate) fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Percent(percent) => Cow::Owned(one_decimal(*percent)),
            Cell::Date(date) => Cow::Owned(date.strftime("%-d %B %Y").to_string()),
            Cell::Empty => Cow::Borrowed(""),
        }
    }
}

fn one_decimal(percent: Percent) -> String {
    let tenths = (percent.in_thousandths() + 50) / 100;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Keeps a spreadsheet from running `text`.
fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_shown_with_one_decimal_rounded_half_up() {
        let shown = |thousandths| Cell::Percent(Percent::thousandths(thousandths)).shown().into_owned();
        assert_eq!(shown(89_474), "89.5%");
        assert_eq!(shown(92_549), "92.5%");
        assert_eq!(shown(92_550), "92.6%");
        assert_eq!(shown(100_000), "100.0%");
        assert_eq!(shown(0), "0.0%");
    }

    #[test]
    fn text_that_begins_like_a_formula_is_made_harmless() {
        for text in ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["/", "\\", "#", "O’Connor", "1-2", ""] {
            assert_eq!(guarded(text), text);
        }
    }
}
