use domain::{id::PupilId, permission::Role};

use super::*;
use crate::{
    frame::{self, Frame, Section},
    templates::sample::render,
    urls,
};

fn frame(title: &str) -> Frame {
    frame::sample(title, Section::Pupils, Role::AttendanceLead)
}

fn control(id: &str, label: &str, shape: ControlShape, values: &[&str]) -> Control {
    Control { values: values.iter().map(|value| (*value).into()).collect(), ..Control::new(id, label, "", shape) }
}

fn controls() -> Vec<Control> {
    let parents = ["Dawn Hargreaves", "Mark Hargreaves"]
        .map(|name| Choice { hint: "Times issued to that parent: 1 time".into(), ..Choice::plain(name) });
    let members = ["parent", "attendance lead"].map(Choice::plain).into();
    let known = vec!["appointment card".into()];
    vec![
        control("parent", "which parent", ControlShape::One { of: parents.into() }, &["Mark Hargreaves"]),
        control("f-length", "length", ControlShape::Number { unit: "minutes".into() }, &["45"]),
        control("f-review-date", "review date", ControlShape::Day, &["2027-03-26"]),
        control("f-evidence", "evidence", ControlShape::Line { known }, &[]),
        control("f-action-plan", "action plan", ControlShape::Area, &["Breakfast club from Monday"]),
        control("f-who-came", "who came", ControlShape::Any { of: members }, &["attendance lead"]),
    ]
}

fn view() -> ActionPage {
    let ellis = PupilId(4);
    let before =
        |words: &str, hint: &str, status| Before { words: words.into(), hint: hint.into(), status, link: None };
    ActionPage {
        back: Link::new("Pathway", urls::pathway(ellis)),
        who: "Ellis Hargreaves, Year 5 Hazel: 17 days missed, 85.5%".into(),
        errors: Vec::new(),
        strength: Strength::MUST,
        says: "Meeting, for Traded Officer or attendance lead.".into(),
        asked: "Due or offered now: Arrange the AIM.".into(),
        source: Link::new("Knowsley handbook", urls::chapter_entry("knowsley", "6-level-2", "aim")),
        readings: vec![Link::new("C-KNO-15", urls::chapter_entry("knowsley", "6-level-2", "c-kno-15"))],
        before: vec![
            Before {
                link: Some(Link::new("Request Level 2", urls::action(ellis, "knowsley", "request-level-2"))),
                ..before("Level is Level 2", "The case is not at Level 2", Status::now("Missing"))
            },
            before("Length is at most 60 minutes", "", Status::wait("You say it below")),
        ],
        advice: vec!["Ask whoever works with the family already.".into()],
        facts: vec![Fact { label: "Agenda".into(), values: vec!["what was tried".into(), "what is next".into()] }],
        why: Some(Link::new("Why", urls::receipt(PupilId(4), "lancashire", "aim"))),
        last: vec!["Last on Friday 5 March 2027, by Priya Nair, attendance lead.".into()],
        form: Some(ActionForm {
            action: urls::action(ellis, "knowsley", "aim"),
            controls: controls(),
            button: "Record it".into(),
        }),
        closed: String::new(),
    }
}

#[test]
fn the_page_of_a_step_is_made_from_its_sample() {
    let html = render(&frame("AIM"), "pupil/action.html", &view());
    assert!(html.contains("href=\"/pupils/4/actions/knowsley/request-level-2\""), "what is missing is a link to do it");
    assert!(html.contains("type=\"date\" value=\"2027-03-26\""));
    assert!(html.contains("Breakfast club from Monday</textarea>"));
    assert!(html.contains("value=\"Mark Hargreaves\" checked"));
    assert!(html.contains("<datalist id=\"f-evidence-known\"><option value=\"appointment card\">"));
    assert!(html.contains("<dt>Agenda</dt><dd>what was tried</dd><dd>what is next</dd>"));
}

#[test]
fn a_refusal_says_everything_that_is_missing_and_keeps_what_was_typed() {
    let errors = vec![
        FormError::new("before", "The case is not at Level 2."),
        FormError::new("f-evidence", "Say what the evidence is."),
    ];
    let html = render(&frame("AIM, refused").with_errors(), "pupil/action.html", &view().refused(errors));
    assert!(html.contains("2 things are missing"));
    assert!(html.contains("href=\"#before\"") && html.contains("href=\"#f-evidence\""));
    assert!(html.contains("Error:</span> Say what the evidence is."));
    assert!(html.contains("Breakfast club from Monday</textarea>"));
}

#[test]
fn whoever_may_not_do_it_reads_who_may() {
    let view = ActionPage {
        form: None,
        closed: "It is for headteacher. They record it here.".into(),
        before: Vec::new(),
        advice: Vec::new(),
        facts: Vec::new(),
        why: None,
        last: Vec::new(),
        ..view()
    };
    let html = render(&frame("AIM, of others"), "pupil/action.html", &view);
    assert!(html.contains("They record it here.") && !html.contains("Record it</h2>"));
}
