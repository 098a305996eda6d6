//! A copy of the records checks itself: one mark, one date or one rule changed in it, and it says where.

mod changes;

use std::{fs, path::Path};

use domain::id::SchoolId;
use service::export::{Checked, check, write};
use tempfile::TempDir;

use crate::{
    hillside::{DORA, LEAD},
    house::{House, on_both},
};
use web::urls;

/// A copy of Hillside School in a folder of its own, with one letter among its events.
fn copy(house: &House) -> TempDir {
    let lead = house.signed_in(LEAD);
    let letter = urls::letter(DORA, "lancashire", "attendance-letter");
    assert_eq!(lead.submit(&lead.page(&letter), &letter, &[("contact", "42")]).status, 303);
    let folder = tempfile::tempdir().expect("a folder");
    let written = write(&house.app, &[SchoolId(1)], folder.path()).expect("the records can be copied");
    assert_eq!((written.schools, written.pupils, written.events), (1, 8, 1));
    assert!(written.receipts > 50, "{written:?}");
    folder
}

/// The folder of the school in a copy.
fn school() -> String {
    format!("schools/{}", domain::example::school().urn)
}

fn checked(folder: &Path) -> Checked {
    check(folder).expect("it is a copy")
}

/// Changes the first `old` of a file that follows `after` into `new`.
fn change(folder: &TempDir, file: &str, (after, old): (&str, &str), new: &str) {
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).expect("the file is there");
    let start = text.find(after).unwrap_or_else(|| panic!("`{after}` is not in {file}"));
    let (before, rest) = text.split_at(start);
    assert!(rest.contains(old), "`{old}` does not follow in {file}");
    fs::write(&path, format!("{before}{}", rest.replacen(old, new, 1))).expect("it can be written");
}

/// Makes the list of hashes again, as somebody would who wants to hide a change.
fn forge(folder: &TempDir) {
    let path = folder.path().join("manifest.csv");
    let text = fs::read_to_string(&path).expect("it is there");
    let mut lines = vec![String::from("file,blake3,lines")];
    for row in text.lines().skip(1) {
        let name = row.split(',').next().unwrap_or_default();
        let bytes = fs::read(folder.path().join(name)).expect("it is listed");
        let check = |line: &[u8]| blake3::hash(line).to_hex()[..8].to_owned();
        let checks: String = bytes.split_inclusive(|&byte| byte == b'\n').map(check).collect();
        lines.push(format!("{name},{},{checks}", blake3::hash(&bytes).to_hex()));
    }
    fs::write(path, lines.join("\n") + "\n").expect("it can be written");
}

/// That some fault names the place and says the words.
fn must_name(checked: &Checked, place: &str, words: &str) {
    let faults: Vec<String> = checked.faults.iter().map(ToString::to_string).collect();
    assert!(
        faults.iter().any(|fault| fault.contains(place) && fault.contains(words)),
        "no {place}: {words} in {faults:#?}"
    );
}

#[test]
fn a_copy_that_nobody_touched_has_no_fault_and_every_decision_follows_from_it() {
    on_both(|house| {
        let folder = copy(house);
        let found = checked(folder.path());
        assert_eq!(found.faults, []);
        assert_eq!((found.schools, found.events), (1, 1));
        let receipts = fs::read_to_string(folder.path().join(format!("{}/receipts.csv", school())));
        let receipts = receipts.expect("the receipts are there");
        assert!(
            receipts.contains("A888990100001,band,Pathway,2026-11-24,Universal,lancashire/1-pathway.md pathway"),
            "{receipts}"
        );
        assert!(receipts.contains("14½ days (29 sessions)"), "{receipts}");
    });
}

#[test]
fn one_mark_changed_in_a_copy_is_named_and_so_is_every_decision_that_rested_on_it() {
    on_both(|house| {
        let folder = copy(house);
        let marks = format!("{}/marks.csv", school());
        // Dora's mark on the first morning: the letters before the check.
        change(&folder, &marks, (",4,2026-09-02,am,,O,", ",,O,"), ",,/,");
        let found = checked(folder.path());
        must_name(&found, &format!("{marks} line"), "it is not as it was exported");
        must_name(&found, &marks, "the mark of pupil 4 for 2026-09-02 am");
        must_name(&found, "pupil A888990100004, count `unauthorised absence` on", "was `24` and comes to `23`");
        forge(&folder);
        let found = checked(folder.path());
        must_name(&found, &marks, "the mark of pupil 4 for 2026-09-02 am");
        must_name(&found, "entries.csv", "is not as it was written");
        must_name(&found, "pupil A888990100004", "comes to");
    });
}

#[test]
fn one_date_changed_in_a_copy_is_named() {
    on_both(|house| {
        let folder = copy(house);
        let events = format!("{}/events.csv", school());
        change(&folder, &events, ("\n1,4,2026-11-24", "2026-11-24"), "2026-10-24");
        let found = checked(folder.path());
        must_name(&found, &format!("{events} line"), "it is not as it was exported");
        forge(&folder);
        must_name(&checked(folder.path()), &events, "event 1 is not as it was written");

        let folder = tempfile::tempdir().expect("a folder");
        write(&house.app, &[SchoolId(1)], folder.path()).expect("the records can be copied");
        let terms = format!("{}/terms.csv", school());
        let first = house.app.calendar(SchoolId(1)).expect("a calendar").terms()[0].first.to_string();
        change(&folder, &terms, (&first, &first), "2026-10-01");
        must_name(&checked(folder.path()), &format!("{terms} line 2"), "it is not as it was exported");
        forge(&folder);
        let found = checked(folder.path());
        assert!(!found.faults.is_empty(), "decisions that counted September no longer follow");
        must_name(&found, "pupil A8889901", "comes to");
    });
}

#[test]
fn one_rule_changed_in_a_copy_is_named_and_so_is_whoever_it_decides_about() {
    on_both(|house| {
        let folder = copy(house);
        let chapter = "packs/lancashire/1-pathway.md";
        change(&folder, chapter, ("| Universal |", "less than 15 days"), "less than 14 days");
        change(&folder, chapter, ("| Improvement |", "at least 15 days"), "at least 14 days");
        let found = checked(folder.path());
        must_name(&found, &format!("{chapter} line"), "in `Bands: Pathway`");
        must_name(&found, "pupil A888990100001, band `Pathway` on", "value was `Universal` and comes to `Improvement`");
        forge(&folder);
        let found = checked(folder.path());
        must_name(&found, "pupil A888990100001, band `Pathway` on", "value was `Universal` and comes to `Improvement`");
        // A rule that nobody can read is said to be one.
        change(&folder, chapter, ("| Universal |", "less than 14 days"), "around 14 days");
        forge(&folder);
        must_name(&checked(folder.path()), &format!("{chapter}:"), "which side owns the edge");
    });
}

#[test]
fn a_file_taken_away_or_put_in_is_named_and_a_folder_in_use_is_left_alone() {
    on_both(|house| {
        let folder = copy(house);
        let closures = format!("{}/closures.csv", school());
        fs::remove_file(folder.path().join(&closures)).expect("it was there");
        fs::write(folder.path().join("more.csv"), "x\n").expect("it can be written");
        let found = checked(folder.path());
        must_name(&found, &closures, "the file is missing");
        must_name(&found, "more.csv", "was put in afterwards");
        let refused = write(&house.app, &[SchoolId(1)], folder.path()).expect_err("it is not empty");
        assert!(refused.to_string().contains("name a new folder"), "{refused}");
        let other = tempfile::tempdir().expect("a folder");
        assert!(check(other.path()).is_err_and(|error| error.to_string().contains("rollbook export")));
    });
}
