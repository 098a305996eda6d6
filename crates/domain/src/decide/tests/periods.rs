//! Plans and notices that run for a time.

use alloc::vec;

use jiff::civil::{Date, date};

use super::case::{Case, action, amount, asks, done, field, with};
use crate::{
    decide::{Truth, deadline, decide, holds, is_broken, period},
    rule::{Action, Amount, Due, Kind, Period, Rules, Test, Unit, What, Whom, Window},
};

fn lasting(amount: Amount, from: Option<&str>) -> Rules {
    let period = Some(Period::Lasting(amount, from.map(|name| field(name, None))));
    with(vec![Action { period, ended_by: Some("Full time asked by the parent".into()), ..action("Plan", Kind::Plan) }])
}

fn runs(rules: &Rules, case: &Case, day: Date) -> [Truth; 2] {
    let tests = [Test::Running("Plan".into(), Whom::Anybody), Test::Over("Plan".into(), Whom::Anybody)];
    tests.map(|test| holds(rules, &case.facts(day), &asks(test)))
}

#[test]
fn twenty_school_days_run_on_behind_the_holiday_and_the_first_counts() {
    let case = Case::new().did_with(date(2026, 10, 8), "Plan", &[("first day", "2026-10-12")]);
    let rules = lasting(amount(20, Unit::SchoolDays), Some("first day"));
    let found = period(&rules, &case.facts(date(2026, 10, 12)), "Plan");
    assert_eq!(found, Some((date(2026, 10, 12), date(2026, 11, 13))));
    assert_eq!(runs(&rules, &case, date(2026, 10, 11)), [Truth::No, Truth::No]);
    assert_eq!(runs(&rules, &case, date(2026, 11, 13)), [Truth::Yes, Truth::No]);
    assert_eq!(runs(&rules, &case, date(2026, 11, 14)), [Truth::No, Truth::Yes]);
}

#[test]
fn six_weeks_from_the_day_itself_end_on_the_day_before_the_same_weekday() {
    let case = Case::new().did(date(2026, 10, 12), "Plan");
    let rules = lasting(amount(6, Unit::Weeks), None);
    let found = period(&rules, &case.facts(date(2026, 10, 12)), "Plan");
    assert_eq!(found, Some((date(2026, 10, 12), date(2026, 11, 22))));
}

#[test]
fn what_begins_on_a_day_without_school_counts_from_the_next_school_day() {
    let case = Case::new().did_with(date(2026, 10, 22), "Plan", &[("first day", "2026-10-26")]);
    let rules = lasting(amount(1, Unit::SchoolDays), Some("first day"));
    assert_eq!(period(&rules, &case.facts(date(2026, 10, 26)), "Plan").expect("it runs").1, date(2026, 11, 2));
}

#[test]
fn a_period_past_the_end_of_the_calendar_is_not_known_to_be_over() {
    let case = Case::new().did(date(2027, 7, 14), "Plan");
    let rules = lasting(amount(10, Unit::SchoolDays), None);
    assert_eq!(runs(&rules, &case, date(2027, 7, 15)), [Truth::NotKnown, Truth::NotKnown]);
    assert_eq!(runs(&rules, &Case::new(), date(2027, 7, 15)), [Truth::No, Truth::No], "nothing was begun");
}

#[test]
fn a_plan_that_is_ended_early_does_not_run_on_that_day() {
    let case = Case::new().did(date(2026, 10, 12), "Plan").did(date(2026, 10, 20), "Full time asked by the parent");
    let rules = lasting(amount(6, Unit::Weeks), None);
    assert_eq!(runs(&rules, &case, date(2026, 10, 19)), [Truth::Yes, Truth::No]);
    assert_eq!(runs(&rules, &case, date(2026, 10, 20)), [Truth::No, Truth::Yes]);
    let again = case.did(date(2026, 11, 2), "Plan");
    assert_eq!(runs(&rules, &again, date(2026, 11, 2)), [Truth::Yes, Truth::No], "a new plan runs again");
}

#[test]
fn what_breaks_a_plan_counts_in_its_period_only() {
    let mut rules = lasting(amount(5, Unit::SchoolDays), None);
    let what = What::Unauthorised;
    let measure = crate::rule::Measure::Count {
        unit: Unit::Sessions,
        what,
        window: Window::PeriodOf("Plan".into(), Whom::Anybody),
    };
    let bounds = vec![crate::rule::Bound { side: crate::rule::Side::AtLeast, amount: amount(1, Unit::Sessions) }];
    rules.actions[0].broken_by = Some(asks(Test::Measured(measure, crate::rule::Range { bounds })));
    let broken = |missed: Date, day: Date| {
        let case = Case::new().did(date(2026, 11, 9), "Plan").missed("O", missed);
        is_broken(&rules, &case.facts(day), "Plan")
    };
    assert_eq!(broken(date(2026, 11, 6), date(2026, 11, 13)), Truth::No, "before it");
    assert_eq!(broken(date(2026, 11, 13), date(2026, 11, 12)), Truth::No, "not yet");
    assert_eq!(broken(date(2026, 11, 13), date(2026, 12, 1)), Truth::Yes, "on its last day");
    assert_eq!(broken(date(2026, 11, 16), date(2026, 12, 1)), Truth::No, "after it");
}

#[test]
fn the_review_of_a_plan_is_owed_until_it_is_done_or_the_plan_is_over() {
    let mut rules = with(vec![Action {
        period: Some(Period::Between(field("first day", None), field("end date", None))),
        review: Some(Due::On(field("review date", Some("Plan")))),
        by: vec!["headteacher".into()],
        ..action("Plan", Kind::Plan)
    }]);
    rules.actions[0].when = Some(super::case::always());
    let dates = [("first day", "2026-11-02"), ("end date", "2026-12-11"), ("review date", "2026-11-21")];
    let case = Case::new().did_with(date(2026, 11, 2), "Plan", &dates);
    let review = |case: &Case, day| {
        let facts = case.facts(day);
        let task = decide(&rules, &facts).tasks.into_iter().find(|task| task.name == "Review of Plan")?;
        assert_eq!(task.owner, ["headteacher"]);
        deadline(&rules, &facts, &task).map(|due| due.day)
    };
    // The Saturday gives way to Monday.
    assert_eq!(review(&case, date(2026, 11, 3)), Some(date(2026, 11, 23)));
    assert_eq!(review(&case, date(2026, 12, 12)), None, "the plan is over");
    let reviewed = case.did(date(2026, 11, 20), "Review of Plan");
    assert_eq!(review(&reviewed, date(2026, 11, 20)), None);
    assert_eq!(
        review(&reviewed.did_with(date(2026, 11, 24), "Plan", &dates), date(2026, 11, 24)),
        Some(date(2026, 11, 23))
    );
}

#[test]
fn what_was_withdrawn_never_ran() {
    let mut rules = lasting(amount(6, Unit::Weeks), None);
    rules.actions[0].withdrawn_by = Some("Withdrawal".into());
    let case = Case::new().did(date(2026, 10, 12), "Plan").did(date(2026, 10, 14), "Withdrawal");
    assert_eq!(runs(&rules, &case, date(2026, 10, 14)), [Truth::No, Truth::No]);
    assert_eq!(holds(&rules, &case.facts(date(2026, 10, 14)), &done("Plan")), Truth::No);
    assert_eq!(holds(&rules, &case.facts(date(2026, 10, 13)), &done("Plan")), Truth::Yes);
}

#[test]
fn nothing_happened_since_something_that_was_withdrawn() {
    let mut rules = lasting(amount(6, Unit::Weeks), None);
    rules.actions[0].withdrawn_by = Some("Withdrawal".into());
    let since =
        asks(Test::Done { thing: "Visit".into(), window: Window::Since { thing: "Plan".into(), whom: Whom::Anybody } });
    let case = Case::new().did(date(2026, 10, 12), "Plan").did(date(2026, 10, 13), "Visit");
    assert_eq!(holds(&rules, &case.facts(date(2026, 10, 14)), &since), Truth::Yes);
    let withdrawn = case.did(date(2026, 10, 14), "Withdrawal");
    assert_eq!(holds(&rules, &withdrawn.facts(date(2026, 10, 14)), &since), Truth::No);
}
