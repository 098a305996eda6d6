//! Changes behind the program's back are found and named.

use domain::{
    id::{PupilId, SchoolId},
    log::Entry,
};
use store::{
    Store, StoreError, Tx, Value, case, document, school_event,
    testing::on_both,
    verify::{self, EventLog, Fault},
};

use crate::{
    cases::{every_kind_of_event, letter},
    hillside::{act, append, hillside, lift_guards, session, verified, with_school},
};

fn with_entries(store: &Store, count: usize) -> Vec<Entry> {
    with_school(store);
    (0..count).map(|_| append(store, act(30, ""))).collect()
}

/// Changes the database as somebody with its own tools could.
fn tamper(store: &Store, change: impl FnOnce(&mut dyn Tx) -> Result<u64, StoreError> + Send + 'static) {
    let changed = store.write(move |tx| {
        lift_guards(tx)?;
        change(tx)
    });
    assert_eq!(changed.expect("the guards are lifted"), 1);
}

#[test]
fn a_mark_changed_in_the_database_is_named() {
    on_both(|store| {
        with_entries(store, 3);
        let mut packed = domain::log::pack(&act(30, "").marks);
        let each_mark = packed.len() / 30;
        packed[each_mark * 16 + 4] = 21;
        tamper(store, |tx| tx.exec("update entries set marks = $1 where number = $2", &[packed.into(), 2_i64.into()]));
        let fault = Fault::Mark { entry: 2, pupil: PupilId(17), session: session() };
        assert_eq!(
            fault.to_string(),
            "the mark of pupil 17 for 2026-11-24 am in entry 2 is not the one that was written: restore it from a backup"
        );
        assert_eq!(verified(store).faults, [fault]);
    });
}

#[test]
fn anything_else_changed_in_an_entry_is_found() {
    let changes: [(&str, Value, Fault); 8] = [
        ("at", 1_i64.into(), Fault::Entry(2)),
        ("name", "Somebody Else".into(), Fault::Entry(2)),
        ("reason", "none".into(), Fault::Entry(2)),
        ("act", "forgotten".into(), Fault::Entry(2)),
        ("subject", "13".into(), Fault::Entry(2)),
        ("last_day", "2026-11-23".into(), Fault::Entry(2)),
        ("previous", vec![1_u8; 32].into(), Fault::Chain(2)),
        ("marks", vec![1_u8; 3].into(), Fault::Unreadable(2)),
    ];
    on_both(|store| {
        with_entries(store, 3);
        store.write(lift_guards).expect("the guards are lifted");
        for (column, value, fault) in changes.clone() {
            let sql = format!("select {column} from entries where number = 2");
            let read = move |row: &store::Row| {
                Ok(match column {
                    "at" => row.int(0)?.into(),
                    "previous" | "marks" => row.bytes(0)?.into(),
                    _ => row.text(0)?.into(),
                })
            };
            let original: Value = store.read(|tx| tx.first(&sql, &[], read)).expect("readable").expect("there");
            let sql = format!("update entries set {column} = $1 where number = 2");
            let change = |value: Value| {
                let sql = sql.clone();
                store.write(move |tx| tx.exec(&sql, &[value])).expect("the guards are lifted");
            };
            change(value);
            assert_eq!(verified(store).faults.first(), Some(&fault), "{column}");
            change(original);
            assert_eq!(verified(store).faults, [], "{column}");
        }
    });
}

#[test]
fn missing_entries_and_a_missing_end_are_found() {
    on_both(|store| {
        with_entries(store, 7);
        tamper(store, |tx| {
            tx.exec("delete from entries where number in ($1, $2)", &[3_i64.into(), 4_i64.into()])?;
            tx.exec("delete from entries where number = $1", &[7_i64.into()])
        });
        assert_eq!(verified(store).faults, [Fault::Missing { from: 3, to: 4 }, Fault::Head { expected: 7, found: 6 }]);
    });
}

#[test]
fn an_entry_that_was_put_in_is_found() {
    on_both(|store| {
        let entries = with_entries(store, 3);
        let forged = Entry::chain(act(2, "forged"), 4, entries[2].hash);
        let (previous, hash) = (forged.previous, forged.hash);
        tamper(store, move |tx| {
            tx.exec(
                "insert into entries select school_id, $1, at, person_id, name, position, act, subject, reason, \
                 first_day, last_day, $2, $3, $4 from entries where number = 1",
                &[4_i64.into(), domain::log::pack(&forged.what.marks).into(), previous.into(), hash.into()],
            )
        });
        assert_eq!(verified(store).faults, [Fault::Head { expected: 3, found: 4 }]);
    });
}

#[test]
fn an_entry_written_again_with_a_hash_that_fits_breaks_the_chain() {
    on_both(|store| {
        let entries = with_entries(store, 3);
        let forged = Entry::chain(act(2, "forged"), 2, entries[0].hash);
        tamper(store, move |tx| {
            let values = [domain::log::pack(&forged.what.marks).into(), forged.hash.into()];
            tx.exec("update entries set marks = $1, hash = $2 where number = 2", &values)
        });
        assert_eq!(verified(store).faults, [Fault::Chain(3)]);
    });
}

#[test]
fn an_end_that_was_moved_or_lost_is_found() {
    on_both(|store| {
        with_entries(store, 2);
        tamper(store, |tx| tx.exec("update heads set hash = $1", &[vec![9_u8; 32].into()]));
        assert_eq!(verified(store).faults, [Fault::Chain(2)]);
        store.write(|tx| tx.exec("delete from heads where number > $1", &[0_i64.into()])).expect("writable");
        assert_eq!(verified(store).faults, [Fault::NoHead]);
    });
}

#[test]
fn a_changed_or_missing_event_and_a_changed_document_are_found() {
    on_both(|store| {
        hillside(store);
        let events = every_kind_of_event();
        let last = events.len() as i64;
        let id = store
            .write(move |tx| {
                case::append_many(tx, SchoolId(1), &events)?;
                document::add(tx, &letter())
            })
            .expect("writable");
        let good = verified(store);
        assert_eq!((good.events, good.documents, good.faults), (last as u64, 1, vec![]));
        tamper(store, move |tx| {
            tx.exec("update case_events set note = $1 where number = 2", &["refused".into()])?;
            tx.exec("delete from case_events where number = $1", &[last.into()])?;
            tx.exec("delete from case_events where number = $1", &[3_i64.into()])?;
            tx.exec("update documents set pdf = $1", &[vec![1_u8].into()])
        });
        let expected = [
            Fault::Event(EventLog::Cases, 2),
            Fault::EventsMissing { log: EventLog::Cases, from: 3, to: 3 },
            Fault::EventHead { log: EventLog::Cases, expected: last, found: last - 1 },
            Fault::Document(id),
        ];
        assert_eq!(verified(store).faults, expected);
    });
}

#[test]
fn a_changed_or_missing_event_of_the_school_is_found() {
    on_both(|store| {
        hillside(store);
        let events = every_kind_of_event();
        let last = events.len() as i64;
        store.write(move |tx| school_event::append_many(tx, SchoolId(1), &events)).expect("writable");
        assert_eq!((verified(store).events, verified(store).faults), (last as u64, vec![]));
        tamper(store, move |tx| {
            tx.exec("update school_events set name = $1 where number = 2", &["Somebody Else".into()])?;
            tx.exec("delete from school_events where number = $1", &[last.into()])?;
            tx.exec("delete from school_events where number = $1", &[3_i64.into()])
        });
        let expected = [
            Fault::Event(EventLog::School, 2),
            Fault::EventsMissing { log: EventLog::School, from: 3, to: 3 },
            Fault::EventHead { log: EventLog::School, expected: last, found: last - 1 },
        ];
        assert_eq!(verified(store).faults, expected);
        assert_eq!(
            expected[0].to_string(),
            "event 2 of the school log is not as it was written: restore it from a backup"
        );
    });
}

#[test]
fn a_school_without_a_register_has_nothing_wrong() {
    on_both(|store| {
        with_school(store);
        assert_eq!(verified(store), verify::Verified::default());
    });
}
