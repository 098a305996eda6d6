//! A pupil's year as a calendar of sessions: weeks across and days down, and upright for phones and paper.

mod drawing;
mod key;
mod runs;
mod table;

use domain::{
    Date,
    calendar::{monday, school_year_start},
    code::{Class, Code},
    session::{Half, Session},
    sheet::Sheet,
};
use jiff::ToSpan;
use serde::Serialize;

pub use self::{key::KeyItem, table::Row};
use super::svg::Svg;
use crate::mark::MarkCell;

/// What a year is drawn from.
pub struct Source<'a> {
    /// The pupil's forename, as the title says it.
    pub whose: &'a str,
    /// The pupil's marks, with the school's calendar and codes.
    pub sheet: Sheet<'a>,
    /// The last session that has been; the sessions after it are to come. The year that contains it is drawn.
    pub until: Session,
    /// The pupil's first day on the roll; sessions before it are blank.
    pub enrolled_from: Date,
    /// The pupil's last day on the roll; sessions after it are blank.
    pub enrolled_until: Option<Date>,
    /// The address of the marks from one session to another.
    pub link: &'a dyn Fn(Session, Session) -> String,
}

/// A pupil's year as pictures, a key and a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Year {
    /// Weeks across, days down, with the days missed in each week under it.
    pub wide: Svg,
    /// Weeks down, ten columns.
    pub narrow: Svg,
    /// What the marks mean, for the families that occur.
    pub key: Vec<KeyItem>,
    /// A row for each school week so far, with ten cells.
    pub table: Vec<Row>,
}

/// The year of one pupil. Nothing when the school has no day in it.
pub fn year(source: &Source<'_>) -> Option<Year> {
    let calendar = Calendar::of(source)?;
    let runs = runs::runs(&calendar, source.link);
    Some(Year {
        wide: drawing::wide(&calendar, &runs),
        narrow: drawing::narrow(&calendar, &runs),
        key: key::key(source, &calendar),
        table: table::table(&calendar, source.until.date),
    })
}

/// What stands in one half-day of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    /// School is closed, or the pupil is not on its roll.
    Closed,
    /// The session has not been yet.
    ToCome,
    /// The session has been and has no mark.
    NoMark,
    /// A mark.
    Marked(Marked),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Marked {
    code: Code,
    cell: MarkCell,
    is_missed: bool,
}

/// One week, Monday to Friday.
#[derive(Debug)]
struct Week {
    monday: Date,
    /// Morning and afternoon of each day.
    days: [[Cell; 2]; 5],
}

/// The year laid out by week, holidays included.
#[derive(Debug)]
struct Calendar {
    whose: String,
    weeks: Vec<Week>,
}

impl Calendar {
    fn of(source: &Source<'_>) -> Option<Calendar> {
        let start = school_year_start(source.until.date);
        let end = start.saturating_add(1.year()).saturating_sub(1.day());
        let days = source.sheet.calendar.between(start, end);
        let (first, last) = (monday(*days.first()?), monday(*days.last()?));
        let mondays = first.series(7.days()).take_while(|&monday| monday <= last);
        let weeks = mondays.map(|monday| Week { monday, days: week(source, monday) }).collect();
        Some(Calendar { whose: source.whose.into(), weeks })
    }

    /// Half days missed in the year.
    fn missed(&self) -> u64 {
        self.weeks.iter().map(|week| u64::from(week.missed())).sum()
    }
}

impl Week {
    fn has_school(&self) -> bool {
        self.days.iter().flatten().any(|cell| *cell != Cell::Closed)
    }

    /// Half days missed in the week.
    fn missed(&self) -> u32 {
        let is_missed = |cell: &&Cell| matches!(cell, Cell::Marked(mark) if mark.is_missed);
        self.days.iter().flatten().filter(is_missed).count() as u32
    }
}

fn week(source: &Source<'_>, monday: Date) -> [[Cell; 2]; 5] {
    std::array::from_fn(|day| {
        let date = monday.saturating_add((day as i64).days());
        Half::BOTH.map(|half| cell(source, Session::new(date, half)))
    })
}

fn cell(source: &Source<'_>, session: Session) -> Cell {
    let sheet = source.sheet;
    let date = session.date;
    let is_enrolled = source.enrolled_from <= date && source.enrolled_until.is_none_or(|last| date <= last);
    if !is_enrolled || !sheet.calendar.is_school_day(date) {
        return Cell::Closed;
    }
    let place = sheet.sessions.binary_search(&session).ok();
    let Some(code) = place.and_then(|at| Code::from_number(sheet.marks[at])) else {
        return if session <= source.until { Cell::NoMark } else { Cell::ToCome };
    };
    match sheet.codes.class(code) {
        Some(Class::Administrative) => Cell::Closed,
        class => Cell::Marked(Marked {
            code,
            cell: MarkCell::new(sheet.codes, Some(code)),
            is_missed: class.is_some_and(Class::is_absent),
        }),
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
