//! What pupils attend somewhere else, and the report of each day.

use domain::{
    id::{ArrangementId, PupilId, SchoolId},
    session::{Half, Session},
};
use web::urls;

use crate::{
    hillside::{DAY, ELLIS, HAZEL, OFFICE, TEACHER},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const MORNING: Session = Session::new(DAY, Half::Morning);

fn mark(house: &House, pupil: PupilId) -> String {
    house.mark(SchoolId(1), pupil, MORNING)
}

/// Ellis goes somewhere else on Tuesday mornings.
fn arrange(office: &Visitor<'_>, code: &str, nature: &str) -> Page {
    let page = office.page("/provision?find=Ellis");
    let filled = [
        ("pupil", "1"),
        ("place", "Beck Farm"),
        ("nature", nature),
        ("code", code),
        ("first", "2 November 2026"),
        ("half", "tue-am"),
    ];
    office.submit(&page, &urls::provision::arrangements(), &filled)
}

fn register_at_two_schools(office: &Visitor<'_>) {
    let address = urls::admission::enrolment(ELLIS);
    let page = office.page(&address);
    let dual = [
        ("kind", "dual, main"),
        ("other-school", "Beck Farm"),
        ("other-from", "2026-11-02"),
        ("reason", "Agreed by both schools"),
    ];
    assert_eq!(office.submit(&page, &address, &dual).status, 303);
}

fn take(house: &House) {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, MORNING);
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, &[]).status, 303);
}

#[test]
fn a_pupil_who_did_not_come_to_the_provider_gets_the_true_code() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        office.follow(&arrange(&office, "B", "horse care")).must_say("Beck Farm: horse care");
        take(house);
        assert_eq!(mark(house, ELLIS), "B", "the register expects it");
        let page = office.page(&urls::provision::list());
        let report =
            [("came-1-am", "I"), ("note-1-am", "Her mother rang the farm"), ("reporter", "Ms Peel of Beck Farm")];
        let saved = office.submit(&page, &urls::provision::reports(), &report);
        office.follow(&saved).must_say("Report saved: 1 mark changed.");
        assert_eq!(mark(house, ELLIS), "I");
        let history = office.page(&urls::mark(ELLIS, MORNING));
        history.must_say("Report of the day by Ms Peel of Beck Farm");
        history.must_say("Her mother rang the farm");
        let late = office.submit(&page, &urls::provision::reports(), &report);
        assert_eq!(late.status, 409, "the mark is no longer the one that the page showed");
    });
}

#[test]
fn whoever_came_keeps_the_code_and_nothing_is_written() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        assert_eq!(arrange(&office, "B", "horse care").status, 303);
        take(house);
        let page = office.page(&urls::provision::list());
        let report = [("came-1-am", "yes"), ("reporter", "Ms Peel")];
        let saved = office.submit(&page, &urls::provision::reports(), &report);
        office.follow(&saved).must_say("Report saved: 0 marks changed.");
        assert_eq!(mark(house, ELLIS), "B");
    });
}

#[test]
fn another_school_is_a_code_of_its_sessions_alone() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let sole = arrange(&office, "D", "");
        assert_eq!(sole.status, 422);
        sole.must_say("Enter the dual registration in the admission register first");
        register_at_two_schools(&office);
        assert_eq!(arrange(&office, "D", "").status, 303);
        let monday = Session::new(DAY.yesterday().expect("a day has one before"), Half::Morning);
        let address = urls::mark(ELLIS, monday);
        let page = office.page(&address);
        let other = office.submit(&page, &address, &[("code", "D"), ("reason", "At the other school")]);
        assert_eq!(other.status, 422);
        other.must_say("only for sessions in which the other school expects the pupil");
        take(house);
        assert_eq!(mark(house, ELLIS), "D");
    });
}

#[test]
fn what_is_missing_of_an_arrangement_or_a_report_is_said() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let page = office.page("/provision?find=Ellis");
        let empty = office.submit(&page, &urls::provision::arrangements(), &[("place", ""), ("first", "soon")]);
        assert_eq!(empty.status, 422);
        for words in ["Give the name of the school or the provider", "Enter the first day", "Choose the half-days"] {
            empty.must_say(words);
        }
        arrange(&office, "B", "").must_say("Say what the pupil does there");
        arrange(&office, "B", "horse care; and more").must_say("Leave the semicolon out");
        assert_eq!(arrange(&office, "B", "horse care").status, 303);
        let page = office.page(&urls::provision::list());
        let nobody = office.submit(&page, &urls::provision::reports(), &[("came-1-am", "yes")]);
        assert_eq!(nobody.status, 422);
        nobody.must_say("Say who gave the report");
        let nothing = office.submit(&page, &urls::provision::reports(), &[("reporter", "Ms Peel")]);
        nothing.must_say("Say of at least one child whether they came");
        let nonsense =
            office.submit(&page, &urls::provision::reports(), &[("reporter", "Ms Peel"), ("came-1-am", "?")]);
        assert_eq!(nonsense.status, 422);
        let end = urls::provision::end(ArrangementId(1));
        assert_eq!(office.submit(&page, &end, &[("last", "1 November 2026")]).status, 422, "before it began");
        assert_eq!(office.submit(&page, &end, &[("last", "23 November 2026")]).status, 303);
        office.page(&urls::provision::list()).must_say("Nobody is expected elsewhere on this day");
    });
}
