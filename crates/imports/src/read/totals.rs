//! How often each code was used, without days.

use std::collections::HashMap;

use domain::code::{Class, Code};

use super::reading::Reading;
use crate::{column::Column, fault::FaultKind, layout::code_without_day, plan::PupilTotals, table::Row};

pub(super) fn read(reading: &mut Reading<'_>) {
    if reading.mapping.coded.is_empty() {
        one_row_a_code(reading)
    } else {
        one_row_a_pupil(reading)
    }
    let codes = reading.options.codes;
    let place = |code: Code| codes.entries().iter().position(|entry| entry.code == code);
    for totals in &mut reading.totals {
        totals.counts.sort_by_key(|&(code, _)| place(code));
    }
    check_possible(reading);
}

fn one_row_a_pupil(reading: &mut Reading<'_>) {
    let (table, mapping) = (reading.table, reading.mapping);
    let mut lines: HashMap<usize, u64> = HashMap::new();
    for row in &table.rows {
        let Some(pupil) = reading.pupil(row) else { continue };
        if let Some(&line) = lines.get(&pupil) {
            reading.faults.add(row.line, "", "", FaultKind::Twice { line });
            continue;
        }
        lines.insert(pupil, row.line);
        let mut counts = Vec::new();
        for column in &mapping.coded {
            match count(reading, row, column.at, &column.header) {
                Some(count) if count > 0 => counts.push((column.code, count)),
                _ => {}
            }
        }
        let stated_possible = stated_possible(reading, row);
        reading.totals.push(PupilTotals { line: row.line, pupil, counts, stated_possible });
    }
}

fn one_row_a_code(reading: &mut Reading<'_>) {
    let (table, mapping) = (reading.table, reading.mapping);
    let (Some(code_at), Some(count_at)) = (mapping.at(Column::Code), mapping.at(Column::Count)) else { return };
    let mut places: HashMap<usize, usize> = HashMap::new();
    for row in &table.rows {
        let Some(pupil) = reading.pupil(row) else { continue };
        let Some(count) = count(reading, row, count_at, mapping.header(Column::Count)) else { continue };
        let Some(code) = code(reading, row, code_at) else { continue };
        let stated_possible = stated_possible(reading, row);
        let at = *places.entry(pupil).or_insert_with(|| {
            reading.totals.push(PupilTotals { line: row.line, pupil, counts: Vec::new(), stated_possible });
            reading.totals.len() - 1
        });
        let counts = &mut reading.totals[at].counts;
        if counts.iter().any(|&(known, _)| known == code) {
            let line = reading.totals[at].line;
            reading.faults.add(row.line, mapping.header(Column::Code), row.cell(code_at), FaultKind::Twice { line });
        } else if count > 0 {
            counts.push((code, count));
        }
    }
}

fn code(reading: &mut Reading<'_>, row: &Row, at: usize) -> Option<Code> {
    let letters = row.cell(at);
    let code = code_without_day(reading.options.codes, letters, reading.options.today);
    if code.is_none() {
        reading.faults.add(row.line, reading.mapping.header(Column::Code), letters, FaultKind::UnknownCode);
    }
    code
}

fn stated_possible(reading: &mut Reading<'_>, row: &Row) -> Option<u32> {
    let at = reading.mapping.at(Column::Possible)?;
    if row.cell(at).is_empty() { None } else { count(reading, row, at, reading.mapping.header(Column::Possible)) }
}

/// A number of sessions; an empty cell is none.
fn count(reading: &mut Reading<'_>, row: &Row, at: usize, header: &str) -> Option<u32> {
    match row.cell(at) {
        "" => Some(0),
        // No register has more sessions than a 16-bit number holds, so no sum of them overflows.
        text => match text.parse::<u16>() {
            Ok(count) => Some(u32::from(count)),
            Err(_) => {
                reading.faults.add(row.line, header, text, FaultKind::NotACount);
                None
            }
        },
    }
}

fn check_possible(reading: &mut Reading<'_>) {
    let codes = reading.options.codes;
    for totals in &reading.totals {
        let is_possible = |code: Code| codes.class(code).is_some_and(Class::is_possible);
        let counted: u32 = totals.counts.iter().filter(|&&(code, _)| is_possible(code)).map(|&(_, count)| count).sum();
        if let Some(stated) = totals.stated_possible.filter(|&stated| stated != counted) {
            let column = reading.mapping.header(Column::Possible);
            reading.faults.add(totals.line, column, &stated.to_string(), FaultKind::OtherPossible { counted });
        }
    }
}
