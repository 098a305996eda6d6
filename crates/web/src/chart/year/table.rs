//! The same year as a table, for everybody who would rather read it.

use domain::Date;
use serde::Serialize;

use super::{Calendar, Cell, Week};
use crate::{mark::Family, words};

/// A school week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// `31 Aug`, its Monday.
    pub week: String,
    /// Monday morning to Friday afternoon.
    pub cells: Vec<Told>,
    /// Days missed: `1½`.
    pub missed: String,
}

/// A session in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// `present`, `closed`, `no mark`, `to come`, or the code's letters.
    pub words: String,
    /// Whether it is a code to look at, which is bold.
    pub is_code: bool,
}

/// The weeks with school that have begun on the day `until`.
pub(super) fn table(calendar: &Calendar, until: Date) -> Vec<Row> {
    let begun = calendar.weeks.iter().filter(|week| week.has_school() && week.monday <= until);
    begun.map(row).collect()
}

fn row(week: &Week) -> Row {
    Row { week: short(week.monday), cells: week.days.iter().flatten().map(told).collect(), missed: days(week.missed()) }
}

fn told(cell: &Cell) -> Told {
    let (words, is_code) = match cell {
        Cell::Closed => ("closed", false),
        Cell::ToCome => ("to come", false),
        Cell::NoMark => ("no mark", true),
        Cell::Marked(mark) if mark.cell.family == Family::Present => ("present", false),
        Cell::Marked(mark) => (mark.cell.letters.as_str(), true),
    };
    Told { words: words.into(), is_code }
}

/// `31 Aug`.
pub(super) fn short(date: Date) -> String {
    format!("{} {}", date.day(), &words::month(date)[..3])
}

/// Half days as the number of days alone: `½`, `1`, `2½`.
pub(super) fn days(half_days: u32) -> String {
    words::days(half_days.into()).split(' ').next().unwrap_or_default().to_owned()
}
