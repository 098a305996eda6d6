//! Days, weeks and months, counted on the fingers.

use domain::{
    Date,
    calendar::{Calendar, Closure, ClosureKind, Term},
    rule::{Amount, Unit},
};
use jiff::civil::{Weekday, date};

/// Two school years, so that what is counted across the summer can be told from what is counted in the year.
pub(super) fn two_years() -> Calendar {
    let term = |name: &str, first, last| Term { name: name.to_owned(), first, last };
    let closed = |first, last| Closure { first, last, kind: ClosureKind::Holiday, label: String::from("closed") };
    let terms = vec![
        term("Autumn 2025", date(2025, 9, 3), date(2025, 12, 19)),
        term("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
        term("Summer 2026", date(2026, 4, 13), date(2026, 7, 17)),
        // One whole term whose halves are given apart, as some schools do.
        term("Autumn 2026", date(2026, 9, 2), date(2026, 10, 23)),
        term("Autumn 2026", date(2026, 11, 2), date(2026, 12, 18)),
        term("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
        term("Summer 2027", date(2027, 4, 12), date(2027, 7, 15)),
    ];
    let closures = vec![
        closed(date(2025, 10, 27), date(2025, 10, 31)),
        closed(date(2026, 2, 16), date(2026, 2, 20)),
        closed(date(2026, 5, 25), date(2026, 5, 29)),
        closed(date(2026, 11, 12), date(2026, 11, 13)),
        closed(date(2027, 2, 15), date(2027, 2, 19)),
        closed(date(2027, 5, 3), date(2027, 5, 3)),
        closed(date(2027, 5, 31), date(2027, 6, 4)),
    ];
    Calendar::new(terms, closures)
}

/// The day `count` days later, or earlier for less than nothing, one step at a time.
pub(super) fn days_on(day: Date, count: i64) -> Date {
    let mut at = day;
    for _ in 0..count.abs() {
        at = if count < 0 { at.yesterday() } else { at.tomorrow() }.expect("no end of time");
    }
    at
}

/// How many steps of a day lead from `first` to `last`; none backwards.
pub(super) fn days_between(first: Date, last: Date) -> i64 {
    let (mut at, mut count) = (first, 0);
    while at < last {
        at = at.tomorrow().expect("no end of time");
        count += 1;
    }
    count
}

/// The same day of the month so many months on, or the last of that month where it is shorter.
pub(super) fn months_on(day: Date, count: i64) -> Date {
    let months = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + count;
    let first = date((months / 12) as i16, (months % 12) as i8 + 1, 1);
    date(first.year(), first.month(), day.day().min(first.days_in_month()))
}

/// Whole months from `first` to `last`: the day of the month has to come round.
pub(super) fn months_between(first: Date, last: Date) -> i64 {
    if last < first {
        return 0;
    }
    let month = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    month(last) - month(first) - i64::from(last.day() < first.day())
}

pub(super) fn monday_of(day: Date) -> Date {
    let mut at = day;
    while at.weekday() != Weekday::Monday {
        at = at.yesterday().expect("no end of time");
    }
    at
}

/// 1 August on or before `day`.
pub(super) fn august_before(day: Date) -> Date {
    let this = date(day.year(), 8, 1);
    if this <= day { this } else { date(day.year() - 1, 8, 1) }
}

/// The Mondays of the weeks with a school day.
pub(super) fn school_weeks(calendar: &Calendar) -> Vec<Date> {
    let mut weeks: Vec<Date> = Vec::new();
    for &day in calendar.days() {
        let monday = monday_of(day);
        if !weeks.contains(&monday) {
            weeks.push(monday);
        }
    }
    weeks
}

/// The first day of the whole term of `day`, or of the last one begun.
pub(super) fn term_start(calendar: &Calendar, day: Date) -> Date {
    let begun: Vec<&Term> = calendar.terms().iter().filter(|term| term.first <= day).collect();
    let Some(last) = begun.last() else { return Date::MIN };
    calendar.terms().iter().filter(|term| term.name == last.name).map(|term| term.first).min().expect("itself")
}

/// The first and last school day of the half term of `day`, or of the last one begun. A week without school parts two of them.
pub(super) fn half_term(calendar: &Calendar, day: Date) -> Option<(Date, Date)> {
    let term = calendar.terms().iter().rfind(|term| term.first <= day)?;
    let mut stretches: Vec<(Date, Date)> = Vec::new();
    for &at in calendar.days().iter().filter(|&&at| term.first <= at && at <= term.last) {
        match stretches.last_mut() {
            Some((_, last)) if !is_week_between(*last, at) => *last = at,
            _ => stretches.push((at, at)),
        }
    }
    stretches.iter().rfind(|(first, _)| *first <= day).or(stretches.first()).copied()
}

/// Whether a whole week from Monday to Sunday lies between two days.
fn is_week_between(first: Date, last: Date) -> bool {
    let mut at = days_on(first, 1);
    while at < last {
        if at.weekday() == Weekday::Monday && days_on(at, 7) <= last {
            return true;
        }
        at = days_on(at, 1);
    }
    false
}

/// The day so long after `first`, and where school is closed then, the next school day.
pub(super) fn later(calendar: &Calendar, first: Date, amount: Amount) -> Option<Date> {
    let count = amount.thousandths / 1000;
    let day = match amount.unit {
        Unit::Days => days_on(first, count),
        Unit::Weeks => days_on(first, count * 7),
        Unit::Months => months_on(first, count),
        Unit::SchoolDays => *calendar.days().iter().filter(|&&day| day > first).nth(count as usize - 1)?,
        unit => panic!("nothing lasts so many {}", unit.words().1),
    };
    calendar.days().iter().copied().find(|&at| at >= day)
}

/// The first day of a stretch so long that ends with `day`.
pub(super) fn first_of_last(calendar: &Calendar, day: Date, amount: Amount) -> Option<Date> {
    let count = amount.thousandths / 1000;
    let nth_last = |mut begun: Vec<Date>| {
        begun.retain(|&at| at <= day);
        begun.reverse();
        begun.get(count as usize - 1).copied().unwrap_or(Date::MIN)
    };
    match amount.unit {
        Unit::Days => Some(days_on(days_on(day, -count), 1)),
        Unit::Weeks => Some(days_on(days_on(day, -count * 7), 1)),
        Unit::Months => Some(days_on(months_on(day, -count), 1)),
        Unit::Years => Some(days_on(months_on(day, -count * 12), 1)),
        Unit::SchoolDays => Some(nth_last(calendar.days().to_vec())),
        Unit::SchoolWeeks => Some(nth_last(school_weeks(calendar))),
        _ => None,
    }
}
