//! What was done for a school as a whole.

use domain::{
    case::{Event, NOBODY},
    example,
    id::SchoolId,
};
use store::{StoreError, school, school_event, testing::on_both};

use crate::{
    cases::every_kind_of_event,
    hillside::{hillside, verified},
};

#[test]
fn what_was_done_for_the_school_is_read_back_as_it_was_written_and_is_about_nobody() {
    on_both(|store| {
        hillside(store);
        let events: Vec<Event> =
            every_kind_of_event().into_iter().map(|event| Event { pupil: NOBODY, ..event }).collect();
        let written = events.clone();
        store.write(move |tx| school_event::append_many(tx, SchoolId(1), &written)).expect("writable");
        assert_eq!(store.read(|tx| school_event::of_school(tx, SchoolId(1))).expect("readable"), events);
        let last = store.read(|tx| school_event::last_number(tx, SchoolId(1))).expect("readable");
        assert_eq!((last, verified(store).faults), (events.len() as i64, vec![]));
    });
}

#[test]
fn each_school_has_a_log_of_its_own_that_nobody_can_change() {
    on_both(|store| {
        hillside(store);
        let other = domain::school::School { id: SchoolId(2), urn: "999002".into(), ..example::school() };
        store.write(move |tx| school::add(tx, &other)).expect("writable");
        let [first, second] = [SchoolId(1), SchoolId(2)].map(|school| {
            let event = Event { pupil: NOBODY, school, ..every_kind_of_event().remove(3) };
            store.write(move |tx| school_event::append(tx, &event)).expect("writable");
            store.read(|tx| school_event::of_school(tx, school)).expect("readable")
        });
        assert_eq!((first.len(), second.len(), second[0].school), (1, 1, SchoolId(2)));
        let mixed = first.clone();
        let refused = store.write(move |tx| school_event::append_many(tx, SchoolId(2), &mixed));
        assert!(matches!(refused, Err(StoreError::TwoSchools(..))));
        for sql in ["update school_events set note = $1", "delete from school_events where note <> $1"] {
            assert!(store.write::<u64, StoreError>(|tx| tx.exec(sql, &["x".into()])).is_err(), "{sql}");
        }
    });
}
