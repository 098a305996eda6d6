use domain::{
    id::{DocumentId, PupilId},
    permission::Role,
};

use super::*;
use crate::{
    frame::{self, Frame, Section},
    pages::pupil::action::ControlShape,
    templates::sample::render,
    urls,
};

fn frame(title: &str) -> Frame {
    frame::sample(title, Section::Pupils, Role::AttendanceLead)
}

fn letter() -> Letter {
    let texts = |texts: &[&str]| texts.iter().map(|text| String::from(*text)).collect::<Vec<_>>();
    Letter {
        head: texts(&["Hillside Primary School", "1 Beacon Road, Thornby", "01632 960100"]),
        to: texts(&["Dawn Hargreaves", "4 Mill Lane", "Thornby"]),
        date: "Friday 5 March 2027".into(),
        lines: texts(&["Reference: ATT-2027-0117", "About: Ellis Hargreaves, 5 Hazel"]),
        greeting: "Dear Dawn Hargreaves".into(),
        title: "Ellis’s attendance so far this year".into(),
        blocks: vec![
            Block::Paragraph { text: "Ellis has missed 15 days of school this year.".into() },
            Block::Heading { text: "What helps".into() },
            Block::List { points: texts(&["Ring us on the first morning", "Tell us what gets in the way"]) },
            Block::Table {
                caption: "Days missed".into(),
                header: texts(&["When", "Days"]),
                rows: vec![texts(&["Monday 1 March to Tuesday 2 March", "2"])],
            },
        ],
        close: texts(&["Yours sincerely", "Priya Nair", "Attendance lead"]),
        foot: "Receipt 7c1e 90b4 2fd8 a611".into(),
    }
}

fn view() -> LetterPage {
    let ellis = PupilId(4);
    let recipient = |value: &str, name: &str, detail: &str, barred: &str| Recipient {
        value: value.into(),
        name: name.into(),
        detail: detail.into(),
        barred: barred.into(),
        is_chosen: value == "1",
    };
    LetterPage {
        back: Link::new("Ellis Hargreaves", urls::pupil(ellis)),
        who: "Ellis Hargreaves, Year 5 Hazel: 17 days missed, 85.5%".into(),
        errors: Vec::new(),
        controls: vec![Control::new(
            "f-about-this-child",
            "about this child",
            "",
            ControlShape::Line { known: Vec::new() },
        )],
        state: State::Ready { action: urls::letter(ellis, "lancashire", "attendance-letter") },
        recipients: vec![
            recipient("1", "Dawn Hargreaves", "mother, lives with. 4 Mill Lane, Thornby", ""),
            recipient("2", "Mark Hargreaves", "father", "The address is protected: no letter is ever made for it."),
        ],
        recipient_error: String::new(),
        maker: "Priya Nair, attendance lead".into(),
        reading_age: "Words of an 11-year-old".into(),
        letter: Some(letter()),
        because: vec![Link::new(
            "Why: the Improvement pathway applies",
            urls::receipt(ellis, "lancashire", "improvement-pathway"),
        )],
    }
}

#[test]
fn a_letter_is_read_before_it_is_made() {
    let html = render(&frame("Attendance letter"), "letter/letter.html", &view());
    assert!(html.contains("Ellis has missed 15 days of school this year."));
    assert!(html.contains("Make letter"));
    assert!(html.contains("<caption>Days missed</caption>"));
}

#[test]
fn a_protected_address_cannot_be_chosen_and_says_why() {
    let html = render(&frame("Attendance letter"), "letter/letter.html", &view());
    assert!(html.contains("The address is protected: no letter is ever made for it."));
    let inputs: Vec<&str> = html.split("<input").filter(|input| input.contains("name=\"contact\"")).collect();
    assert_eq!(inputs.len(), 1, "only Dawn can be chosen");
    assert!(inputs[0].contains("value=\"1\"") && inputs[0].contains("checked"));
}

#[test]
fn a_letter_held_back_refuses_and_says_what_to_do_instead() {
    let reason = "Ellis has a known medical condition (recorded 9 November by Priya Nair).";
    let instead = vec![Link::new("Plan a meeting about health", urls::pathway(PupilId(4)))];
    let view = LetterPage { state: State::HeldBack { reason: reason.into(), instead }, ..view() };
    let html = render(&frame("Attendance letter, held back"), "letter/letter.html", &view);
    assert!(html.contains(reason));
    assert!(html.contains("Plan a meeting about health"));
    assert!(!html.contains("Make letter"));
    assert!(!html.contains("name=\"contact\""));
}

#[test]
fn a_letter_that_was_made_links_to_the_kept_document() {
    let state = State::Made {
        document: Link::new("Open the letter (PDF)", urls::document(DocumentId(3))),
        words: "Made by Priya Nair, attendance lead, on Friday 5 March 2027 at 15:40.".into(),
    };
    let html = render(&frame("Attendance letter, made"), "letter/letter.html", &LetterPage { state, ..view() });
    assert!(html.contains("href=\"/documents/3\""));
    assert!(!html.contains("Make letter"));
}

#[test]
fn a_letter_to_nobody_is_refused() {
    let view = view().refused(vec![
        FormError::new("contact", "Choose whom the letter goes to"),
        FormError::new("f-about-this-child", "Write something about this child."),
    ]);
    let html = render(&frame("Attendance letter, error").with_errors(), "letter/letter.html", &view);
    assert!(html.contains("href=\"#contact\""));
    assert!(html.contains("Choose whom the letter goes to"));
    assert!(html.contains("Error:</span> Write something about this child."));
}

#[test]
fn a_child_whose_every_address_is_protected_gets_no_button() {
    let mut view = view();
    view.recipients.remove(0);
    let html = render(&frame("Attendance letter, nobody"), "letter/letter.html", &view);
    assert!(html.contains("There is nobody to whom this letter may go."));
    assert!(!html.contains("Make letter"));
}
