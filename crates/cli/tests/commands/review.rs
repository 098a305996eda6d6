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
    // 46 sessions missed of 76 possible in the sample are 23 days: the words and the place in the handbook stand beside.
    let most = ended.out.lines().nth(1).expect("somebody needs something");
    assert!(most.contains("days") && most.contains("lancashire/1-pathway.md:"), "{most}");
    assert!(ended.out.contains(",task,"), "{}", ended.out);
}

#[test]
fn the_list_of_pupils_gives_names_and_cohorts() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = "UPN,Forename,Surname,Class,Cohorts\nZ888990119986,Olivia,Ashworth,7A,Child in need\n";
    let pupils = written(folder.path(), "pupils.csv", list);
    let ended = review(&["--format", "csv", "--pupils", &pupils]);
    let of_olivia: Vec<&str> = ended.out.lines().filter(|line| line.contains("Olivia Ashworth,7A")).collect();
    assert!(!of_olivia.is_empty(), "{}", ended.out);
    let without = review(&["--format", "csv"]);
    let before = without.out.lines().filter(|line| line.starts_with("Z888990119986")).count();
    assert!(of_olivia.len() > before, "a cohort brings its own task: {of_olivia:?}");
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
