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

#[test]
fn a_chapter_is_set_in_its_canonical_form_and_one_with_a_stray_sentence_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let loose = "# Pack:  Hillside\n- kind: school\n\n\n## Flags\n\nDefines — LAN-120\n\n|flag|when|\n|--|--|\n|Away|absence is at least 10%|\n";
    let tidy = "# Pack: Hillside\n\n- kind: school\n\n## Flags\n\nDefines — LAN-120.\n\n| flag | when |\n|---|---|\n| Away | absence is at least 10% |\n";
    written(folder.path(), "1-rules.md", loose);
    let stray = "# More\n\nTeachers ring.\n";
    written(folder.path(), "2-more.md", stray);
    written(folder.path(), "README.md", "Not  a chapter\n");
    let name = folder.path().display().to_string();
    let text = |file: &str| std::fs::read_to_string(folder.path().join(file)).expect("it is there");

    let ended = rollbook(&["pack", "format", &name, "--check"]);
    assert_eq!((ended.code, text("1-rules.md").as_str()), (1, loose), "{}", ended.errors);
    assert!(ended.out.contains("/1-rules.md: not in its canonical form\n"), "{}", ended.out);

    let ended = rollbook(&["pack", "format", &name]);
    assert_eq!((ended.code, text("1-rules.md").as_str()), (1, tidy), "{}", ended.errors);
    assert!(ended.out.contains("error: this sentence would not be carried out"), "{}", ended.out);
    assert!(ended.out.ends_with("2 chapters, 1 formatted, 1 faults\n"), "{}", ended.out);
    assert_eq!((text("2-more.md").as_str(), text("README.md").as_str()), (stray, "Not  a chapter\n"));

    written(folder.path(), "2-more.md", "# More\n\n> Teachers ring.\n");
    let ended = rollbook(&["pack", "format", &name, "--check"]);
    assert_eq!((ended.code, ended.out.as_str()), (0, "2 chapters, 0 to format, 0 faults\n"), "{}", ended.errors);
}

#[test]
fn between_editions_a_name_that_was_given_up_without_a_word_is_a_fault() {
    let edition = |name: &str, formerly: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let head = "# Pack: Hillside\n\n- kind: school\n- extends: [England]\n\n";
        let flag = format!(
            "{head}## Flag: {name}\n\nDefines — LAN-120.\n\n- when: days absent is at least 5 days\n{formerly}"
        );
        written(folder.path(), "1-rules.md", &flag);
        folder
    };
    let differ = |new: &tempfile::TempDir| {
        let old = edition("Often away", "");
        rollbook(&["pack", "diff", &old.path().display().to_string(), &new.path().display().to_string()])
    };
    let ended = differ(&edition("Missed by us", ""));
    assert_eq!(ended.code, 1, "{}", ended.errors);
    assert!(
        ended.out.starts_with("alike: Flag `Often away` is gone, and Flag `Missed by us` says the same\n"),
        "{}",
        ended.out
    );
    assert!(
        ended.out.ends_with(
            "faults: 1; write `formerly` with the old name under each entry that was only given another one\n"
        )
    );
    let ended = differ(&edition("Missed by us", "- formerly: \"Often away\"\n"));
    assert_eq!(
        (ended.code, ended.out.as_str()),
        (0, "renamed: Flag `Often away` is now Flag `Missed by us`\n0 new, 0 changed, 1 renamed, 0 alike, 0 gone\n"),
        "{}",
        ended.errors
    );
}
