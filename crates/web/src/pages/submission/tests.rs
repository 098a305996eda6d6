use domain::permission::Role;

use super::*;
use crate::{
    frame::{self, Section},
    templates::sample::render,
};

fn sides() -> BothSides {
    let two = |id: i64, name: &str, can_choose| Two {
        id,
        name: name.into(),
        why: why(Why::Differs).into(),
        seen: 7,
        can_choose,
        device: "absent, reason not yet known (N)".into(),
        register: "late before the register closed (L), 15 minutes, by Joan Prescott at 09:05".into(),
        chosen: String::new(),
    };
    BothSides {
        action: "/submissions/3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3".into(),
        settled: String::new(),
        errors: Vec::new(),
        sides: vec![two(1, "Ellis Hargreaves", true), two(2, "Amara Osei", false)],
        asks_reason: true,
        can_choose: true,
        reason: String::new(),
        register: Link::new("Open the register", "/registers/12/2027-03-12/am"),
    }
}

#[test]
fn both_sides_stand_beside_each_other_and_neither_is_chosen() {
    let frame = frame::sample("5 Hazel, Friday morning", Section::Registers, Role::Office);
    let html = render(&frame, "submission/both_sides.html", &sides());
    assert!(html.contains("by Joan Prescott at 09:05") && html.contains("absent, reason not yet known (N)"));
    assert!(!html.contains("checked"));
    assert!(html.contains("name=\"reason\""));
}

#[test]
fn what_was_chosen_and_typed_is_kept_beside_what_is_wrong() {
    let frame = frame::sample("5 Hazel, again", Section::Registers, Role::Office).with_errors();
    let mut view = sides();
    view.sides[0].chosen = "device".into();
    view.reason = "Seen at the gate".into();
    view.errors = vec![FormError::new("side-2-register", "Choose which of the two is right for each child")];
    let html = render(&frame, "submission/both_sides.html", &view);
    assert!(html.contains("value=\"Seen at the gate\"") && html.contains("value=\"device\" checked"));
}

#[test]
fn what_is_settled_is_no_form_any_more() {
    let frame = frame::sample("5 Hazel, settled", Section::Registers, Role::Office);
    let view = BothSides { settled: "Settled by Joan Prescott on Friday 12 March at 10:02.".into(), ..sides() };
    let html = render(&frame, "submission/both_sides.html", &view);
    assert!(!html.contains("type=\"radio\"") && html.contains("Settled by Joan Prescott"));
}

#[test]
fn what_waits_is_listed_and_an_empty_list_says_what_would_come() {
    let frame = frame::sample("Waiting", Section::Registers, Role::Office);
    let row = Row {
        what: Link::new("5 Hazel, Friday morning", "/submissions/3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3"),
        by: "Grace Hartley".into(),
        made: "Friday 12 March at 08:53".into(),
        children: "1 child".into(),
    };
    assert!(render(&frame, "submission/submissions.html", &Submissions { rows: vec![row] }).contains("Grace Hartley"));
    assert!(render(&frame, "submission/submissions.html", &Submissions::default()).contains("Nothing waits"));
}

#[test]
fn a_late_arrival_is_signed_in_without_a_search() {
    let frame = frame::sample("Sign in a late arrival", Section::Board, Role::Office);
    let child = Child { id: 1, name: "Ellis Hargreaves".into() };
    let view = LateArrival {
        action: "/board/arrivals".into(),
        day: "2027-03-12".into(),
        version: 7,
        time: "09:05".into(),
        groups: vec![Children { group: "5 Hazel".into(), children: vec![child] }],
    };
    let html = render(&frame, "submission/arrival.html", &view);
    assert!(html.contains("<optgroup label=\"5 Hazel\">") && html.contains("value=\"09:05\""));
}

#[test]
fn the_page_for_no_network_holds_nothing_about_anybody() {
    let html = render(&crate::frame::Frame::signed_out("Without network"), "submission/kept.html", &Kept::default());
    assert!(!html.contains("csrf"));
}
