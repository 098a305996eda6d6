//! Every page of the early warning, made from samples.

use analysis::outlook::{Inputs, Measured, Model, look};
use domain::{
    example,
    id::{GroupId, PupilId, SchoolId},
    permission::Role,
    pupil::Pupil,
    tally::Percent,
};
use jiff::civil::date;
use service::outlook::Child;

use super::*;
use crate::{
    frame::{self, Section},
    templates::sample,
    urls,
};

const TEN: Percent = Percent::whole(10);

fn child(possible: u32, missed: u32, to_come: u32) -> Child {
    let inputs = Inputs {
        week: 12,
        possible,
        missed,
        to_come,
        recent: missed.min(6),
        weeks_touched: missed.min(5),
        last_year: Some((380, 30)),
    };
    Child {
        pupil: Pupil {
            id: PupilId(1),
            upn: String::from("A888990100001"),
            forename: String::from("Ellis"),
            surname: String::from("Hargreaves"),
            sex: 'M',
            born: date(2017, 5, 3),
            school: example::school().id,
            group: GroupId(12),
            year: 5,
            enrolled_from: date(2026, 9, 1),
            enrolled_until: None,
            cohorts: Vec::new(),
        },
        group: String::from("5 Hazel"),
        day: date(2026, 11, 23),
        ends: date(2027, 7, 20),
        threshold: TEN,
        outlook: look(Model::built_in(), Measured::built_in(), inputs, TEN, &[]),
        spells: 3,
        longest_spell: 4,
    }
}

#[test]
fn the_block_says_a_range_its_reasons_the_simple_rule_and_what_would_change_it() {
    let block = block(&child(110, 10, 270));
    assert!(block.said.contains("of 10 children with a year like this so far"), "{}", block.said);
    assert_eq!(block.reasons.len(), 4);
    assert!(block.rule.contains("5 days missed of 55 days so far"), "{}", block.rule);
    // 380 sessions: 37 stay under the line, and 10 of them are missed.
    assert!(
        block.change.starts_with("Missing no more than 13½ days until Tuesday 20 July 2027 keeps Ellis"),
        "{}",
        block.change
    );
    assert!(block.change.contains("14 days reach it"), "{}", block.change);
}

#[test]
fn the_block_of_a_settled_year_is_arithmetic_alone() {
    let past = block(&child(110, 60, 270));
    assert!(past.said.contains("arithmetic") && past.reasons.is_empty());
    assert!(past.change.contains("missing nothing more"), "{}", past.change);
}

#[test]
fn the_pages_are_made_from_their_samples() {
    let school = SchoolId(1);
    let frame = |title: &str| frame::sample(title, Section::School, Role::Headteacher);
    let list = ListPage { empty: String::from("It is off."), ..ListPage::default() };
    let html = sample::render(&frame("Early warning"), "outlook/list.html", &list);
    assert!(html.contains("It is off."));
    let calibration = CalibrationPage { own_words: String::from("No whole year"), ..CalibrationPage::default() };
    let html = sample::render(&frame("How far"), "outlook/calibration.html", &calibration);
    assert!(html.contains("No whole year"));
    let switch = SwitchPage {
        action: urls::outlook::switch(school),
        to: String::from("on"),
        button: String::from("Switch the early warning on"),
        errors: vec![FormError::new("to", "Say whether it is to be on or off")],
        ..SwitchPage::default()
    };
    let html = sample::render(&frame("Early warning").with_errors(), "outlook/switch.html", &switch);
    assert!(html.contains("Switch the early warning on") && html.contains("href=\"#to\""));
}
