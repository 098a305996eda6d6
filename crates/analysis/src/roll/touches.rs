//! Which act last touched which marks, so that two people on one register never overwrite each other silently.
//!
//! The pupils of a register are the same on most days, so each set of rows is kept once and an act costs a few bytes.

use std::{collections::HashMap, sync::Arc};

#[derive(Debug)]
pub(super) struct Touches {
    sets: Vec<Arc<[u32]>>,
    places: HashMap<Arc<[u32]>, u32>,
    columns: Vec<Vec<Touch>>,
}

#[derive(Debug, Clone, Copy)]
struct Touch {
    entry: u32,
    rows: RowSet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowSet {
    One(u32),
    Many(u32),
}

impl Touches {
    pub(super) fn new(columns: usize) -> Touches {
        Touches { sets: Vec::new(), places: HashMap::new(), columns: vec![Vec::new(); columns] }
    }

    /// Records that act `entry` touched `marks`, given as column and row, in any order.
    pub(super) fn record(&mut self, entry: i64, marks: &mut [(u32, u32)]) {
        let entry = u32::try_from(entry).expect("four thousand million acts of one school do not fit in its memory");
        marks.sort_unstable();
        for marks in marks.chunk_by(|one, next| one.0 == next.0) {
            let rows = self.set(marks);
            let touches = &mut self.columns[marks[0].0 as usize];
            match touches.iter_mut().find(|touch| touch.rows == rows) {
                Some(touch) => touch.entry = entry,
                None => touches.push(Touch { entry, rows }),
            }
        }
    }

    /// The last act that touched one of `rows` in `column`.
    pub(super) fn last(&self, column: usize, rows: &[u32]) -> i64 {
        let touches = self.columns.get(column).into_iter().flatten();
        let touching = touches.filter(|touch| match touch.rows {
            RowSet::One(one) => rows.contains(&one),
            RowSet::Many(set) => rows.iter().any(|row| self.sets[set as usize].binary_search(row).is_ok()),
        });
        touching.map(|touch| i64::from(touch.entry)).max().unwrap_or(0)
    }

    fn set(&mut self, marks: &[(u32, u32)]) -> RowSet {
        if let &[(_, row)] = marks {
            return RowSet::One(row);
        }
        let mut rows: Vec<u32> = marks.iter().map(|&(_, row)| row).collect();
        rows.dedup();
        if let Some(&set) = self.places.get(rows.as_slice()) {
            return RowSet::Many(set);
        }
        let rows: Arc<[u32]> = rows.into();
        let set = self.sets.len() as u32;
        self.sets.push(rows.clone());
        self.places.insert(rows, set);
        RowSet::Many(set)
    }
}
