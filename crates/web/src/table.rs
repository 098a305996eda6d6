//! A table on a page, and the same table as a spreadsheet file. Both come from one [`Table`], so that they cannot differ.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use documents::table::{Cell, Table, csv_for_excel, xlsx};
use serde::Serialize;

use crate::{error::Problem, link::Link, words};

/// A table in words, for the macro `table` of `parts.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableView {
    /// What it shows.
    pub title: String,
    /// The headings.
    pub columns: Vec<Heading>,
    /// The rows; the first cell heads its row.
    pub rows: Vec<Vec<CellView>>,
    /// What a reader must know to read it.
    pub notes: Vec<String>,
    /// The same table as files.
    pub files: Vec<Link>,
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Its words.
    pub text: String,
    /// Whether its cells are read by size and stand at the right.
    pub is_figure: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct CellView {
    /// As a person reads it.
    pub text: String,
    /// What makes it, or the page of what it names; empty where it opens nothing.
    pub href: String,
}

impl TableView {
    /// The table without links.
    pub fn of(table: &Table) -> TableView {
        let heading = |column: &documents::table::Column| Heading {
            text: column.heading.clone(),
            is_figure: column.kind.is_figure(),
        };
        TableView {
            title: table.title.clone(),
            columns: table.columns.iter().map(heading).collect(),
            rows: table.rows.iter().map(|row| row.iter().map(CellView::of).collect()).collect(),
            notes: table.notes.clone(),
            files: Vec::new(),
        }
    }

    /// The table, which can be had as files at `address`: see [`file`].
    pub fn with_files(table: &Table, address: &str) -> TableView {
        TableView { files: links(address), ..TableView::of(table) }
    }
}

impl CellView {
    /// The cell as a person reads it, without a link.
    pub fn of(cell: &Cell) -> CellView {
        let text = match cell {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => words::number(*number),
            Cell::Percent(percent) => words::percent(*percent),
            Cell::Date(date) => format!("{} {} {}", date.day(), words::month(*date), date.year()),
            Cell::Empty => String::new(),
        };
        CellView { text, href: String::new() }
    }
}

/// Links to the files of a table: `address` with `file=csv` or `file=xlsx` at its end.
pub fn links(address: &str) -> Vec<Link> {
    let joint = if address.contains('?') { '&' } else { '?' };
    [("CSV", "csv"), ("Excel", "xlsx")]
        .map(|(words, kind)| {
            Link::new(format!("This table as a file ({words})"), format!("{address}{joint}file={kind}"))
        })
        .into()
}

/// The table as the file of this kind, `csv` or `xlsx`. `name` is the name of the file without its ending.
pub fn file(table: &Table, kind: &str, name: &str) -> Result<Response, Problem> {
    const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let (bytes, content) = match kind {
        "csv" => (csv_for_excel(table), "text/csv; charset=utf-8"),
        "xlsx" => (xlsx(table).map_err(|fault| Problem::Refused(fault.to_string()))?, WORKBOOK),
        _ => return Err(Problem::NotFound),
    };
    let attachment = format!("attachment; filename=\"{name}.{kind}\"");
    Ok(([(header::CONTENT_TYPE, String::from(content)), (header::CONTENT_DISPOSITION, attachment)], bytes)
        .into_response())
}
