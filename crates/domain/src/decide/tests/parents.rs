//! What is counted for each parent alone.

use alloc::{boxed::Box, string::String, vec, vec::Vec};

use jiff::civil::{Date, date, time};

use super::case::{Case, action, amount, asks, done, head, with};
use crate::{
    case::Done,
    decide::{Truth, holds, holds_for, proofs_for},
    rule::{Bound, Condition, Dates, FieldOf, Flag, Kind, Measure, Range, Rules, Side, Test, Unit, What, Whom, Window},
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
