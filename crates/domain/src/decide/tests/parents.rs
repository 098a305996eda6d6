//! What is counted for each parent alone.

use alloc::{boxed::Box, string::String, vec, vec::Vec};

use jiff::civil::{Date, date, time};

use super::case::{Case, action, amount, asks, done, head, with};
use crate::{
    case::Done,
    decide::{Truth, holds, holds_for, proofs_for},
    rule::{
        Action, Bound, Condition, Dates, FieldOf, Flag, Kind, Measure, Period, Range, Rules, Side, Test, Unit, What,
        Whom, Window,
    },
};

fn did(case: Case, day: Date, action: &str, to: &str, fields: &[(&str, &str)]) -> Case {
    let fields = fields.iter().map(|&(field, value)| (field.into(), value.into())).collect();
    let done = Done::Did { action: action.into(), outcome: String::new(), to: to.into(), fields };
    case.at((day, time(12, 0, 0, 0)), done)
}

/// One notice to each parent, a week apart; the mother paid hers and received it on the Wednesday.
fn two_notices() -> Case {
    let case = did(Case::new().missed("I", date(2026, 11, 3)), date(2026, 11, 2), "Notice", "mother", &[]);
    let case = did(case, date(2026, 11, 4), "Receipt", "mother", &[("day received", "2026-11-04")]);
    let case = did(case, date(2026, 11, 5), "Payment", "mother", &[]);
    did(case, date(2026, 11, 9), "Notice", "father", &[])
}

fn since(whom: Whom) -> Measure {
    Measure::Since { unit: Unit::Days, thing: "Notice".into(), whom }
}

fn times(thing: &str, window: Window) -> Measure {
    Measure::Times { thing: thing.into(), value: None, whom: Whom::ThatParent, window }
}

fn is(measure: Measure, side: Side, count: i64) -> Condition {
    let amount = amount(count, measure.unit());
    asks(Test::Measured(measure, Range { bounds: vec![Bound { side, amount }] }))
}

#[test]
fn days_since_a_notice_to_that_parent_leave_out_the_later_one_to_the_other() {
    let (rules, case) = (with(vec![]), two_notices());
    let facts = case.facts(date(2026, 11, 16));
    let exactly = |whom, count, to| holds_for(&rules, &facts, &is(since(whom), Side::Exactly, count), to);
    assert_eq!(exactly(Whom::ThatParent, 14, "mother"), Truth::Yes);
    assert_eq!(exactly(Whom::ThatParent, 7, "father"), Truth::Yes);
    assert_eq!(exactly(Whom::ThatParent, 7, "grandmother"), Truth::NotKnown);
    assert_eq!(exactly(Whom::Anybody, 7, "mother"), Truth::Yes);
}

#[test]
fn a_window_since_a_notice_to_that_parent_begins_with_that_parents_own() {
    let (rules, case) = (with(vec![]), two_notices());
    let facts = case.facts(date(2026, 11, 16));
    let window = Window::Since { thing: "Notice".into(), whom: Whom::ThatParent };
    let paid = is(times("Payment", window.clone()), Side::AtLeast, 1);
    assert_eq!(holds_for(&rules, &facts, &paid, "mother"), Truth::Yes);
    assert_eq!(holds_for(&rules, &facts, &paid, "father"), Truth::No);
    assert_eq!(holds_for(&rules, &facts, &paid, "grandmother"), Truth::NotKnown);
    let missed = Measure::Count { unit: Unit::Sessions, what: What::Absent, window };
    assert_eq!(holds_for(&rules, &facts, &is(missed.clone(), Side::Exactly, 2), "mother"), Truth::Yes);
    assert_eq!(holds_for(&rules, &facts, &is(missed, Side::Exactly, 0), "father"), Truth::Yes);
}

#[test]
fn a_notice_is_unpaid_while_that_parent_has_more_notices_than_payments() {
    let (rules, case) = (with(vec![]), two_notices());
    let unpaid = asks(Test::Compared {
        measure: Box::new(times("Notice", Window::Ever)),
        side: Side::MoreThan,
        other: Box::new(times("Payment", Window::Ever)),
    });
    let unpaid = |day, to| holds_for(&rules, &case.facts(day), &unpaid, to);
    assert_eq!([unpaid(date(2026, 11, 4), "mother"), unpaid(date(2026, 11, 5), "mother")], [Truth::Yes, Truth::No]);
    assert_eq!([unpaid(date(2026, 11, 5), "father"), unpaid(date(2026, 11, 9), "father")], [Truth::No, Truth::Yes]);
}

/// The smaller of the days since the notice and those from its receipt, which is day 1.
fn least() -> Measure {
    let received = FieldOf { field: "day received".into(), of: Some("Receipt".into()), whom: Whom::ThatParent };
    let from_receipt = Measure::Between { unit: Unit::Days, dates: Dates::ToTheDay(received) };
    Measure::Least(vec![since(Whom::ThatParent), from_receipt])
}

#[test]
fn of_two_counts_of_days_the_smaller_decides_and_the_receipt_shows_both_for_that_parent() {
    let (rules, case) = (with(vec![]), two_notices());
    let facts = case.facts(date(2026, 11, 16));
    let found = |to| -> Vec<String> {
        let proofs = proofs_for(&rules, &facts, &is(least(), Side::MoreThan, 12), to);
        proofs.into_iter().map(|proof| proof.found).collect()
    };
    assert_eq!(
        found("mother"),
        ["13 days, the least of: 14 days since 2 November 2026 (12 days on 14 November 2026); \
             13 days from 4 November 2026 (12 days on 15 November 2026), for mother"]
    );
    assert_eq!(
        found("father"),
        ["7 days, the least of: 7 days since 9 November 2026 (12 days on 21 November 2026), for father"]
    );
    assert_eq!(found("grandmother"), [""]);
    let more_than = |count, to| holds_for(&rules, &facts, &is(least(), Side::MoreThan, count), to);
    assert_eq!([more_than(12, "mother"), more_than(13, "mother")], [Truth::Yes, Truth::No]);
    assert_eq!([more_than(6, "father"), more_than(7, "father")], [Truth::Yes, Truth::No]);
}

#[test]
fn a_flag_that_stands_is_reached_for_the_parent_to_whom_it_was_done_alone() {
    let week = Window::Last(amount(1, Unit::Weeks));
    let flag = Flag {
        head: head("Notice not long ago"),
        when: is(times("Notice", week), Side::AtLeast, 1),
        unless: None,
        shown_to: Vec::new(),
        stands_until: Some(Test::Done { thing: "Panel".into(), window: Window::Ever }),
    };
    let mut rules = Rules { flags: vec![flag], ..with(vec![action("Notice", Kind::Notice)]) };
    rules.note_parents();
    let holds_of = asks(Test::Holds("Notice not long ago".into()));
    assert!(rules.counts_that_parent(&holds_of) && !rules.counts_that_parent(&done("Notice")));
    // Its week is over, and the child was away on a day within it.
    let case = did(Case::new().missed("I", date(2026, 11, 3)), date(2026, 11, 2), "Notice", "mother", &[]);
    let facts = case.facts(date(2026, 11, 16));
    assert_eq!(holds_for(&rules, &facts, &holds_of, "mother"), Truth::Yes);
    assert_eq!(holds_for(&rules, &facts, &holds_of, "father"), Truth::No);
    assert_eq!(holds(&rules, &facts, &holds_of), Truth::No, "nobody in particular had a notice");
    let ended = case.did(date(2026, 11, 10), "Panel");
    assert_eq!(holds_for(&rules, &ended.facts(date(2026, 11, 16)), &holds_of, "mother"), Truth::No);
}

/// A notice of ten days that a session missed in them breaks, and a step that ends it.
fn improvement() -> Rules {
    let window = Window::PeriodOf("Notice".into(), Whom::Anybody);
    let missed = Measure::Count { unit: Unit::Sessions, what: What::Absent, window };
    let notice = Action {
        period: Some(Period::Lasting(amount(10, Unit::Days), None)),
        broken_by: Some(is(missed, Side::AtLeast, 1)),
        ended_by: Some("End".into()),
        ..action("Notice", Kind::Notice)
    };
    let mut rules = with(vec![notice, action("End", Kind::Step)]);
    rules.note_parents();
    rules
}

type Of = fn(String, Whom) -> Test;

fn of_notice(test: Of, whom: Whom) -> Condition {
    asks(test("Notice".into(), whom))
}

#[test]
fn of_two_notices_one_period_may_be_over_while_the_other_runs() {
    let rules = improvement();
    let case = did(Case::new(), date(2026, 11, 2), "Notice", "mother", &[]);
    let case = did(case, date(2026, 11, 9), "Notice", "father", &[]);
    let asked = |day, to| {
        let facts = case.facts(day);
        [Test::Running as Of, Test::Over, Test::Broken]
            .map(|test| holds_for(&rules, &facts, &of_notice(test, Whom::ThatParent), to))
    };
    use Truth::{No, Yes};
    assert_eq!(asked(date(2026, 11, 11), "mother"), [Yes, No, No], "its tenth day");
    assert_eq!(asked(date(2026, 11, 12), "mother"), [No, Yes, No]);
    assert_eq!(asked(date(2026, 11, 12), "father"), [Yes, No, No]);
    assert_eq!(asked(date(2026, 11, 12), "grandmother"), [No, No, No], "who never had one");
    let running = of_notice(Test::Running, Whom::Anybody);
    assert_eq!(holds_for(&rules, &case.facts(date(2026, 11, 12)), &running, "mother"), Yes, "the last one to anybody");
}

#[test]
fn what_breaks_a_notice_is_looked_for_in_the_days_of_that_parents_own() {
    let rules = improvement();
    let case = did(Case::new().missed("I", date(2026, 11, 5)), date(2026, 11, 2), "Notice", "mother", &[]);
    let case = did(case, date(2026, 11, 9), "Notice", "father", &[]);
    let facts = case.facts(date(2026, 11, 16));
    let broken = of_notice(Test::Broken, Whom::ThatParent);
    assert_eq!(holds_for(&rules, &facts, &broken, "mother"), Truth::Yes);
    assert_eq!(holds_for(&rules, &facts, &broken, "father"), Truth::No);
    let anybody = of_notice(Test::Broken, Whom::Anybody);
    assert_eq!(holds_for(&rules, &facts, &anybody, "mother"), Truth::No, "the last one is the father's");
    assert!(rules.counts_that_parent(&broken) && !rules.counts_that_parent(&anybody));
}

#[test]
fn what_ends_the_notice_of_one_parent_leaves_that_of_the_other_and_what_ends_it_for_nobody_alone_ends_both() {
    let rules = improvement();
    let both = || {
        did(did(Case::new(), date(2026, 11, 2), "Notice", "mother", &[]), date(2026, 11, 2), "Notice", "father", &[])
    };
    let running = of_notice(Test::Running, Whom::ThatParent);
    let run =
        |case: &Case| ["mother", "father"].map(|to| holds_for(&rules, &case.facts(date(2026, 11, 10)), &running, to));
    assert_eq!(run(&both()), [Truth::Yes, Truth::Yes]);
    assert_eq!(run(&did(both(), date(2026, 11, 9), "End", "mother", &[])), [Truth::No, Truth::Yes]);
    assert_eq!(run(&did(both(), date(2026, 11, 9), "End", "", &[])), [Truth::No, Truth::No]);
}

#[test]
fn what_is_counted_for_each_parent_has_to_be_recorded_with_one() {
    let (notice, payment, visit) =
        (action("Notice", Kind::Notice), action("Payment", Kind::Step), action("Visit", Kind::Step));
    let mut rules = with(vec![notice.clone(), payment.clone(), visit.clone()]);
    assert!(!rules.is_counted_for_each_parent(&payment));
    let window = Window::Since { thing: "Notice".into(), whom: Whom::ThatParent };
    rules.actions[2].when = Some(is(times("Payment", window), Side::LessThan, 1));
    rules.note_parents();
    assert!(rules.is_counted_for_each_parent(&payment) && rules.is_counted_for_each_parent(&notice));
    assert!(!rules.is_counted_for_each_parent(&visit));
}

#[test]
fn school_days_between_dates_are_known_where_the_terms_are() {
    let rules = with(vec![]);
    let between = |first: &str, last: &str| {
        let case = Case::new().did_with(date(2026, 9, 8), "Leave", &[("first day", first), ("last day", last)]);
        let field = |name| super::case::field(name, Some("Leave"));
        let dates = Dates::From(field("first day"), field("last day"));
        let measure = Measure::Between { unit: Unit::SchoolDays, dates };
        let at_least = |count| holds(&rules, &case.facts(date(2026, 9, 8)), &is(measure.clone(), Side::AtLeast, count));
        (0..=5).take_while(|&count| at_least(count) == Truth::Yes).last()
    };
    assert_eq!(between("2026-11-07", "2026-11-08"), Some(0), "a weekend has none, and that is known");
    assert_eq!(between("2026-11-07", "2026-11-09"), Some(1));
    assert_eq!(between("2027-07-19", "2027-07-30"), Some(0), "the summer holiday of a known year");
    assert_eq!(between("2027-07-30", "2027-08-02"), None, "nobody knows the terms of the next year");
    assert_eq!(between("2028-09-04", "2028-09-08"), None);
    assert_eq!(between("2026-11-09", "2026-11-08"), None, "there is no such stretch");
}
