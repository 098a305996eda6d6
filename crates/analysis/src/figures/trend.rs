//! Counts along the year: by session, day, week and month.

use domain::{Date, calendar::monday, id::PupilId, session::Session, tally::Tally};

use super::sheets;
use crate::{Period, SchoolRoll};

/// The counts of a day, of a week named by its Monday, or of a month named by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The day, the week's Monday or the month's first day.
    pub first: Date,
    /// The counts.
    pub tally: Tally,
}

/// The counts of every session of the calendar in the period, those without a mark included.
pub fn by_session(school: &SchoolRoll, pupils: &[PupilId], period: Period) -> Vec<(Session, Tally)> {
    let sessions = school.sessions().iter().filter(|session| period.contains(session.date));
    if std::ptr::eq(pupils, school.pupils()) {
        // Of everybody the counts are kept.
        let counted = school.sessions().iter().zip(school.by_column());
        return counted.filter(|(one, _)| period.contains(one.date)).map(|(&one, &tally)| (one, tally)).collect();
    }
    let mut tallies: Vec<(Session, Tally)> = sessions.map(|&session| (session, Tally::default())).collect();
    for (_, sheet) in sheets(school, pupils, period) {
        for ((_, tally), &number) in tallies.iter_mut().zip(sheet.marks) {
            if let Some(class) = sheet.codes.class_of(number) {
                tally.count(class);
            }
        }
    }
    tallies
}

/// The counts of every day of the period that stands in the register: each school day, and each closed without warning.
pub fn by_day(school: &SchoolRoll, pupils: &[PupilId], period: Period) -> Vec<Dated> {
    gather(by_session(school, pupils, period), |day| day)
}

/// The counts of every week with such a day: school weeks (C-G-11), and a week that was closed without warning from end to end.
pub fn by_week(school: &SchoolRoll, pupils: &[PupilId], period: Period) -> Vec<Dated> {
    gather(by_session(school, pupils, period), monday)
}

/// The counts of every month with such a day.
pub fn by_month(school: &SchoolRoll, pupils: &[PupilId], period: Period) -> Vec<Dated> {
    gather(by_session(school, pupils, period), Date::first_of_month)
}

fn gather(sessions: Vec<(Session, Tally)>, first_of: impl Fn(Date) -> Date) -> Vec<Dated> {
    let mut dated: Vec<Dated> = Vec::new();
    for (session, tally) in sessions {
        let first = first_of(session.date);
        match dated.last_mut().filter(|last| last.first == first) {
            Some(last) => last.tally += tally,
            None => dated.push(Dated { first, tally }),
        }
    }
    dated
}
