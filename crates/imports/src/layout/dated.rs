//! Columns headed by dates.

use domain::session::Half;
use jiff::civil::Date;

use crate::dates::Dates;

/// Whose marks a dated column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halves {
    /// Those of one half of the day.
    One(Half),
    /// Both: each cell has the mark of the morning and then that of the afternoon.
    Both,
}

/// A column headed by a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Its header.
    pub header: String,
    /// Its place in the file, from 0.
    pub at: usize,
    /// The day.
    pub date: Date,
    /// Whose marks.
    pub halves: Halves,
}

/// The columns of `header` among `free` that are headed by dates.
pub(super) fn columns(header: &[String], free: &[usize]) -> Vec<Dated> {
    let dates = Dates::decide(free.iter().map(|&at| header[at].as_str()));
    let found: Vec<(usize, Date, Option<Half>)> =
        free.iter().filter_map(|&at| dates.read(&header[at]).map(|(date, half)| (at, date, half))).collect();
    let mut columns = Vec::with_capacity(found.len());
    for (place, &(at, date, half)) in found.iter().enumerate() {
        let same = |other: Option<&(usize, Date, Option<Half>)>| other.is_some_and(|&(_, day, _)| day == date);
        let before = place.checked_sub(1).and_then(|before| found.get(before));
        // One date over two columns is the morning and then the afternoon.
        let halves = match half {
            Some(half) => Halves::One(half),
            None if same(found.get(place + 1)) => Halves::One(Half::Morning),
            None if same(before) => Halves::One(Half::Afternoon),
            None => Halves::Both,
        };
        columns.push(Dated { header: header[at].clone(), at, date, halves });
    }
    columns
}
