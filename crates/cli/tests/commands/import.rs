//! `rollbook import`, `school load`, `user` and `doctor`.

use std::path::Path;

use crate::run::{Ended, rollbook, rollbook_with, sample, written};

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../imports/tests/data/schools/england.csv");
const PASSWORD: &str = "three unlikely words\n";

fn load(folder: &Path, store: &str) -> Ended {
    let terms = "what,first,last,name\nterm,2025-09-01,2025-10-24,Autumn 2025\ntraining day,2025-09-01,2025-09-02,Training\n";
    let terms = written(folder, "terms.csv", terms);
    let times = ["--morning", "08:50-09:20-12:00", "--afternoon", "13:00-13:15-15:15"];
    let what = ["school", "load", LIST, "--urn", "104420", "--pack", "lancashire", "--calendar", &terms, "--store", store];
    rollbook(&[what.as_slice(), &times].concat())
}

#[test]
fn a_school_is_added_once_and_somebody_can_be_given_a_sign_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = format!("sqlite:{}", folder.path().join("records.db").display());
    let loaded = load(folder.path(), &store);
    assert!(loaded.code == 0 && loaded.out.contains("added Roby Park Primary School"), "{}{}", loaded.out, loaded.errors);
    assert!(load(folder.path(), &store).out.contains("here already: Roby Park Primary School"));
    let add = ["user", "add", "ann@school.example", "--name", "Ann Other", "--store", &store, "--role"];
    let office = [&add[..], &["school office", "--school", "104420"]].concat();
    assert!(rollbook_with(&office, "short\n").errors.contains("at least 12 characters"));
    assert_eq!(rollbook_with(&office, PASSWORD).code, 0);
    assert!(rollbook_with(&office, PASSWORD).errors.contains("signs in with `ann@school.example` already"));
    let cook = [&add[..], &["cook"]].concat();
    assert!(rollbook_with(&cook, PASSWORD).errors.contains("`school office`"));
    let password = ["user", "password", "ann@school.example", "--store", &store];
    assert_eq!(rollbook_with(&password, PASSWORD).code, 0);
    let doctor = rollbook(&["doctor", "--store", &store]);
    assert!(doctor.code == 1 && doctor.out.contains("next term dates") && doctor.out.contains("0 faults"), "{}", doctor.out);
}

#[test]
fn an_import_shows_what_it_would_do_and_changes_nothing_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = format!("sqlite:{}", folder.path().join("records.db").display());
    assert_eq!(load(folder.path(), &store).code, 0);
    let ended = rollbook(&["import", &sample("marks.csv"), "--store", &store, "--school", "104420"]);
    assert_eq!(ended.code, 1, "nobody of the file is on the roll: {}", ended.out);
    assert!(ended.out.contains("Layout        long: a row a mark"), "{}", ended.out);
    assert!(ended.out.contains("Not on roll   12 pupils"), "{}", ended.out);
    assert!(!ended.out.contains("Z888990119986"), "no pupil is named");
    let agreed = rollbook(&["import", &sample("marks.csv"), "--store", &store, "--school", "104420", "--agree"]);
    assert_eq!(agreed.code, 2, "somebody has to agree by name: {}", agreed.errors);
}

#[test]
fn records_that_are_not_there_are_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("nothing.db");
    let store = format!("sqlite:{}", file.display());
    for command in ["verify", "doctor"] {
        let ended = rollbook(&[command, "--store", &store]);
        assert!(ended.code == 2 && ended.errors.contains("there is no file"), "{command}: {}", ended.errors);
    }
    assert!(!file.exists());
}
