//! Days missed by year and cohort.

use domain::school::year_name;
use service::{report::small::Veiled, school::cohorts::Cell};

use super::{Shown, filter};
use crate::{
    pages::school::{CohortRow, CohortTable, small::Average},
    words,
};

pub(super) fn table(shown: &Shown<'_>) -> CohortTable {
    let table = &shown.figures.cohorts;
    let open = |year: Option<u8>, cohort: Option<&str>| shown.open(&filter::among(filter::EVERYBODY, year, cohort));
    let cells = |cells: &[Cell], year: Option<u8>| {
        let cohorts = std::iter::once(None).chain(table.cohorts.iter().map(Some));
        let cell = |(at, (cell, cohort)): (usize, (&Cell, Option<&String>))| {
            if let Some(veil) = shown.veil {
                return Average::veiled(number_in(veil, year, at), cell.tally);
            }
            let href = open(year, cohort.map(String::as_str)).unwrap_or_default();
            Average::new(cell.children, cell.tally, href, shown.eyes)
        };
        cells.iter().zip(cohorts).enumerate().map(cell).collect::<Vec<Average>>()
    };
    let row = |row: &service::school::cohorts::Row| CohortRow {
        name: year_name(row.year),
        href: open(Some(row.year), None),
        cells: cells(&row.cells, Some(row.year)),
    };
    CohortTable {
        columns: std::iter::once(String::from("All"))
            .chain(table.cohorts.iter().map(|name| words::sentence(name)))
            .collect(),
        rows: table.years.iter().map(row).collect(),
        total: cells(&table.school, None),
    }
}

/// The number of children in a cell of the table by year and cohort, as it may be shown: of all of a year or of the school
/// where the column is the first, of a cohort in the others.
fn number_in(veil: &Veiled, year: Option<u8>, column: usize) -> Option<u32> {
    let line = match column.checked_sub(1) {
        None => &veil.now.published.children,
        Some(cohort) => &veil.now.published.cohorts.get(cohort)?.children,
    };
    let Some(year) = year else { return line.total };
    let row = veil.now.years.iter().position(|&known| known == year)?;
    line.rows[row]
}
