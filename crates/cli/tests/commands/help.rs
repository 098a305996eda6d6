//! Help.

use crate::run::rollbook;

const COMMANDS: [&[&str]; 20] = [
    &["demo"],
    &["serve"],
    &["review"],
    &["facts"],
    &["figures"],
    &["import"],
    &["pack", "check"],
    &["pack", "examples"],
    &["pack", "coverage"],
    &["pack", "diff"],
    &["pack", "format"],
    &["pack", "handbook"],
    &["school", "load"],
    &["school", "enrol"],
    &["user", "add"],
    &["user", "password"],
    &["doctor"],
    &["verify"],
    &["export"],
    &["bench", "generate"],
];

#[test]
fn every_command_has_help_with_an_example() {
    for command in COMMANDS.into_iter().chain([["backup"].as_slice()]) {
        let ended = rollbook(&[command, &["--help"]].concat());
        assert_eq!(ended.code, 0, "{command:?}");
        let example = format!("rollbook {}", command.join(" "));
        assert!(ended.out.contains("Example") && ended.out.contains(&example), "{command:?}: {}", ended.out);
    }
}

#[test]
fn a_command_that_nobody_knows_could_not_run() {
    let ended = rollbook(&["revue"]);
    assert_eq!(ended.code, 2);
    assert!(ended.errors.contains("review"), "{}", ended.errors);
}
