//! A table whose cells open to what makes them: one value for the page and for its files.

use axum::response::Response;
use documents::table::{Cell, Column, Kind, Table};
use domain::tally::Percent;

use crate::{
    error::Problem,
    table::{self, TableView},
    words,
};

/// The table.
pub(in super::super) struct LinkedTable {
    /// Its name in the address of its files.
    pub(in super::super) name: &'static str,
    table: Table,
    entries: Vec<Vec<Entry>>,
}

/// A cell, how a page says it where that differs from a file, and what it opens.
#[derive(Clone)]
pub(in super::super) struct Entry {
    cell: Cell,
    said: Option<String>,
    href: String,
}

impl Entry {
    const fn of(cell: Cell) -> Entry {
        Entry { cell, said: None, href: String::new() }
    }

    /// Words.
    pub(in super::super) fn text(text: impl Into<String>) -> Entry {
        Entry::of(Cell::Text(text.into()))
    }

    /// A day.
    pub(in super::super) const fn date(date: domain::Date) -> Entry {
        Entry::of(Cell::Date(date))
    }

    /// A count.
    pub(in super::super) fn number(number: impl Into<i64>) -> Entry {
        Entry::of(Cell::Number(number.into()))
    }

    /// A share; empty where there is none.
    pub(in super::super) fn percent(percent: Option<Percent>) -> Entry {
        Entry::of(percent.map_or(Cell::Empty, Cell::Percent))
    }

    /// Half days as days: `14½` on a page, `14.5` in a file.
    pub(in super::super) fn days(half_days: u32) -> Entry {
        let said = words::days(half_days.into()).replace(" days", "").replace(" day", "");
        Entry { said: Some(said), ..Entry::of(Cell::Text(analysis::facts::days(half_days))) }
    }

    /// What the cell opens.
    #[must_use]
    pub(in super::super) fn opening(self, href: impl Into<String>) -> Entry {
        Entry { href: href.into(), ..self }
    }
}

impl LinkedTable {
    /// The table called `name` in addresses.
    pub(in super::super) fn new(
        name: &'static str,
        title: &str,
        columns: &[(&str, Kind)],
        entries: Vec<Vec<Entry>>,
    ) -> LinkedTable {
        let column = |&(heading, kind): &(&str, Kind)| Column { heading: heading.to_owned(), kind };
        let table = Table {
            title: title.to_owned(),
            columns: columns.iter().map(column).collect(),
            rows: entries.iter().map(|row| row.iter().map(|entry| entry.cell.clone()).collect()).collect(),
            notes: Vec::new(),
        };
        LinkedTable { name, table, entries }
    }

    /// With what a reader must know to read it.
    #[must_use]
    pub(in super::super) fn noted(mut self, note: impl Into<String>) -> LinkedTable {
        self.table.notes.push(note.into());
        self
    }

    /// With the first `rows` alone: the page shows them, and its files all.
    pub(in super::super) fn first(&self, rows: usize, address: &str) -> TableView {
        let mut view = self.view(address);
        view.rows.truncate(rows);
        view
    }

    /// As the page at `address` shows it.
    pub(in super::super) fn view(&self, address: &str) -> TableView {
        let mut view = TableView::with_files(&self.table, &self.address(address));
        for (shown, entry) in view.rows.iter_mut().flatten().zip(self.entries.iter().flatten()) {
            shown.href.clone_from(&entry.href);
            if let Some(said) = &entry.said {
                shown.text.clone_from(said);
            }
        }
        view
    }

    /// As a file.
    pub(in super::super) fn file(&self, kind: &str) -> Result<Response, Problem> {
        table::file(&self.table, kind, self.name)
    }

    fn address(&self, page: &str) -> String {
        let joint = if page.contains('?') { '&' } else { '?' };
        format!("{page}{joint}table={}", self.name)
    }
}
