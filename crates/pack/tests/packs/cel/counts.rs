//! Sessions and days counted by hand.

use std::collections::HashMap;

use domain::{
    Date,
    code::{Class, CodeEntry},
    rule::{Dates, FieldOf, Measure, Unit, What, Window},
    session::Session,
};

use super::{
    acts::day_of,
    calendar::{august_before, days_between, days_on, monday_of, months_between},
    hand::Hand,
    keys,
};

impl<'a> Hand<'a> {
    /// Every mark that is looked at, with its line of the code table.
    fn marks(&self) -> Vec<(Session, &'a CodeEntry)> {
        let marks = self.pupil.sessions.iter().zip(&self.pupil.marks);
        marks
            .filter(|(session, number)| **number != 0 && self.first <= session.date && session.date <= self.day)
            .map(|(session, number)| (*session, self.world.line(*number)))
            .collect()
    }

    fn counts_as(&self, what: &What, session: Session, code: &CodeEntry) -> bool {
        let is_absent = code.class.is_absent();
        match what {
            What::Absent | What::AbsentOnOneWeekday => is_absent,
            What::AbsentOtherThanLeave => is_absent && !code.is_leave,
            What::AbsentOnFirstDayBack => is_absent && !self.world.calendar.days().contains(&days_on(session.date, -1)),
            What::Unauthorised => code.class == Class::Unauthorised,
            What::Coded(letters) => letters.contains(&code.letters),
        }
    }

    /// The days of the sessions that count, from `first` to `last`.
    fn counted(&self, what: &What, (first, last): (Date, Date)) -> Vec<Date> {
        let marks = self.marks().into_iter().filter(|(session, _)| first <= session.date && session.date <= last);
        marks.filter(|(session, code)| self.counts_as(what, *session, code)).map(|(session, _)| session.date).collect()
    }

    fn sessions(&self, what: &What, window: &Window) -> Option<i64> {
        let days = self.counted(what, self.stretch(window)?);
        let most = |counts: Vec<usize>| counts.into_iter().max().unwrap_or(0) as i64;
        Some(match window {
            Window::SchoolWeeks(weeks) => {
                let (all, mondays) = (&self.world.weeks, days.iter().map(|&day| monday_of(day)));
                let mondays: Vec<Date> = mondays.collect();
                let stretches = (0..all.len()).map(|at| &all[at..all.len().min(at + *weeks as usize)]);
                let within = |stretch: &[Date]| mondays.iter().filter(|monday| stretch.contains(monday)).count();
                most(stretches.map(within).collect())
            }
            Window::Days(length) => {
                let stretches = days.iter().map(|&first| (first, days_on(first, i64::from(*length))));
                let within = |(first, last)| days.iter().filter(|&&day| first <= day && day <= last).count();
                most(stretches.map(within).collect())
            }
            _ if *what == What::AbsentOnOneWeekday => {
                let on = |weekday| days.iter().filter(|day| day.weekday().to_monday_zero_offset() == weekday).count();
                most((0..7).map(on).collect())
            }
            _ => days.len() as i64,
        })
    }

    /// Sessions attended, missed and possible.
    fn shares(&self, window: &Window) -> Option<(i64, i64, i64)> {
        let (first, last) = self.stretch(window)?;
        let (mut attended, mut absent) = (0, 0);
        for (session, code) in self.marks() {
            if first <= session.date && session.date <= last {
                attended += i64::from(code.class.is_attended());
                absent += i64::from(code.class.is_absent());
            }
        }
        let least = self.world.rules.settings.iter().rfind(|one| one.head.name == "minimum possible sessions");
        let least = least.and_then(|setting| setting.amount()).map_or(0, |amount| amount.thousandths / 1000);
        let possible = attended + absent;
        (possible > 0 && possible >= least).then_some((attended, absent, possible))
    }

    /// Absences with at least one possible session attended between them.
    fn spells(&self, window: &Window) -> Option<i64> {
        let (first, last) = self.stretch(window)?;
        let marks = self.marks().into_iter().filter(|(session, _)| first <= session.date && session.date <= last);
        let possible: Vec<bool> = marks
            .filter(|(_, code)| code.class.is_absent() || code.class.is_attended())
            .map(|(_, code)| code.class.is_absent())
            .collect();
        let begins = (0..possible.len()).filter(|&at| possible[at] && (at == 0 || !possible[at - 1]));
        Some(begins.count() as i64)
    }

    /// Absences that an attended session ended, none longer than `most`, with nothing but these codes.
    fn short_spells(&self, codes: &[String], most: i64, window: &Window) -> Option<i64> {
        let (first, last) = self.stretch(window)?;
        let marks = self.marks().into_iter().filter(|(session, _)| first <= session.date && session.date <= last);
        let possible: Vec<(bool, String)> = marks
            .filter(|(_, code)| code.class.is_absent() || code.class.is_attended())
            .map(|(_, code)| (code.class.is_absent(), code.letters.clone()))
            .collect();
        let mut stretches: Vec<&[(bool, String)]> = possible.split(|(is_absent, _)| !is_absent).collect();
        stretches.pop();
        let is_short = |stretch: &&&[(bool, String)]| {
            !stretch.is_empty()
                && stretch.len() as i64 <= most
                && stretch.iter().all(|(_, letters)| codes.contains(letters))
        };
        Some(stretches.iter().filter(is_short).count() as i64)
    }

    fn run(&self, unit: Unit, what: &What, without: Option<&str>) -> i64 {
        let after = without.and_then(|thing| self.last(thing)).map_or(Date::MIN, day_of);
        let is_possible = |code: &CodeEntry| code.class.is_absent() || code.class.is_attended();
        let marks: Vec<(Date, bool)> = self
            .marks()
            .into_iter()
            .filter(|(session, code)| after < session.date && is_possible(code))
            .map(|(session, code)| (session.date, self.counts_as(what, session, code)))
            .collect();
        let Some(&(last, _)) = marks.last() else { return 0 };
        if unit == Unit::Sessions {
            // Each session of the last day is tried as the end of the row.
            let ends = (0..marks.len()).filter(|&end| marks[end].0 == last);
            let row = |end: usize| marks[..=end].iter().rev().take_while(|(_, counts)| *counts).count();
            return ends.map(row).max().unwrap_or(0) as i64;
        }
        let mut count = 0;
        for &day in self.world.calendar.days().iter().rev().filter(|&&day| day <= last) {
            let of_day: Vec<bool> = marks.iter().filter(|(date, _)| *date == day).map(|(_, counts)| *counts).collect();
            if of_day.contains(&false) {
                return count;
            }
            count += i64::from(!of_day.is_empty());
        }
        count
    }

    pub(super) fn is_all_leave(&self) -> Option<bool> {
        let this_year = self.marks().into_iter().filter(|(session, _)| session.date >= august_before(self.day));
        let leave: Vec<bool> =
            this_year.filter(|(_, code)| code.class.is_absent()).map(|(_, code)| code.is_leave).collect();
        if leave.is_empty() { None } else { Some(!leave.contains(&false)) }
    }

    /// From the day after `first` to `last`; school days only where each school year on the way has a term.
    fn long(&self, first: Date, last: Date, unit: Unit) -> Option<i64> {
        Some(match unit {
            Unit::Days => days_between(first, last),
            Unit::Weeks => days_between(first, last) / 7,
            Unit::Months => months_between(first, last),
            Unit::SchoolDays => {
                let terms = self.world.calendar.terms();
                let has_terms = |day| terms.iter().any(|term| august_before(term.first) == august_before(day));
                let mut at = days_on(first, 1);
                while at <= last {
                    if !has_terms(at) {
                        return None;
                    }
                    at = days_on(at, 1);
                }
                self.world.calendar.days().iter().filter(|&&day| first < day && day <= last).count() as i64
            }
            unit => panic!("nobody counts {} between days", unit.words().1),
        })
    }

    fn date(&self, field: &FieldOf) -> Option<Date> {
        self.field(field)?.trim().parse().ok()
    }

    fn between(&self, dates: &Dates, unit: Unit) -> Option<i64> {
        let forwards = |first: Date, last: Date| (first <= last).then_some((first, last));
        let (first, last) = match dates {
            Dates::Until(last) => forwards(self.day, self.date(last)?)?,
            Dates::Since(first) => {
                let Some(long) = forwards(self.date(first)?, self.day) else { return Some(0) };
                long
            }
            Dates::From(first, last) => {
                let (first, last) = forwards(self.date(first)?, self.date(last)?)?;
                (days_on(first, -1), last)
            }
            Dates::ToTheDay(first) => {
                let Some((first, day)) = forwards(self.date(first)?, self.day) else { return Some(0) };
                (days_on(first, -1), day)
            }
        };
        self.long(first, last, unit)
    }

    /// What `measure` counts, other than a share; nothing where there is nothing to count.
    fn number(&self, measure: &Measure) -> Option<i64> {
        match measure {
            Measure::Attendance(_) | Measure::Absence(_) => panic!("a share has two numbers"),
            Measure::Count { what, window, .. } => self.sessions(what, window),
            Measure::Spells(window) => self.spells(window),
            Measure::ShortSpells { codes, most, window } => self.short_spells(codes, most.thousandths / 1000, window),
            Measure::Run { unit, what, without } => Some(self.run(*unit, what, without.as_deref())),
            Measure::Since { unit, thing, whom } => self.long(day_of(self.last_to(thing, *whom)?), self.day, *unit),
            Measure::Times { thing, value, whom, window } => self.times(thing, value.as_deref(), *whom, window),
            Measure::Between { unit, dates } => self.between(dates, *unit),
            Measure::Age => self.age(),
            Measure::Least(parts) => parts.iter().filter_map(|part| self.number(part)).min(),
        }
    }

    /// Writes down what `measure` counts, where there is something to count.
    pub(super) fn count(&self, measure: &Measure, count: &mut HashMap<String, i64>) {
        let mut put = |key: String, value: Option<i64>| count.extend(value.map(|value| (key, value)));
        match measure {
            Measure::Attendance(window) | Measure::Absence(window) => {
                let shares = self.shares(window);
                put(keys::done("attended", window), shares.map(|(attended, ..)| attended));
                put(keys::done("absent", window), shares.map(|(_, absent, _)| absent));
                put(keys::done("possible", window), shares.map(|(.., possible)| possible));
            }
            measure => put(keys::measure(measure), self.number(measure)),
        }
    }
}
