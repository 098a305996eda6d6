//! Layouts whose rows have a date: one row a mark, or one row a day.

use domain::session::{Half, Session};

use super::reading::{Cell, Reading, is_gap};
use crate::{column::Column, fault::FaultKind, table::Row};

/// One row a mark.
pub(super) fn long(reading: &mut Reading<'_>) {
    let (table, mapping) = (reading.table, reading.mapping);
    for row in &table.rows {
        let Some(pupil) = reading.pupil(row) else { continue };
        let Some((date, half)) = reading.date(row) else { continue };
        let Some(half) = self::half(reading, row, half) else { continue };
        let letters = mapping.at(Column::Code).map_or("", |at| row.cell(at));
        let cell = Cell { line: row.line, header: mapping.header(Column::Code), letters };
        if is_gap(letters) {
            reading.faults.add(row.line, cell.header, letters, FaultKind::NoCode);
        }
        let minutes = minutes_late(reading, row);
        reading.mark(pupil, Session::new(date, half), cell, minutes);
    }
}

/// One row a day.
pub(super) fn day(reading: &mut Reading<'_>) {
    let (table, mapping) = (reading.table, reading.mapping);
    for row in &table.rows {
        let Some(pupil) = reading.pupil(row) else { continue };
        let Some((date, _)) = reading.date(row) else { continue };
        for (column, half) in [(Column::Am, Half::Morning), (Column::Pm, Half::Afternoon)] {
            let letters = mapping.at(column).map_or("", |at| row.cell(at));
            let cell = Cell { line: row.line, header: mapping.header(column), letters };
            reading.mark(pupil, Session::new(date, half), cell, None);
        }
    }
}

/// The half of the day: its own column, or beside the date.
fn half(reading: &mut Reading<'_>, row: &Row, beside_date: Option<Half>) -> Option<Half> {
    let text = reading.mapping.at(Column::Session).map_or("", |at| row.cell(at));
    let short = match text {
        "1" | "A" | "a" => Some(Half::Morning),
        "2" | "P" | "p" => Some(Half::Afternoon),
        _ => None,
    };
    let half = Half::parse(text).or(short).or(if text.is_empty() { beside_date } else { None });
    if half.is_none() {
        reading.faults.add(row.line, reading.mapping.header(Column::Session), text, FaultKind::NotASession);
    }
    half
}

fn minutes_late(reading: &mut Reading<'_>, row: &Row) -> Option<u16> {
    let text = row.cell(reading.mapping.at(Column::MinutesLate)?);
    if text.is_empty() {
        return None;
    }
    let minutes = text.parse().ok();
    if minutes.is_none() {
        reading.faults.add(row.line, reading.mapping.header(Column::MinutesLate), text, FaultKind::NotMinutes);
    }
    minutes
}
