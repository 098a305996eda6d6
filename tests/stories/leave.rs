//! Leave of absence: a parent asks behind a link or on paper, the headteacher decides, the register and the parent see it.

use domain::{
    Date,
    id::{ContactId, PupilId, SchoolId},
    rule::slug,
    session::{Half, Session},
};
use jiff::civil::date;
use service::link::{self, Link, Purpose};
use web::urls;

use crate::{
    hillside::{ELLIS, HAZEL, HEAD, LEAD, OFFICE, TEACHER},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const REQUEST: &str = "Request for leave of absence";
const DECISION: &str = "Decision on leave of absence";
/// A Monday, Tuesday and Wednesday in December.
const MONDAY: Date = date(2026, 12, 7);
const TUESDAY: Date = date(2026, 12, 8);

fn token(house: &House, purpose: Purpose) -> String {
    let until = link::until(house.app.now(), 14);
    link::sign(&house.app, &Link { purpose, pupil: ELLIS, contact: ContactId(11), until }).expect("signed")
}

/// What a parent fills in who asks for two days.
const TWO_DAYS: [(&str, &str); 5] = [
    ("child", "1"),
    ("f-first-day", "7 December 2026"),
    ("f-last-day", "8 December 2026"),
    ("f-reason-for-the-leave", "A funeral abroad"),
    ("f-what-is-exceptional-about-it", "His grandfather has died"),
];

fn with<'a>(other: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    let is_other = |name: &str| other.iter().any(|(known, _)| *known == name);
    let kept = TWO_DAYS.into_iter().filter(|(name, _)| !is_other(name));
    kept.chain(other.iter().copied()).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn ask(house: &House, token: &str, other: &[(&str, &str)]) -> Page {
    house.visitor().post(&urls::leave::link(token), &with(other))
}

/// Sends the form of a decision, be it shown to the visitor or not.
fn force(visitor: &Visitor<'_>, filled: &[(&str, &str)]) -> Page {
    let address = urls::action(ELLIS, "england", &slug(DECISION));
    let proof = ("csrf".to_owned(), visitor.page(&address).token());
    let filled = filled.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    visitor.post(&address, &filled.chain([proof]).collect::<Vec<(String, String)>>())
}

fn decide(visitor: &Visitor<'_>, pupil: PupilId, filled: &[(&str, &str)]) -> Page {
    let address = urls::action(pupil, "england", &slug(DECISION));
    visitor.submit(&visitor.page(&address), &address, filled)
}

const GRANT_MONDAY: [(&str, &str); 5] = [
    ("outcome", "granted"),
    ("f-ground", "exceptional circumstances"),
    ("f-first-day-granted", "7 December 2026"),
    ("f-last-day-granted", "7 December 2026"),
    ("f-why", "The day of the funeral"),
];

const REFUSE: [(&str, &str); 2] = [("outcome", "refused"), ("f-why", "A cheaper flight is not exceptional")];

fn events(house: &House, pupil: PupilId) -> usize {
    let named = |event: &domain::case::Event| event.name() == Some(REQUEST);
    house.store().read(|tx| store::case::of_pupil(tx, pupil)).expect("a case").iter().filter(|one| named(one)).count()
}

fn take(house: &House, day: Date, half: Half) -> Page {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, Session::new(day, half));
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, &[("mark-1", "absent")]).status, 303);
    page
}

#[test]
fn a_parent_asks_behind_a_link_and_sees_what_the_headteacher_decided() {
    on_both(|house| {
        let (parent, token) = (house.visitor(), token(house, Purpose::Leave));
        let page = parent.page(&urls::leave::link(&token));
        page.must_say("Hello Rowan Hargreaves. Leave in term time is for exceptional circumstances");
        page.must_say("First day Such as 12 March 2027.");
        let sent = ask(house, &token, &[]);
        assert_eq!(sent.status, 303, "{}", sent.words());
        let seen = parent.follow(&sent);
        seen.must_say("Until then nothing is agreed.");
        seen.must_say("Ellis: Monday 7 December 2026 to Tuesday 8 December 2026 Waits for the headteacher");
        let head = house.signed_in(HEAD);
        head.page(&urls::school(SchoolId(1))).must_say("Leave of absence: 1 request waits");
        let waiting = head.page(&urls::leave::of_school(SchoolId(1)));
        waiting.must_say("Ellis Hargreaves, 5 Hazel");
        waiting.must_say("Monday 7 December 2026 to Tuesday 8 December 2026: 2 school days");
        waiting.must_say("Rowan Hargreaves, mother, on Tuesday 24 November, 13 days before the first day");
        waiting.must_say("What is exceptional about it His grandfather has died");
        waiting.must_say("Leave taken this school year 0 days");
        waiting.must_say("Earlier requests none on record");
        let decided = decide(&head, ELLIS, &GRANT_MONDAY);
        assert_eq!(decided.status, 303, "{}", decided.words());
        let seen = parent.page(&urls::leave::link(&token));
        seen.must_say("Granted for some of the days");
        seen.must_say("Monday 7 December 2026: the register expects code C,");
        seen.must_say("On the other days an absence without another reason is not agreed (code G,");
        let after = head.page(&urls::leave::of_school(SchoolId(1)));
        after.must_say("No request waits.");
        after.must_say("Granted for some of the days Tuesday 24 November");
    });
}

#[test]
fn the_register_expects_granted_leave_and_writes_g_for_each_session_of_a_day_that_was_refused_and_taken() {
    on_both(|house| {
        let token = token(house, Purpose::Leave);
        ask(house, &token, &[]);
        decide(&house.signed_in(HEAD), ELLIS, &GRANT_MONDAY);
        house.at(MONDAY, "08:55");
        let register = house.signed_in(TEACHER).page(&urls::register(HAZEL, Session::new(MONDAY, Half::Morning)));
        register.must_say("Decision on leave of absence of 24 November 2026: granted");
        house.at(TUESDAY, "08:55");
        take(house, TUESDAY, Half::Morning).must_not_say("Decision on leave of absence");
        assert_eq!(house.mark(SchoolId(1), ELLIS, Session::new(TUESDAY, Half::Morning)), "G");
        house.at(TUESDAY, "13:10");
        take(house, TUESDAY, Half::Afternoon);
        assert_eq!(house.mark(SchoolId(1), ELLIS, Session::new(TUESDAY, Half::Afternoon)), "G");
        house.at(date(2026, 12, 9), "08:55");
        take(house, date(2026, 12, 9), Half::Morning);
        let after = Session::new(date(2026, 12, 9), Half::Morning);
        assert_eq!(house.mark(SchoolId(1), ELLIS, after), "N", "nobody asked for that day");
    });
}

#[test]
fn what_a_request_lacks_is_said_at_its_field_and_nothing_is_on_record() {
    on_both(|house| {
        let token = token(house, Purpose::Leave);
        let long = "x".repeat(service::leave::LONGEST + 1);
        let cases: [(&[(&str, &str)], &str); 8] = [
            (&[("child", "2")], "Choose which child it is about"),
            (&[("f-first-day", "")], "Say the first day of the leave."),
            (&[("f-first-day", "some day")], "First day is a day, such as 12 March 2027."),
            (&[("f-last-day", "4 December 2026")], "The last day is before the first day."),
            (
                &[("f-first-day", "24 November 2026")],
                "Leave is asked for before it begins: nobody can agree to it afterwards.",
            ),
            (&[("f-first-day", "12 December 2026"), ("f-last-day", "13 December 2026")], "there is no school day."),
            (&[("f-what-is-exceptional-about-it", "")], "Say what is exceptional about it."),
            (&[("f-reason-for-the-leave", &long)], "Reason for the leave is longer than 2000 letters."),
        ];
        for (other, said) in cases {
            let page = ask(house, &token, other);
            assert_eq!(page.status, 422, "{said}");
            page.must_say("Nothing has been sent yet");
            page.must_say(said);
        }
        ask(house, &token, &[("f-first-day", "")]).must_say("A funeral abroad");
        assert_eq!(events(house, ELLIS), 0);
        let absence = self::token(house, Purpose::Absence);
        assert_eq!(house.visitor().get(&urls::leave::link(&absence)).status, 410, "a link is for one thing");
        assert_eq!(house.visitor().get(&urls::reply::link(&token)).status, 410, "and this one for leave");
    });
}

#[test]
fn only_who_is_authorised_decides_within_what_was_asked_and_never_for_a_day_gone_by() {
    on_both(|house| {
        let token = token(house, Purpose::Leave);
        let head = house.signed_in(HEAD);
        force(&head, &GRANT_MONDAY).must_say("Nobody has asked for leave");
        ask(house, &token, &[]);
        let office = house.signed_in(OFFICE);
        office.page(&urls::leave::of_school(SchoolId(1))).must_not_say("Decide:");
        assert_eq!(force(&office, &GRANT_MONDAY).status, 422, "the office does not decide");
        assert_eq!(force(&house.signed_in(LEAD), &GRANT_MONDAY).status, 422, "nor does the lead");
        let beyond: Vec<(&str, &str)> = GRANT_MONDAY
            .into_iter()
            .map(|(name, value)| (name, if name == "f-last-day-granted" { "9 December 2026" } else { value }))
            .collect();
        let refused = decide(&head, ELLIS, &beyond);
        assert_eq!(refused.status, 422);
        refused.must_say("No more days can be granted than were asked for");
        house.at(TUESDAY, "09:30");
        let head = house.signed_in(HEAD);
        head.page(&urls::leave::of_school(SchoolId(1))).must_say("Has begun: the days gone by cannot be granted");
        decide(&head, ELLIS, &GRANT_MONDAY).must_say("Leave is never granted for a day that is over");
        assert_eq!(decide(&head, ELLIS, &REFUSE).status, 303);
        force(&head, &REFUSE).must_say("This request is decided: another leave needs another request");
    });
}

#[test]
fn the_office_prints_the_form_and_copies_what_comes_back_and_a_new_request_takes_the_place_of_the_one_that_waits() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        office.page(&urls::leave::of_school(SchoolId(1))).must_say("Print the request form");
        let printed = office.get(&urls::leave::form(SchoolId(1)));
        assert_eq!(printed.status, 200);
        assert!(printed.bytes.starts_with(b"%PDF"));
        let address = urls::action(ELLIS, "england", &slug(REQUEST));
        let copied: Vec<(&str, &str)> = TWO_DAYS.into_iter().filter(|(name, _)| *name != "child").collect();
        let kept = office.submit(&office.page(&address), &address, &copied);
        assert_eq!(kept.status, 303, "{}", kept.words());
        office.page(&urls::leave::of_school(SchoolId(1))).must_say("Ellis Hargreaves, 5 Hazel");
        let token = token(house, Purpose::Leave);
        assert!(house.visitor().get(&urls::leave::blank(&token)).bytes.starts_with(b"%PDF"));
        assert_eq!(ask(house, &token, &[("f-last-day", "9 December 2026")]).status, 303);
        let seen = house.visitor().page(&urls::leave::link(&token));
        seen.must_say("Ellis: Monday 7 December 2026 to Wednesday 9 December 2026 Waits for the headteacher");
        seen.must_say("Another request took its place");
        office.page(&urls::leave::of_school(SchoolId(1))).must_say("1 on record, 0 of them with days granted");
    });
}

#[test]
fn a_school_whose_handbook_has_its_own_form_asks_what_that_form_asks() {
    on_both(|house| {
        house.follow("lady-boswells");
        let token = token(house, Purpose::Leave);
        let page = house.visitor().page(&urls::leave::link(&token));
        page.must_say("Expected return");
        page.must_not_say("Child and class");
        let lacking = ask(house, &token, &[("f-reason", "A parent's posting")]);
        assert_eq!(lacking.status, 422);
        lacking.must_say("Fill in: expected return");
        let whole = [
            ("f-reason", "A parent's posting"),
            ("f-expected-return", "9 December 2026"),
            ("f-signature-and-date", "Rowan Hargreaves, 24 November 2026"),
        ];
        let sent = ask(house, &token, &whole);
        assert_eq!(sent.status, 303, "{}", sent.words());
        let waiting = house.signed_in(HEAD).page(&urls::leave::of_school(SchoolId(1)));
        waiting.must_say("Child and class Ellis Hargreaves, 5 Hazel");
    });
}

#[test]
fn a_parent_asks_for_a_link_to_ask_for_leave() {
    on_both(|house| {
        let parent = house.visitor();
        let page = parent.page(&urls::reply::ask());
        page.must_say("I want to ask for leave in term time");
        let asked = [("reached", "07700 900011"), ("about", "leave")].map(|(name, value)| (name.into(), value.into()));
        parent.follow(&parent.post(&urls::reply::ask(), &asked)).must_say("a link is on its way");
        let outbox = house
            .store()
            .read(|tx| store::message::of_school(tx, SchoolId(1), jiff::Timestamp::UNIX_EPOCH))
            .expect("the outbox");
        let message = outbox.last().expect("a message");
        assert!(message.what.body.contains("/families/leave.1.11."), "{}", message.what.body);
        assert!(message.what.body.contains("/leave "), "{}", message.what.body);
    });
}
