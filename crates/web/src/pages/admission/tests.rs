use domain::{
    id::{ContactId, PupilId, SchoolId},
    permission::Role,
};
use jiff::civil::date;

use super::*;
use crate::{
    frame::{self, Frame, Section},
    pages::pupil::action::Choice,
    templates::sample::render,
    urls,
};

const DORA: PupilId = PupilId(4);

fn frame(title: &str) -> Frame {
    frame::sample(title, Section::Pupils, Role::Office)
}

fn fact(key: &str, value: &str, beside: &str) -> Fact {
    Fact { key: key.into(), value: value.into(), beside: beside.into() }
}

fn record() -> RecordPage {
    RecordPage {
        back: Link::new("Dora Finch", urls::pupil(DORA)),
        on: "2026-11-24".into(),
        today: "2026-11-24".into(),
        action: urls::admission::record(DORA),
        past: String::new(),
        gaps: vec!["Only one person can be rung: ask for another.".into()],
        links: vec![Link::new("Enter a change", urls::admission::amend(DORA))],
        facts: vec![fact("Forenames", "Dora", ""), fact("Address", "2 Beckside", "Before: 1 Mill Lane")],
        people: vec![Person {
            name: "Rowan Finch".into(),
            detail: "mother, parent, lives with".into(),
            phone: "07700 900041".into(),
            email: "contact41@home.example".into(),
            address: "withheld".into(),
            protected: "Address protected".into(),
            change: Some(urls::admission::contact(DORA, ContactId(41))),
        }],
        enrolments: vec![Enrolment {
            kind: "Dual, main".into(),
            other: "Moorgate Primary School".into(),
            from: "1 September 2026".into(),
            until: "on the register".into(),
        }],
        workers: vec![Fact {
            key: "Social worker".into(),
            value: "Ana Reid (01632 960123)".into(),
            beside: "since 1 September 2026".into(),
        }],
        cohorts: vec![Cohort {
            name: "SEN Support".into(),
            when: "since 1 September 2026".into(),
            source: "recorded by the SENCO".into(),
            change: Some(urls::admission::cohort(DORA, "SEN Support", date(2026, 9, 1))),
        }],
        hidden: "1 cohort is shown only to those who need to know.".into(),
        enquiries: vec![fact("20 November 2026", "With Daniel Okoro: a visit", "Nobody was there")],
        deletion: Vec::new(),
        history: vec![Entry {
            what: "Change".into(),
            from: "20 November 2026".into(),
            says: vec!["Address: 2 Beckside".into()],
            reason: "Her mother rang".into(),
            when: "Monday 23 November 2026, 10:02".into(),
            person: "Joan Prescott".into(),
            position: "school office".into(),
        }],
    }
}

#[test]
fn a_pupil_s_entries_are_shown_with_their_history_and_what_is_missing() {
    let html = render(&frame("Admission register of Dora Finch"), "admission/record.html", &record());
    for words in [
        "Before: 1 Mill Lane",
        "Only one person can be rung",
        "Address protected",
        "Her mother rang",
        "1 cohort is shown",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn a_past_day_says_so_and_offers_nothing_to_enter() {
    let past = "As it was known on Tuesday 1 September 2026.".to_owned();
    let deletion = vec![fact("9(1)(a)", "Registered at another school", "")];
    let view = RecordPage { past, deletion, gaps: Vec::new(), links: Vec::new(), people: Vec::new(), ..record() };
    let html = render(&frame("Admission register of Dora Finch, past"), "admission/record.html", &view);
    assert!(html.contains("As it was known on") && html.contains("9(1)(a)") && !html.contains("Enter a change"));
}

fn form() -> FormPage {
    let of = vec![Choice::plain("sole"), Choice::plain("guest")];
    FormPage {
        back: Link::new("Admission register", urls::admission::record(DORA)),
        who: "Dora Finch".into(),
        lede: vec!["Kept with your name.".into()],
        errors: Vec::new(),
        action: urls::admission::enrolment(DORA),
        hidden: vec![("seen".into(), "1".into())],
        controls: vec![
            control("kind", "On what terms", "", ControlShape::One { of }, "sole"),
            control("reason", "Why", "The register keeps it.", ControlShape::Area, ""),
        ],
        button: "Enter it".into(),
    }
}

#[test]
fn a_form_that_was_refused_keeps_what_was_typed_and_says_what_is_wrong() {
    let html = render(&frame("Enrolment"), "admission/form.html", &form());
    assert!(html.contains("value=\"sole\" checked"));
    let fields = Fields::new([("kind", "guest"), ("reason", "")]);
    let sent = form().sent(&fields, vec![FormError::new("reason", "Say why")]);
    let html = render(&frame("Enrolment, error").with_errors(), "admission/form.html", &sent);
    assert!(html.contains("href=\"#reason\"") && html.contains("value=\"guest\" checked"));
}

#[test]
fn the_grounds_are_listed_with_who_decides() {
    let view = GroundsPage {
        back: Link::new("Admission register", urls::admission::record(DORA)),
        who: "Dora Finch".into(),
        closed: String::new(),
        grounds: vec![GroundLine {
            paragraph: Link::new("9(1)(a)", urls::admission::deletion_under(DORA, "9(1)(a)")),
            words: "Registered at another school".into(),
            decided_by: "Decided by the headteacher.".into(),
        }],
        transfer: Link::new("Make the common transfer file", urls::transfer::of_pupil(DORA)),
        enquire: Link::new("Record a joint enquiry", urls::admission::enquiries(DORA)),
        report: Link::new("Send it", urls::action(DORA, "england", "return-of-a-deleted-name")),
        reported: String::new(),
    };
    let html = render(&frame("Delete the name"), "admission/grounds.html", &view);
    assert!(html.contains("Decided by the headteacher.") && html.contains("9(1)(a)"));
    assert!(html.contains("has not been sent yet"));
    let sent = GroundsPage { reported: "The return was sent on 24 November 2026.".into(), ..view };
    let html = render(&frame("Delete the name, returned"), "admission/grounds.html", &sent);
    assert!(html.contains("sent on 24 November 2026") && !html.contains("has not been sent yet"));
}

#[test]
fn the_register_of_a_school_is_a_table_with_its_files() {
    let school = SchoolId(1);
    let view = RegisterPage {
        back: Link::new("Hillside Primary School", urls::school(school)),
        on: "2026-11-24".into(),
        today: "2026-11-24".into(),
        action: urls::admission::register(school),
        head: vec!["Name".into(), "Born".into()],
        rows: vec![vec!["Finch, Dora".into(), "3 May 2017".into()]],
        notes: vec!["Guests are not on the register.".into()],
        files: vec![Link::new("CSV", urls::admission::register_file(school, date(2026, 11, 24), "csv"))],
        admit: Some(Link::new("Admit a pupil", urls::admission::admit())),
    };
    let html = render(&frame("Admission register"), "admission/register.html", &view);
    assert!(html.contains("Finch, Dora") && html.contains("Admit a pupil"));
    let empty = RegisterPage { rows: Vec::new(), admit: None, ..view };
    let html = render(&frame("Admission register, empty"), "admission/register.html", &empty);
    assert!(html.contains("Nobody was on the register"));
}
