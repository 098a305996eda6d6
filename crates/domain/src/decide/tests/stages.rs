//! Stages of a case, and how long each may last.

use alloc::{string::String, vec, vec::Vec};

use jiff::civil::{Date, date};

use super::case::{Case, action, amount, asks, head, with};
use crate::{
    calendar::{Calendar, Term},
    case::Done,
    decide::{Truth, decide, holds},
    rule::{Kind, Rules, Setting, Stage, StageLimit, Stages, Test, Unit, Value, Whom},
};

fn stage(name: &str, entered_by: &[(&str, Option<&str>)], limit: Option<StageLimit>) -> Stage {
    let entered_by: Vec<(String, Option<String>)> =
        entered_by.iter().map(|&(thing, outcome)| (thing.into(), outcome.map(Into::into))).collect();
    Stage { name: name.into(), is_start: name == "Level 1", entered_by, limit, led_by: Vec::new(), line: 1 }
}

/// Two levels: up by a request, and down by a review that ends with `close`.
fn levels(limit: StageLimit) -> Rules {
    let stages =
        vec![stage("Level 1", &[("Review", Some("close"))], None), stage("Level 2", &[("Request", None)], Some(limit))];
    let six_weeks = Setting {
        head: head("shortest half term"),
        value: Value::Amount(amount(6, Unit::SchoolWeeks)),
        changed_by: String::new(),
        tightened: None,
        tightens: None,
    };
    let actions = vec![action("Request", Kind::Step), action("Review", Kind::Meeting)];
    Rules { settings: vec![six_weeks], stages: vec![Stages { head: head("Level"), stages }], ..with(actions) }
}

fn review(outcome: &str) -> Done {
    Done::Did { action: "Review".into(), outcome: outcome.into(), to: String::new(), fields: Vec::new() }
}

/// Where the case is on `day`, since when, and until when at most.
fn at(rules: &Rules, case: &Case, day: Date) -> (String, Option<Date>, Option<Date>) {
    let found = decide(rules, &case.facts(day)).stages.pop().expect("there are stages");
    (found.stage, found.since, found.until)
}

/// The last day of one half term that begins on `since`.
fn half_term_from(since: Date) -> Option<Date> {
    at(&levels(StageLimit::HalfTerm), &Case::new().did(since, "Request"), since).2
}

#[test]
fn one_half_term_ends_with_the_half_term_while_enough_weeks_are_left_of_it() {
    // Six school weeks begin on 14 September and before half term.
    assert_eq!(half_term_from(date(2026, 9, 14)), Some(date(2026, 10, 23)));
    assert_eq!(half_term_from(date(2026, 9, 18)), Some(date(2026, 10, 23)));
}

#[test]
fn a_short_rest_of_the_half_term_is_made_up_to_so_many_school_weeks() {
    assert_eq!(half_term_from(date(2026, 9, 21)), Some(date(2026, 11, 9)));
    assert_eq!(half_term_from(date(2026, 10, 23)), Some(date(2026, 12, 11)), "the holiday is no school week");
}

#[test]
fn a_half_term_made_up_to_a_day_without_school_ends_on_the_school_day_before() {
    assert_eq!(half_term_from(date(2027, 3, 8)), Some(date(2027, 4, 30)), "3 May is a bank holiday");
}

#[test]
fn a_stage_that_began_in_the_holiday_lasts_from_the_next_school_week() {
    assert_eq!(half_term_from(date(2026, 10, 28)), Some(date(2026, 12, 16)));
}

#[test]
fn a_stage_is_over_on_the_day_after_its_last() {
    let rules = levels(StageLimit::Amount(amount(4, Unit::Weeks)));
    let case = Case::new().did(date(2026, 11, 2), "Request");
    let is_over = |day| holds(&rules, &case.facts(day), &asks(Test::Over("Level 2".into(), Whom::Anybody)));
    assert_eq!([is_over(date(2026, 11, 30)), is_over(date(2026, 12, 1))], [Truth::No, Truth::Yes]);
}

#[test]
fn asking_again_for_the_same_stage_does_not_begin_it_anew() {
    let rules = levels(StageLimit::Amount(amount(4, Unit::Weeks)));
    let case = Case::new().did(date(2026, 11, 2), "Request").did(date(2026, 11, 16), "Request");
    assert_eq!(at(&rules, &case, date(2026, 11, 17)).1, Some(date(2026, 11, 2)));
}

#[test]
fn only_the_outcome_that_a_stage_names_leads_into_it() {
    let rules = levels(StageLimit::HalfTerm);
    let noon = jiff::civil::time(12, 0, 0, 0);
    let case = Case::new().did(date(2026, 11, 2), "Request");
    let on = case.at((date(2026, 11, 9), noon), review("go on"));
    assert_eq!(at(&rules, &on, date(2026, 11, 9)).0, "Level 2");
    let closed = on.at((date(2026, 11, 16), noon), review("close"));
    assert_eq!(at(&rules, &closed, date(2026, 11, 16)), ("Level 1".into(), Some(date(2026, 11, 16)), None));
    assert_eq!(at(&rules, &closed, date(2026, 11, 15)).0, "Level 2", "what comes later is not known");
}

#[test]
fn a_stage_goes_on_over_the_summer() {
    let term = |name: &str, first, last| Term { name: name.into(), first, last };
    let calendar = Calendar::new(
        vec![
            term("Summer 2026", date(2026, 6, 1), date(2026, 7, 17)),
            term("Autumn 2026", date(2026, 9, 2), date(2026, 10, 23)),
        ],
        Vec::new(),
    );
    let rules = levels(StageLimit::HalfTerm);
    let case = Case::on(calendar).did(date(2026, 7, 6), "Request");
    let (stage, since, until) = at(&rules, &case, date(2026, 9, 7));
    // Two school weeks of the summer, and the seventh begins on 28 September.
    assert_eq!((stage.as_str(), since, until), ("Level 2", Some(date(2026, 7, 6)), Some(date(2026, 9, 28))));
}

#[test]
fn what_was_withdrawn_led_into_no_stage() {
    let mut rules = levels(StageLimit::HalfTerm);
    rules.actions[0].withdrawn_by = Some("Withdrawal".into());
    let case = Case::new().did(date(2026, 11, 2), "Request").did(date(2026, 11, 3), "Withdrawal");
    assert_eq!(at(&rules, &case, date(2026, 11, 2)).0, "Level 2");
    assert_eq!(at(&rules, &case, date(2026, 11, 3)), ("Level 1".into(), None, None));
}
