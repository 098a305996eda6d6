//! The rows of a school's roll: one for each pupil who ever had a mark there, all in one piece of memory.

use std::{collections::HashMap, ops::Range};

use domain::id::PupilId;

#[derive(Debug, Default)]
pub(super) struct Rows {
    width: usize,
    pupils: Vec<PupilId>,
    places: HashMap<PupilId, u32>,
    marks: Vec<u8>,
    // Registers name their pupils in one order, so the row behind the last one is mostly the next.
    likely: usize,
}

impl Rows {
    pub(super) fn new(width: usize) -> Rows {
        Rows { width, ..Rows::default() }
    }

    pub(super) fn pupils(&self) -> &[PupilId] {
        &self.pupils
    }

    pub(super) fn marks(&self) -> &[u8] {
        &self.marks
    }

    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// The mark of a row in one column; 0 where there is none.
    pub(super) fn mark(&self, row: u32, column: usize) -> u8 {
        self.marks.get(row as usize * self.width + column).copied().unwrap_or(0)
    }

    /// The marks of some columns, row by row.
    pub(super) fn columns(&self, columns: Range<usize>) -> Vec<u8> {
        let rows = self.marks.chunks_exact(self.width.max(1));
        rows.flat_map(|row| &row[columns.clone()]).copied().collect()
    }

    /// Bytes of memory that it has.
    pub(super) fn bytes(&self) -> usize {
        let places = self.places.capacity() * (size_of::<(PupilId, u32)>() + 1);
        self.marks.capacity() + self.pupils.capacity() * size_of::<PupilId>() + places
    }

    pub(super) fn place(&self, pupil: PupilId) -> Option<u32> {
        self.places.get(&pupil).copied()
    }

    pub(super) fn row(&self, pupil: PupilId) -> Option<&[u8]> {
        let start = self.place(pupil)? as usize * self.width;
        self.marks.get(start..start + self.width)
    }

    /// The place of `pupil`, with a new row for somebody new.
    pub(super) fn place_or_new(&mut self, pupil: PupilId) -> u32 {
        if self.pupils.get(self.likely) == Some(&pupil) {
            self.likely += 1;
            return self.likely as u32 - 1;
        }
        let next = self.pupils.len() as u32;
        let place = *self.places.entry(pupil).or_insert(next);
        if place == next {
            self.pupils.push(pupil);
            self.marks.resize(self.marks.len() + self.width, 0);
        }
        self.likely = place as usize + 1;
        place
    }

    /// Sets one mark and gives what stood there.
    pub(super) fn set(&mut self, row: u32, column: usize, mark: u8) -> u8 {
        std::mem::replace(&mut self.marks[row as usize * self.width + column], mark)
    }
}
