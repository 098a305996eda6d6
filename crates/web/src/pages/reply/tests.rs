use super::*;
use crate::{frame::Frame, templates::sample::render};

fn choice(value: &str, text: &str, checked: bool) -> Choice {
    Choice { value: value.into(), text: text.into(), checked }
}

fn form(children: &[&str]) -> ReplyForm {
    ReplyForm {
        action: urls::reply::link("absence.4.41.20270326.abc"),
        school: "Hillside Primary School".into(),
        telephone: telephone("01632 960100"),
        parent: "Gail Buckley".into(),
        known: "Ellis was not at school (Friday 12 March, morning), and we do not know why.".into(),
        children: children.iter().map(|name| choice("4", name, true)).collect(),
        days: vec![choice("2027-03-12", "Friday 12 March, all day", true)],
        reasons: vec![choice("Ill", "Ill", false), choice("Something else", "Something else", false)],
        words: String::new(),
        back: String::new(),
        files_hint: "Photographs or PDF files".into(),
        errors: Vec::new(),
        beside: Beside::default(),
    }
}

#[test]
fn the_page_behind_a_link_asks_only_what_the_school_cannot_know() {
    let html = render(&Frame::signed_out("Why is Ellis away from school?"), "reply/form.html", &form(&["Ellis"]));
    assert!(html.contains("Hello Gail Buckley. Ellis was not at school (Friday 12 March, morning)"));
    assert!(html.contains("href=\"tel:01632960100\"") && !html.contains("Which child?"));
    let two = render(&Frame::signed_out("Why are they away?"), "reply/form.html", &form(&["Ellis", "Alfie"]));
    assert!(two.contains("Which child?"));
}

#[test]
fn what_was_chosen_and_typed_stands_on_the_page_again_with_every_error_at_its_field() {
    let all = [
        Lacks::Child,
        Lacks::Day,
        Lacks::Reason,
        Lacks::Words,
        Lacks::TooLong,
        Lacks::Back,
        Lacks::TooLarge,
        Lacks::TooMany,
        Lacks::Kind,
    ];
    let fields = Fields::new([("reason", "Something else"), ("words", "Sad"), ("back", "soon")]);
    let again = form(&["Ellis", "Alfie"]).again(&fields, all.map(error).into());
    assert_eq!(again.reasons.iter().map(|one| one.checked).collect::<Vec<_>>(), [false, true]);
    assert_eq!((again.words.as_str(), again.back.as_str(), again.days[0].checked), ("Sad", "soon", false));
    let html = render(&Frame::signed_out("Why are they away?").with_errors(), "reply/form.html", &again);
    assert!(html.contains("Nothing has been sent yet") && html.contains("Choose any files again"));
}

#[test]
fn a_parent_is_thanked_and_told_what_happens_next() {
    let telephone = telephone("01632 960100");
    let again = Link::new("open your link again", urls::reply::link("absence.4.41.20270326.abc"));
    let kept = Kept { school: "Hillside Primary School".into(), telephone, again };
    assert!(render(&Frame::signed_out("Thank you"), "reply/kept.html", &kept).contains("You need do nothing more"));
    let closed = Closed { ask: Link::new("Ask for a new link", urls::reply::ask()) };
    assert!(render(&Frame::signed_out("No link"), "reply/closed.html", &closed).contains("Ask for a new link"));
}

#[test]
fn the_page_that_asks_for_a_link_says_the_same_to_everybody() {
    let ask = Ask { action: urls::reply::ask(), ..Ask::default() };
    let frame = Frame::signed_out("Tell the school about an absence");
    assert!(!render(&frame, "reply/ask.html", &ask).contains("on its way"));
    let asked = Ask { is_asked: true, ..ask };
    assert!(render(&frame, "reply/ask.html", &asked).contains("If the school has this address"));
    let errors = vec![FormError::new("reached", "Give the whole number")];
    let wrong = Ask { errors, reached: "070".into(), reached_error: Some("Give it".into()), ..asked };
    assert!(render(&frame.with_errors(), "reply/ask.html", &wrong).contains("No link has been sent"));
}
