//! `rollbook review`.

use crate::run::{rollbook, sample, written};

fn review(more: &[&str]) -> crate::run::Ended {
    let marks = sample("marks.csv");
    rollbook(&[&["review", marks.as_str(), "--pack", "lancashire", "--as-of", "2025-10-24"], more].concat())
}

#[test]
fn a_file_of_marks_says_who_needs_what_and_why() {
    let ended = review(&["--format", "csv"]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    // The pupil with most days missed comes first; the words and the place in the handbook stand beside.
    let most = ended.out.lines().nth(1).expect("somebody needs something");
    assert!(most.contains("days") && most.contains("lancashire/1-pathway.md:"), "{most}");
    assert!(ended.out.contains(",task,"), "{}", ended.out);
}

#[test]
fn the_list_of_pupils_gives_names_and_cohorts() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = "UPN,Forename,Surname,Class,Cohorts\nP888990118977,Muhammad,Hussain,8B,CiN plan; SEN Support\n";
    let pupils = written(folder.path(), "pupils.csv", list);
    let ended = review(&["--format", "csv", "--pupils", &pupils]);
    let of_one: Vec<&str> = ended.out.lines().filter(|line| line.contains("Muhammad Hussain,8B")).collect();
    assert!(!of_one.is_empty(), "{}", ended.out);
    let task = "Start support for a vulnerable pupil";
    assert!(of_one.iter().any(|line| line.contains(task)), "a cohort brings its own task: {of_one:?}");
    let without = review(&["--format", "csv"]);
    assert!(!without.out.contains(task), "nobody is known to be vulnerable without the list");
}

#[test]
fn a_cohort_that_the_pack_does_not_know_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let pupils = written(folder.path(), "pupils.csv", "UPN,Cohorts\nP888990118977,SEN suport\n");
    let ended = review(&["--pupils", &pupils]);
    assert_eq!(ended.code, 2);
    assert!(ended.errors.contains("line 2 of the pupils: the pack knows no cohort `SEN suport`"), "{}", ended.errors);
}

#[test]
fn a_review_becomes_a_table_a_page_and_a_spreadsheet() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(review(&[]).out.contains("who needs what at the end of 24 October 2025"));
    assert!(review(&["--format", "html"]).out.contains("<table"));
    let file = folder.path().join("review.xlsx").display().to_string();
    assert_eq!(review(&["--format", "xlsx", "--out", &file]).code, 0);
    assert!(std::fs::read(&file).expect("it was written").starts_with(b"PK"));
    let ended = review(&["--format", "xlsx"]);
    assert!(ended.code == 2 && ended.errors.contains("--out FILE"), "{}", ended.errors);
}

#[test]
fn a_pack_that_is_not_here_is_told_with_those_that_are() {
    let ended = rollbook(&["review", &sample("marks.csv"), "--pack", "lankashire"]);
    assert_eq!(ended.code, 2);
    assert!(ended.errors.contains("no pack `lankashire`") && ended.errors.contains("`lancashire`"), "{}", ended.errors);
}

#[test]
fn totals_cannot_be_reviewed_and_say_so() {
    let ended = rollbook(&["review", &sample("attendance_wide.csv"), "--pack", "lancashire"]);
    assert!(ended.code == 2 && ended.errors.contains("totals without days"), "{}", ended.errors);
}
