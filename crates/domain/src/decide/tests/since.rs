//! Since when something has been so, where a summer lies between.

use alloc::{vec, vec::Vec};

use jiff::civil::{Date, date};

use super::case::{Case, always, amount, asks, task, with};
use crate::{
    calendar::{Calendar, Term},
    case::Done,
    decide::{deadline, decide, since},
    rule::{Bound, Condition, Due, Measure, Range, Rules, Side, Strength, Test, Unit, What, Window},
};

/// A summer term, the holiday behind it, and the autumn.
fn two_years() -> Calendar {
    let term = |name: &str, first, last| Term { name: name.into(), first, last };
    let summer = term("Summer 2026", date(2026, 4, 13), date(2026, 7, 15));
    Calendar::new(vec![summer, term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))], Vec::new())
}

fn once(thing: &str) -> Condition {
    asks(Test::Done { thing: thing.into(), window: Window::Ever })
}

fn six_weeks_from_support() -> Rules {
    let assess = task("Assess", once("Support"), Due::After(amount(6, Unit::Weeks)));
    Rules { tasks: vec![assess], ..with(Vec::new()) }
}

fn due(rules: &Rules, case: &Case, day: Date) -> Option<Date> {
    let facts = case.facts(day);
    let standing = decide(rules, &facts).tasks.pop()?;
    Some(deadline(rules, &facts, &standing)?.day)
}

#[test]
fn a_time_from_when_a_task_arose_runs_on_over_the_summer() {
    let rules = six_weeks_from_support();
    let july = Case::on(two_years()).did(date(2026, 7, 6), "Support");
    for day in [date(2026, 7, 6), date(2026, 8, 3), date(2026, 9, 2), date(2026, 12, 18)] {
        assert_eq!(due(&rules, &july, day), Some(date(2026, 9, 2)), "six weeks end in August; asked on {day}");
    }
    let september = Case::on(two_years()).did(date(2026, 9, 2), "Support");
    assert_eq!(due(&rules, &september, date(2026, 12, 18)), Some(date(2026, 10, 14)));
}

#[test]
fn what_has_always_been_so_began_with_the_first_day_that_anything_is_known_of() {
    let rules = Rules { tasks: vec![task("Always", always(), Due::Never)], ..with(Vec::new()) };
    let case = Case::on(two_years());
    assert_eq!(since(&rules, &case.facts(date(2026, 9, 4)), "Always"), Some(date(2026, 4, 13)));
}

#[test]
fn a_count_of_the_school_year_begins_anew_with_the_year() {
    let missed = Measure::Count { unit: Unit::Sessions, what: What::Absent, window: Window::Year };
    let at_least_two = Range { bounds: vec![Bound { side: Side::AtLeast, amount: amount(2, Unit::Sessions) }] };
    let when = asks(Test::Measured(missed, at_least_two));
    let rules = Rules { tasks: vec![task("Talk", when, Due::Never)], ..with(Vec::new()) };
    let case = Case::on(two_years()).missed("I", date(2026, 7, 14)).missed("I", date(2026, 9, 3));
    assert_eq!(since(&rules, &case.facts(date(2026, 9, 2)), "Talk"), None);
    assert_eq!(since(&rules, &case.facts(date(2026, 9, 4)), "Talk"), Some(date(2026, 9, 3)));
}

/// `Offer` arose with the support in July, and is owed anew only when it arises anew.
fn anew(strength: Strength) -> Rules {
    let mut offer = task("Offer", once("Support"), Due::Never);
    (offer.arises_anew, offer.head.strength) = (true, strength);
    Rules { tasks: vec![offer], ..with(Vec::new()) }
}

fn is_owed(rules: &Rules, case: &Case, day: Date) -> bool {
    !decide(rules, &case.facts(day)).tasks.is_empty()
}

#[test]
fn what_was_done_since_a_task_arose_closes_it_on_the_other_side_of_the_summer_too() {
    let rules = anew(Strength::Must);
    let offered = Case::on(two_years()).did(date(2026, 7, 6), "Support").did(date(2026, 7, 13), "Offer");
    let before = Case::on(two_years()).did(date(2026, 7, 3), "Offer").did(date(2026, 7, 6), "Support");
    for day in [date(2026, 7, 15), date(2026, 9, 2)] {
        assert_eq!([is_owed(&rules, &offered, day), is_owed(&rules, &before, day)], [false, true], "{day}");
    }
}

#[test]
fn a_task_that_arises_anew_is_closed_by_a_reason_unless_it_must_be_done() {
    let set_aside = Done::Considered { item: "Offer".into(), taken_up: false };
    let noon = jiff::civil::time(12, 0, 0, 0);
    let case = Case::on(two_years()).did(date(2026, 7, 6), "Support").at((date(2026, 7, 13), noon), set_aside);
    assert!(!is_owed(&anew(Strength::Expected), &case, date(2026, 7, 14)));
    assert!(is_owed(&anew(Strength::Must), &case, date(2026, 7, 14)));
}
