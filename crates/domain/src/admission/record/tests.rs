use alloc::vec;

use jiff::civil::{date, time};

use super::*;
use crate::{
    act::By,
    admission::Act,
    id::{PersonId, PupilId, SchoolId},
};

fn entry(made: Date, from: Date, facts: Vec<Fact>) -> Entry {
    Entry {
        school: SchoolId(1),
        pupil: PupilId(1),
        at: clock::instant(made, time(9, 0, 0, 0)),
        by: By { person: PersonId(2), name: "Joan Prescott".into(), position: "school office".into() },
        act: Act::Change,
        from,
        facts,
        reason: String::new(),
    }
}

fn lives(at: &str) -> Vec<Fact> {
    vec![Fact::Is(Particular::Address, at.into())]
}

fn parent(number: i64, is_protected: bool) -> Contact {
    Contact {
        id: ContactId(number),
        pupil: PupilId(1),
        order: 1,
        name: alloc::format!("Parent {number}"),
        relationship: "mother".into(),
        phone: String::new(),
        email: String::new(),
        is_parent: true,
        lives_with: true,
        address: "1 Mill Lane".into(),
        is_protected,
    }
}

#[test]
fn the_register_of_a_past_day_knows_only_what_was_entered_by_then() {
    let entries = [
        entry(date(2026, 9, 1), date(2026, 9, 1), lives("1 Mill Lane")),
        // Entered late: true since October, known since November.
        entry(date(2026, 11, 2), date(2026, 10, 1), lives("2 Beckside")),
    ];
    let on = |day| Record::on(&entries, day).map(|record| String::from(record.is(Particular::Address)));
    assert_eq!(on(date(2026, 8, 31)), None);
    assert_eq!(on(date(2026, 11, 1)).as_deref(), Some("1 Mill Lane"));
    assert_eq!(on(date(2026, 11, 2)).as_deref(), Some("2 Beckside"));
}

#[test]
fn what_is_true_later_stands_above_what_was_put_right_of_an_earlier_time() {
    let entries = [
        entry(date(2026, 9, 1), date(2026, 9, 1), lives("1 Mil Lane")),
        entry(date(2026, 10, 1), date(2026, 10, 1), lives("2 Beckside")),
        entry(date(2026, 10, 5), date(2026, 9, 1), lives("1 Mill Lane")),
    ];
    let record = Record::on(&entries, date(2026, 10, 5)).expect("entries were made");
    assert_eq!(record.is(Particular::Address), "2 Beckside");
    assert_eq!(record.former(Particular::Address), ["1 Mil Lane", "1 Mill Lane"]);
}

#[test]
fn a_protected_address_hides_the_pupils_own_too() {
    let mut facts = lives("1 Mill Lane");
    facts.push(Fact::Contact(parent(1, true)));
    let entries = [entry(date(2026, 9, 1), date(2026, 9, 1), facts)];
    let record = Record::on(&entries, date(2026, 9, 1)).expect("an entry was made").withheld("withheld");
    assert_eq!((record.is(Particular::Address), record.contacts[0].address.as_str()), ("withheld", "withheld"));
}

#[test]
fn what_the_law_wants_and_nobody_has_entered_is_a_gap() {
    let entries = [entry(date(2026, 9, 1), date(2026, 9, 1), vec![Fact::Contact(parent(1, false))])];
    let record = Record::on(&entries, date(2026, 9, 1)).expect("an entry was made");
    let expected = [Gap::Address, Gap::PhoneOf("Parent 1".into()), Gap::FewContacts { are: 0, asked: 2 }];
    assert_eq!(record.gaps(2), expected);
}

#[test]
fn a_deleted_name_stands_to_the_end_of_its_day_and_a_guest_is_never_on_the_register() {
    let begins = |kind| {
        let (from, other_school) = (date(2026, 9, 1), String::new());
        Fact::Enrolment(Enrolment { from, kind, other_school, other_from: None, until: None })
    };
    let gone = Deletion {
        on: date(2026, 10, 2),
        paragraph: "9(1)(a)".into(),
        ground: "another school".into(),
        proofs: Vec::new(),
    };
    let entries = [
        entry(date(2026, 9, 1), date(2026, 9, 1), vec![begins(Kind::Sole)]),
        entry(date(2026, 10, 1), date(2026, 10, 2), vec![Fact::Deleted(gone)]),
    ];
    let on = |day| Record::on(&entries, day).is_some_and(|record| record.is_on_register());
    assert_eq!([date(2026, 9, 1), date(2026, 10, 2), date(2026, 10, 3)].map(on), [true, true, false]);
    let guest = [entry(date(2026, 9, 1), date(2026, 9, 1), vec![begins(Kind::Guest)])];
    assert!(!Record::on(&guest, date(2026, 9, 1)).expect("an entry was made").is_on_register());
}

#[test]
fn a_deletion_that_was_taken_back_leaves_the_name_and_another_may_come_before_its_day() {
    let enrolment = Enrolment {
        from: date(2026, 9, 1),
        kind: Kind::Sole,
        other_school: String::new(),
        other_from: None,
        until: None,
    };
    let deleted = |on| {
        let (paragraph, ground) = (String::from("9(1)(a)"), String::from("another school"));
        Fact::Deleted(Deletion { on, paragraph, ground, proofs: Vec::new() })
    };
    let (first, friday) = (date(2026, 9, 1), date(2026, 10, 9));
    let mut entries = vec![
        entry(first, first, vec![Fact::Enrolment(enrolment)]),
        entry(date(2026, 10, 1), friday, vec![deleted(friday)]),
        entry(date(2026, 10, 2), date(2026, 10, 2), vec![Fact::DeletionWithdrawn(friday)]),
    ];
    let until = |entries: &[Entry]| {
        let record = Record::on(entries, date(2026, 10, 5)).expect("entries were made");
        (record.enrolments[0].until, record.deletion.map(|deletion| deletion.on))
    };
    assert_eq!(until(&entries), (None, None));
    let tuesday = date(2026, 10, 6);
    entries.push(entry(date(2026, 10, 5), tuesday, vec![deleted(tuesday)]));
    assert_eq!(until(&entries), (Some(tuesday), Some(tuesday)));
}
