use alloc::{borrow::ToOwned, boxed::Box, vec};

use super::*;
use crate::rule::{Action, Amount, Bound, Head, Strength, Unit, Whom};

fn head(name: &str) -> Head {
    Head {
        name: name.to_owned(),
        slug: crate::rule::slug(name),
        pack: String::from("knowsley"),
        chapter: String::from("6-level-2"),
        line: 1,
        strength: Strength::Must,
        rows: Vec::new(),
        readings: Vec::new(),
        from: None,
        until: None,
        succession: Default::default(),
    }
}

fn rules() -> Rules {
    let actions = vec![Action::bare(head("AIM"), Kind::Meeting), Action::bare(head("Plan form"), Kind::Form)];
    Rules { actions, ..Rules::default() }
}

fn atom(test: Test) -> Atom {
    Atom { words: String::from("as the chapter has it"), test, is_negated: false }
}

fn not(test: Test) -> Atom {
    Atom { is_negated: true, ..atom(test) }
}

fn done(thing: &str, window: Window) -> Test {
    Test::Done { thing: thing.to_owned(), window }
}

fn sessions(side: Side, thousandths: i64, what: What) -> Test {
    let bound = Bound { side, amount: Amount { thousandths, unit: Unit::Sessions } };
    let measure = Measure::Count { unit: Unit::Sessions, what, window: Window::Year };
    Test::Measured(measure, Range { bounds: vec![bound] })
}

#[test]
fn what_was_done_is_said_with_the_word_of_its_kind_and_what_was_named_before_is_then() {
    let since = Window::Since { thing: String::from("AIM"), whom: Whom::Anybody };
    let parts = [atom(done("AIM", Window::Year)), not(done("Plan form", since.clone()))];
    let all = Condition::All(parts.map(Condition::Atom).into());
    assert_eq!(rules().plainly(&all), "AIM has been held, and Plan form has not been completed since then");
    let alone = Condition::Atom(not(done("Plan form", since)));
    assert_eq!(rules().plainly(&alone), "Plan form has not been completed since AIM");
    let first = Condition::Atom(not(done("First review", Window::Year)));
    assert_eq!(rules().plainly(&first), "First review has not been done yet");
}

#[test]
fn a_count_says_what_was_found_and_without_a_finding_what_is_asked() {
    let coded = atom(sessions(Side::MoreThan, 0, What::Coded(vec![String::from("N")])));
    assert_eq!(rules().found_plainly([(&coded, "1 session")]), ["1 session coded N this school year"]);
    assert_eq!(rules().plainly(&Condition::Atom(coded)), "at least 1 session coded N this school year");
    let missed = Condition::Atom(atom(sessions(Side::AtLeast, 10_000, What::Unauthorised)));
    assert_eq!(rules().plainly(&missed), "at least 10 sessions missed without authority this school year");
    assert_eq!(
        rules().plainly(&Condition::Not(Box::new(missed))),
        "it is not so that at least 10 sessions missed without authority this school year"
    );
}

#[test]
fn a_band_that_somebody_is_not_in_is_said_by_the_one_they_are_in() {
    let band = || Test::In { set: String::from("Level"), band: String::from("Level 1") };
    assert_eq!(rules().found_plainly([(&not(band()), "Level 2")]), ["Level is Level 2"]);
    assert_eq!(rules().plainly(&Condition::Not(Box::new(Condition::Atom(atom(band()))))), "Level is not Level 1");
}

#[test]
fn an_end_of_a_meeting_is_told_as_one_and_a_finding_as_what_it_is() {
    let ended =
        |thing: &str| Test::EndedAs { thing: String::from(thing), value: String::from("extend"), window: Window::Ever };
    assert_eq!(rules().plainly(&Condition::Atom(atom(ended("AIM")))), "AIM ended with “extend”");
    assert_eq!(rules().plainly(&Condition::Atom(not(ended("AIM")))), "AIM did not end with “extend”");
    assert_eq!(rules().plainly(&Condition::Atom(not(ended("engagement")))), "engagement is not “extend”");
}
