//! The page of the language has every word of it: a new word comes with its line there.

use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../../docs/pack-language.md");
const SOURCES: [&str; 13] = [
    include_str!("../../src/build.rs"),
    include_str!("../../src/build/action.rs"),
    include_str!("../../src/build/bands.rs"),
    include_str!("../../src/build/decision.rs"),
    include_str!("../../src/build/due.rs"),
    include_str!("../../src/build/gives.rs"),
    include_str!("../../src/build/stage.rs"),
    include_str!("../../src/build/succession.rs"),
    include_str!("../../src/build/task.rs"),
    include_str!("../../src/build/told.rs"),
    include_str!("../../src/condition.rs"),
    include_str!("../../src/condition/measure.rs"),
    include_str!("../../src/example/expect.rs"),
];

/// The words between quotation marks behind each of these calls.
fn words_behind(calls: &[&str]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for source in SOURCES {
        for call in calls {
            for (at, _) in source.match_indices(call) {
                let rest = &source[at + call.len()..];
                words.extend(rest.split('"').next().map(|word| word.trim().to_owned()));
            }
        }
    }
    words
}

fn is_explained(word: &str) -> bool {
    PAGE.lines().any(|line| line.contains('`') && line.contains(word) || line.starts_with('|') && line.contains(word))
}

#[test]
fn every_kind_has_its_line() {
    let missing: Vec<&str> = pack::text::KINDS.into_iter().filter(|kind| !PAGE.contains(kind)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_key_has_its_line() {
    let keys = words_behind(&[".take(\"", ".take_field(\"", "record.text(\"", "row.text(\""]);
    assert!(keys.len() > 40, "only {} keys were found in the sources", keys.len());
    let missing: Vec<&String> = keys.iter().filter(|key| !is_explained(key)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_word_of_a_condition_has_its_line() {
    let words = words_behind(&["scan.take(\"", "scan.sees(\""]);
    let words: Vec<&String> = words.iter().filter(|word| word.len() > 2).collect();
    assert!(words.len() > 20, "only {} words were found in the sources", words.len());
    let missing: Vec<&String> =
        words.into_iter().filter(|word| !is_explained(word.trim_matches(['\\', ' ']))).collect();
    assert_eq!(missing, [""; 0]);
}
