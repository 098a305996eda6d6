//! When something is due.

use alloc::{string::String, vec};

use jiff::civil::{Date, date, time};

use super::case::{Case, always, amount, asks, done, field, task, with};
use crate::{
    case::Done,
    decide::{Deadline, Truth, deadline, decide, holds},
    rule::{Anchor, Bound, Due, Measure, Range, Rules, Side, Task, Test, Unit, Whom},
};

/// The deadline of `task` on `day`.
fn due(case: &Case, task: Task, day: Date) -> Option<Deadline> {
    let rules = Rules { tasks: vec![task], ..with(vec![]) };
    let facts = case.facts(day);
    let standing = decide(&rules, &facts).tasks.pop().expect("the task stands");
    deadline(&rules, &facts, &standing)
}

fn due_day(case: &Case, task: Task, day: Date) -> Option<Date> {
    due(case, task, day).map(|due| due.day)
}

fn after(count: i64, unit: Unit, things: &[&str]) -> Due {
    Due::AfterAnchor(amount(count, unit), Anchor::Done(things.iter().map(|&thing| thing.into()).collect()))
}

#[test]
fn a_due_day_without_school_gives_way_to_the_next_and_the_latest_day_to_the_one_before() {
    let case = Case::new().did_with(date(2026, 10, 12), "Visit", &[("meeting", "2026-11-16")]);
    // Fourteen days on lies in the half term.
    let two_weeks = task("Reply", always(), after(2, Unit::Weeks, &["Visit"]));
    assert_eq!(due_day(&case, two_weeks.clone(), date(2026, 10, 13)), Some(date(2026, 11, 2)));
    let latest = Due::Before(amount(18, Unit::Days), field("meeting", Some("Visit")));
    let no_later = Task { no_later_than: Some(latest), ..two_weeks };
    assert_eq!(due_day(&case, no_later, date(2026, 10, 13)), Some(date(2026, 10, 23)), "29 October is no school day");
}

#[test]
fn the_earlier_of_the_due_day_and_the_latest_day_stands() {
    let case = Case::new().did_with(date(2026, 11, 2), "Visit", &[("meeting", "2026-12-04")]);
    let latest = Due::Before(amount(5, Unit::SchoolDays), field("meeting", Some("Visit")));
    let both = |weeks| Task {
        no_later_than: Some(latest.clone()),
        ..task("Reply", always(), after(weeks, Unit::Weeks, &["Visit"]))
    };
    assert_eq!(due_day(&case, both(2), date(2026, 11, 3)), Some(date(2026, 11, 16)));
    assert_eq!(due_day(&case, both(6), date(2026, 11, 3)), Some(date(2026, 11, 27)));
}

#[test]
fn hours_are_counted_by_the_clock_from_the_latest_that_was_done() {
    let did =
        |action: &str| Done::Did { action: action.into(), outcome: String::new(), to: String::new(), fields: vec![] };
    let case = Case::new()
        .at((date(2026, 11, 10), time(9, 0, 0, 0)), did("Call"))
        .at((date(2026, 11, 10), time(10, 15, 0, 0)), did("Visit"));
    let told = task("Tell the council", always(), after(24, Unit::Hours, &["Visit", "Call"]));
    let found = due(&case, told, date(2026, 11, 10)).expect("both were done");
    assert_eq!(found, Deadline { day: date(2026, 11, 11), at: Some(time(10, 15, 0, 0)) });
    assert!(!found.is_over((date(2026, 11, 11), time(10, 15, 0, 0))));
    assert!(found.is_over((date(2026, 11, 11), time(10, 16, 0, 0))));
}

#[test]
fn a_day_that_the_clocks_change_has_not_twenty_four_hours() {
    let did = Done::Did { action: "Visit".into(), outcome: String::new(), to: String::new(), fields: vec![] };
    let case = Case::new().at((date(2027, 3, 27), time(12, 0, 0, 0)), did);
    let told = task("Tell the council", always(), after(24, Unit::Hours, &["Visit"]));
    let found = due(&case, told, date(2027, 3, 27)).expect("it was done");
    assert_eq!(found, Deadline { day: date(2027, 3, 28), at: Some(time(13, 0, 0, 0)) });
}

#[test]
fn a_month_after_the_last_of_a_longer_one_is_its_own_last_day() {
    let case = Case::new().did(date(2026, 12, 31), "Visit");
    // Sunday 28 February gives way to Monday.
    let look = task("Look again", always(), after(2, Unit::Months, &["Visit"]));
    assert_eq!(due_day(&case, look, date(2027, 1, 4)), Some(date(2027, 3, 1)));
}

#[test]
fn months_since_something_was_done_are_whole_months() {
    let case = Case::new().did(date(2026, 9, 15), "Visit");
    let since = |months, day| {
        let measure = Measure::Since { unit: Unit::Months, thing: "Visit".into(), whom: Whom::Anybody };
        let range = Range { bounds: vec![Bound { side: Side::AtLeast, amount: amount(months, Unit::Months) }] };
        holds(&with(vec![]), &case.facts(day), &asks(Test::Measured(measure, range)))
    };
    assert_eq!([since(2, date(2026, 11, 14)), since(2, date(2026, 11, 15))], [Truth::No, Truth::Yes]);
    assert_eq!(since(0, date(2026, 9, 14)), Truth::NotKnown, "it was not done yet");
}

#[test]
fn what_is_due_on_the_next_absence_waits_for_it() {
    let case =
        Case::new().missed("I", date(2026, 9, 8)).missed("I", date(2026, 9, 22)).did(date(2026, 9, 8), "Warning");
    let again = task("Visit at home", done("Warning"), Due::NextAbsenceAfter("Warning".into()));
    let absent_again = |day| due_day(&case, again.clone(), day);
    assert_eq!(absent_again(date(2026, 9, 22)), Some(date(2026, 9, 22)));
    let never = Case::new().missed("I", date(2026, 9, 8)).did(date(2026, 9, 8), "Warning");
    assert_eq!(due_day(&never, again.clone(), date(2026, 9, 21)), None);
}

#[test]
fn a_school_week_after_the_last_before_a_holiday_is_the_first_after_it() {
    let case = Case::new().did(date(2026, 10, 21), "Visit");
    let look = task("Look again", always(), after(1, Unit::SchoolWeeks, &["Visit"]));
    assert_eq!(due_day(&case, look, date(2026, 10, 22)), Some(date(2026, 11, 4)));
}
