//! What stands in the way of doing something.

use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};

use jiff::civil::date;

use super::case::{Case, action, amount, asks, done, head, with};
use crate::{
    case::Done,
    decide::{Attempt, attempt},
    rule::{
        Action, Bound, Consent, Kind, Limit, Measure, Needed, Part, Range, Rules, Side, Source, Test, Unit, Whom,
        Window,
    },
};

/// What is missing when it is tried in November.
fn missing(rules: &Rules, case: &Case, tried: &Attempt<'_>) -> Vec<String> {
    attempt(rules, &case.facts(date(2026, 11, 9)), tried).err().map(|refused| refused.missing).unwrap_or_default()
}

fn with_fields<'a>(action: &'a str, fields: &'a [(&'a str, &'a str)]) -> Attempt<'a> {
    Attempt { action, fields, ..Attempt::default() }
}

#[test]
fn a_meeting_with_too_few_of_one_role_has_no_quorum() {
    let quorum = vec![(1, "chair".into()), (2, "governor".into())];
    let rules = with(vec![Action { quorum, ..action("Panel", Kind::Meeting) }]);
    let missing = |fields: &[(&str, &str)]| missing(&rules, &Case::new(), &with_fields("Panel", fields));
    assert_eq!(missing(&[("chair", "1"), ("governor", "1")]), ["quorum"]);
    assert_eq!(missing(&[("governor", "5")]), ["quorum"]);
    assert!(missing(&[("chair", "1"), ("governor", "2")]).is_empty());
}

#[test]
fn only_consent_that_is_given_opens_what_needs_it() {
    let consent = |consent| with(vec![Action { consent: Some(consent), ..action("Referral", Kind::Referral) }]);
    let missing =
        |kind, fields: &[(&str, &str)]| missing(&consent(kind), &Case::new(), &with_fields("Referral", fields));
    assert_eq!(missing(Consent::Needed, &[]), ["consent is not given"]);
    assert_eq!(missing(Consent::Needed, &[("consent", "refused")]), ["consent is not given"]);
    assert!(missing(Consent::Needed, &[("consent", "given")]).is_empty());
    assert!(missing(Consent::Asked, &[("consent", "refused")]).is_empty());
    assert!(missing(Consent::NotRequired, &[]).is_empty());
}

#[test]
fn a_part_is_missing_unless_it_is_given_optional_or_filled_in_from_the_record() {
    let part = |name: &str, needed, filled_from: &str| Part {
        head: head(name),
        needed,
        filled_from: Source::parse(filled_from),
    };
    let parts = vec![
        part("reasons", Needed::Always, ""),
        part("views", Needed::Optional, ""),
        part("attendance", Needed::Always, "attendance in the year"),
        part("figures", Needed::Always, "\"a web page\""),
        part("visit", Needed::When(done("Visit")), ""),
    ];
    let rules = with(vec![Action { parts, ..action("Form", Kind::Form) }]);
    assert_eq!(missing(&rules, &Case::new(), &with_fields("Form", &[])), ["reasons", "figures"]);
    let figures = ("figures", "12");
    assert_eq!(missing(&rules, &Case::new(), &with_fields("Form", &[("reasons", " "), figures])), ["reasons"]);
    let visited = Case::new().did(date(2026, 11, 2), "Visit");
    assert_eq!(missing(&rules, &visited, &with_fields("Form", &[("reasons", "given"), figures])), ["visit"]);
    assert!(missing(&rules, &Case::new(), &with_fields("Form", &[("reasons", "given"), figures])).is_empty());
    let rubbed_out = [("reasons", "given"), figures, ("attendance", " ")];
    assert_eq!(missing(&rules, &Case::new(), &with_fields("Form", &rubbed_out)), ["attendance"]);
}

#[test]
fn somebody_in_another_role_is_told_for_whom_it_is() {
    let rules =
        with(vec![Action { by: vec!["headteacher".into(), "governor".into()], ..action("Notice", Kind::Notice) }]);
    let by = |roles| missing(&rules, &Case::new(), &Attempt { action: "Notice", roles, ..Attempt::default() });
    assert_eq!(by(Some(&["parent"])), ["`Notice` is for headteacher or governor"]);
    assert!(by(Some(&["parent", "governor"])).is_empty() && by(None).is_empty());
}

/// At most one notice to that parent in three years.
fn limit(otherwise: &str, fewer_than: i64) -> Limit {
    let window = Window::Last(amount(3, Unit::Years));
    let measure = Measure::Times { thing: "Notice".into(), value: None, whom: Whom::ThatParent, window };
    let bounds = vec![Bound { side: Side::LessThan, amount: amount(fewer_than, Unit::Times) }];
    let allows = asks(Test::Measured(measure, Range { bounds }));
    Limit { head: head(otherwise), on: "Notice".into(), allows, otherwise: otherwise.to_string() }
}

#[test]
fn all_limits_of_all_layers_add_up_for_the_parent_to_whom_it_is_done() {
    let limits = vec![limit("two in three years", 2), limit("one here", 1)];
    let rules = Rules { limits, ..with(vec![action("Notice", Kind::Notice)]) };
    let issued = |year| {
        let done = Done::Did { action: "Notice".into(), outcome: String::new(), to: "mother".into(), fields: vec![] };
        move |case: Case| case.at((date(year, 11, 9), jiff::civil::time(12, 0, 0, 0)), done.clone())
    };
    let to = |to, case: &Case| missing(&rules, case, &Attempt { action: "Notice", to, ..Attempt::default() });
    let one = issued(2024)(Case::new());
    assert_eq!(to("mother", &one), ["one here"]);
    assert!(to("father", &one).is_empty());
    assert_eq!(to("mother", &issued(2025)(one)), ["two in three years", "one here"]);
    assert!(to("mother", &issued(2023)(Case::new())).is_empty(), "the third anniversary lies outside");
}

#[test]
fn what_is_not_open_on_the_day_says_so() {
    let mut rules = with(vec![Action { when: Some(done("Visit")), ..action("Panel", Kind::Meeting) }]);
    let tried = with_fields("Panel", &[]);
    assert_eq!(missing(&rules, &Case::new(), &tried), ["Panel is not open"]);
    assert!(missing(&rules, &Case::new().did(date(2026, 11, 2), "Visit"), &tried).is_empty());
    rules.actions[0] = Action {
        head: crate::rule::Head { from: Some(date(2026, 11, 10)), ..head("Panel") },
        ..action("Panel", Kind::Meeting)
    };
    assert_eq!(missing(&rules, &Case::new(), &tried), ["Panel is not in force on 2026-11-09"]);
}
