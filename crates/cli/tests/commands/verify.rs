//! `rollbook verify`, `rollbook backup` and `rollbook export`, on the records of a demo.

use std::{fs, path::Path};

use rusqlite::Connection;

use crate::{demo::start, run::rollbook};

#[test]
fn a_mark_changed_in_the_database_or_in_a_copy_is_named() {
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
    a_copy_checks_itself(folder.path(), &file);
}

/// One school copied on the demo's day, verified, and verified again with one mark, one date and one rule changed.
fn a_copy_checks_itself(folder: &Path, records: &Path) {
    let (urn, pack): (String, String) = Connection::open(records)
        .and_then(|records| {
            records.query_row("select urn, pack from schools order by id limit 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
        })
        .expect("there is a school");
    let store = format!("sqlite:{}", records.display());
    let copy = folder.join("copy");
    let to = copy.display().to_string();
    let made = rollbook(&["export", "--store", &store, "--school", &urn, "--day", "2025-10-06", "--out", &to]);
    assert!(made.code == 0 && made.out.contains("schools: 1, pupils: "), "{}{}", made.out, made.errors);
    let again = rollbook(&["export", "--store", &store, "--school", &urn, "--out", &to]);
    assert!(again.code == 2 && again.errors.contains("name a new folder"), "{}", again.errors);
    let untouched = rollbook(&["verify", &to]);
    assert!(untouched.code == 0 && untouched.out.ends_with("\nfaults: 0\n"), "{}{}", untouched.out, untouched.errors);
    let changes = [
        (format!("schools/{urn}/marks.csv"), ",/,", ",O,", "the mark of pupil "),
        (format!("schools/{urn}/terms.csv"), "-09-0", "-09-1", "it is not as it was exported"),
        (format!("packs/{pack}/1-pathway.md"), "less than 15 days", "less than 1 day", "in `Bands: Pathway`"),
    ];
    for (name, old, new, said) in changes {
        let path = copy.join(&name);
        let text = fs::read_to_string(&path).expect("it is in the copy");
        assert!(text.contains(old), "{name} has no `{old}`");
        fs::write(&path, text.replacen(old, new, 1)).expect("it can be written");
        let found = rollbook(&["verify", &to]);
        assert_eq!(found.code, 1, "{name}: {}", found.out);
        let is_named = found.out.lines().any(|line| line.starts_with(&name) && line.contains(said));
        assert!(is_named, "{name}: {}", found.out.lines().take(20).collect::<Vec<_>>().join("\n"));
        fs::write(&path, text).expect("it can be written");
    }
    assert_eq!(rollbook(&["verify", &to]).code, 0, "everything is as it was again");
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
