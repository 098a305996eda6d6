//! The admission register: entries that are read back as they were written, and that nobody can change.

use domain::{
    admission::{Act, Enrolment, Entry, Fact, Kind, Particular},
    id::{PupilId, SchoolId},
};
use store::{StoreError, admission, testing::on_both};

use crate::hillside::{DAY, by, hillside, now, verified};

fn entry(pupil: i64, facts: Vec<Fact>) -> Entry {
    Entry {
        school: SchoolId(1),
        pupil: PupilId(pupil),
        at: now(),
        by: by(),
        act: Act::Change,
        from: DAY,
        facts,
        reason: "Her mother\trang\nand wrote".into(),
    }
}

#[test]
fn what_was_entered_is_read_back_as_it_was_written_and_verified() {
    on_both(|store| {
        hillside(store);
        let enrolment = Enrolment {
            from: DAY,
            kind: Kind::DualMain,
            other_school: "Moorgate \\ Farby".into(),
            other_from: None,
            until: Some(DAY),
        };
        let entries = vec![
            entry(1, vec![Fact::Is(Particular::Address, "1 Mill Lane\nFarby".into())]),
            entry(2, vec![Fact::Enrolment(enrolment)]),
            entry(1, Vec::new()),
        ];
        let written = entries.clone();
        store.write(move |tx| admission::append_many(tx, SchoolId(1), &written)).expect("writable");
        assert_eq!(store.read(|tx| admission::of_school(tx, SchoolId(1))).expect("readable"), entries);
        let own = store.read(|tx| admission::of_pupil(tx, SchoolId(1), PupilId(1))).expect("readable");
        assert_eq!(own, [entries[0].clone(), entries[2].clone()]);
        let found = verified(store);
        assert_eq!((found.admissions, found.faults), (3, vec![]));
    });
}

#[test]
fn an_entry_is_never_changed_and_never_removed() {
    on_both(|store| {
        hillside(store);
        store.write(|tx| admission::append(tx, &entry(1, Vec::new()))).expect("writable");
        for sql in ["update admission_entries set reason = $1", "delete from admission_entries where reason <> $1"] {
            assert!(store.write::<u64, StoreError>(|tx| tx.exec(sql, &["x".into()])).is_err(), "{sql}");
        }
    });
}

#[test]
fn pupils_without_an_entry_are_found_until_they_have_one() {
    on_both(|store| {
        hillside(store);
        let without = || store.read(|tx| admission::without(tx, SchoolId(1))).expect("readable");
        let before = without();
        let first = before.first().copied().expect("somebody is enrolled");
        store.write(move |tx| admission::append(tx, &entry(first.0, Vec::new()))).expect("writable");
        assert_eq!(without(), before[1..]);
    });
}
