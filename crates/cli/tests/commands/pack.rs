//! `rollbook pack`.

use crate::run::{rollbook, written};

#[test]
fn the_packs_of_the_program_have_no_fault_and_their_examples_pass() {
    let ended = rollbook(&["pack", "check"]);
    assert!(ended.code == 0 && ended.out.ends_with("faults: 0\n"), "{}{}", ended.out, ended.errors);
    let ended = rollbook(&["pack", "examples"]);
    assert!(ended.code == 0 && ended.out.ends_with(" passed, 0 failed\n"), "{}", ended.out);
}

#[test]
fn a_fault_is_told_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    written(folder.path(), "1-chapter.md", "# A chapter\n\n## Flag: Often away\n\n- when: absence is at least ten\n");
    let ended = rollbook(&["pack", "check", &folder.path().display().to_string()]);
    assert_eq!(ended.code, 1, "{}", ended.errors);
    assert!(ended.out.contains("1-chapter.md:"), "{}", ended.out);
}

#[test]
fn coverage_counts_the_rows_of_the_requirements() {
    let ended = rollbook(&["pack", "coverage", "--rows"]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    assert!(ended.out.ends_with(" of 1050 rows\n") && ended.out.contains("proved by W-LAN-2 "), "{}", ended.out);
}

#[test]
fn a_handbook_becomes_one_page_whose_links_stay_on_it() {
    let ended = rollbook(&["pack", "handbook", "lancashire"]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    assert!(ended.out.starts_with("<!doctype html>") && !ended.out.contains("href=\"/"));
    let mut places =
        ended.out.split("href=\"#").skip(1).filter_map(|rest| rest.split_once('"')).map(|(place, _)| place);
    let missing: Vec<&str> = places.by_ref().filter(|place| !ended.out.contains(&format!("id=\"{place}\""))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
