use domain::{
    id::{PupilId, SchoolId},
    permission::Role,
};

use super::*;
use crate::{
    frame::{self, Frame, Section},
    pages::{pupil::action::ControlShape, reply::telephone},
    templates::sample::render,
    urls,
};

fn ask(children: &[&str]) -> AskPage {
    let choice = |name: &&str| Choice { value: "1".into(), text: (*name).into(), checked: false };
    AskPage {
        action: urls::leave::link("leave.1.11.20261208.abc"),
        school: "Hillside Primary School".into(),
        telephone: telephone("01632 960100"),
        parent: "Rowan Hargreaves".into(),
        is_sent: true,
        requests: vec![RequestRow {
            what: "Ellis: Monday 7 December 2026".into(),
            status: Status::done("Refused"),
            means: vec!["On these days an absence without another reason is not agreed (code G).".into()],
        }],
        children: children.iter().map(choice).collect(),
        child_error: Some("Choose which child it is about".into()),
        controls: vec![Control::new("f-first-day", "first day", "", ControlShape::Day)],
        paper: Link::new("Print the form", urls::leave::blank("leave.1.11.20261208.abc")),
        errors: vec![FormError::new("child", "Choose which child it is about")],
    }
}

#[test]
fn a_parent_sees_what_was_decided_and_asks_for_more_on_the_same_page() {
    let html = render(&Frame::signed_out("Leave of absence"), "leave/ask.html", &ask(&["Ellis"]));
    assert!(html.contains("has your request") && html.contains("Refused") && html.contains("code G"));
    assert!(html.contains("id=\"f-first-day\"") && !html.contains("Which child?"));
    let two = render(&Frame::signed_out("Leave of absence"), "leave/ask.html", &ask(&["Ellis", "Alfie"]));
    assert!(two.contains("Which child?") && two.contains("Choose which child it is about"));
}

fn requests() -> RequestsPage {
    RequestsPage {
        back: Link::new("Hillside Primary School", urls::school(SchoolId(1))),
        decides: "Decision on leave of absence is done by headteacher.".into(),
        waiting: vec![WaitingRow {
            id: "pupil-1".into(),
            who: Link::new("Ellis Hargreaves, 5 Hazel", urls::pupil(PupilId(1))),
            days: "Monday 7 December 2026: 1 school day".into(),
            status: Status::due("Begins on Monday 7 December"),
            facts: vec![("Attendance this school year".into(), "74.6%".into())],
            decide: Some(Link::new("Decide", urls::action(PupilId(1), "england", "decision-on-leave-of-absence"))),
        }],
        decided: vec![DecidedRow {
            who: Link::new("Amara Osei, 5 Hazel", urls::case(PupilId(2))),
            asked: "Monday 12 October 2026".into(),
            status: Status::done("Granted"),
            means: "The register expects code C.".into(),
            on: "Monday 5 October".into(),
        }],
        paper: Link::new("Print the request form", urls::leave::form(SchoolId(1))),
        copy: "What comes back on paper is copied.".into(),
    }
}

#[test]
fn what_waits_stands_with_its_facts_and_the_way_to_decide() {
    let frame = frame::sample("Leave of absence", Section::School, Role::Headteacher);
    let html = render(&frame, "leave/requests.html", &requests());
    assert!(html.contains("74.6%") && html.contains(">Decide<") && html.contains("Granted"));
}

#[test]
fn a_school_without_requests_says_when_one_appears() {
    let frame = frame::sample("Leave of absence", Section::School, Role::Office);
    let none = RequestsPage { waiting: Vec::new(), decided: Vec::new(), ..requests() };
    let html = render(&frame, "leave/requests.html", &none);
    assert!(html.contains("No request waits.") && html.contains("Nothing was decided this year."));
}
