//! What is owed again and again.

use alloc::vec;

use jiff::civil::{Date, date};

use super::case::{Case, action, always, amount, with};
use crate::{
    decide::{Standing, deadline, decide, owed_by_school},
    rule::{Action, Cycle, Kind, Rules, Unit},
};

fn duty(cycle: Cycle) -> Rules {
    with(vec![Action { every: Some(cycle), ..action("Train staff", Kind::Duty) }])
}

fn owed(rules: &Rules, case: &Case, day: Date) -> Option<Standing> {
    owed_by_school(rules, &case.facts(day)).pop()
}

/// The day on which it is due, when it is owed.
fn due(rules: &Rules, case: &Case, day: Date) -> Option<Date> {
    let standing = owed(rules, case, day)?;
    deadline(rules, &case.facts(day), &standing).map(|due| due.day)
}

#[test]
fn what_is_owed_in_each_stretch_is_due_on_its_last_school_day() {
    let (case, day) = (Case::new(), date(2026, 10, 14));
    let due = |cycle| due(&duty(cycle), &case, day);
    assert_eq!(due(Cycle::Week), Some(date(2026, 10, 16)));
    assert_eq!(due(Cycle::Month), Some(date(2026, 10, 23)), "the last week of October is holiday");
    assert_eq!(due(Cycle::HalfTerm), Some(date(2026, 10, 23)));
    assert_eq!(due(Cycle::Term), Some(date(2026, 12, 18)));
    assert_eq!(due(Cycle::Year), Some(date(2027, 7, 15)));
}

#[test]
fn what_was_done_in_a_stretch_is_owed_again_in_the_next() {
    for (cycle, in_it, next) in [
        (Cycle::Week, date(2026, 10, 16), date(2026, 10, 19)),
        (Cycle::Month, date(2026, 10, 31), date(2026, 11, 1)),
        (Cycle::HalfTerm, date(2026, 10, 30), date(2026, 11, 2)),
        (Cycle::Term, date(2027, 1, 3), date(2027, 1, 4)),
        (Cycle::Year, date(2027, 7, 31), date(2027, 8, 1)),
    ] {
        let (rules, case) = (duty(cycle), Case::new().did(date(2026, 10, 14), "Train staff"));
        let is_owed = |day| owed(&rules, &case, day).is_some();
        assert!(is_owed(date(2026, 10, 13)) && !is_owed(date(2026, 10, 14)), "{cycle:?}");
        assert!(!is_owed(in_it) && is_owed(next), "{cycle:?}");
    }
}

#[test]
fn what_is_owed_each_year_by_a_day_is_overdue_after_it() {
    let (rules, case) = (duty(Cycle::YearBy(9, 30)), Case::new());
    assert_eq!(due(&rules, &case, date(2026, 9, 7)), Some(date(2026, 9, 30)));
    let is_overdue = |day| owed(&rules, &case, day).expect("not done").is_overdue;
    assert!(!is_overdue(date(2026, 9, 30)) && is_overdue(date(2026, 10, 1)));
    let in_spring = duty(Cycle::YearBy(3, 31));
    assert_eq!(due(&in_spring, &case, date(2026, 9, 7)), Some(date(2027, 3, 25)), "31 March is holiday");
}

#[test]
fn what_is_owed_so_long_after_the_last_time_counts_from_it() {
    let mut rules = duty(Cycle::Amount(amount(14, Unit::Days)));
    rules.actions[0] = Action { about: crate::rule::About::Pupil, when: Some(always()), ..rules.actions[0].clone() };
    let due = |case: &Case, day| {
        let facts = case.facts(day);
        let standing = decide(&rules, &facts).tasks.pop().expect("it is always owed");
        deadline(&rules, &facts, &standing).map(|due| due.day)
    };
    let case = Case::new();
    assert_eq!(due(&case, date(2026, 9, 14)), Some(date(2026, 9, 16)), "it was owed from the first school day");
    assert_eq!(due(&case.did(date(2026, 10, 13), "Train staff"), date(2026, 10, 14)), Some(date(2026, 11, 2)));
}

#[test]
fn what_is_about_a_pupil_is_not_owed_by_the_school() {
    let mut rules = duty(Cycle::Term);
    assert!(decide(&rules, &Case::new().facts(date(2026, 9, 7))).tasks.is_empty());
    rules.actions[0] = Action { about: crate::rule::About::Pupil, when: Some(always()), ..rules.actions[0].clone() };
    assert!(owed(&rules, &Case::new(), date(2026, 9, 7)).is_none());
    assert_eq!(decide(&rules, &Case::new().facts(date(2026, 9, 7))).tasks.len(), 1);
}
