//! What is shared while the rows of one file are read, and the checks of a single mark.

use domain::{
    Date, Weekday,
    code::{Class, Code},
    session::{Half, Session},
};

use super::{Options, people::People, repeated};
use crate::{
    column::Column,
    dates::{DateOrder, Dates},
    encoding::Encoding,
    fault::{FaultKind, Faults},
    layout::{Layout, Mapping},
    plan::{ImportedMark, Plan, PupilTotals},
    table::{Row, Table},
};

pub(super) struct Reading<'a> {
    pub(super) table: &'a Table,
    pub(super) mapping: &'a Mapping,
    pub(super) options: &'a Options<'a>,
    pub(super) dates: Dates,
    pub(super) people: People,
    pub(super) faults: Faults,
    pub(super) totals: Vec<PupilTotals>,
    layout: Layout,
    marks: Vec<ImportedMark>,
    gaps: u32,
}

/// A cell with a mark.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) line: u64,
    pub(super) header: &'a str,
    pub(super) letters: &'a str,
}

impl<'a> Reading<'a> {
    pub(super) fn new(table: &'a Table, mapping: &'a Mapping, layout: Layout, options: &'a Options<'a>) -> Reading<'a> {
        let dates = match (layout, mapping.at(Column::Date)) {
            (Layout::Grid, _) => mapping.header_dates(),
            (Layout::Totals, _) | (_, None) => Dates::decide(std::iter::empty()),
            (_, Some(at)) => Dates::decide(table.rows.iter().map(|row| row.cell(at))),
        };
        let mut faults = Faults::default();
        let column = if layout == Layout::Grid { "" } else { mapping.header(Column::Date) };
        let mut remark = |kind| faults.add(table.header_line, column, "", kind);
        match dates.order {
            DateOrder::Contradictory => remark(FaultKind::DatesContradict),
            DateOrder::MonthFirst => remark(FaultKind::MonthFirst),
            DateOrder::Clear | DateOrder::DayFirst => {}
        }
        if dates.is_mixed {
            remark(FaultKind::DatesMixed);
        }
        Reading {
            people: People::default(),
            totals: Vec::new(),
            marks: Vec::new(),
            gaps: 0,
            table,
            mapping,
            options,
            dates,
            faults,
            layout,
        }
    }

    /// The pupil that `row` is about; a fault when it names none or has too many cells to be trusted.
    pub(super) fn pupil(&mut self, row: &Row) -> Option<usize> {
        if let Some(surplus) = row.surplus(self.table.header.len()) {
            self.faults.add(row.line, "", surplus, FaultKind::Surplus);
            return None;
        }
        self.people.find(row, self.mapping, &mut self.faults)
    }

    /// Takes the mark of `cell`, or says why not.
    pub(super) fn mark(&mut self, pupil: usize, session: Session, cell: Cell<'_>, minutes_late: Option<u16>) {
        if is_gap(cell.letters) {
            self.gaps += 1;
            return;
        }
        match self.code(cell, session) {
            Ok(code) => {
                self.remark_on_day(session.date, code, cell);
                self.marks.push(ImportedMark { line: cell.line, pupil, session, code, minutes_late });
            }
            Err(kind) => self.faults.add(cell.line, cell.header, cell.letters, kind),
        }
    }

    fn code(&mut self, cell: Cell<'_>, session: Session) -> Result<Code, FaultKind> {
        let codes = self.options.codes;
        let find = |letters: &str| codes.find(letters, session.date);
        let upper = cell.letters.to_ascii_uppercase();
        let code = find(cell.letters).or_else(|| find(&upper));
        let code = code.ok_or_else(|| match codes.entries().iter().any(|entry| entry.letters == upper) {
            true => FaultKind::NotInForce(session.date),
            false => FaultKind::UnknownCode,
        })?;
        if codes.letters(code) != cell.letters {
            self.faults.add(cell.line, cell.header, cell.letters, FaultKind::LowerCase);
        }
        let half = codes.entry(code).and_then(|entry| entry.half);
        if half.is_some_and(|half| half != session.half) { Err(FaultKind::WrongHalf(session.half)) } else { Ok(code) }
    }

    fn remark_on_day(&mut self, date: Date, code: Code, cell: Cell<'_>) {
        let is_closed = |calendar: &domain::calendar::Calendar| !calendar.is_school_day(date);
        let says_closed = self.options.codes.class(code) == Some(Class::Administrative);
        let kind = if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            FaultKind::Weekend
        } else if !says_closed && self.options.calendar.is_some_and(is_closed) {
            FaultKind::Closed(date)
        } else if date > self.options.today {
            FaultKind::Future(date)
        } else {
            return;
        };
        let (column, value) = match self.layout {
            Layout::Grid => ("", cell.header.to_owned()),
            _ => (self.mapping.header(Column::Date), date.to_string()),
        };
        self.faults.add(cell.line, column, &value, kind);
    }

    /// The day of a row, and the half of the day if it stands beside the date.
    pub(super) fn date(&mut self, row: &Row) -> Option<(Date, Option<Half>)> {
        let text = row.cell(self.mapping.at(Column::Date)?);
        let date = self.dates.read(text);
        if date.is_none() {
            self.faults.add(row.line, self.mapping.header(Column::Date), text, FaultKind::NotADate);
        }
        date
    }

    pub(super) fn finish(mut self, encoding: Encoding) -> Plan {
        let marks = repeated::settle(self.marks, self.options.codes, self.mapping, &mut self.faults);
        Plan {
            layout: self.layout,
            encoding,
            delimiter: self.table.delimiter,
            header_line: self.table.header_line,
            mapping: self.mapping.clone(),
            dates: self.dates.order,
            rows: self.table.rows.len() as u32,
            pupils: self.people.finish(),
            totals: self.totals,
            gaps: self.gaps,
            faults: self.faults.finish(),
            marks,
        }
    }
}

/// Systems write nothing or a hyphen for a session without a mark.
pub(super) fn is_gap(letters: &str) -> bool {
    letters.is_empty() || letters == "-"
}
