//! What was withdrawn counts as never done.

use std::collections::BTreeSet;

use domain::{
    Date,
    case::{Done, Event},
    decide::{Attempt, attempt, decide, holds_for},
    rule::{Action, Rules},
};

use super::{depends::Depends, said, worlds::Worlds};
use crate::{
    chance::Chance,
    pupil::Pupil,
    shelf::{NAMES, Shelf},
};

const FIRST: Date = Date::constant(2026, 10, 6);
const WITHDRAWN: Date = Date::constant(2026, 10, 20);
const LATER: Date = Date::constant(2026, 11, 24);

fn done(action: &str, to: &str) -> Done {
    Done::Did { action: action.to_owned(), outcome: String::new(), to: to.to_owned(), fields: Vec::new() }
}

/// What is so of the pupil, and what each thing that can be done is refused for.
fn all_of(shelf: &Shelf, rules: &Rules, pupil: &Pupil, depends: &Depends<'_>) -> BTreeSet<String> {
    let facts = pupil.on(shelf, LATER);
    let decided = said(&decide(rules, &facts));
    let entry = |one: &str| one.split_once(": ").map_or(one, |(set, _)| set).to_owned();
    let mut all: BTreeSet<String> = decided
        .into_iter()
        .filter(|(_, one)| !depends.on_acts(&entry(one)))
        .map(|(kind, one)| format!("{kind} {one}"))
        .collect();
    for action in rules.actions.iter().filter(|action| !depends.of_gates(action)) {
        let tried = Attempt { action: &action.head.name, to: "mother", ..Attempt::default() };
        let missing = attempt(rules, &facts, &tried).err().map(|refused| refused.missing).unwrap_or_default();
        all.insert(format!("{} wants {missing:?}", action.head.name));
    }
    all
}

/// The pupil's log with the thing done to the mother and withdrawn again, in its place by the day.
fn with_withdrawal(pupil: &Pupil, action: &Action, withdrawal: &str) -> Pupil {
    let mut pupil = pupil.clone().did(FIRST, done(&action.head.name, "mother"));
    pupil = pupil.did(WITHDRAWN, done(withdrawal, "mother"));
    pupil.history.sort_by_key(|event: &Event| event.at);
    pupil
}

#[test]
fn a_notice_that_was_withdrawn_counts_as_never_issued() {
    let shelf = Shelf::open();
    let mut chance = Chance(17);
    let mut compared = 0;
    for name in NAMES {
        let rules = shelf.rules(name);
        for action in &rules.actions {
            let Some(withdrawal) = &action.withdrawn_by else { continue };
            // What asks about the withdrawal itself is another matter.
            let depends = Depends::on_thing(&rules, withdrawal);
            for _ in 0..2 {
                let mut never = Worlds::lived_through(&shelf, &rules, &mut chance).right;
                never.history.retain(|event| ![Some(&*action.head.name), Some(withdrawal)].contains(&event.name()));
                let withdrawn = with_withdrawal(&never, action, withdrawal);
                let expected = all_of(&shelf, &rules, &never, &depends);
                assert_eq!(all_of(&shelf, &rules, &withdrawn, &depends), expected, "{name}: {}", action.head.name);
                compared += expected.len();
            }
        }
    }
    assert!(compared > 100, "only {compared} outcomes were compared");
}

#[test]
fn withdrawing_the_notice_to_one_parent_leaves_that_to_the_other() {
    let shelf = Shelf::open();
    let rules = shelf.rules("england");
    let issued = |to| {
        let words = "times [Penalty notice] is issued to that parent ever is exactly 1 time";
        let condition = pack::condition(words, &[]).expect("a condition");
        let pupil = Pupil::missing(&shelf, "O", |at| at < 12)
            .did(FIRST, done("Penalty notice", "mother"))
            .did(FIRST, done("Penalty notice", "father"))
            .did(WITHDRAWN, done("Withdrawal of a penalty notice", "mother"));
        holds_for(&rules, &pupil.on(&shelf, LATER), &condition, to)
    };
    assert_eq!([issued("mother"), issued("father")].map(domain::decide::Truth::word), ["no", "yes"]);
}
