//! A table whose headings sort it. The same rows, in the same order, become its files.

use std::cmp::Ordering;

use documents::table::{Cell, Column, Table};
use domain::rule::slug;
use serde::Serialize;

use crate::{link::Link, pages::figures::Paging, table::CellView};

/// So many rows stand on one page.
const PAGE: usize = 100;

/// A cell, what it opens, and by what it sorts where its words do not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The cell.
    pub cell: Cell,
    /// What makes it, or the page of what it names; empty where it opens nothing.
    pub href: String,
    rank: Option<i64>,
}

impl Entry {
    /// A cell that opens nothing.
    pub const fn of(cell: Cell) -> Entry {
        Entry { cell, href: String::new(), rank: None }
    }

    /// A cell that opens something.
    pub const fn link(cell: Cell, href: String) -> Entry {
        Entry { cell, href, rank: None }
    }

    /// Words that sort by a number.
    pub const fn ranked(words: String, rank: i64) -> Entry {
        Entry { cell: Cell::Text(words), href: String::new(), rank: Some(rank) }
    }

    fn compare(&self, other: &Entry) -> Ordering {
        match (self.rank, other.rank, &self.cell, &other.cell) {
            (Some(one), Some(other), ..) => one.cmp(&other),
            (_, _, Cell::Text(one), Cell::Text(other)) => one.to_lowercase().cmp(&other.to_lowercase()),
            (_, _, Cell::Number(one), Cell::Number(other)) => one.cmp(other),
            (_, _, Cell::Percent(one), Cell::Percent(other)) => one.cmp(other),
            (_, _, Cell::Date(one), Cell::Date(other)) => one.cmp(other),
            _ => Ordering::Equal,
        }
    }

    fn is_empty(&self) -> bool {
        matches!(&self.cell, Cell::Empty) || matches!(&self.cell, Cell::Text(text) if text.is_empty())
    }
}

/// A table before it is sorted and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sortable {
    /// What it shows.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, in the order that needs somebody first; each has an entry for every column.
    pub rows: Vec<Vec<Entry>>,
    /// What a reader must know to read it.
    pub notes: Vec<String>,
}

/// By what a table is to be sorted, and which part is shown.
pub struct Asked<'a> {
    /// The slug of a heading, with `-` before it for the largest first; empty for the order that the table has.
    pub order: &'a str,
    /// The part, from 1.
    pub page: usize,
    /// The address of the page in an order, at a part.
    pub address: &'a dyn Fn(&str, usize) -> String,
}

impl Sortable {
    /// Sorts the rows; those without anything in the column stand last either way, equals as they stood.
    pub fn sort(&mut self, order: &str) {
        let word = order.trim_start_matches('-');
        let Some(at) = self.columns.iter().position(|column| slug(&column.heading) == word) else { return };
        let is_falling = order.starts_with('-');
        self.rows.sort_by(|one, other| {
            let (one, other) = (&one[at], &other[at]);
            let by = if is_falling { other.compare(one) } else { one.compare(other) };
            one.is_empty().cmp(&other.is_empty()).then(by)
        });
    }

    /// The same as a plain table, for files.
    pub fn table(&self) -> Table {
        Table {
            title: self.title.clone(),
            columns: self.columns.clone(),
            rows: self.rows.iter().map(|row| row.iter().map(|entry| entry.cell.clone()).collect()).collect(),
            notes: self.notes.clone(),
        }
    }
}

/// A table on a page, whose headings sort it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Sorted {
    /// What it shows.
    pub title: String,
    /// The headings.
    pub columns: Vec<Heading>,
    /// The rows of this part; the first cell heads its row.
    pub rows: Vec<Vec<CellView>>,
    /// What a reader must know to read it.
    pub notes: Vec<String>,
    /// Which part this is.
    pub paging: Paging,
    /// The whole table as files.
    pub files: Vec<Link>,
}

/// The heading of a column, which sorts by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Its words.
    pub text: String,
    /// The page sorted by it; the other way round if it is sorted by it now.
    pub href: String,
    /// `ascending` or `descending` if the table is sorted by it; empty otherwise.
    pub sort: &'static str,
    /// Whether its cells are read by size and stand at the right.
    pub is_figure: bool,
}

impl Sorted {
    /// A sorted table, of which the part that was asked for is shown.
    pub fn new(table: &Sortable, asked: &Asked<'_>) -> Sorted {
        let (paging, range) = Paging::by(PAGE, table.rows.len(), asked.page, |page| (asked.address)(asked.order, page));
        let plain = table.table();
        let texts = crate::table::TableView::of(&Table { rows: plain.rows[range.clone()].to_vec(), ..plain });
        let linked = |(cells, entries): (Vec<CellView>, &Vec<Entry>)| {
            let both = cells.into_iter().zip(entries);
            both.map(|(cell, entry)| CellView { href: entry.href.clone(), ..cell }).collect()
        };
        Sorted {
            title: table.title.clone(),
            columns: table.columns.iter().map(|column| heading(column, asked)).collect(),
            rows: texts.rows.into_iter().zip(&table.rows[range]).map(linked).collect(),
            notes: table.notes.clone(),
            paging,
            files: crate::table::links(&(asked.address)(asked.order, 1)),
        }
    }
}

fn heading(column: &Column, asked: &Asked<'_>) -> Heading {
    let (word, is_figure) = (slug(&column.heading), column.kind.is_figure());
    let falling = format!("-{word}");
    let sort = match asked.order {
        order if order == word => "ascending",
        order if order == falling => "descending",
        _ => "",
    };
    // Figures begin with the largest, words with the first.
    let order = match sort {
        "ascending" => &falling,
        "descending" => &word,
        _ if is_figure => &falling,
        _ => &word,
    };
    Heading { text: column.heading.clone(), href: (asked.address)(order, 1), sort, is_figure }
}
