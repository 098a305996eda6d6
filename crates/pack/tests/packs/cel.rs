//! The interpreter of another language, fed with counts made by hand, gives the same answer to every condition of every pack.

mod acts;
mod ages;
mod calendar;
mod counts;
mod hand;
mod keys;
mod questions;
mod story;

use std::collections::BTreeMap;

use domain::{
    Date,
    decide::{Attempt, holds_while},
    rule::Condition,
};

use crate::{chance::Chance, pupil::Pupil, shelf::Shelf};
use hand::{Hand, Tried, World};
use story::Fields;

/// How often a question was answered with yes, no, not known.
type Answers = BTreeMap<String, [usize; 3]>;

const PUPILS: usize = 4;

/// Asks `conditions` of the program and of the interpreter; how many there were.
fn compare(
    (name, world): (&str, &World<'_>),
    (pupil, day, tried): (&Pupil, Date, &Tried),
    conditions: &[Condition],
    answers: &mut Answers,
) -> usize {
    let hand = Hand { world, pupil, first: Date::MIN, day, tried: Some(tried), whose: None };
    let facts = pupil.facts(world.codes, world.calendar, day);
    let fields: Vec<(&str, &str)> = tried.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let attempt = Attempt { outcome: &tried.outcome, fields: &fields, to: &tried.to, ..Attempt::default() };
    for condition in conditions {
        let ours = holds_while(world.rules, &facts, &attempt, condition);
        assert_eq!(ours, hand.truth(condition), "{name} on {day}: {}\n{:?}", condition.words(), pupil.history);
        for atom in condition.atoms() {
            let one = Condition::Atom(atom.clone());
            let counts = answers.entry(questions::kind(&atom.test)).or_default();
            counts[holds_while(world.rules, &facts, &attempt, &one) as usize] += 1;
        }
    }
    conditions.len()
}

/// Every condition of the pack called `name` and every sentence of the language, for pupils by chance.
fn compare_pack(name: &str) -> (usize, Answers) {
    let shelf = Shelf::open();
    let (rules, calendar) = (shelf.rules(name), calendar::two_years());
    let world = World::new(&rules, &shelf.codes, &calendar);
    let mut chance = Chance(7);
    let own = questions::of_rules(&rules);
    let fields = Fields::of(&own);
    let (mut asked, mut answers) = (0, Answers::new());
    for _ in 0..PUPILS {
        let pupil = story::pupil(&world, &fields, &mut chance);
        let sentences = questions::of_language(&rules, &pupil, &mut chance);
        for at_an_act in [true, false] {
            let acts = pupil.history.len();
            let some = acts::day_of(&pupil.history[acts / 2 + chance.below(acts / 2)]);
            // Weekends and holidays, too.
            let day = if at_an_act { some } else { calendar::days_on(some, chance.below(40) as i64) };
            let tried = fields.tried(day, &mut chance);
            asked += compare((name, &world), (&pupil, day, &tried), &own, &mut answers);
            compare((name, &world), (&pupil, day, &tried), &sentences, &mut answers);
        }
    }
    assert_eq!(asked, own.len() * PUPILS * 2, "{name}: every condition is compared for every pupil");
    (asked, answers)
}

/// How many of the answers to questions of the kind that `is` takes were yes, no, not known.
fn sum(answers: &Answers, is: impl Fn(&str) -> bool) -> [usize; 3] {
    let mut sum = [0; 3];
    for counts in answers.iter().filter(|(kind, _)| is(kind)).map(|(_, counts)| counts) {
        (0..3).for_each(|at| sum[at] += counts[at]);
    }
    sum
}

/// The pack's conditions and the language's sentences are answered alike, and neither always in the same way.
fn agrees(name: &str) {
    let (asked, answers) = compare_pack(name);
    assert!(asked >= PUPILS * 2, "{name} asks nothing");
    let kinds = [
        "attendance ",
        "absence ",
        "count ",
        "spells ",
        "run, SchoolDays",
        "run, Sessions",
        "least",
        "age",
        "InYear",
        "OfCompulsoryAge",
        "compared",
        "times ",
        "done ",
        "Given",
    ];
    for kind in kinds {
        let [yes, no, _] = sum(&answers, |one| one.starts_with(kind));
        assert!(yes > 0 && no > 0, "{name}: {kind} is always answered alike: {answers:?}");
    }
    // In whatever unit.
    let [yes, no, _] = sum(&answers, |one| one.ends_with(" since ThatParent"));
    assert!(yes > 0 && no > 0, "{name}: what is counted since for one parent is always answered alike: {answers:?}");
    for window in ["Year", "Term", "HalfTerm", "Day", "Last", "Since", "Ever", "SchoolWeeks", "Days"] {
        let [yes, no, _] = sum(&answers, |one| one.ends_with(&format!(" {window}")));
        assert!(yes > 0 && no > 0, "{name}: what is asked over `{window}` is always answered alike: {answers:?}");
    }
}

#[test]
fn another_interpreter_agrees_on_every_condition_of_england() {
    agrees("england");
}

#[test]
fn another_interpreter_agrees_on_every_condition_of_lancashire() {
    agrees("lancashire");
}

#[test]
fn another_interpreter_agrees_on_every_condition_of_lincolnshire() {
    agrees("lincolnshire");
}

#[test]
fn another_interpreter_agrees_on_every_condition_of_leicestershire() {
    agrees("leicestershire");
}

#[test]
fn another_interpreter_agrees_on_every_condition_of_lady_boswells() {
    agrees("lady-boswells");
}

#[test]
fn another_interpreter_agrees_on_every_condition_of_knowsley() {
    agrees("knowsley");
}

#[test]
fn another_interpreter_knows_nothing_of_a_child_who_could_not_come_either() {
    let shelf = Shelf::open();
    let (rules, calendar) = (shelf.rules("lady-boswells"), calendar::two_years());
    let world = World::new(&rules, &shelf.codes, &calendar);
    let pupil = Pupil::marked_on(&calendar, &shelf.codes, |_| "D");
    let (day, tried) = (calendar.days()[300], Tried { outcome: String::new(), fields: Vec::new(), to: String::new() });
    let mut answers = Answers::new();
    compare(("lady-boswells", &world), (&pupil, day, &tried), &questions::of_rules(&rules), &mut answers);
    let [yes, _, not_known] = sum(&answers, |kind| kind.starts_with("attendance") || kind.starts_with("absence"));
    assert!(yes == 0 && not_known > 5, "{answers:?}");
}
