//! The calendar, and counts along it: by session, day, week and month.

use std::collections::BTreeMap;

use analysis::figures::{self, Dated};
use domain::{session::Session, tally::Tally};
use jiff::civil::Date;

use crate::{
    both::{ids, period, session, tally},
    random::School,
    slow::{Book, Counts, Standing, days_from_to, monday_before},
};

/// The marks of all pupils in a period.
fn marks(school: &School, (first, last): (Date, Date)) -> Vec<Standing> {
    school.pupils.iter().flat_map(|&pupil| school.book.marks(pupil, first, last)).collect()
}

fn register_days(book: &Book, (first, last): (Date, Date)) -> Vec<Date> {
    days_from_to(first, last).into_iter().filter(|&day| book.is_in_register(day)).collect()
}

fn counted(marks: &[Standing], is_of: impl Fn(&Standing) -> bool) -> Tally {
    let of: Vec<Standing> = marks.iter().filter(|mark| is_of(mark)).cloned().collect();
    tally(Counts::of(&of))
}

#[test]
fn every_session_day_week_and_month_is_counted_as_on_paper() {
    for seed in 0..60 {
        let school = School::new(seed);
        let pupils = ids(&school.pupils);
        for days in school.periods(4) {
            let (marks, register_days) = (marks(&school, days), register_days(&school.book, days));
            let whole = figures::tally(&school.roll, &pupils, period(days));
            assert_eq!(whole, tally(Counts::of(&marks)), "school {seed}");
            let by_session: Vec<(Session, Tally)> = register_days
                .iter()
                .flat_map(|&day| ["am", "pm"].map(|half| (day, half)))
                .map(|(day, half)| (session(day, half), counted(&marks, |mark| mark.day == day && mark.half == half)))
                .collect();
            assert_eq!(figures::by_session(&school.roll, &pupils, period(days)), by_session, "school {seed}");
            let month = |day: Date| jiff::civil::date(day.year(), day.month(), 1);
            let by = |first_of: fn(Date) -> Date| -> Vec<Dated> {
                let mut firsts: Vec<Date> = register_days.iter().map(|&day| first_of(day)).collect();
                firsts.dedup();
                let dated = |first| Dated { first, tally: counted(&marks, |mark| first_of(mark.day) == first) };
                firsts.into_iter().map(dated).collect()
            };
            assert_eq!(figures::by_day(&school.roll, &pupils, period(days)), by(|day| day), "school {seed}");
            assert_eq!(figures::by_week(&school.roll, &pupils, period(days)), by(monday_before), "school {seed}");
            assert_eq!(figures::by_month(&school.roll, &pupils, period(days)), by(month), "school {seed}");
        }
    }
}

#[test]
fn days_and_weeks_of_the_calendar_are_those_on_paper() {
    for seed in 0..200 {
        let school = School::new(seed);
        let (book, calendar) = (&school.book, school.roll.calendar());
        let every = book.every_day();
        let open: Vec<Date> = every.iter().copied().filter(|&day| book.is_open(day)).collect();
        assert_eq!(calendar.days(), open, "school {seed}");
        let in_register: Vec<Date> = every.iter().copied().filter(|&day| book.is_in_register(day)).collect();
        assert_eq!(calendar.register_days(), in_register, "school {seed}");
        let mut weeks: BTreeMap<Date, u32> = BTreeMap::new();
        open.iter().for_each(|&day| *weeks.entry(monday_before(day)).or_default() += 1);
        assert_eq!(calendar.school_weeks(), weeks.into_keys().collect::<Vec<_>>(), "school {seed}");
        for &day in &every {
            assert_eq!(calendar.is_school_day(day), book.is_open(day), "school {seed}: {day}");
            assert_eq!(calendar.is_first_day_back(day), book.is_first_day_back(day), "school {seed}: {day}");
            let later: Vec<Date> = open.iter().copied().filter(|&other| other > day).collect();
            for count in 1..4 {
                assert_eq!(calendar.after(day, count), later.get(count - 1).copied(), "school {seed}: {day}");
            }
            assert_eq!(calendar.on_or_before(day), open.iter().copied().rfind(|&other| other <= day));
            assert_eq!(calendar.on_or_after(day), open.iter().copied().find(|&other| other >= day));
        }
    }
}
