//! The register log on both engines.

use std::sync::Arc;

use domain::{
    act::{Act, By, Mark, NewEntry},
    code::Code,
    example,
    id::{GroupId, PersonId, PupilId, SchoolId},
    session::{Half, Session},
};
use jiff::{Timestamp, civil::date};
use store::{Store, StoreError, log, school, testing::on_both, verify};

fn session() -> Session {
    Session::new(date(2026, 11, 24), Half::Morning)
}

fn act(count: i64, note: &str) -> NewEntry {
    let mark = |pupil| Mark {
        pupil: PupilId(pupil),
        session: session(),
        was: None,
        code: Code::from_number(1).expect("not 0"),
        minutes_late: None,
        note: note.to_owned(),
    };
    NewEntry {
        school: SchoolId(1),
        at: Timestamp::from_second(1_795_510_000).expect("a time in 2026"),
        by: By { person: PersonId(7), name: String::from("Siân O’Neill"), position: String::from("class teacher") },
        act: Act::Taken { group: GroupId(12) },
        reason: String::new(),
        marks: (1..=count).map(mark).collect(),
    }
}

fn with_school(store: &Store) {
    store.write(|tx| school::add(tx, &example::school())).expect("an empty database takes a school");
}

fn append(store: &Store, what: NewEntry) -> domain::log::Entry {
    store.write(move |tx| log::append(tx, what)).expect("the log takes an entry")
}

fn verified(store: &Store) -> verify::Verified {
    store.read(|tx| verify::school(tx, SchoolId(1))).expect("the log can be read")
}

/// Lifts the guard that refuses changes, as somebody with the database's own tools could.
fn lift_guard(tx: &mut dyn store::Tx) -> Result<(), StoreError> {
    let sql = match tx.engine() {
        store::Engine::Sqlite => "drop trigger entries_update; drop trigger entries_delete;",
        store::Engine::Postgres => "drop trigger entries_change on entries;",
    };
    tx.exec(sql, &[]).map(drop)
}

#[test]
fn what_is_appended_is_read_back_in_order() {
    on_both(|store| {
        with_school(store);
        let written: Vec<_> = ["", "a note; with 'quotes' and \\ and é", "third"].map(|note| append(store, act(3, note))).into();
        let mut read = Vec::new();
        let each = |entry| {
            read.push(entry);
            Ok(())
        };
        let mut each = each;
        store.read(|tx| log::each(tx, SchoolId(1), 0, &mut each)).expect("the log can be read");
        assert_eq!(read, written);
        assert_eq!(verified(store).faults, []);
        assert_eq!(verified(store).marks, 9);
    });
}

#[test]
fn a_mark_changed_in_the_database_is_named() {
    on_both(|store| {
        with_school(store);
        for _ in 0..3 {
            append(store, act(30, ""));
        }
        let mut packed = domain::log::pack(&act(30, "").marks);
        let each_mark = packed.len() / 30;
        packed[each_mark * 16 + 4] = 21;
        store
            .write(move |tx| {
                lift_guard(tx)?;
                tx.exec("update entries set marks = $1 where number = $2", &[packed.into(), 2_i64.into()])
            })
            .expect("the guard is lifted");
        assert_eq!(verified(store).faults, [verify::Fault::Mark { entry: 2, pupil: PupilId(17), session: session() }]);
    });
}

#[test]
fn a_changed_name_a_missing_entry_and_a_missing_end_are_found() {
    on_both(|store| {
        with_school(store);
        for _ in 0..6 {
            append(store, act(2, ""));
        }
        store
            .write(|tx| {
                lift_guard(tx)?;
                tx.exec("update entries set name = $1 where number = $2", &["Somebody Else".into(), 2_i64.into()])?;
                tx.exec("delete from entries where number = $1", &[4_i64.into()])?;
                tx.exec("delete from entries where number = $1", &[6_i64.into()])
            })
            .expect("the guard is lifted");
        let expected = [
            verify::Fault::Entry(2),
            verify::Fault::Missing { from: 4, to: 4 },
            verify::Fault::Head { expected: 6, found: 5 },
        ];
        assert_eq!(verified(store).faults, expected);
    });
}

#[test]
fn the_database_itself_refuses_to_change_or_remove_an_entry() {
    on_both(|store| {
        with_school(store);
        append(store, act(1, ""));
        for sql in ["update entries set reason = $1", "delete from entries where reason <> $1"] {
            let refused = store.write(move |tx| tx.exec(sql, &["x".into()]));
            let words = refused.expect_err("the trigger refuses").to_string();
            assert!(words.contains("append-only"), "{words}");
        }
    });
}

#[test]
fn sixteen_people_append_at_once_and_the_chain_holds() {
    on_both(|store| {
        with_school(store);
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| (0..20).for_each(|_| drop(append(store, act(2, "")))));
            }
        });
        let verified = verified(store);
        assert_eq!((verified.entries, verified.faults), (320, vec![]));
    });
}

#[test]
fn a_change_that_fails_leaves_no_trace_and_those_beside_it_stand() {
    on_both(|store| {
        with_school(store);
        let store = Arc::new(store);
        std::thread::scope(|scope| {
            for number in 0..40 {
                let store = Arc::clone(&store);
                scope.spawn(move || {
                    let outcome = store.write(move |tx| {
                        log::append(tx, act(1, ""))?;
                        if number % 2 == 0 { Err(StoreError::WriterGone) } else { Ok(()) }
                    });
                    assert_eq!(outcome.is_ok(), number % 2 == 1);
                });
            }
        });
        let verified = verified(&store);
        assert_eq!((verified.entries, verified.faults), (20, vec![]));
    });
}

#[test]
fn only_acts_on_the_mark_are_its_history() {
    on_both(|store| {
        with_school(store);
        append(store, act(3, ""));
        let mut amended = act(1, "rang at 10:12");
        amended.act = Act::Amended;
        amended.reason = String::from("mother rang: dentist");
        append(store, amended.clone());
        let history = store.read(|tx| log::of_mark(tx, SchoolId(1), PupilId(1), session())).expect("readable");
        assert_eq!(history.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(history[1].what, amended);
        let other = store.read(|tx| log::of_mark(tx, SchoolId(1), PupilId(3), session())).expect("readable");
        assert_eq!(other.len(), 1);
        let amendments = store.read(|tx| log::amendments(tx, SchoolId(1), PupilId(1), date(2026, 9, 1)));
        assert_eq!(amendments.expect("readable").len(), 1);
    });
}

#[test]
fn words_that_cannot_be_stored_are_refused_with_a_sentence() {
    on_both(|store| {
        with_school(store);
        let mut what = act(1, "");
        what.reason = String::from("a\0b");
        let refused = store.write(move |tx| log::append(tx, what)).expect_err("NUL cannot be stored").to_string();
        assert_eq!(refused, "the text `a␀b` holds a character that cannot be stored: remove it and save again");
    });
}
