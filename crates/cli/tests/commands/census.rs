//! `rollbook census`, on the records of a demo.

use std::fs;

use domain::code::CodeTable;
use rusqlite::Connection;

use crate::{demo::start, run::rollbook};

fn codes() -> CodeTable {
    let text = include_str!("../../../../packs/england/codes.csv");
    pack::codes::read("codes.csv", text).unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()))
}

#[test]
fn a_return_says_what_the_register_has_and_never_replaces_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(start(folder.path(), "2025-10-06", "demo"));
    let records = folder.path().join("demo.db");
    let store = format!("sqlite:{}", records.display());
    let urn: String = Connection::open(&records)
        .and_then(|records| records.query_row("select urn from schools order by id limit 1", [], |row| row.get(0)))
        .expect("there is a school");
    let out = folder.path().join("census.xml").display().to_string();
    let census = |from: &str, to: &str, urn: &str| {
        rollbook(&[
            "census",
            "--store",
            &store,
            "--school",
            urn,
            "--from",
            from,
            "--to",
            to,
            "--day",
            "2025-10-06",
            "--out",
            &out,
        ])
    };
    for (from, to, urn, said) in [
        ("2025-09-26", "2025-09-01", &*urn, "before it begins"),
        ("2025-09-01", "2025-10-06", &urn, "which is not over"),
        ("2025-09-06", "2025-09-07", &urn, "no day of school"),
        ("2025-09-01", "2025-09-26", "1", "there is no school `1`"),
    ] {
        let refused = census(from, to, urn);
        assert!(refused.code == 2 && refused.errors.contains(said), "{}", refused.errors);
    }
    let made = census("2025-09-01", "2025-09-26", &urn);
    assert!(made.code < 2, "{}", made.errors);
    let xml = fs::read_to_string(&out).expect("it was written");
    let day = "2025-09-26".parse().expect("a day");
    let read = imports::census_return::read(&xml, &codes(), day).expect("it can be read back");
    let possible: u32 = read.iter().filter_map(|pupil| Some(pupil.term.as_ref()?.possible)).sum();
    assert!(possible > 0);
    let said = format!("pupils: {}, possible sessions: {possible}, ", read.len());
    assert!(made.out.starts_with(&said), "{said}{}", made.out);
    let again = census("2025-09-01", "2025-09-26", &urn);
    assert!(again.code == 2 && again.errors.contains("name a new file"), "{}", again.errors);
}
