//! Reports about a school: for its governors, for its head every week, and of its pack's bands for a meeting (LIN-084, LIN-164,
//! LBO-021, LBO-036, LBO-053).
//!
//! A report is a list of tables with a few words each, so that the page, the printed file and the spreadsheets hold the same.

pub mod bands;
pub mod governors;
mod paper;
pub mod rag;
pub mod small;
#[cfg(test)]
mod tests;
pub mod week;

use analysis::{Period, figures::definition};
use documents::table::{Cell, Column, Kind, Table};
use domain::{
    Date,
    id::{GroupId, PupilId},
    school::School,
};

pub use self::{
    paper::pdf,
    rag::{Rag, rag},
};

/// A report with every word and number in it settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// About which school.
    pub school: School,
    /// What it is: `Attendance report for governors`.
    pub title: String,
    /// What it covers, as of when, and how to read it.
    pub opening: Vec<String>,
    /// The first and the last day that it covers.
    pub days: Period,
    /// Its parts, in order.
    pub sections: Vec<Section>,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What tells it from the others in an address and a file's name: `by-year`.
    pub key: &'static str,
    /// What is said before the table; where the table has no row it says why.
    pub opening: Vec<String>,
    /// The table. Its title is the part's heading, its notes say what each figure means.
    pub table: Table,
    /// What the first cell of each row leads to, for a reader who sees names; shorter than the rows where nothing does.
    pub opens: Vec<Open>,
}

/// What a row leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// Nothing.
    Nothing,
    /// A child.
    Pupil(PupilId),
    /// The register of a class on a day.
    Register(GroupId, domain::session::Session),
    /// The returns of the school.
    Returns,
    /// The requests for leave.
    Leave,
    /// Something that the handbook asks of the school: its pack and its name.
    Duty(String, String),
    /// The children of a band: the set's name, and the place in it.
    Band(String, usize),
}

impl Report {
    /// One of its parts.
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }
}

impl Section {
    fn new(key: &'static str, title: &str, columns: Vec<Column>) -> Section {
        let table = Table { title: title.to_owned(), columns, rows: Vec::new(), notes: Vec::new() };
        Section { key, opening: Vec::new(), table, opens: Vec::new() }
    }

    fn row(&mut self, cells: Vec<Cell>) {
        self.table.rows.push(cells);
    }

    fn row_to(&mut self, cells: Vec<Cell>, open: Open) {
        self.opens.resize(self.table.rows.len(), Open::Nothing);
        self.opens.push(open);
        self.row(cells);
    }

    fn say(mut self, words: impl Into<String>) -> Section {
        self.opening.push(words.into());
        self
    }

    /// The part with the definitions of these figures under its table.
    fn defined(mut self, names: &[&str], thresholds: analysis::figures::Thresholds) -> Section {
        let of = |name: &&str| definition(name).map(|one| format!("{}: {}", one.title, one.words(thresholds)));
        self.table.notes.extend(names.iter().filter_map(of));
        self
    }
}

fn words_column(heading: &str) -> Column {
    Column { heading: heading.to_owned(), kind: Kind::Text }
}

fn figure_column(heading: &str) -> Column {
    Column { heading: heading.to_owned(), kind: Kind::Number }
}

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

/// `Friday 12 March 2027`.
fn full_day(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// `12 March 2027`.
fn short_day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// `1 child`, `7 children`.
fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// A share to one decimal, as it is shown: nobody reads more out of a file than out of the page.
fn rounded(percent: domain::tally::Percent) -> domain::tally::Percent {
    domain::tally::Percent::thousandths((percent.in_thousandths() + 50) / 100 * 100)
}

/// `of` the share of `part` in `whole`, or nothing of nobody.
fn share(part: u32, whole: u32) -> Option<domain::tally::Percent> {
    let thousandths = |whole: u64| (u64::from(part) * 200_000 + whole) / (2 * whole);
    (whole > 0).then(|| domain::tally::Percent::thousandths(thousandths(u64::from(whole)) as u32))
}

/// A percentage, or an empty cell.
fn percent_cell(percent: Option<domain::tally::Percent>) -> Cell {
    percent.map_or(Cell::Empty, |percent| Cell::Percent(rounded(percent)))
}
