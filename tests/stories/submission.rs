//! What is submitted on a device without network arrives once, is merged, and two people who disagree are shown both sides.

use domain::{
    id::{PupilId, SchoolId},
    session::{Half, Session},
    submission::SubmissionId,
};
use web::urls;

use crate::{
    hillside::{AMARA, DAY, DORA, ELLIS, HAZEL, LEAD, OFFICE, TEACHER},
    house::{House, on_both},
    page::Page,
    visitor::{Visitor, filled_in},
};

mod arrival;
mod device;
mod settled;

const MORNING: Session = Session::new(DAY, Half::Morning);
const ID: &str = "3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3";
const OTHER: &str = "3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d4";

fn mark(house: &House, pupil: PupilId) -> String {
    house.mark(SchoolId(1), pupil, MORNING)
}

fn entries(house: &House) -> i64 {
    house.app.view(SchoolId(1)).roll().expect("a roll").last_entry()
}

fn one(id: &str) -> String {
    urls::submission::one(SubmissionId::parse(id).expect("an id"))
}

/// Everything that a form of `page` holds, as a device keeps it.
fn kept(page: &Page, filled: &[(&str, &str)]) -> Vec<(String, String)> {
    filled_in(page.form(&urls::register(HAZEL, MORNING)), filled)
}

/// Sends what was kept under `id`, after so many seconds on the device, with the proof of the sign-in of now.
fn send(visitor: &Visitor<'_>, form: &[(String, String)], id: &str, more: &[(&str, &str)]) -> Page {
    let token = visitor.page("/handbook").token();
    let form = filled_in(form.to_vec(), &[("csrf", &token), ("submission", id), ("age", "600")]);
    visitor.post(&urls::submission::register(HAZEL, MORNING), &filled_in(form, more))
}

fn is(answer: &Page, outcome: &str) {
    let said = String::from_utf8_lossy(&answer.bytes).into_owned();
    assert!(said.contains(&format!("\"outcome\":\"{outcome}\"")), "{}: {said}", answer.status);
}

#[test]
fn what_is_sent_twice_is_taken_once_and_answered_the_same() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let form = kept(&teacher.page(&urls::register(HAZEL, MORNING)), &[("mark-4", "absent")]);
        let before = entries(house);
        let answers = [(); 3].map(|()| send(&teacher, &form, ID, &[]));
        is(&answers[0], "saved");
        assert!(answers.iter().all(|answer| answer.bytes == answers[0].bytes), "the same answer each time");
        assert_eq!(entries(house), before + 1);
        assert_eq!([ELLIS, DORA].map(|pupil| mark(house, pupil)), ["/", "N"]);
        teacher.page(&urls::registers()).must_say("5 Hazel");
    });
}

#[test]
fn one_id_with_another_content_or_from_another_person_is_refused_in_one_sentence() {
    on_both(|house| {
        let (teacher, office) = (house.signed_in(TEACHER), house.signed_in(OFFICE));
        let page = teacher.page(&urls::register(HAZEL, MORNING));
        is(&send(&teacher, &kept(&page, &[]), ID, &[]), "saved");
        let changed = send(&teacher, &kept(&page, &[("mark-1", "absent")]), ID, &[]);
        assert_eq!(changed.status, 422);
        is(&changed, "refused");
        is(&send(&office, &kept(&page, &[]), ID, &[]), "refused");
        assert_eq!(mark(house, ELLIS), "/");
    });
}

#[test]
fn bad_input_is_refused_and_changes_nothing() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let form = kept(&teacher.page(&urls::register(HAZEL, MORNING)), &[]);
        let before = entries(house);
        assert_eq!(send(&teacher, &form, "not an id", &[]).status, 422);
        let stale = send(&teacher, &form, ID, &[("csrf", "made up")]);
        assert_eq!(stale.status, 403);
        is(&stale, "again");
        is(&send(&teacher, &form, ID, &[("mark-1", ""), ("presence", "waiting")]), "invalid");
        assert_eq!(entries(house), before);
    });
}

#[test]
fn the_office_s_sign_in_in_the_meantime_stands_and_everything_else_is_saved() {
    on_both(|house| {
        let (teacher, office) = (house.signed_in(TEACHER), house.signed_in(OFFICE));
        let form = kept(&teacher.page(&urls::register(HAZEL, MORNING)), &[("mark-2", "absent"), ("mark-4", "absent")]);
        let board = office.page(&urls::board_finding("Amara"));
        let arrived = [("pupil", "2"), ("time", "08:54"), ("reason", "Bus")];
        assert_eq!(office.submit(&board, &urls::arrivals(), &arrived).status, 303);
        is(&send(&teacher, &form, ID, &[]), "saved");
        assert_eq!([ELLIS, AMARA, DORA].map(|pupil| mark(house, pupil)), ["/", "L", "N"]);
        teacher.page(&urls::submission::all()).must_say("Nothing waits");
    });
}

#[test]
fn two_devices_that_disagree_are_shown_to_a_person_and_nothing_is_overwritten() {
    on_both(|house| {
        let (teacher, office) = (house.signed_in(TEACHER), house.signed_in(OFFICE));
        let page = teacher.page(&urls::register(HAZEL, MORNING));
        is(&send(&office, &kept(&page, &[("mark-4", "absent")]), OTHER, &[]), "saved");
        let form = kept(&page, &[("mark-1", "absent"), ("mark-4", "absent")]);
        is(&send(&teacher, &form, ID, &[("presence", "waiting")]), "look");
        is(&send(&teacher, &form, ID, &[]), "saved");
        assert_eq!([ELLIS, DORA].map(|pupil| mark(house, pupil)), ["/", "N"], "what stands stays");
        let both = teacher.page(&one(ID));
        both.must_say("Ellis Hargreaves");
        both.must_say("Joan Prescott");
        office.page(&urls::submission::all()).must_say("Grace Hartley");
        let unanswered = teacher.submit(&both, &one(ID), &[]);
        assert_eq!(unanswered.status, 422);
        unanswered.must_say("Choose which of the two is right for each child");
        let settled = teacher.submit(&both, &one(ID), &[("side-1", "device")]);
        assert_eq!(settled.status, 303, "{}", settled.words());
        assert_eq!([ELLIS, DORA].map(|pupil| mark(house, pupil)), ["N", "N"]);
        teacher.page(&urls::submission::all()).must_say("Nothing waits");
        teacher.page(&one(ID)).must_say("Settled by Grace Hartley");
    });
}

#[test]
fn what_the_same_device_sends_next_never_disagrees_with_what_it_sent_before() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        // Both were filled in on one copy of the page, which nothing could bring up to date.
        let page = teacher.page(&urls::register(HAZEL, MORNING));
        is(&send(&teacher, &kept(&page, &[("mark-1", "absent")]), ID, &[]), "saved");
        is(&send(&teacher, &kept(&page, &[("mark-2", "absent")]), OTHER, &[("after", ID)]), "saved");
        assert_eq!([ELLIS, AMARA].map(|pupil| mark(house, pupil)), ["/", "N"]);
        teacher.page(&urls::submission::all()).must_say("Nothing waits");
    });
}

#[test]
fn late_is_counted_by_the_clock_of_when_it_was_submitted() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let form = kept(&teacher.page(&urls::register(HAZEL, MORNING)), &[("mark-2", "late")]);
        house.at(DAY, "11:00");
        let teacher = house.signed_in(TEACHER);
        is(&send(&teacher, &form, ID, &[("age", "6900")]), "saved");
        assert_eq!(mark(house, AMARA), "L", "submitted at 09:05");
        let view = house.app.view(SchoolId(1));
        assert_eq!(view.roll().expect("a roll").minutes_late(AMARA, MORNING), Some(15));
    });
}

#[test]
fn another_server_on_the_same_records_knows_what_was_received() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let form = kept(&teacher.page(&urls::register(HAZEL, MORNING)), &[]);
        let first = send(&teacher, &form, ID, &[]);
        let before = entries(house);
        house.at(DAY, "08:57");
        let again = send(&house.signed_in(TEACHER), &form, ID, &[]);
        assert_eq!(first.bytes, again.bytes);
        assert_eq!(entries(house), before);
    });
}
