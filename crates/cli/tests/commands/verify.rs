//! `rollbook verify` and `rollbook backup`, on the records of a demo.

use rusqlite::Connection;

use crate::{demo::start, run::rollbook};

#[test]
fn a_mark_changed_in_the_database_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(start(folder.path(), "2025-10-06", "demo"));
    let file = folder.path().join("demo.db");
    let store = format!("sqlite:{}", file.display());
    let untouched = rollbook(&["verify", "--store", &store]);
    assert!(untouched.code == 0 && untouched.out.ends_with("\nfaults: 0\n"), "{}{}", untouched.out, untouched.errors);
    let copy = folder.path().join("copy.db").display().to_string();
    assert_eq!(rollbook(&["backup", "--store", &store, &copy]).code, 0);
    let pupil = change_one_mark(&copy);
    let found = rollbook(&["verify", "--store", &format!("sqlite:{copy}")]);
    assert_eq!(found.code, 1, "{}", found.out);
    assert!(found.out.contains(&format!("the mark of pupil {pupil} for ")), "{}", found.out);
    assert!(found.out.ends_with("\nfaults: 1\n"), "{}", found.out);
}

/// Changes the code of the first mark of the first entry behind the program's back, and gives the pupil's number.
fn change_one_mark(file: &str) -> i64 {
    let records = Connection::open(file).expect("a database");
    let guards: Vec<String> = records
        .prepare("select name from sqlite_master where type = 'trigger'")
        .and_then(|mut names| names.query_map([], |row| row.get(0))?.collect())
        .expect("readable");
    for guard in guards {
        records.execute(&format!("drop trigger {guard}"), []).expect("ours to drop");
    }
    let (school, number, mut marks): (i64, i64, Vec<u8>) = records
        .query_row("select school_id, number, marks from entries order by school_id, number limit 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .expect("there is an entry");
    let first = domain::log::unpack(&marks).expect("just written").remove(0).mark;
    // Its code is the one byte that differs when the mark is packed with another.
    let place = domain::log::pack(std::slice::from_ref(&first));
    let other = domain::code::Code::from_number(first.code.number() % 20 + 1).expect("not 0");
    let changed = domain::log::pack(&[domain::act::Mark { code: other, ..first.clone() }]);
    let at = place.iter().zip(&changed).position(|(was, is)| was != is).expect("the code differs");
    marks[at] = changed[at];
    let sql = "update entries set marks = ?1 where school_id = ?2 and number = ?3";
    assert_eq!(records.execute(sql, (&marks, school, number)).expect("nothing guards it now"), 1);
    first.pupil.0
}
