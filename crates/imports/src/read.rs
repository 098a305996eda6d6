//! Reading marks: bytes to a plan.

mod dated;
mod grid;
mod people;
mod reading;
mod repeated;
mod totals;

use domain::{calendar::Calendar, code::CodeTable};
use jiff::civil::Date;

use crate::{
    column::Wanted,
    encoding::{Encoding, decode},
    layout::{Layout, Mapping},
    plan::Plan,
    table::{ReadError, Table},
};

use reading::Reading;

/// What is known beside the file.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The attendance codes.
    pub codes: &'a CodeTable,
    /// When the school is open, if that is known; marks on other days are then remarked on.
    pub calendar: Option<&'a Calendar>,
    /// Today: marks of later days are remarked on, and codes without a day are read as of it.
    pub today: Date,
    /// How the marks lie, if it is to be found out no more.
    pub layout: Option<Layout>,
    /// Columns that are not under their usual headers.
    pub wanted: &'a [Wanted],
}

impl<'a> Options<'a> {
    /// Everything is found out from the file.
    pub const fn new(codes: &'a CodeTable, today: Date) -> Options<'a> {
        Options { codes, calendar: None, today, layout: None, wanted: &[] }
    }
}

/// Reads a file of marks into a plan. An error means that the file as a whole cannot be read; rows that cannot be taken are
/// faults of the plan.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<Plan, ReadError> {
    let (text, encoding) = decode(bytes);
    let table = Table::read(&text, |header| is_header(header, options))?;
    read_table(&table, encoding, options)
}

/// Reads a table of marks that is already taken apart.
pub(crate) fn read_table(table: &Table, encoding: Encoding, options: &Options<'_>) -> Result<Plan, ReadError> {
    let mapping = Mapping::of(&table.header, options.wanted, options.codes, options.today)?;
    let unknown = || ReadError::UnknownLayout { headers: table.header.clone() };
    let layout = options.layout.or_else(|| mapping.layout()).ok_or_else(unknown)?;
    let missing = mapping.missing(layout);
    if !missing.is_empty() {
        return Err(ReadError::MissingColumns { layout, missing, headers: table.header.clone() });
    }
    let mapping = mapping.for_layout(layout, &table.header);
    let mut reading = Reading::new(table, &mapping, layout, options);
    match layout {
        Layout::Long => dated::long(&mut reading),
        Layout::Day => dated::day(&mut reading),
        Layout::Grid => grid::read(&mut reading),
        Layout::Totals => totals::read(&mut reading),
    }
    Ok(reading.finish(encoding))
}

fn is_header(header: &[String], options: &Options<'_>) -> bool {
    let mapping = Mapping::of(header, options.wanted, options.codes, options.today);
    mapping.is_ok_and(|mapping| match options.layout {
        Some(layout) => mapping.missing(layout).is_empty(),
        None => mapping.layout().is_some(),
    })
}
