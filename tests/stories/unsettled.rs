//! Absences whose reason is not known, by deadline.

use domain::{
    Date,
    id::SchoolId,
    session::{Half, Session},
};
use web::urls;

use crate::{
    hillside::{DAY, ELLIS, HAZEL, LEAD, OFFICE, TEACHER},
    house::{House, on_both},
};

const MORNING: Session = Session::new(DAY, Half::Morning);

fn later(days: i64) -> Date {
    DAY.checked_add(jiff::Span::new().days(days)).expect("a day of this term")
}

/// Ellis is away this morning and nobody says why.
fn stay_away(house: &House) {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, MORNING);
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, &[("mark-1", "absent")]).status, 303);
}

#[test]
fn the_code_for_no_reason_is_proposed_on_the_fifth_school_day_and_not_before() {
    on_both(|house| {
        stay_away(house);
        house.at(later(6), "08:55");
        let office = house.signed_in(OFFICE);
        let before = office.page(&urls::unsettled::list());
        before.must_say("No deadline has come");
        before.must_say("Ellis Hargreaves, 5 Hazel Tuesday 24 November, morning Nothing yet Tue 1 December");
        house.at(later(7), "08:55");
        let office = house.signed_in(OFFICE);
        let due = office.page(&urls::unsettled::list());
        due.must_say("Proposed for each: O");
        due.must_say("The attendance lead or the headteacher settles them");
        assert_eq!(house.mark(SchoolId(1), ELLIS, MORNING), "N", "nothing is written by itself");
    });
}

#[test]
fn somebody_authorised_confirms_the_proposal_and_says_what_was_done() {
    on_both(|house| {
        stay_away(house);
        house.at(later(7), "08:55");
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::unsettled::list());
        let nothing = lead.submit(&page, &urls::unsettled::list(), &[]);
        assert_eq!(nothing.status, 422);
        nothing.must_say("Choose the absences to settle");
        nothing.must_say("Say what was done to find out the reason");
        let chosen = [("absence", "1 2026-11-24 am"), ("tried", "Rang both parents on three days")];
        let settled = lead.follow(&lead.submit(&page, &urls::unsettled::list(), &chosen));
        settled.must_say("Settled: 1 session.");
        assert_eq!(house.mark(SchoolId(1), ELLIS, MORNING), "O");
        let history = lead.page(&urls::mark(ELLIS, MORNING));
        history.must_say("Rang both parents on three days");
        history.must_say("Priya Nair");
        let again = lead.submit(&page, &urls::unsettled::list(), &chosen);
        assert_eq!(again.status, 409, "{}", again.words());
    });
}

#[test]
fn the_office_cannot_settle_by_another_page() {
    on_both(|house| {
        stay_away(house);
        house.at(later(7), "08:55");
        let office = house.signed_in(OFFICE);
        let form = office.page(&urls::reason_about(&[ELLIS], &[MORNING]));
        assert!(form.html().contains("value=\"I\"") && !form.html().contains("value=\"O\""), "O is not offered");
        let sent = [("code", "O"), ("note", "Nobody could be reached")];
        assert_eq!(office.submit(&form, &urls::reasons(), &sent).status, 403);
        let mark = urls::mark(ELLIS, MORNING);
        let amended = [("code", "O"), ("reason", "Nobody could be reached")];
        assert_eq!(office.submit(&office.page(&mark), &mark, &amended).status, 403);
        assert_eq!(house.mark(SchoolId(1), ELLIS, MORNING), "N");
        let lead = house.signed_in(LEAD);
        let form = lead.page(&urls::reason_about(&[ELLIS], &[MORNING]));
        assert_eq!(lead.submit(&form, &urls::reasons(), &sent).status, 303);
        assert_eq!(house.mark(SchoolId(1), ELLIS, MORNING), "O");
    });
}

#[test]
fn nothing_is_settled_before_its_deadline_whatever_is_sent() {
    on_both(|house| {
        stay_away(house);
        house.at(later(6), "08:55");
        let lead = house.signed_in(LEAD);
        let token = lead.page("/handbook").token();
        let sent = crate::visitor::filled_in(
            Vec::new(),
            &[("csrf", &token), ("absence", "1 2026-11-24 am"), ("tried", "Rang")],
        );
        assert_eq!(lead.post(&urls::unsettled::list(), &sent).status, 409);
        assert_eq!(house.mark(SchoolId(1), ELLIS, MORNING), "N");
    });
}
