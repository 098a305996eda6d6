//! Transactions on both engines.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    time::Duration,
};

use domain::{example, id::SchoolId};
use store::{
    Engine, Store, StoreError, calendar, log, meta, school,
    testing::{Database, on_both},
};

use crate::hillside::{act, append, entries, hillside, verified, with_school};

#[test]
fn a_database_opens_again_with_what_was_in_it() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        hillside(&Store::open(database.address()).expect("opens"));
        let again = Store::open(database.address()).expect("opens again");
        assert_eq!(again.engine(), engine);
        assert_eq!(again.read(school::all).expect("readable"), [example::school()]);
        assert_eq!(again.read(|tx| calendar::find(tx, SchoolId(1))).expect("readable"), example::calendar());
    }
}

#[test]
fn programs_that_start_at_once_make_the_tables_once() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| Store::open(database.address()).map(drop).expect("opens"));
            }
        });
        with_school(&Store::open(database.address()).expect("opens"));
    }
}

#[test]
fn texts_are_compared_byte_by_byte_whatever_the_language_of_the_server() {
    let database = Database::new(Engine::Postgres);
    let store = Store::open(database.address()).expect("opens");
    let sql = "select table_name || '.' || column_name from information_schema.columns \
         where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'";
    let others = store.read(|tx| tx.list(sql, &[], |row| row.text(0))).expect("readable");
    assert_eq!(others, Vec::<String>::new());
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        let store = Store::open(database.address()).expect("opens");
        let sql = "insert into migrations (number) values ($1)";
        store.write(|tx| tx.exec(sql, &[99_i64.into()])).expect("writable");
        drop(store);
        let refused = Store::open(database.address()).err().expect("too new").to_string();
        let (before, after) = refused.split_once("this one knows ").expect("both steps are named");
        assert_eq!(before, "this database was made by a newer Rollbook (step 99, ");
        assert!(after.ends_with("): update the program"), "{after}");
    }
}

#[test]
fn a_school_from_before_schools_had_an_address_has_none_and_all_else_as_it_was() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        let store = Store::open_at_step(database.address(), 1).expect("opens");
        let school = "insert into schools (id, urn, laestab, name, phase, pack, marking, am_opens, am_closes, am_ends, \
             pm_opens, pm_closes, pm_ends) values (1, '999001', '8889901', 'Hillside', 'primary', 'lancashire', 'everyone', \
             '08:50', '09:20', '12:00', '13:00', '13:15', '15:20');";
        store.write(|tx| tx.exec(school, &[])).expect("writable");
        drop(store);
        let store = Store::open(database.address()).expect("opens again");
        let school = store.read(|tx| store::school::find(tx, domain::id::SchoolId(1))).expect("readable");
        let school = school.expect("it is still there");
        assert_eq!((school.name.as_str(), school.urn.as_str()), ("Hillside", "999001"));
        assert!(school.address.is_empty() && school.telephone.is_empty());
    }
}

#[test]
fn an_address_that_is_no_database_is_refused_with_a_sentence() {
    for address in ["mysql://x", "sqlite:", "sqlite::memory:"] {
        let refused = Store::open(address).err().expect("not one of ours").to_string();
        let expected = format!("`{address}` is not the address of a database: write `sqlite:FILE`");
        assert!(refused.starts_with(&expected), "{refused}");
    }
}

#[test]
fn sixteen_people_append_a_hundred_acts_each_at_once_and_the_chain_holds() {
    on_both(|store| {
        with_school(store);
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| (0..100).for_each(|_| drop(append(store, act(2, "")))));
            }
        });
        let verified = verified(store);
        assert_eq!((verified.entries, verified.marks, verified.faults), (1600, 3200, vec![]));
    });
}

#[test]
fn a_change_that_fails_leaves_no_trace_and_those_beside_it_stand() {
    on_both(|store| {
        with_school(store);
        std::thread::scope(|scope| {
            for number in 0..40 {
                scope.spawn(move || {
                    let outcome = store.write(move |tx| {
                        log::append(tx, act(1, ""))?;
                        if number % 2 == 0 { Err(StoreError::WriterGone) } else { Ok(()) }
                    });
                    assert_eq!(outcome.is_ok(), number % 2 == 1);
                });
            }
        });
        let verified = verified(store);
        assert_eq!((verified.entries, verified.faults), (20, vec![]));
    });
}

#[test]
fn a_panic_in_a_change_reaches_its_caller_alone() {
    on_both(|store| {
        with_school(store);
        for _ in 0..30 {
            let panicked = catch_unwind(AssertUnwindSafe(|| {
                store.write(|tx| -> Result<(), StoreError> {
                    log::append(tx, act(1, ""))?;
                    panic!("a fault of ours");
                })
            }));
            assert!(panicked.is_err());
        }
        append(store, act(1, ""));
        assert_eq!((verified(store).entries, verified(store).faults), (1, vec![]));
    });
}

#[test]
fn a_reader_sees_one_view_from_beginning_to_end_and_can_change_nothing() {
    on_both(|store| {
        with_school(store);
        let (go, started) = mpsc::channel();
        let (done, written) = mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                started.recv_timeout(Duration::from_secs(20)).expect("the reader starts");
                append(store, act(1, ""));
                done.send(()).expect("the reader waits");
            });
            let views = store.read(|tx| {
                let before = log::head(tx, SchoolId(1))?.number;
                go.send(()).expect("the writer waits");
                written.recv_timeout(Duration::from_secs(20)).expect("the writer writes beside the reader");
                Ok::<_, StoreError>((before, log::head(tx, SchoolId(1))?.number))
            });
            assert_eq!(views.expect("readable"), (0, 0));
        });
        assert_eq!(entries(store).len(), 1);
        assert!(store.read(|tx| meta::set(tx, "a", "b")).is_err());
    });
}

#[test]
fn more_people_than_connections_wait_their_turn() {
    on_both(|store| {
        with_school(store);
        std::thread::scope(|scope| {
            for _ in 0..100 {
                scope.spawn(|| store.read(|tx| log::head(tx, SchoolId(1))).map(drop).expect("readable"));
            }
        });
    });
}

#[test]
fn a_hundred_thousand_rows_are_added_at_once() {
    on_both(|store| {
        let rows = |range: std::ops::Range<i64>| {
            range.map(|number| vec![format!("né {number}\t\\").into(), format!("'{number}'\n").into()])
        };
        let added = store.write(move |tx| tx.bulk("meta", &["key", "value"], &mut rows(0..100_000)));
        assert_eq!(added.expect("writable"), 100_000);
        let found = store.read(|tx| meta::find(tx, "né 99999\t\\")).expect("readable");
        assert_eq!(found.as_deref(), Some("'99999'\n"));
        let again = store.write(move |tx| tx.bulk("meta", &["key", "value"], &mut rows(99_999..100_010)));
        assert!(again.is_err());
        let count = store.read(|tx| tx.first("select count(*) from meta", &[], |row| row.int(0)));
        assert_eq!(count.expect("readable"), Some(100_000));
    });
}

#[test]
fn a_backup_is_a_database_of_its_own_and_never_replaces_a_file() {
    let database = Database::new(Engine::Sqlite);
    let store = Store::open(database.address()).expect("opens");
    with_school(&store);
    append(&store, act(30, ""));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("copy.db").display().to_string();
    store.backup_to(&copy).expect("the folder has room");
    append(&store, act(1, ""));
    let opened = Store::open(&format!("sqlite:{copy}")).expect("the copy opens");
    assert_eq!((verified(&opened).entries, verified(&opened).faults), (1, vec![]));
    let refused = store.backup_to(&copy).expect_err("the file is there").to_string();
    assert!(refused.contains("could not be written"), "{refused}");
}
