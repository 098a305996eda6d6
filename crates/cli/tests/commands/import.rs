//! `rollbook import`, `school load`, `user` and `doctor`.

use std::path::Path;

use crate::run::{Ended, rollbook, rollbook_with, sample, written};

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../imports/tests/data/schools/england.csv");
const PASSWORD: &str = "three unlikely words\n";

fn load(folder: &Path, store: &str) -> Ended {
    let terms =
        "what,first,last,name\nterm,2025-09-01,2025-10-24,Autumn 2025\ntraining day,2025-09-01,2025-09-02,Training\n";
    let terms = written(folder, "terms.csv", terms);
    let times = ["--morning", "08:50-09:20-12:00", "--afternoon", "13:00-13:15-15:15"];
    let what =
        ["school", "load", LIST, "--urn", "104420", "--pack", "lancashire", "--calendar", &terms, "--store", store];
    rollbook(&[what.as_slice(), &times].concat())
}

#[test]
fn a_school_is_added_once_and_somebody_can_be_given_a_sign_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = format!("sqlite:{}", folder.path().join("records.db").display());
    let loaded = load(folder.path(), &store);
    assert!(
        loaded.code == 0 && loaded.out.contains("added Roby Park Primary School"),
        "{}{}",
        loaded.out,
        loaded.errors
    );
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
    assert!(
        doctor.code == 1 && doctor.out.contains("next term dates") && doctor.out.contains("faults: 0"),
        "{}",
        doctor.out
    );
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
fn nobody_is_enrolled_while_a_row_lacks_something() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = format!("sqlite:{}", folder.path().join("records.db").display());
    assert_eq!(load(folder.path(), &store).code, 0);
    let list = "upn,forename,surname,sex,dob,nc_year,reg_group,entry_date\n\
                Z888990119986,Olivia,Ashworth,F,2014-04-20,7,7A,2025-09-01\n\
                P888990118977,Muhammad,Hussain,M,14/06/2013,8,8B,2024-09-02\n";
    let list = written(folder.path(), "list.csv", list);
    let ended = rollbook(&["school", "enrol", &list, "--school", "104420", "--store", &store]);
    assert_eq!(ended.code, 1, "{}", ended.errors);
    let said =
        "line 3: the column `dob` has no day written as 2014-04-20: fill it in and try again\nNobody was enrolled";
    assert!(ended.out.starts_with(said), "{}", ended.out);
}

#[test]
fn an_import_that_somebody_agrees_to_is_in_the_register_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = format!("sqlite:{}", folder.path().join("records.db").display());
    assert_eq!(load(folder.path(), &store).code, 0);
    let enrol = || rollbook(&["school", "enrol", &sample("pupils.csv"), "--school", "104420", "--store", &store]);
    assert_eq!(enrol().out, "12 pupils enrolled, 10 classes made, 0 on the roll already.\n");
    assert_eq!(enrol().out, "0 pupils enrolled, 0 classes made, 12 on the roll already.\n");
    let add = ["user", "add", "ann@school.example", "--name", "Ann", "--role", "school office", "--school", "104420"];
    assert_eq!(rollbook_with(&[&add[..], &["--store", &store]].concat(), PASSWORD).code, 0);
    let import = |file: &str| {
        let where_to = ["--store", &store, "--school", "104420", "--agree", "--by", "ann@school.example"];
        rollbook(&[["import", file].as_slice(), &where_to].concat())
    };
    let first = import(&sample("marks.csv"));
    assert!(
        first.out.ends_with("960 marks brought in, 0 changed, 0 stood already.\n"),
        "{}{}",
        first.out,
        first.errors
    );
    let grid = import(&sample("register_grid.csv"));
    assert!(grid.out.ends_with("0 marks brought in, 0 changed, 960 stood already.\n"), "{}", grid.out);
    let one = "upn,date,session,code\nZ888990119986,2025-09-03,AM,I\n";
    let one = import(&written(folder.path(), "one.csv", one));
    assert!(one.out.ends_with("0 marks brought in, 1 changed, 0 stood already.\n"), "{}", one.out);
    let verified = rollbook(&["verify", "--store", &store]);
    assert!(verified.code == 0 && verified.out.contains("marks: 961,"), "{}", verified.out);
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
