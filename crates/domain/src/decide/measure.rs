//! Measures: what a condition counts, exactly.

use alloc::{format, string::String, vec::Vec};

use jiff::civil::Date;

use super::{events::day_of, judge::Judge};
use crate::{
    code::Class,
    rule::{Measure, Range, Side, Unit, What, Window},
    session::Session,
    sheet::Sheet,
    tally::Tally,
};

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measured {
    /// Sessions out of sessions.
    Share { part: u32, of: u32 },
    /// Sessions, asked for in days or in sessions.
    Sessions { count: u32, unit: Unit },
    /// A plain number of some unit.
    Number { count: u32, unit: Unit },
}

impl Measured {
    /// Whether it lies in `range`. Shares are compared by multiplying out, never by dividing (C-G-02).
    pub(super) fn is_in(self, range: &Range) -> bool {
        match self {
            Measured::Share { part, of } => range.bounds.iter().all(|bound| {
                let value = i64::from(part) * 100_000;
                let edge = i64::from(of) * bound.amount.thousandths;
                match bound.side {
                    Side::AtLeast => value >= edge,
                    Side::MoreThan => value > edge,
                    Side::AtMost => value <= edge,
                    Side::LessThan => value < edge,
                    Side::Exactly => value == edge,
                }
            }),
            Measured::Sessions { count, unit: Unit::Days } => range.contains(i64::from(count) * 500),
            Measured::Sessions { count, .. } | Measured::Number { count, .. } => {
                range.contains(i64::from(count) * 1000)
            }
        }
    }

    /// The number in thousandths of its unit; nothing for a share, which is never divided.
    pub(super) fn thousandths(self) -> Option<i64> {
        match self {
            Measured::Share { .. } => None,
            Measured::Sessions { count, unit: Unit::Days } => Some(i64::from(count) * 500),
            Measured::Sessions { count, .. } | Measured::Number { count, .. } => Some(i64::from(count) * 1000),
        }
    }

    /// In words, such as `12 days (24 sessions)` or `92.1% (278 of 302 sessions)`.
    pub(super) fn words(self) -> String {
        match self {
            Measured::Share { part, of } => {
                let thousandths =
                    if of == 0 { 0 } else { (u64::from(part) * 2000 + u64::from(of)) / (2 * u64::from(of)) };
                format!("{}.{}% ({part} of {of} possible sessions)", thousandths / 10, thousandths % 10)
            }
            Measured::Sessions { count, unit: Unit::Days } => {
                format!("{} ({})", half_days(count), counted(count, Unit::Sessions))
            }
            Measured::Sessions { count, unit } | Measured::Number { count, unit } => counted(count, unit),
        }
    }
}

fn counted(count: u32, unit: Unit) -> String {
    let (one, many) = unit.words();
    format!("{count} {}", if count == 1 { one } else { many })
}

fn half_days(sessions: u32) -> String {
    let half = if sessions % 2 == 1 { "½" } else { "" };
    match sessions {
        1 => String::from("½ day"),
        2 => String::from("1 day"),
        _ => format!("{}{half} days", sessions / 2),
    }
}

impl<'a> Judge<'a> {
    /// Measures; nothing when there is nothing to measure.
    pub(super) fn measure(&self, measure: &'a Measure) -> Option<Measured> {
        let known = self.measured.borrow().iter().find(|(known, _)| *known == measure).map(|&(_, value)| value);
        if known.is_some() {
            return known;
        }
        let value = self.measure_anew(measure)?;
        self.measured.borrow_mut().push((measure, value));
        Some(value)
    }

    fn measure_anew(&self, measure: &'a Measure) -> Option<Measured> {
        match measure {
            Measure::Attendance(window) | Measure::Absence(window) => {
                let tally = self.tally_of(window)?;
                let is_attendance = matches!(measure, Measure::Attendance(_));
                let part = if is_attendance { tally.attended } else { tally.absent() };
                let of = tally.possible();
                (of > 0 && of >= self.least_possible()).then_some(Measured::Share { part, of })
            }
            Measure::Count { unit, what: What::Absent, window: Window::Year } => {
                Some(Measured::Sessions { count: self.tally.absent(), unit: *unit })
            }
            Measure::Count { unit, what, window } => {
                Some(Measured::Sessions { count: self.count(what, window)?, unit: *unit })
            }
            Measure::Spells(window) => {
                let (first, last) = self.span(window)?;
                Some(Measured::Number { count: spells(self.facts.sheet.between(first, last)), unit: Unit::Times })
            }
            Measure::ShortSpells { codes, most, window } => {
                let (first, last) = self.span(window)?;
                let most = u32::try_from(most.thousandths / 1000).ok()?;
                let count = self.facts.sheet.between(first, last).short_spells(codes, most);
                Some(Measured::Number { count, unit: Unit::Times })
            }
            Measure::Run { unit, what, without } => {
                let count = self.run(*unit, what, without.as_deref());
                Some(Measured::Number { count, unit: *unit })
            }
            Measure::Since { unit, thing, whom } => {
                let last = day_of(self.last_event_to(thing, *whom)?);
                Some(Measured::Number { count: self.between(last, self.facts.day, *unit)?, unit: *unit })
            }
            Measure::Times { thing, value, whom, window } => {
                let count = self.times(thing, value.as_deref(), *whom, window)?;
                Some(Measured::Number { count, unit: Unit::Times })
            }
            Measure::Between { unit, dates } => {
                Some(Measured::Number { count: self.between_dates(dates, *unit)?, unit: *unit })
            }
            Measure::Age => {
                let count = self.facts.who.age_on(self.facts.day)?;
                Some(Measured::Number { count, unit: Unit::Years })
            }
            Measure::Least(parts) => {
                let known = parts.iter().filter_map(|part| self.measure(part));
                known.min_by_key(|measured| measured.thousandths())
            }
        }
    }

    fn tally_of(&self, window: &Window) -> Option<Tally> {
        if *window == Window::Year {
            return Some(self.tally);
        }
        let (first, last) = self.span(window)?;
        Some(self.facts.sheet.between(first, last).tally())
    }

    /// How many possible sessions a percentage needs before it says anything (C-G-04).
    fn least_possible(&self) -> u32 {
        let setting = self.rules.setting("minimum possible sessions").and_then(|setting| setting.amount());
        setting.and_then(|amount| u32::try_from(amount.thousandths / 1000).ok()).unwrap_or(0)
    }

    fn count(&self, what: &'a What, window: &Window) -> Option<u32> {
        Some(match (window, &self.course) {
            (Window::Year, Some(course)) if *what != What::AbsentOnOneWeekday => {
                course.count(what, self.year.sessions.len())
            }
            (Window::SchoolWeeks(weeks), _) => self.fullest_weeks(what, *weeks),
            (Window::Days(days), _) => self.fullest_days(what, *days),
            (window, _) => {
                let (first, last) = self.span(window)?;
                let sessions = Counted::new(what, &self.facts.sheet.between(first, last)).sessions();
                if *what == What::AbsentOnOneWeekday { most_on_one_weekday(sessions) } else { sessions.count() as u32 }
            }
        })
    }

    /// The sessions counted from `first` to the day.
    fn since_first(&self, what: &What, first: Date) -> Vec<Session> {
        Counted::new(what, &self.facts.sheet.between(first, self.facts.day)).sessions().collect()
    }

    fn fullest_weeks(&self, what: &What, weeks: u32) -> u32 {
        let school_weeks = self.year.calendar.school_weeks();
        let every = self.since_first(what, Date::MIN);
        // Each session is of a school week: the last one begun.
        let begun = |session: &Session| school_weeks.partition_point(|&week| week <= session.date).checked_sub(1);
        let places: Vec<usize> = every.iter().filter_map(begun).collect();
        fullest(&places, |first, last| last - first < weeks as usize)
    }

    fn fullest_days(&self, what: &What, days: u32) -> u32 {
        let every = self.since_first(what, Date::MIN);
        let dates: Vec<Date> = every.iter().map(|session| session.date).collect();
        fullest(&dates, |first, last| first.until(last).is_ok_and(|span| span.get_days().unsigned_abs() <= days))
    }
}

/// Which marks of a sheet count.
pub(super) struct Counted<'a> {
    sheet: Sheet<'a>,
    numbers: [bool; 256],
    is_first_day_back: bool,
}

impl<'a> Counted<'a> {
    pub(super) fn new(what: &What, sheet: &Sheet<'a>) -> Counted<'a> {
        let mut numbers = [false; 256];
        for entry in sheet.codes.entries() {
            numbers[usize::from(entry.code.number())] = match what {
                What::Absent | What::AbsentOnFirstDayBack | What::AbsentOnOneWeekday => entry.class.is_absent(),
                What::AbsentOtherThanLeave => entry.class.is_absent() && !entry.is_leave,
                What::Unauthorised => entry.class == Class::Unauthorised,
                What::Coded(letters) => letters.contains(&entry.letters),
            };
        }
        Counted { sheet: *sheet, numbers, is_first_day_back: *what == What::AbsentOnFirstDayBack }
    }

    pub(super) fn counts(&self, session: Session, number: u8) -> bool {
        self.numbers[usize::from(number)]
            && (!self.is_first_day_back || self.sheet.calendar.is_first_day_back(session.date))
    }

    fn sessions(self) -> impl Iterator<Item = Session> {
        let marks = self.sheet.sessions.iter().zip(self.sheet.marks);
        marks.filter(move |&(&session, &number)| self.counts(session, number)).map(|(&session, _)| session)
    }
}

/// How many sessions lie on that weekday on which most of them lie.
fn most_on_one_weekday(sessions: impl Iterator<Item = Session>) -> u32 {
    let mut counts = [0; 7];
    for session in sessions {
        counts[session.date.weekday().to_monday_zero_offset() as usize] += 1;
    }
    counts.into_iter().max().unwrap_or(0)
}

/// How many separate absences a sheet has: stretches of possible sessions missed, one after the other.
fn spells(sheet: Sheet<'_>) -> u32 {
    let possible = sheet.marked().filter_map(|(_, code)| sheet.codes.class(code)).filter(|class| class.is_possible());
    let (mut count, mut was_absent) = (0, false);
    for class in possible {
        count += u32::from(class.is_absent() && !was_absent);
        was_absent = class.is_absent();
    }
    count
}

/// The longest run of `places` whose first and last lie close enough.
fn fullest<T: Copy>(places: &[T], is_close: impl Fn(T, T) -> bool) -> u32 {
    let (mut first, mut most) = (0, 0);
    for last in 0..places.len() {
        while first < last && !is_close(places[first], places[last]) {
            first += 1;
        }
        most = most.max(last + 1 - first);
    }
    most as u32
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;
    use crate::rule::{Amount, Bound};

    fn range(side: Side, thousandths: i64, unit: Unit) -> Range {
        Range { bounds: alloc::vec![Bound { side, amount: Amount { thousandths, unit } }] }
    }

    #[test]
    fn a_share_is_compared_as_it_is_and_shown_rounded() {
        // 9.946% is shown as 9.9% and is not 10%; 91.95% is shown as 92.0% and is still less.
        let nearly = Measured::Share { part: 37, of: 372 };
        assert_eq!(nearly.words(), "9.9% (37 of 372 possible sessions)");
        assert!(!nearly.is_in(&range(Side::AtLeast, 10_000, Unit::Percent)));
        let just_under = Measured::Share { part: 1839, of: 2000 };
        assert_eq!(just_under.words(), "92.0% (1839 of 2000 possible sessions)");
        assert!(just_under.is_in(&range(Side::LessThan, 92_000, Unit::Percent)));
    }

    #[test]
    fn half_a_day_belongs_to_the_days_below_it() {
        let sessions = |count| Measured::Sessions { count, unit: Unit::Days };
        let fifteen = range(Side::AtLeast, 15_000, Unit::Days);
        assert!(sessions(30).is_in(&fifteen) && !sessions(29).is_in(&fifteen));
        let shown = [1, 2, 3, 24, 29].map(|count| sessions(count).words());
        let expected = ["½ day (1 session)", "1 day (2 sessions)", "1½ days (3 sessions)", "12 days (24 sessions)"];
        assert_eq!(shown[..4], expected.map(|words| words.to_string()));
        assert_eq!(shown[4], "14½ days (29 sessions)");
    }

    #[test]
    fn the_fullest_stretch_may_lie_anywhere() {
        // Weeks with a count each: ten weeks hold places 0 to 9 and 1 to 10, but not 0 to 10.
        let places = [0, 0, 0, 0, 5, 5, 9, 9, 10, 10, 10];
        assert_eq!(fullest(&places, |first, last| last - first < 10), 8);
        assert_eq!(fullest(&places, |first, last| last - first < 11), 11);
        assert_eq!(fullest(&[] as &[usize], |_, _| true), 0);
    }
}
