//! Supports of the invented authority.

use domain::{
    id::PersonId,
    permission::{Actor, Role},
};
use jiff::civil::date;

use super::*;
use crate::comparison::tests::authority;

fn reader(role: Role, school: Option<SchoolId>) -> Actor {
    Actor { person: PersonId(1), name: String::from("Priya Nair"), role, school, groups: Vec::new() }
}

const ASKED: Asked = Asked { to: date(2026, 11, 24), weeks: None };

#[test]
fn every_support_is_there_with_its_children_and_says_nothing_below_ten() {
    let app = authority();
    let lead = reader(Role::AttendanceLead, Some(SchoolId(1)));
    let found = of_school(app, &lead, SchoolId(1), ASKED).expect("Hillside has supports");
    assert_eq!((found.weeks, found.schools), (6, 8));
    assert!(found.lines.iter().any(|line| line.change.is_some()), "{:#?}", found.lines);
    assert!(found.lines.iter().any(|line| line.change.is_none()), "{:#?}", found.lines);
    for line in &found.lines {
        assert!(line.compared <= line.whole && line.whole <= line.children, "{line:?}");
        assert_eq!(line.change.is_some(), line.compared >= FEWEST_COMPARED, "{line:?}");
        if let Some(change) = line.change {
            assert_eq!(change.children, line.compared);
            assert!(change.range.0 <= change.difference && change.difference <= change.range.1, "{change:?}");
        }
    }
    assert!(found.lines.iter().all(|line| line.kind.sort != "letter" && line.kind.name != "Penalty notice"));
}

#[test]
fn the_same_question_has_the_same_answer_and_other_weeks_another() {
    let app = authority();
    let lead = reader(Role::AttendanceLead, Some(SchoolId(1)));
    let ask = |weeks| of_school(app, &lead, SchoolId(1), Asked { weeks, ..ASKED }).expect("it can be worked out").lines;
    assert_eq!(ask(None), ask(Some(6)));
    assert_ne!(ask(None), ask(Some(3)));
}

#[test]
fn a_reader_of_another_school_is_refused() {
    let app = authority();
    let lead = reader(Role::AttendanceLead, Some(SchoolId(2)));
    assert!(matches!(of_school(app, &lead, SchoolId(1), ASKED), Err(Error::Forbidden(_))));
}
