//! A family that has not said why: a message goes out, its link opens without an account, and what they say comes to the board.

use domain::{
    case::Done,
    id::{ContactId, SchoolId},
    message::Channel,
    session::{Half, Session},
};
use service::{
    link::{self, Link, Purpose},
    reply::MOST_BYTES,
};
use web::urls;

use crate::{
    hillside::{DAY, ELLIS, GOVERNOR, HAZEL, LEAD, OFFICE, TEACHER},
    house::{House, on_both},
    visitor::{Upload, Visitor},
};

const MORNING: Session = Session::new(DAY, Half::Morning);
const PHOTOGRAPH: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

fn ellis_is_away(house: &House) {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, MORNING);
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, &[("mark-1", "absent")]).status, 303);
}

fn token(house: &House) -> String {
    let until = link::until(house.app.now(), 14);
    let made = Link { purpose: Purpose::Absence, pupil: ELLIS, contact: ContactId(11), until };
    link::sign(&house.app, &made).expect("signed")
}

/// What is sent, with which files, and what the page says.
type Case<'a> = (Vec<(&'a str, &'a str)>, Vec<Upload<'a>>, &'a str);

/// What a parent fills in who has nothing to correct.
const ILL: [(&str, &str); 4] =
    [("child", "1"), ("day", "2026-11-24"), ("reason", "Ill"), ("words", "A high temperature")];

fn messages(house: &House) -> usize {
    let of_school = |tx: &mut dyn store::Tx| store::message::of_school(tx, SchoolId(1), jiff::Timestamp::UNIX_EPOCH);
    house.store().read(of_school).expect("the outbox").len()
}

fn replied(house: &House) -> Vec<Done> {
    let history = house.store().read(|tx| store::case::of_pupil(tx, ELLIS)).expect("a case");
    history.into_iter().map(|event| event.done).filter(|done| matches!(done, Done::Replied { .. })).collect()
}

fn with(fields: &[(&'static str, &'static str)], name: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields: Vec<_> = fields.iter().copied().filter(|(known, _)| *known != name).collect();
    let name = ["child", "day", "reason", "words", "back"].into_iter().find(|known| *known == name).expect("a field");
    if !value.is_empty() {
        fields.push((name, value));
    }
    fields
}

fn send(visitor: &Visitor<'_>, token: &str, fields: &[(&str, &str)], files: &[Upload<'_>]) -> crate::page::Page {
    visitor.upload(&urls::reply::link(token), fields, files)
}

#[test]
fn the_office_writes_to_every_family_that_has_not_said_why_and_to_each_once() {
    on_both(|house| {
        ellis_is_away(house);
        let office = house.signed_in(OFFICE);
        let board = office.page(&urls::board());
        board.must_say("Write to 1 family");
        let page = office.page(&urls::messages::to_families());
        page.must_say("Rowan Hargreaves, mother: text message to 07700 900011");
        page.must_say("Ellis is not at school");
        page.must_say("Nothing here sends text messages and e-mails yet");
        page.must_not_say("/families/absence");
        let address = urls::messages::to_families();
        let nobody = office.post(&address, &[("csrf".into(), page.token())]);
        assert_eq!(nobody.status, 422);
        nobody.must_say("Choose at least one family");
        let written = office.submit(&page, &address, &[]);
        let outbox = office.follow(&written);
        outbox.must_say("1 message written.");
        outbox.must_say("Rowan Hargreaves Ellis Hargreaves Text message Waits");
        // Sent again, by the same page or another, nobody gets a second one.
        office.submit(&page, &address, &[]);
        assert_eq!(messages(house), 1);
        let board = office.page(&urls::board());
        board.must_say("Text message to Rowan Hargreaves at 08:55");
        board.must_not_say("Write to");
        office.page(&address).must_say("Was written to at 08:55.");
    });
}

#[test]
fn what_a_parent_says_is_offered_to_whoever_records_the_reason() {
    on_both(|house| {
        ellis_is_away(house);
        let (parent, token) = (house.visitor(), token(house));
        let form = parent.page(&urls::reply::link(&token));
        form.must_say("Why is Ellis away from school?");
        form.must_say("Hello Rowan Hargreaves. Ellis was not at school (Tuesday 24 November, all day)");
        let said = send(&parent, &token, &with(&ILL, "back", "26/11/2026"), &[("fever.jpg", PHOTOGRAPH)]);
        parent.follow(&said).must_say("Hillside Primary School has what you sent");
        assert_eq!(house.mark(SchoolId(1), ELLIS, MORNING), "N", "a reply changes no mark");
        let office = house.signed_in(OFFICE);
        let board = office.page(&urls::board());
        board.must_say(
            "Rowan Hargreaves, mother, wrote at 08:55: Ill. “A high temperature” Back on Thursday 26 November. What they sent",
        );
        board.must_say("Next: record the reason");
        let evidence = board.links().into_iter().find(|link| link.starts_with("/evidence/")).expect("a link to it");
        let file = office.get(&evidence);
        assert_eq!((file.status, file.bytes), (200, PHOTOGRAPH.to_vec()));
        assert_eq!(house.signed_in(GOVERNOR).get(&evidence).status, 403);
        assert_eq!(house.signed_in(TEACHER).get(&evidence).status, 403);
        // The code and the words are there; a person saves them.
        let reasons = office.page(&urls::reason_about(&[ELLIS], &[MORNING]));
        reasons.must_say("Rowan Hargreaves, mother, wrote at 08:55");
        let saved = office.submit(&reasons, &urls::reasons(), &[]);
        office.follow(&saved).must_say("Reason recorded: I for 1 session.");
        assert_eq!(house.mark(SchoolId(1), ELLIS, MORNING), "I");
        house
            .signed_in(LEAD)
            .page(&urls::case(ELLIS))
            .must_say("Rowan Hargreaves wrote: Ill. Back on Thursday 26 November");
    });
}

#[test]
fn each_thing_that_a_reply_lacks_is_said_beside_its_field_and_nothing_typed_is_lost() {
    on_both(|house| {
        ellis_is_away(house);
        let (parent, token) = (house.visitor(), token(house));
        let large = vec![0xFF; MOST_BYTES + 1];
        let cases: [Case<'_>; 9] = [
            (with(&ILL, "child", "11"), vec![], "Choose which child it is about"),
            (with(&ILL, "day", ""), vec![], "Choose the days that you can explain"),
            (with(&ILL, "day", "2026-09-07"), vec![], "Choose the days that you can explain"),
            (with(&ILL, "reason", "Lazy"), vec![], "Choose the reason that fits best"),
            (with(&with(&ILL, "words", ""), "reason", "Something else"), vec![], "Tell us a little more"),
            (with(&ILL, "back", "2026-11-23"), vec![], "Give a day within the next two months"),
            (with(&ILL, "back", "soon"), vec![], "Give a day within the next two months"),
            (ILL.to_vec(), vec![("page.html", b"<html>")], "Choose photographs or PDF files"),
            (ILL.to_vec(), vec![("huge.jpg", &large)], "Choose files that are no larger than 10 MB each"),
        ];
        for (fields, files, said) in cases {
            let page = send(&parent, &token, &fields, &files);
            assert_eq!(page.status, 422, "{said}");
            page.must_say("Nothing has been sent yet");
            page.must_say(said);
            if fields.iter().any(|(_, value)| *value == "A high temperature") {
                page.must_say("A high temperature");
            }
        }
        let many = [("a.jpg", PHOTOGRAPH); 6];
        send(&parent, &token, &ILL, &many).must_say("Choose no more than 5 files");
        assert_eq!(replied(house), []);
    });
}

#[test]
fn a_link_that_has_run_out_or_was_changed_shows_nothing_and_says_what_to_do() {
    on_both(|house| {
        let (parent, token) = (house.visitor(), token(house));
        for other in [token.replacen(".1.", ".2.", 1), String::from("absence")] {
            let page = parent.get(&urls::reply::link(&other));
            assert_eq!(page.status, 410, "{other}");
            page.must_say("This link does not open");
            page.must_not_say("Ellis");
            assert_eq!(send(&parent, &other, &ILL, &[]).status, 410);
        }
        house.at(DAY.checked_add(jiff::Span::new().days(15)).expect("a day"), "08:55");
        assert_eq!(house.visitor().get(&urls::reply::link(&token)).status, 410);
    });
}

#[test]
fn an_absence_can_be_announced_before_the_register_is_taken() {
    on_both(|house| {
        let (parent, token) = (house.visitor(), token(house));
        let form = parent.page(&urls::reply::link(&token));
        form.must_say("Tuesday 24 November, all day");
        form.must_say("Wednesday 25 November, all day");
        let said = send(&parent, &token, &with(&ILL, "day", "2026-11-25"), &[]);
        assert_eq!(said.status, 303);
        let Some(Done::Replied { about, .. }) = replied(house).pop() else { panic!("kept") };
        let tomorrow = DAY.tomorrow().expect("a day");
        assert_eq!(about, Half::BOTH.map(|half| Session::new(tomorrow, half)));
    });
}

#[test]
fn a_parent_asks_for_a_link_and_a_stranger_learns_nothing() {
    on_both(|house| {
        let ask = |house: &House, reached: &str| {
            let parent = house.visitor();
            let page = parent.page(&urls::reply::ask());
            let sent = parent.submit(&page, &urls::reply::ask(), &[("reached", reached)]);
            if sent.status == 303 { parent.follow(&sent) } else { sent }
        };
        let wrong = ask(house, "Rowan");
        assert_eq!(wrong.status, 422);
        wrong.must_say("Give the e-mail address or the whole mobile number");
        let stranger = ask(house, "nobody@elsewhere.example").words();
        assert_eq!(messages(house), 0);
        let known = ask(house, " Contact11@home.example ").words();
        assert_eq!(stranger, known, "both read the same");
        assert_eq!(messages(house), 1);
        // Asked for again at once, no second message goes; from the telephone on record it is the same contact.
        ask(house, "+44 7700 900011");
        assert_eq!(messages(house), 1);
        house.at(DAY, "09:30");
        ask(house, "07700900011");
        let waiting = house.store().read(|tx| store::message::waiting(tx, Channel::Text)).expect("the outbox");
        assert!(waiting[0].what.body.contains("/families/absence.1.11."), "{}", waiting[0].what.body);
    });
}
