//! One row a pupil, with columns headed by dates.

use domain::{
    Date,
    code::CodeTable,
    session::{Half, Session},
};

use super::reading::{Cell, Reading, is_gap};
use crate::{fault::FaultKind, layout::Halves};

pub(super) fn read(reading: &mut Reading<'_>) {
    let (table, mapping) = (reading.table, reading.mapping);
    for row in &table.rows {
        let Some(pupil) = reading.pupil(row) else { continue };
        for column in &mapping.dated {
            let cell = Cell { line: row.line, header: &column.header, letters: row.cell(column.at) };
            match column.halves {
                Halves::One(half) => reading.mark(pupil, Session::new(column.date, half), cell, None),
                Halves::Both => both(reading, pupil, column.date, cell),
            }
        }
    }
}

/// The mark of the morning and that of the afternoon in one cell.
fn both(reading: &mut Reading<'_>, pupil: usize, date: Date, cell: Cell<'_>) {
    let halves = if is_gap(cell.letters) { Some(("", "")) } else { split(cell.letters, date, reading.options.codes) };
    let Some((morning, afternoon)) = halves else {
        reading.faults.add(cell.line, cell.header, cell.letters, FaultKind::NotTwoMarks);
        return;
    };
    for (half, letters) in [(Half::Morning, morning), (Half::Afternoon, afternoon)] {
        reading.mark(pupil, Session::new(date, half), Cell { letters: letters.trim(), ..cell }, None);
    }
}

/// Two marks written one after the other, if there is exactly one way to part them.
fn split<'a>(letters: &'a str, date: Date, codes: &CodeTable) -> Option<(&'a str, &'a str)> {
    let is_mark = |letters: &str| letters == "-" || codes.find(letters.trim(), date).is_some();
    let places = letters.char_indices().skip(1).map(|(at, _)| at);
    let mut ways =
        places.map(|at| letters.split_at(at)).filter(|(morning, afternoon)| is_mark(morning) && is_mark(afternoon));
    let way = ways.next()?;
    // `C 1` could part before or after the space, which is the same way.
    let is_same = |other: (&str, &str)| other.0.trim() == way.0.trim() && other.1.trim() == way.1.trim();
    ways.all(is_same).then_some(way)
}
