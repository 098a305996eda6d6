//! What was done for the authority itself.

use domain::case::{AUTHORITY, Event, NOBODY};
use store::{StoreError, Tx, authority_event, testing::on_both, verify};

use crate::cases::every_kind_of_event;

#[test]
fn what_was_done_for_the_authority_is_read_back_of_no_school_and_nobody_can_change_it() {
    on_both(|store| {
        let of_nobody = |event| Event { pupil: NOBODY, school: AUTHORITY, ..event };
        let events: Vec<Event> = every_kind_of_event().into_iter().map(of_nobody).collect();
        for event in events.clone() {
            store.write(move |tx| authority_event::append(tx, &event)).expect("writable");
        }
        assert_eq!(store.read(authority_event::all).expect("readable"), events);
        let last = store.read(authority_event::last_number).expect("readable");
        let verified = store.read(verify::authority).expect("readable");
        assert_eq!((last, verified.events, verified.faults), (events.len() as i64, events.len() as u64, vec![]));
        for sql in ["update authority_events set note = $1", "delete from authority_events where note <> $1"] {
            assert!(store.write::<u64, StoreError>(|tx| tx.exec(sql, &["x".into()])).is_err(), "{sql}");
        }
    });
}

#[test]
fn a_log_of_the_authority_that_lost_its_end_is_told() {
    on_both(|store| {
        let event = Event { pupil: NOBODY, school: AUTHORITY, ..every_kind_of_event().remove(3) };
        store.write(move |tx| authority_event::append(tx, &event)).expect("writable");
        let shorten = |tx: &mut dyn Tx| tx.exec("update authority_head set number = 7", &[]).map(drop);
        store.write::<(), StoreError>(shorten).expect("writable");
        let faults = store.read(verify::authority).expect("readable").faults;
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].to_string().contains("authority"), "{}", faults[0]);
    });
}
