//! The counts of each session of everybody who ever had a mark: added up when they are first asked for, and followed from then
//! on.

use std::sync::OnceLock;

use domain::{code::CodeTable, tally::Tally};

use super::rows::Rows;

#[derive(Debug, Default)]
pub(super) struct Everybody(OnceLock<Vec<Tally>>);

impl Everybody {
    /// The counts of each column.
    pub(super) fn by_column(&self, rows: &Rows, codes: &CodeTable) -> &[Tally] {
        self.0.get_or_init(|| {
            let mut columns = vec![Tally::default(); rows.width()];
            for row in rows.marks().chunks_exact(rows.width().max(1)) {
                for (column, &mark) in columns.iter_mut().zip(row) {
                    *column += of_mark(mark, codes);
                }
            }
            columns
        })
    }

    /// Follows one mark that took the place of another.
    pub(super) fn follow(&mut self, column: usize, (was, is): (u8, u8), codes: &CodeTable) {
        let Some(tally) = self.0.get_mut().and_then(|columns| columns.get_mut(column)) else { return };
        let (was, is) = (of_mark(was, codes), of_mark(is, codes));
        tally.attended = tally.attended + is.attended - was.attended;
        tally.authorised = tally.authorised + is.authorised - was.authorised;
        tally.unauthorised = tally.unauthorised + is.unauthorised - was.unauthorised;
    }

    /// Bytes of memory that are kept now.
    pub(super) fn bytes(&self) -> usize {
        self.0.get().map_or(0, |columns| size_of_val(&columns[..]))
    }
}

fn of_mark(mark: u8, codes: &CodeTable) -> Tally {
    let mut tally = Tally::default();
    if let Some(class) = codes.class_of(mark) {
        tally.count(class);
    }
    tally
}
