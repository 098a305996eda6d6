//! How the marks lie in a file, and which column is what.

mod dated;

use domain::code::{Code, CodeTable};
use jiff::civil::Date;

use crate::{
    column::{Column, Wanted, plain},
    dates::Dates,
    table::ReadError,
};

pub use dated::{Dated, Halves};

/// How the marks lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// One row a mark.
    Long,
    /// One row a pupil and day, with a column for the morning and one for the afternoon.
    Day,
    /// One row a pupil, with columns headed by dates.
    Grid,
    /// How often each code was used, without days: one row a pupil with a column a code, or one row a pupil and code.
    Totals,
}

impl Layout {
    /// Every layout, in the order in which they are tried.
    pub const ALL: [Layout; 4] = [Layout::Long, Layout::Day, Layout::Grid, Layout::Totals];

    /// The word by which a person names it.
    pub const fn word(self) -> &'static str {
        match self {
            Layout::Long => "long",
            Layout::Day => "day",
            Layout::Grid => "grid",
            Layout::Totals => "totals",
        }
    }

    /// Reads [`Layout::word`].
    pub fn parse(text: &str) -> Option<Layout> {
        Layout::ALL.into_iter().find(|layout| layout.word() == text)
    }
}

/// A column that was used, and its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// What it holds.
    pub column: Column,
    /// Its header.
    pub header: String,
    /// Its place in the file, from 0.
    pub at: usize,
}

/// A column headed by a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// Its header.
    pub header: String,
    /// Its place in the file, from 0.
    pub at: usize,
    /// The code.
    pub code: Code,
}

/// Which column is what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// The columns used, in the order of the file.
    pub columns: Vec<Used>,
    /// The columns headed by dates, in the grid layout.
    pub dated: Vec<Dated>,
    /// The columns headed by codes, in the totals layout.
    pub coded: Vec<Coded>,
    /// Headers of columns that were not used.
    pub unused: Vec<String>,
}

impl Mapping {
    /// Maps the columns of a header. The first column under a known header is taken, unless another was asked for.
    pub(crate) fn of(header: &[String], wanted: &[Wanted], codes: &CodeTable, on: Date) -> Result<Mapping, ReadError> {
        let mut mapping = Mapping::default();
        for one in wanted {
            let found = header.iter().position(|name| name.trim().eq_ignore_ascii_case(&one.header));
            let found = found.or_else(|| {
                header.iter().position(|name| !plain(name).is_empty() && plain(name) == plain(&one.header))
            });
            let unknown = || ReadError::UnknownHeader { header: one.header.clone(), headers: header.to_vec() };
            mapping.put(one.column, found.ok_or_else(unknown)?, header);
        }
        // A column's own word goes before an alias: `Date` before `Day`.
        for known in [Column::named, Column::of_header] {
            mapping.put_free(header, known);
        }
        mapping.columns.sort_by_key(|used| used.at);
        let is_free = |at: &usize| mapping.columns.iter().all(|used| used.at != *at);
        let free: Vec<usize> = (0..header.len()).filter(is_free).collect();
        mapping.dated = dated::columns(header, &free);
        mapping.coded = coded(header, &free, codes, on);
        Ok(mapping)
    }

    /// The place of a column, if the file has it.
    pub(crate) fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().find(|used| used.column == column).map(|used| used.at)
    }

    /// The header of a column; empty if the file does not have it.
    pub(crate) fn header(&self, column: Column) -> &str {
        self.columns.iter().find(|used| used.column == column).map_or("", |used| &used.header)
    }

    /// The layout that these columns make, if they make one.
    pub(crate) fn layout(&self) -> Option<Layout> {
        Layout::ALL.into_iter().find(|&layout| self.missing(layout).is_empty())
    }

    /// What `layout` needs and these columns do not have.
    pub(crate) fn missing(&self, layout: Layout) -> Vec<Column> {
        let has = |column: &Column| self.at(*column).is_some();
        let needed: &[Column] = match layout {
            Layout::Long => &[Column::Date, Column::Code],
            Layout::Day => &[Column::Date, Column::Am, Column::Pm],
            Layout::Grid if self.dated.is_empty() => &[Column::Date],
            Layout::Totals if self.coded.len() < 2 => &[Column::Code, Column::Count],
            Layout::Grid | Layout::Totals => &[],
        };
        let mut missing: Vec<Column> = needed.iter().copied().filter(|column| !has(column)).collect();
        let names_pupil = [Column::Upn, Column::Key, Column::Name, Column::Surname].iter().any(has);
        if !names_pupil {
            missing.push(Column::Upn);
        }
        missing
    }

    /// Keeps what `layout` uses, and says which headers are left.
    pub(crate) fn for_layout(mut self, layout: Layout, header: &[String]) -> Mapping {
        if layout != Layout::Grid {
            self.dated.clear();
        }
        let is_long_totals = self.at(Column::Code).is_some() && self.at(Column::Count).is_some();
        if layout != Layout::Totals || is_long_totals {
            self.coded.clear();
        }
        let used = |at: usize| {
            self.columns.iter().any(|used| used.at == at)
                || self.dated.iter().any(|dated| dated.at == at)
                || self.coded.iter().any(|coded| coded.at == at)
        };
        self.unused = (0..header.len()).filter(|&at| !used(at)).map(|at| header[at].clone()).collect();
        self
    }

    /// Decides how the dates over the columns are meant.
    pub(crate) fn header_dates(&self) -> Dates {
        Dates::decide(self.dated.iter().map(|dated| dated.header.as_str()))
    }

    fn put_free(&mut self, header: &[String], known: fn(&str) -> Option<Column>) {
        for (at, name) in header.iter().enumerate() {
            let Some(column) = known(name) else { continue };
            if self.at(column).is_none() && self.columns.iter().all(|used| used.at != at) {
                self.put(column, at, header);
            }
        }
    }

    fn put(&mut self, column: Column, at: usize, header: &[String]) {
        self.columns.retain(|used| used.column != column && used.at != at);
        self.columns.push(Used { column, header: header[at].clone(), at });
    }
}

fn coded(header: &[String], free: &[usize], codes: &CodeTable, on: Date) -> Vec<Coded> {
    let coded =
        |&at: &usize| Some(Coded { code: code_without_day(codes, &header[at], on)?, header: header[at].clone(), at });
    free.iter().filter_map(coded).collect()
}

/// The code written `letters` on `on`, or else the newest that ever was: counts without days may be of an older year.
pub(crate) fn code_without_day(codes: &CodeTable, letters: &str, on: Date) -> Option<Code> {
    let newest = || codes.entries().iter().rev().find(|entry| entry.letters == letters).map(|entry| entry.code);
    codes.find(letters, on).or_else(newest)
}
