//! Closing the school or a part of it: what it changes, what it leaves, and undoing it.

use domain::{
    id::{ClosingId, PupilId, SchoolId},
    session::{Half, Session},
};
use web::urls;

use crate::{
    hillside::{ALDER, AMARA, DAY, ELLIS, HAZEL, HEAD, OFFICE, TEACHER, TOM},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const MORNING: Session = Session::new(DAY, Half::Morning);
const AFTERNOON: Session = Session::new(DAY, Half::Afternoon);

fn mark(house: &House, pupil: PupilId, session: Session) -> String {
    house.mark(SchoolId(1), pupil, session)
}

fn take(house: &House, absent: &[(&str, &str)]) {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, MORNING);
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, absent).status, 303);
}

/// The preview of a closure on the day of the stories.
fn preview(head: &Visitor<'_>, kind: &str, scope: &str, halves: [&str; 2]) -> Page {
    let page = head.page(&urls::closing::list());
    let filled = [
        ("kind", kind),
        ("scope", scope),
        ("first", "24 November 2026"),
        ("first_half", halves[0]),
        ("last", "24 November 2026"),
        ("last_half", halves[1]),
        ("reason", "Burst pipe"),
    ];
    head.submit(&page, &urls::closing::list(), &filled)
}

fn confirm(head: &Visitor<'_>, preview: &Page) -> Page {
    head.submit(preview, &urls::closing::list(), &[])
}

#[test]
fn a_cancelled_session_is_marked_for_every_pupil_but_those_who_are_there() {
    on_both(|house| {
        take(house, &[("mark-1", "absent")]);
        house.at(DAY, "09:30");
        let head = house.signed_in(HEAD);
        let shown = preview(&head, "Y4", "school", ["am", "am"]);
        assert_eq!(shown.status, 200, "{}", shown.words());
        shown.must_say("4 marks change");
        shown.must_say("4 marks stay");
        shown.must_say("the child is marked as in school");
        assert_eq!(mark(house, ELLIS, MORNING), "N", "a preview writes nothing");
        assert_eq!(confirm(&head, &shown).status, 303);
        assert_eq!([ELLIS, AMARA, TOM].map(|pupil| mark(house, pupil, MORNING)), ["Y4", "/", "Y4"]);
        let history = head.page(&urls::mark(ELLIS, MORNING));
        history.must_say("Closed: Burst pipe");
        history.must_say("Helen Marsh");
    });
}

#[test]
fn a_closure_of_a_class_for_a_session_to_come_is_expected_by_its_register_alone() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let shown = preview(&head, "Y3", &format!("group-{ALDER}"), ["pm", "pm"]);
        shown.must_say("1 session to come");
        assert_eq!(confirm(&head, &shown).status, 303);
        assert_eq!(mark(house, TOM, AFTERNOON), "", "nothing is marked before the session");
        house.at(DAY, "13:02");
        let office = house.signed_in(OFFICE);
        let page = office.page(&urls::register(ALDER, AFTERNOON));
        page.must_say("Burst pipe");
        let saved = office.submit(&page, &urls::register(ALDER, AFTERNOON), &[]);
        assert_eq!(saved.status, 303, "{}", saved.words());
        assert_eq!(mark(house, TOM, AFTERNOON), "Y3");
        office.page(&urls::register(HAZEL, AFTERNOON)).must_not_say("Burst pipe");
    });
}

#[test]
fn a_planned_closure_of_whole_days_leaves_the_calendar_on_every_server_and_comes_back() {
    on_both(|house| {
        let other = house.another();
        let head = house.signed_in(HEAD);
        let shown = preview(&head, "#", "school", ["am", "pm"]);
        shown.must_say("no school days any more");
        assert_eq!(confirm(&head, &shown).status, 303);
        assert!(!house.app.calendar(SchoolId(1)).expect("a calendar").is_school_day(DAY));
        other.follow(SchoolId(1)).expect("the log can be followed");
        assert!(
            !other.calendar(SchoolId(1)).expect("a calendar").is_school_day(DAY),
            "the other server has heard of it"
        );
        assert_eq!(house.signed_in(TEACHER).get(&urls::register(HAZEL, MORNING)).status, 404);
        let list = head.page(&urls::closing::list());
        list.must_say("Burst pipe");
        let address = urls::closing::undo(ClosingId(1));
        let page = head.page(&address);
        page.must_say("The days are school days again");
        assert_eq!(head.submit(&page, &address, &[]).status, 422, "it needs a reason");
        assert_eq!(head.submit(&page, &address, &[("reason", "The plumber came")]).status, 303);
        assert!(house.app.calendar(SchoolId(1)).expect("a calendar").is_school_day(DAY));
        assert_eq!(house.signed_in(TEACHER).get(&urls::register(HAZEL, MORNING)).status, 200);
        assert_eq!(head.get(&address).status, 404, "what is undone is not undone twice");
    });
}

#[test]
fn undoing_a_closure_gives_back_what_stood_there_in_a_new_entry() {
    on_both(|house| {
        take(house, &[("mark-1", "absent")]);
        house.at(DAY, "09:30");
        let head = house.signed_in(HEAD);
        let shown = preview(&head, "Y4", &format!("group-{HAZEL}"), ["am", "am"]);
        assert_eq!(confirm(&head, &shown).status, 303);
        assert_eq!(mark(house, ELLIS, MORNING), "Y4");
        let address = urls::closing::undo(ClosingId(1));
        let page = head.page(&address);
        page.must_say("1 mark gets back what stood there before");
        assert_eq!(head.submit(&page, &address, &[("reason", "It was the other class")]).status, 303);
        assert_eq!(mark(house, ELLIS, MORNING), "N");
        head.page(&urls::mark(ELLIS, MORNING)).must_say("Closure undone: It was the other class");
    });
}

#[test]
fn what_cannot_be_closed_is_said_and_a_preview_that_is_out_of_date_is_not_confirmed() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::closing::list());
        let empty = head.submit(&page, &urls::closing::list(), &[("first", "soon")]);
        assert_eq!(empty.status, 422);
        for words in ["Choose what kind of closure it is", "Enter the first day", "Say why the school is closed"] {
            empty.must_say(words);
        }
        assert_eq!(preview(&head, "I", "school", ["am", "pm"]).status, 422, "illness closes no school");
        let shown = preview(&head, "Y4", "school", ["am", "am"]);
        take(house, &[("mark-1", "absent")]);
        let late = confirm(&head, &shown);
        assert_eq!(late.status, 409, "{}", late.words());
        late.must_say("Marks have changed since the preview");
        assert_eq!(mark(house, ELLIS, MORNING), "N");
    });
}
