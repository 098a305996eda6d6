//! What is counted of a year so far, in whole sessions.

use domain::{
    Date,
    calendar::{Calendar, monday, school_year_start},
    code::Class,
    sheet::Sheet,
    tally::Tally,
};
use jiff::ToSpan;

use crate::Period;

/// What is counted of one child's school year to the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Inputs {
    /// The school week of the year, counted from 1.
    pub week: u32,
    /// Sessions possible so far.
    pub possible: u32,
    /// Of them, missed.
    pub missed: u32,
    /// Sessions of the calendar until the end of the year.
    pub to_come: u32,
    /// Sessions missed in the last school days: [`Point::recent_from`] says from which.
    pub recent: u32,
    /// School weeks in which at least one session was missed.
    pub weeks_touched: u32,
    /// Sessions possible and missed in the school year before; nothing where nobody knows.
    pub last_year: Option<(u32, u32)>,
}

/// A day in a school year, by the places of its school days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Point {
    /// School days to the end of the day.
    pub days: u32,
    /// School days that are left.
    pub left: u32,
    /// The school week, counted from 1.
    pub week: u32,
    /// The place of the first of the last school days, counted from 0.
    pub recent_from: u32,
}

/// A possible session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PossibleSession {
    /// The place of its day among the school days of the year, counted from 0.
    pub day: u32,
    /// The place of its school week, counted from 1.
    pub week: u32,
    /// Whether it was missed.
    pub is_missed: bool,
}

impl Inputs {
    /// Counts the sessions of a year that lie before the end of `at`, in the order of their days.
    pub fn count(
        sessions: impl IntoIterator<Item = PossibleSession>,
        at: Point,
        last_year: Option<(u32, u32)>,
    ) -> Inputs {
        let mut inputs = Inputs {
            week: at.week,
            possible: 0,
            missed: 0,
            to_come: at.left * 2,
            recent: 0,
            weeks_touched: 0,
            last_year: last_year.filter(|&(possible, _)| possible > 0),
        };
        let mut touched = 0;
        for session in sessions.into_iter().take_while(|session| session.day < at.days) {
            inputs.possible += 1;
            if session.is_missed {
                inputs.missed += 1;
                inputs.recent += u32::from(session.day >= at.recent_from);
                inputs.weeks_touched += u32::from(session.week != touched);
                touched = session.week;
            }
        }
        inputs
    }

    /// What is counted of a sheet to the end of `day`. The year ends for the child on `leaves`, if that is known. `recent_days` is
    /// how many school days are the last ones. Nothing on a day before the first school day of the year.
    pub fn of(sheet: Sheet<'_>, day: Date, leaves: Option<Date>, recent_days: u32) -> Option<Inputs> {
        let calendar = sheet.calendar;
        let mut point = at(calendar, day, recent_days)?;
        let ends = ends_on(day);
        if let Some(last) = leaves.filter(|&last| last < ends) {
            point.left = calendar.between(day.saturating_add(1.day()), last).len() as u32;
        }
        let year = Period::year_to(day);
        let days = calendar.between(year.first, day);
        let (mut place, mut week) = (0, 1);
        let classed = sheet.between(year.first, day).marked().filter_map(|(session, code)| {
            let class: Class = sheet.codes.class(code).filter(|class| class.is_possible())?;
            while place + 1 < days.len() && days[place] < session.date {
                place += 1;
                week += u32::from(monday(days[place]) != monday(days[place - 1]));
            }
            (days[place] == session.date).then_some(PossibleSession {
                day: place as u32,
                week,
                is_missed: class.is_absent(),
            })
        });
        let before = Period { first: school_year_start(year.first.saturating_sub(1.day())), last: year.first };
        let last_year = sheet.between(before.first, before.last.saturating_sub(1.day())).tally();
        Some(Inputs::count(classed, point, Some((last_year.possible(), last_year.absent()))))
    }

    /// The counts so far as a tally. Nobody knows here which absence was authorised, so all counts as authorised.
    pub const fn tally(&self) -> Tally {
        Tally { attended: self.possible - self.missed, authorised: self.missed, unauthorised: 0 }
    }
}

/// The last day of the school year that contains `day`.
pub fn ends_on(day: Date) -> Date {
    let start = school_year_start(day);
    start.saturating_add(1.year()).saturating_sub(1.day())
}

/// The place of `day` in its school year; nothing before the first school day. `recent_days` is how many school days are the
/// last ones.
pub fn at(calendar: &Calendar, day: Date, recent_days: u32) -> Option<Point> {
    let first = school_year_start(day);
    let days = calendar.between(first, day);
    let weeks = days.windows(2).filter(|pair| monday(pair[0]) != monday(pair[1])).count();
    let left = calendar.between(day.saturating_add(1.day()), ends_on(day)).len();
    (!days.is_empty()).then(|| Point {
        days: days.len() as u32,
        left: left as u32,
        week: weeks as u32 + 1,
        recent_from: (days.len() as u32).saturating_sub(recent_days),
    })
}
