//! Eight calendars of 190 school days, each with holidays and INSET days of its own.

use std::fmt::Write;

use domain::Date;
use jiff::{ToSpan, civil::date};

use super::random::Random;

const DAYS: usize = 190;

/// The school days of a calendar.
pub fn of(number: usize) -> Vec<Date> {
    let holidays = holidays(number);
    let mut random = Random::new(77, number as u64, 1);
    let mut days = Vec::new();
    let mut day = date(2025, 9, 1);
    while days.len() < DAYS + 5 {
        let is_weekday = day.weekday().to_monday_zero_offset() < 5;
        if is_weekday && !holidays.iter().any(|&(first, last)| (first..=last).contains(&day)) {
            days.push(day);
        }
        day += 1.day();
    }
    // Five INSET days: the first of the year and four others.
    days.remove(0);
    for _ in 0..4 {
        days.remove(random.below(days.len() as u64) as usize);
    }
    days
}

fn holidays(number: usize) -> Vec<(Date, Date)> {
    // Every other calendar has the October holiday a week earlier.
    let earlier = (7 * (number as i64 % 2)).days();
    let spring =
        if number >= 4 { (date(2026, 4, 3), date(2026, 4, 17)) } else { (date(2026, 3, 30), date(2026, 4, 10)) };
    let mut holidays = vec![
        (date(2025, 10, 27) - earlier, date(2025, 10, 31) - earlier),
        (date(2025, 12, 22), date(2026, 1, 2)),
        (date(2026, 2, 16), date(2026, 2, 20)),
        spring,
        (date(2026, 5, 4), date(2026, 5, 4)),
        (date(2026, 5, 25), date(2026, 5, 29)),
    ];
    if number == 7 {
        holidays.push((date(2025, 10, 20), date(2025, 10, 24)));
    }
    holidays
}

/// Days since 1 January 1970, which is what the figures name a day by.
pub fn number(day: Date) -> i64 {
    day.duration_since(date(1970, 1, 1)).as_hours() / 24
}

/// All sessions of all calendars as a file.
pub fn table(calendars: &[Vec<Date>]) -> String {
    let mut table = "calendar_id,k,day,week_ix,weekday\n".to_owned();
    for (calendar, days) in calendars.iter().enumerate() {
        let (mut week, mut last) = (-1, None);
        for (session, &day) in days.iter().flat_map(|day| [day, day]).enumerate() {
            let weekday = i64::from(day.weekday().to_monday_zero_offset());
            let monday = number(day) - weekday;
            if last.replace(monday) != Some(monday) {
                week += 1;
            }
            writeln!(table, "{calendar},{session},{},{week},{weekday}", number(day))
                .expect("text takes all that is written");
        }
    }
    table
}
