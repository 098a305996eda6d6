//! Settling once the session is over, and settling twice.

use super::*;

/// A register submitted in time that arrives after the session, when somebody else has taken it.
fn late_to_arrive(house: &mut House) {
    let (teacher, office) = (house.signed_in(TEACHER), house.signed_in(OFFICE));
    let page = teacher.page(&urls::register(HAZEL, MORNING));
    is(&send(&office, &kept(&page, &[]), OTHER, &[]), "saved");
    let form = kept(&page, &[("mark-1", "absent")]);
    house.at(DAY, "12:30");
    is(&send(&house.signed_in(TEACHER), &form, ID, &[("age", "12000")]), "saved");
    assert_eq!(mark(house, ELLIS), "/");
}

#[test]
fn after_the_session_the_office_settles_by_an_amendment_with_its_reason() {
    on_both(|house| {
        late_to_arrive(house);
        let teacher = house.signed_in(TEACHER);
        let both = teacher.page(&one(ID));
        both.must_say("which the office makes");
        let forbidden = teacher.submit(&both, &one(ID), &[("side-1", "device")]);
        assert_eq!(forbidden.status, 403);
        let office = house.signed_in(OFFICE);
        let both = office.page(&one(ID));
        let bare = office.submit(&both, &one(ID), &[("side-1", "device")]);
        assert_eq!(bare.status, 422);
        bare.must_say("Say why the mark is amended");
        let settled = office.submit(&bare, &one(ID), &[("side-1", "device"), ("reason", "His teacher marked him")]);
        assert_eq!(settled.status, 303, "{}", settled.words());
        assert_eq!(mark(house, ELLIS), "N");
        office.page(&urls::mark(ELLIS, MORNING)).must_say("His teacher marked him");
    });
}

#[test]
fn what_changed_while_somebody_looked_is_shown_again() {
    on_both(|house| {
        let (teacher, office) = (house.signed_in(TEACHER), house.signed_in(OFFICE));
        let page = teacher.page(&urls::register(HAZEL, MORNING));
        is(&send(&office, &kept(&page, &[]), OTHER, &[]), "saved");
        is(&send(&teacher, &kept(&page, &[("mark-1", "absent")]), ID, &[]), "saved");
        let both = teacher.page(&one(ID));
        let board = office.page(&urls::board_finding("Ellis"));
        let arrived = [("pupil", "1"), ("time", "08:54"), ("reason", "Bus")];
        assert_eq!(office.submit(&board, &urls::arrivals(), &arrived).status, 303);
        let again = teacher.submit(&both, &one(ID), &[("side-1", "device")]);
        assert_eq!(again.status, 409, "{}", again.words());
        assert_eq!(mark(house, ELLIS), "L");
        assert_eq!(teacher.submit(&again, &one(ID), &[("side-1", "register")]).status, 303);
        assert_eq!(teacher.submit(&again, &one(ID), &[("side-1", "register")]).status, 409, "it is settled once");
        assert_eq!(mark(house, ELLIS), "L");
    });
}

#[test]
fn another_class_s_submission_is_not_even_said_to_exist() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::register(HAZEL, MORNING));
        is(&send(&lead, &kept(&page, &[]), ID, &[]), "saved");
        assert_eq!(house.signed_in(crate::hillside::MOORGATE_TEACHER).get(&one(ID)).status, 404);
        assert_eq!(lead.get(&urls::submission::all()).status, 200);
    });
}
