//! The day on which a task is due.

use alloc::vec::Vec;

use jiff::{
    ToSpan,
    civil::{Date, Time},
};

use super::{Facts, Standing, events::day_of, judge::Judge, since::since};
use crate::{
    calendar::{Calendar, monday},
    rule::{Amount, Anchor, Cycle, Due, Rules, Unit},
};

/// When something is due: a day, and where the handbook counts in hours, a time of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    /// The day.
    pub day: Date,
    /// The time of day, when it matters.
    pub at: Option<Time>,
}

impl Deadline {
    /// Whether it has gone by at this day and time of day.
    pub fn is_over(self, now: (Date, Time)) -> bool {
        self.day < now.0 || (self.day == now.0 && self.at.is_some_and(|at| at < now.1))
    }
}

/// The day on which a task that arose on `since` is due, where nothing else has to be known for it. A day on which the school
/// is closed gives way to the next school day (C-G-08). Nothing for a task without a date, for one that waits for something
/// else (see [`deadline`]), or past the end of the calendar: that is not yet known, and never overdue.
pub fn due_on(due: &Due, since: Date, calendar: &Calendar) -> Option<Date> {
    match due {
        Due::SameDay => calendar.on_or_after(since),
        Due::After(amount) | Due::Every(Cycle::Amount(amount)) => later(since, *amount, calendar),
        Due::Every(cycle) => end_of(*cycle, since, calendar),
        _ => None,
    }
}

/// When `standing` is due: the earlier of its date and of the latest day for it.
pub fn deadline(rules: &Rules, facts: &Facts<'_>, standing: &Standing) -> Option<Deadline> {
    deadline_of(&Judge::new(rules, facts, None), standing, &|| since(rules, facts, &standing.name).or(Some(facts.day)))
}

/// [`deadline`] where it is known since when the task has stood; on the day itself where nothing is.
pub fn deadline_since(rules: &Rules, facts: &Facts<'_>, standing: &Standing, since: Option<Date>) -> Option<Deadline> {
    deadline_of(&Judge::new(rules, facts, None), standing, &|| since.or(Some(facts.day)))
}

fn deadline_of(judge: &Judge<'_>, standing: &Standing, arose: &dyn Fn() -> Option<Date>) -> Option<Deadline> {
    let names: Vec<&str> = core::iter::once(standing.name.as_str()).chain(standing.opens.as_deref()).collect();
    let due = judge.due(&standing.due, &names, Closed::NextSchoolDay, arose);
    let latest = standing.no_later_than.as_ref();
    let latest = latest.and_then(|latest| judge.due(latest, &names, Closed::SchoolDayBefore, arose));
    [due, latest].into_iter().flatten().min()
}

/// Where a date goes that falls on a day without school (C-G-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closed {
    NextSchoolDay,
    SchoolDayBefore,
}

impl Judge<'_> {
    fn due(&self, due: &Due, names: &[&str], closed: Closed, arose: &dyn Fn() -> Option<Date>) -> Option<Deadline> {
        let calendar = self.facts.sheet.calendar;
        let day = match due {
            Due::Never => return None,
            Due::SameDay => arose()?,
            Due::After(amount) => moved(arose()?, *amount, calendar)?,
            Due::AfterAnchor(amount, anchor) => {
                if let (Unit::Hours, Anchor::Done(things)) = (amount.unit, anchor) {
                    return self.hours_after(*amount, things);
                }
                moved(self.anchor(anchor)?, *amount, calendar)?
            }
            Due::Before(amount, field) => {
                let negative = Amount { thousandths: -amount.thousandths, ..*amount };
                moved(self.date(field)?, negative, calendar)?
            }
            Due::On(field) => self.date(field)?,
            Due::NextAbsenceAfter(thing) => {
                let after = day_of(self.last_event(thing)?);
                self.facts.sheet.absences().map(|(session, _)| session.date).find(|&date| date > after)?
            }
            Due::Every(Cycle::Amount(amount)) => {
                let last = names.iter().filter_map(|name| self.last_event(name)).map(day_of).max();
                moved(last.or_else(arose)?, *amount, calendar)?
            }
            Due::Every(cycle) => end_of(*cycle, self.facts.day, calendar)?,
            Due::LimitOf(stage) => self.stage_limit(stage)?,
        };
        let day = match closed {
            Closed::NextSchoolDay => calendar.on_or_after(day)?,
            Closed::SchoolDayBefore => calendar.on_or_before(day)?,
        };
        Some(Deadline { day, at: None })
    }

    fn hours_after(&self, amount: Amount, things: &[alloc::string::String]) -> Option<Deadline> {
        let last = things.iter().filter_map(|thing| self.last_event(thing)).map(|event| event.at).max()?;
        let due = crate::clock::local(last.checked_add((amount.thousandths / 1000).hours()).ok()?);
        Some(Deadline { day: due.date(), at: Some(due.time()) })
    }

    fn anchor(&self, anchor: &Anchor) -> Option<Date> {
        match anchor {
            Anchor::Done(things) => things.iter().filter_map(|thing| self.last_event(thing)).map(day_of).max(),
            Anchor::Field(field) => self.date(field),
        }
    }

    /// The date that was filled in.
    fn date(&self, field: &crate::rule::FieldOf) -> Option<Date> {
        let event = self.last_event(field.of.as_ref()?)?;
        self.filled_in(event, &field.field)?.parse().ok()
    }
}

/// The day so long after `since`, moved to a school day.
pub(super) fn later(since: Date, amount: Amount, calendar: &Calendar) -> Option<Date> {
    calendar.on_or_after(moved(since, amount, calendar)?)
}

/// The day so long after `since`, or before it for less than nothing.
fn moved(since: Date, amount: Amount, calendar: &Calendar) -> Option<Date> {
    let count = amount.thousandths / 1000;
    let place = usize::try_from(count.unsigned_abs()).ok()?;
    match amount.unit {
        Unit::SchoolDays if count < 0 => {
            let before = calendar.between(Date::MIN, since.yesterday().ok()?);
            before.len().checked_sub(place).and_then(|at| before.get(at)).copied()
        }
        Unit::SchoolDays => calendar.after(since, place),
        Unit::SchoolWeeks => {
            let weeks = calendar.school_weeks();
            let begun = weeks.partition_point(|&week| week < monday(since));
            let week = *weeks.get(if count < 0 { begun.checked_sub(place)? } else { begun + place })?;
            Some(week.saturating_add(i64::from(since.weekday().to_monday_zero_offset()).days()))
        }
        _ => plain(since, amount),
    }
}

/// The day so many days, weeks, months or years after `since`, whether or not the school is open then.
pub(super) fn plain(since: Date, amount: Amount) -> Option<Date> {
    let count = amount.thousandths / 1000;
    let span = match amount.unit {
        Unit::Days => count.days(),
        Unit::Weeks => count.weeks(),
        Unit::Months => count.months(),
        Unit::Years => count.years(),
        _ => return None,
    };
    since.checked_add(span).ok()
}

/// The last day of the week, month, half term, term or year of `day`.
fn end_of(cycle: Cycle, day: Date, calendar: &Calendar) -> Option<Date> {
    let last = cycle_of(cycle, day, calendar)?.1;
    calendar.on_or_before(last)
}

/// The first and last day of the week, month, half term, term or year that contains `day`.
pub(super) fn cycle_of(cycle: Cycle, day: Date, calendar: &Calendar) -> Option<(Date, Date)> {
    let year = crate::calendar::school_year_start(day);
    let year_end = year.checked_add(1.year()).ok()?.yesterday().ok()?;
    match cycle {
        Cycle::Week => Some((monday(day), monday(day).saturating_add(6.days()))),
        Cycle::Month => Some((day.first_of_month(), day.last_of_month())),
        Cycle::HalfTerm => calendar.half_term(day),
        Cycle::Term => calendar.whole_term(day),
        Cycle::Year => Some((year, year_end)),
        Cycle::YearBy(month, date) => {
            let of = |year| Date::new(year, month, date).ok();
            let by = of(year.year()).filter(|&by| by >= year).or_else(|| of(year.year() + 1))?;
            Some((year, by))
        }
        Cycle::Amount(_) => None,
    }
}
