//! Pupils, whom to ring about them, and what is planned for them.

use domain::{
    code::Code,
    id::{ContactId, GroupId, PersonId, PlanId, PupilId, SchoolId},
    pupil::{Contact, Plan},
    session::{Half, Session},
};
use jiff::civil::date;
use store::{
    StoreError, contact, plan,
    pupil::{self, Span},
    testing::on_both,
};

use crate::hillside::{DAY, child, hillside, now};

#[test]
fn a_roll_is_that_of_the_day() {
    on_both(|store| {
        hillside(store);
        let names = |day| -> Vec<String> {
            let roll = store.read(|tx| pupil::of_group(tx, GroupId(12), day)).expect("readable");
            roll.iter().map(|pupil| pupil.name()).collect()
        };
        assert_eq!(names(date(2026, 10, 2)), ["Ellis Hargreaves", "Isla O'Neill"]);
        assert_eq!(names(DAY), ["Ellis Hargreaves"]);
        let ellis = store.read(|tx| pupil::find(tx, PupilId(1), DAY)).expect("readable").expect("on roll");
        assert_eq!(ellis.cohorts, ["SEN Support"]);
        assert_eq!(store.read(|tx| pupil::find(tx, PupilId(3), DAY)).expect("readable"), None);
        let siblings = store.read(|tx| pupil::siblings(tx, PupilId(1), DAY)).expect("readable");
        assert_eq!(siblings.iter().map(|pupil| pupil.id).collect::<Vec<_>>(), [PupilId(2)]);
        assert_eq!(store.read(|tx| pupil::of_school(tx, SchoolId(1), DAY)).expect("readable").len(), 2);
    });
}

#[test]
fn a_stretch_has_everybody_who_was_on_the_roll_in_it_once() {
    on_both(|store| {
        hillside(store);
        let during = |first, last| -> Vec<i64> {
            let found = store.read(|tx| pupil::of_school_during(tx, SchoolId(1), first, last)).expect("readable");
            found.iter().map(|pupil| pupil.id.0).collect()
        };
        assert_eq!(during(date(2026, 9, 1), DAY), [2, 1, 3]);
        assert_eq!(during(DAY, DAY), [2, 1], "the third has left");
        assert_eq!(during(date(2024, 9, 1), date(2025, 7, 31)), Vec::<i64>::new());
        let moved = Span { from: date(2026, 10, 5), until: None };
        let written = store.write::<(), StoreError>(move |tx| pupil::join(tx, &[(PupilId(1), GroupId(13), moved)]));
        written.expect("a pupil can be put into another group");
        let found = store.read(|tx| pupil::of_school_during(tx, SchoolId(1), date(2026, 9, 1), DAY)).expect("readable");
        let groups: Vec<(i64, GroupId)> = found.iter().map(|pupil| (pupil.id.0, pupil.group)).collect();
        assert!(groups.contains(&(1, GroupId(13))), "the last group counts: {groups:?}");
        assert_eq!(found.len(), 3);
    });
}

#[test]
fn a_pupil_is_found_by_name_upn_or_class_whatever_the_case() {
    on_both(|store| {
        hillside(store);
        let found = |text: &str, day| -> Vec<i64> {
            let found = store.read(|tx| pupil::search(tx, Some(SchoolId(1)), text, day, 20)).expect("readable");
            found.iter().map(|pupil| pupil.id.0).collect()
        };
        assert_eq!(found("ELL", DAY), [1]);
        assert_eq!(found("ellis harg", DAY), [1]);
        assert_eq!(found("o'n", date(2026, 9, 10)), [3]);
        assert_eq!(found("a979990100002", DAY), [2]);
        assert_eq!(found("2 al", DAY), [2]);
        assert_eq!(found("%", DAY), Vec::<i64>::new());
    });
}

#[test]
fn a_name_is_found_and_sorted_without_its_accents_hyphens_and_apostrophes() {
    on_both(|store| {
        hillside(store);
        let pupils = [
            child(4, "Zoë", "de Souza", 3),
            child(5, "Łukasz", "Ångström-Nowak", 4),
            child(6, "Siân", "O’Brien", 5),
            child(7, "Abe", "Zimmer", 6),
        ];
        store
            .write(move |tx| {
                pupil::add_many(tx, &pupils)?;
                let whole = Span { from: date(2026, 9, 1), until: None };
                let ids = [4, 5, 6, 7].map(PupilId);
                pupil::enrol(tx, SchoolId(1), &ids.map(|id| (id, whole)))?;
                pupil::join(tx, &ids.map(|id| (id, GroupId(13), whole)))
            })
            .expect("writable");
        let found = |text: &str| -> Vec<i64> {
            let found = store.read(|tx| pupil::search(tx, None, text, DAY, 20)).expect("readable");
            found.iter().map(|pupil| pupil.id.0).collect()
        };
        assert_eq!(found("zoe"), [4]);
        assert_eq!(found("ZOË DE S"), [4]);
        assert_eq!(found("nowak"), [5]);
        assert_eq!(found("angstrom nowak, lukasz"), [5]);
        assert_eq!(found("o'brien"), [6]);
        assert_eq!(found("obrien"), [6]);
        assert_eq!(found("bri"), Vec::<i64>::new());
        let roll = store.read(|tx| pupil::of_group(tx, GroupId(13), DAY)).expect("readable");
        let surnames: Vec<&str> = roll.iter().map(|pupil| pupil.surname.as_str()).collect();
        assert_eq!(surnames, ["Ångström-Nowak", "de Souza", "Hargreaves", "O’Brien", "Zimmer"]);
    });
}

#[test]
fn a_pupil_who_leaves_is_on_the_roll_to_the_last_day() {
    on_both(|store| {
        hillside(store);
        let leave = |last| store.write(move |tx| pupil::leave(tx, SchoolId(1), PupilId(1), last));
        leave(DAY).expect("on roll");
        let find = |day| store.read(|tx| pupil::find(tx, PupilId(1), day)).expect("readable");
        assert_eq!(find(DAY).expect("still there").enrolled_until, Some(DAY));
        assert_eq!(find(date(2026, 11, 25)), None);
        let refused = leave(date(2026, 11, 30)).expect_err("has left already").to_string();
        assert_eq!(refused, "taking a pupil off the roll changed 0 rows instead of 1: nothing was saved");
        let enrolments = store.read(|tx| pupil::enrolments(tx, PupilId(1))).expect("readable");
        assert_eq!(enrolments, [(SchoolId(1), Span { from: date(2025, 9, 1), until: Some(DAY) })]);
    });
}

#[test]
fn what_the_admission_register_knows_of_a_pupil_is_listed() {
    on_both(|store| {
        hillside(store);
        let (first, second) = store
            .write(|tx| {
                let first = pupil::next_id(tx)?;
                pupil::add(tx, &child(first.0, "Maya", "Ali", 9))?;
                Ok::<_, StoreError>((first, pupil::next_id(tx)?))
            })
            .expect("writable");
        assert_eq!((first, second), (PupilId(4), PupilId(5)));
        let households = store.read(|tx| pupil::households(tx, SchoolId(1))).expect("readable");
        assert_eq!(households, [(PupilId(1), 1), (PupilId(2), 1), (PupilId(3), 2)].into());
        let numbers = store.read(|tx| pupil::by_upn(tx, SchoolId(1))).expect("readable");
        assert_eq!((numbers.len(), numbers.get("A979990100002")), (3, Some(&PupilId(2))));
        let cohorts = store.read(|tx| pupil::cohorts(tx, PupilId(1))).expect("readable");
        let found: Vec<_> =
            cohorts.iter().map(|one| (one.name.as_str(), one.span.until, one.source.as_str())).collect();
        let until = Some(date(2026, 10, 2));
        assert_eq!(found.len(), 2);
        assert!(found.contains(&("in care", until, "school")) && found.contains(&("SEN Support", None, "school")));
    });
}

#[test]
fn a_protected_address_never_leaves_the_store() {
    on_both(|store| {
        hillside(store);
        let contact = |id, is_protected| Contact {
            id: ContactId(id),
            pupil: PupilId(1),
            order: id as u8,
            name: "Dawn Hargreaves".into(),
            relationship: "mother".into(),
            phone: "07700 900112".into(),
            email: "dawn@home.example".into(),
            is_parent: true,
            lives_with: true,
            address: "4 Mill Lane".into(),
            is_protected,
        };
        store.write(move |tx| contact::add_many(tx, &[contact(1, false), contact(2, true)])).expect("writable");
        let read = store.read(|tx| contact::of_pupil(tx, PupilId(1))).expect("readable");
        assert_eq!(store.read(|tx| contact::of_school(tx, SchoolId(1))).expect("readable"), read);
        let of_both = store.read(|tx| contact::of_pupils(tx, &[PupilId(2), PupilId(1)]));
        assert_eq!(of_both.expect("readable"), read);
        assert_eq!(read.iter().map(|one| one.address.as_str()).collect::<Vec<_>>(), ["4 Mill Lane", ""]);
        assert!(read[1].is_protected);
    });
}

#[test]
fn a_cancelled_plan_covers_nothing_and_is_cancelled_once() {
    on_both(|store| {
        hillside(store);
        let id = store.write(|tx| plan::add(tx, &dentist(), PersonId(7), now())).expect("writable");
        let cancel = || store.write(move |tx| plan::cancel(tx, id, PersonId(8), now()));
        cancel().expect("planned");
        assert_eq!(store.read(|tx| plan::of_group(tx, GroupId(12), DAY)).expect("readable"), []);
        assert_eq!(store.read(|tx| plan::of_pupil(tx, PupilId(1), DAY)).expect("readable"), []);
        assert!(cancel().is_err());
        let next = store.write(|tx| plan::add(tx, &dentist(), PersonId(7), now())).expect("writable");
        assert_eq!((id, next), (PlanId(1), PlanId(2)));
    });
}

#[test]
fn plans_of_a_group_are_those_that_cover_the_day() {
    on_both(|store| {
        hillside(store);
        let new = dentist();
        let expected = Plan { id: PlanId(1), ..new.clone() };
        store.write(move |tx| plan::add(tx, &new, PersonId(7), now())).expect("writable");
        let on = |day| store.read(|tx| plan::of_group(tx, GroupId(12), day)).expect("readable");
        assert_eq!(on(date(2026, 11, 25)), [expected]);
        assert_eq!(on(date(2026, 11, 27)), []);
    });
}

fn dentist() -> Plan {
    Plan {
        id: PlanId(0),
        pupil: PupilId(1),
        first: Session::new(DAY, Half::Afternoon),
        last: Session::new(date(2026, 11, 26), Half::Morning),
        code: Code::from_number(4).expect("not 0"),
        reason: "dentist".into(),
    }
}
