use domain::{
    example,
    id::{ClosingId, PupilId},
    permission::Role,
};
use jiff::civil::date;

use super::*;
use crate::{
    frame::{self, Section},
    templates::sample,
    urls,
};

const DAY: Date = date(2026, 11, 24);

fn mark(letters: &str) -> MarkCell {
    let codes = example::codes();
    MarkCell::new(&codes, codes.find(letters, DAY))
}

#[test]
fn the_form_the_preview_and_the_undoing_are_made_from_their_samples() {
    let page = ClosingPage {
        closings: vec![Row {
            when: "all of Tuesday 24 November".into(),
            who: "Whole school".into(),
            mark: mark("#"),
            reason: "Polling day".into(),
            by: "Priya Nair, attendance lead".into(),
            undo: Link::new("Undo", urls::closing::undo(ClosingId(1))),
        }],
        kinds: vec![Choice::new("#", "#: planned closure")],
        scopes: vec![Choice::new("school", "Whole school")],
        first_halves: vec![Choice::new("am", "morning")],
        last_halves: vec![Choice::new("pm", "afternoon")],
        ..ClosingPage::default()
    };
    let frame = |title: &str| frame::sample(title, Section::Board, Role::Headteacher);
    let html = sample::render(&frame("Closures"), "closing/closing.html", &page);
    assert!(html.contains("Polling day") && html.contains("/closings/1/undo"));
    let change = Change {
        who: Link::new("Ellis Hargreaves", urls::pupil(PupilId(1))),
        session: "Tuesday 24 November, morning".into(),
        was: mark("N"),
        now: mark("#"),
        why: "nobody was expected".into(),
    };
    let preview = Preview {
        what: "Closed: all of Tuesday 24 November".into(),
        notes: vec!["The day leaves the calendar.".into()],
        changes: vec![change.clone()],
        stays: vec![change],
        more: "and 12 more".into(),
        hidden: vec![Hidden::new("seal", "1")],
    };
    let html = sample::render(&frame("Confirm the closure"), "closing/preview.html", &preview);
    assert!(html.contains("name=\"seal\"") && html.contains("1 mark changes"));
    let undo = UndoPage {
        what: "Closed: all of Tuesday 24 November".into(),
        notes: vec!["2 marks get back what stood there before.".into()],
        action: urls::closing::undo(ClosingId(1)),
        errors: vec![FormError::new("reason", "Say why the closure is undone")],
        ..UndoPage::default()
    };
    let html = sample::render(&frame("Undo the closure").with_errors(), "closing/undo.html", &undo);
    assert!(html.contains("Say why the closure is undone"));
}

#[test]
fn a_closure_is_read_from_its_form_or_what_is_wrong_is_said() {
    let codes = example::codes();
    let errors = Asked::parse(&Fields::default(), &codes, DAY).expect_err("nothing is there");
    assert_eq!(errors.len(), 5);
    let typed = |last: &'static str| {
        Fields::new([
            ("kind", "#"),
            ("scope", "year-5"),
            ("first", "24 November 2026"),
            ("first_half", "pm"),
            ("last", last),
            ("last_half", "pm"),
            ("reason", "Polling day"),
        ])
    };
    let asked = Asked::parse(&typed("24/11/2026"), &codes, DAY).expect("complete");
    assert_eq!((asked.scope, when(asked.sessions).as_str()), (Scope::Year(5), "Tuesday 24 November, afternoon"));
    assert!(Asked::parse(&typed("23/11/2026"), &codes, DAY).is_err(), "it ends before it begins");
}
