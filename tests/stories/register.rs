//! Taking registers.

use domain::{
    id::{GroupId, PupilId, SchoolId},
    session::{Half, Session},
};
use web::urls;

use crate::{
    hillside::{ALDER, AMARA, DAY, DORA, ELLIS, HAZEL, MOORGATE_TEACHER, OFFICE, STRANGER, TEACHER, TOM},
    house::{House, on_both},
};

const MORNING: Session = Session::new(DAY, Half::Morning);

fn mark(house: &House, pupil: PupilId) -> String {
    house.mark(SchoolId(1), pupil, MORNING)
}

#[test]
fn a_register_with_a_pupil_unmarked_is_not_saved() {
    on_both(|house| {
        let teacher = house.signed_in(MOORGATE_TEACHER);
        let address = urls::register(GroupId(21), MORNING);
        let page = teacher.page(&address);
        let answer = teacher.submit(&page, &address, &[]);
        assert_eq!(answer.status, 422);
        answer.must_say("1 pupil has no mark yet");
        answer.must_say("Mark Wilf Tarn");
        assert_eq!(house.mark(SchoolId(2), STRANGER, MORNING), "");
        let saved = teacher.submit(&answer, &address, &[("mark-21", "present")]);
        assert_eq!(saved.status, 303, "{}", saved.words());
        assert_eq!(house.mark(SchoolId(2), STRANGER, MORNING), "/");
    });
}

#[test]
fn where_exceptions_are_marked_everybody_else_is_present_from_the_start() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let address = urls::register(HAZEL, MORNING);
        let page = teacher.page(&address);
        let saved = teacher.submit(&page, &address, &[("mark-4", "absent")]);
        teacher.follow(&saved).must_say("5 Hazel: 5 of 5, 4 present. Saved 08:55.");
        assert_eq!([ELLIS, AMARA, DORA].map(|pupil| mark(house, pupil)), ["/", "/", "N"]);
    });
}

#[test]
fn an_absence_that_was_announced_is_filled_in_with_its_code() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let address = urls::register(ALDER, MORNING);
        let page = office.page(&address);
        page.must_say("Hospital appointment");
        let saved = office.submit(&page, &address, &[]);
        assert_eq!(saved.status, 303, "{}", saved.words());
        assert_eq!(mark(house, TOM), "M");
    });
}

#[test]
fn two_people_on_one_register_never_overwrite_each_other() {
    on_both(|house| {
        let (teacher, office) = (house.signed_in(TEACHER), house.signed_in(OFFICE));
        let address = urls::register(HAZEL, MORNING);
        let (first, second) = (teacher.page(&address), office.page(&address));
        assert_eq!(teacher.submit(&first, &address, &[("mark-1", "absent")]).status, 303);
        let answer = office.submit(&second, &address, &[("mark-4", "absent")]);
        assert_eq!(answer.status, 409, "{}", answer.words());
        answer.must_say("Grace Hartley");
        assert_eq!([ELLIS, DORA].map(|pupil| mark(house, pupil)), ["N", "/"], "nothing was overwritten");
        let settled = office.submit(&answer, &address, &[("mark-1", "absent"), ("mark-4", "absent")]);
        assert_eq!(settled.status, 303, "{}", settled.words());
        assert_eq!([ELLIS, DORA].map(|pupil| mark(house, pupil)), ["N", "N"], "the second look counts");
    });
}

#[test]
fn the_same_form_sent_twice_is_not_taken_twice() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let address = urls::register(HAZEL, MORNING);
        let page = teacher.page(&address);
        assert_eq!(teacher.submit(&page, &address, &[]).status, 303);
        assert_eq!(teacher.submit(&page, &address, &[("mark-1", "absent")]).status, 409);
        assert_eq!(mark(house, ELLIS), "/");
    });
}

#[test]
fn late_while_the_register_is_open_is_counted_by_the_clock() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let address = urls::register(HAZEL, MORNING);
        let page = teacher.page(&address);
        assert_eq!(teacher.submit(&page, &address, &[("mark-2", "late")]).status, 303);
        assert_eq!(mark(house, AMARA), "L");
        let view = house.app.view(SchoolId(1));
        assert_eq!(view.roll().expect("a roll").minutes_late(AMARA, MORNING), Some(5));
    });
}

#[test]
fn after_the_register_closed_late_needs_its_minutes_and_is_an_absence() {
    on_both(|house| {
        house.at(DAY, "09:40");
        let teacher = house.signed_in(TEACHER);
        let address = urls::register(HAZEL, MORNING);
        let page = teacher.page(&address);
        let answer = teacher.submit(&page, &address, &[("mark-2", "late")]);
        assert_eq!(answer.status, 422);
        answer.must_say("Say how many minutes after 08:50 Amara Osei arrived");
        assert_eq!(teacher.submit(&answer, &address, &[("mark-2", "late"), ("minutes-2", "45")]).status, 303);
        assert_eq!(mark(house, AMARA), "U");
    });
}

#[test]
fn an_arrival_is_judged_by_the_minute_and_each_edge_belongs_to_one_side() {
    on_both(|house| {
        house.at(DAY, "09:30");
        let office = house.signed_in(OFFICE);
        for (time, letters) in [("08:49", "/"), ("08:50", "L"), ("09:20", "L"), ("09:21", "U")] {
            let board = office.page(&urls::board_finding("Amara"));
            let answer = office.submit(&board, &urls::arrivals(), &[("pupil", "2"), ("time", time), ("reason", "Bus")]);
            assert_eq!(answer.status, 303, "{time}: {}", answer.words());
            assert_eq!(mark(house, AMARA), letters, "{time}");
        }
        let board = office.page(&urls::board_finding("Amara"));
        let early = office.submit(&board, &urls::arrivals(), &[("pupil", "2"), ("time", "09:31"), ("reason", "Bus")]);
        assert_eq!(early.status, 422, "nobody has arrived in the future");
    });
}

#[test]
fn after_the_session_a_taken_register_is_amended_child_by_child() {
    on_both(|house| {
        let address = urls::register(HAZEL, MORNING);
        let teacher = house.signed_in(TEACHER);
        let page = teacher.page(&address);
        let form = page.form(&address);
        assert_eq!(teacher.submit(&page, &address, &[]).status, 303);
        house.at(DAY, "12:30");
        let office = house.signed_in(OFFICE);
        let closed = office.page(&address);
        assert!(closed.forms(&address).is_empty(), "a closed register is no form");
        assert!(closed.links().contains(&urls::mark(ELLIS, MORNING)), "each mark can be amended");
        let token = office.page("/handbook").token();
        let mut form = crate::visitor::filled_in(form, &[("csrf", &token), ("mark-1", "absent")]);
        form.retain(|(name, _)| name != "version");
        assert!(matches!(office.post(&address, &form).status, 409 | 422));
        assert_eq!(mark(house, ELLIS), "/");
    });
}

#[test]
fn a_register_of_a_day_to_come_cannot_be_taken() {
    on_both(|house| {
        let tomorrow = Session::new(DAY.tomorrow().expect("a day has one after"), Half::Morning);
        let teacher = house.signed_in(TEACHER);
        let address = urls::register(HAZEL, tomorrow);
        let token = teacher.page("/handbook").token();
        let form = crate::visitor::filled_in(Vec::new(), &[("csrf", &token), ("version", "0"), ("mark-1", "absent")]);
        assert_eq!(teacher.post(&address, &form).status, 422);
        assert_eq!(house.mark(SchoolId(1), ELLIS, tomorrow), "");
    });
}
