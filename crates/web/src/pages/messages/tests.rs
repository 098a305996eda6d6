use domain::{id::MessageId, permission::Role};

use super::*;
use crate::{
    frame::{self, Section},
    templates::sample::render,
    urls,
};

fn to_families() -> ToFamilies {
    let line = |id, to: &str, why_not: &str| FamilyLine {
        id,
        children: "Ellis Hargreaves".into(),
        to: to.into(),
        why_not: why_not.into(),
    };
    ToFamilies {
        back: Link::new("Board", urls::board()),
        action: urls::messages::to_families(),
        session: "Friday 12 March, morning".into(),
        families: vec![
            line(4, "Gail Buckley, mother: text message to 07700 900361", ""),
            line(5, "", "Was written to at 08:58."),
        ],
        open: 1,
        sample: "Hillside: Ellis is not at school.".into(),
        warning: String::new(),
        errors: Vec::new(),
    }
}

#[test]
fn every_family_that_can_be_written_to_is_chosen_already_and_the_words_are_shown_first() {
    let frame = frame::sample("Write to families", Section::Board, Role::Office);
    let html = render(&frame, "messages/families.html", &to_families());
    assert_eq!(html.matches("checked").count(), 1);
    assert!(html.contains("Hillside: Ellis is not at school.") && html.contains("Was written to at 08:58."));
    let none = ToFamilies { open: 0, families: to_families().families.split_off(1), ..to_families() };
    assert!(render(&frame, "messages/families.html", &none).contains("Nobody is left to write to"));
    let nobody = ToFamilies { open: 0, families: Vec::new(), warning: "Nothing here sends texts".into(), ..none };
    assert!(render(&frame, "messages/families.html", &nobody).contains("has a reason"));
    let errors = vec![FormError::new("family", "Choose at least one family")];
    let wrong = ToFamilies { errors, ..to_families() };
    assert!(render(&frame.with_errors(), "messages/families.html", &wrong).contains("No message has been written"));
}

#[test]
fn the_outbox_says_what_became_of_each_message() {
    let frame = frame::sample("Messages", Section::Board, Role::Office);
    let line = MessageLine {
        at: "08:58".into(),
        to: Link::new("Gail Buckley", urls::messages::message(MessageId(3))),
        children: "Ellis Hargreaves".into(),
        what: "Text message".into(),
        status: Status::now("Cannot arrive: ring"),
    };
    let to_families = Some(Link::new("Write to families", urls::messages::to_families()));
    let view = Outbox { to_families, failed: 1, messages: vec![line] };
    let html = render(&frame, "messages/outbox.html", &view);
    assert!(html.contains("1 message cannot arrive") && html.contains("href=\"/messages/3\""));
    let empty = Outbox { failed: 0, messages: Vec::new(), ..view };
    assert!(render(&frame, "messages/outbox.html", &empty).contains("No message was written"));
}

#[test]
fn a_message_shows_its_words_and_its_way() {
    let frame = frame::sample("Message to Gail Buckley", Section::Board, Role::Office);
    let view = MessagePage {
        back: Link::new("Messages", urls::messages::outbox()),
        about: vec![Hidden::new("To", "Gail Buckley, 07700 900361")],
        words: vec!["Ellis is not at school.".into()],
        became: Vec::new(),
        instead: String::new(),
    };
    assert!(render(&frame, "messages/message.html", &view).contains("It waits to be carried"));
    let became = vec!["Friday 12 March 2027, 08:59: cannot be carried: no such number".into()];
    let failed = MessagePage { became, instead: "Ring Gail Buckley.".into(), ..view };
    assert!(render(&frame, "messages/message.html", &failed).contains("Ring Gail Buckley."));
}
