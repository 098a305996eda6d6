//! The first day of an absence: who has to be told of it, and what is done next while nobody knows why.

use domain::{
    id::SchoolId,
    session::{Half, Session},
};
use jiff::civil::{Date, date};
use store::{StoreError, pupil::NewPupil};
use web::urls;

use crate::{
    hillside::{DAY, ELLIS, HAZEL, LEAD, OFFICE, OFFICER, STRANGER, TEACHER},
    house::{House, on_both},
};

/// Ellis is absent on the morning of `day`.
fn ellis_is_away(house: &mut House, day: Date) {
    house.at(day, "08:55");
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, Session::new(day, Half::Morning));
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, &[("mark-1", "absent")]).status, 303);
}

/// Ellis has a child in need plan, and Ana Reid works with him.
fn has_a_social_worker(house: &House) {
    let lead = house.signed_in(LEAD);
    let address = urls::admission::cohorts(ELLIS);
    let form = lead.page(&address);
    let cohort = [
        ("cohort", "CiN plan"),
        ("from", "2026-11-02"),
        ("source", "children\u{2019}s social care"),
        ("reason", "Told us"),
    ];
    assert_eq!(lead.submit(&form, &address, &cohort).status, 303);
    let address = urls::worker::of_pupil(ELLIS);
    let form = lead.page(&address);
    let wrong = lead.submit(&form, &address, &[("post", "social worker"), ("until", "soon")]);
    assert_eq!(wrong.status, 422);
    let wrong = lead.submit(&form, &address, &[("email", "reid"), ("from", "2026-11-02"), ("until", "2026-11-01")]);
    assert_eq!(wrong.status, 422);
    for words in ["Choose what they are to the pupil", "Give the name", "is not an e-mail address", "before the first"]
    {
        wrong.must_say(words);
    }
    let good = [
        ("post", "social worker"),
        ("name", "Ana Reid"),
        ("email", "reid@fellshire.example"),
        ("from", "2026-11-02"),
        ("reason", "Named by the team"),
    ];
    let saved = lead.submit(&form, &address, &good);
    lead.follow(&saved).must_say("Social worker Ana Reid (reid@fellshire.example)");
}

/// LBO-043, LIN-091: told on the day, by those who may know of it, and once.
#[test]
fn a_named_worker_is_told_of_an_absence_that_nobody_has_explained() {
    on_both(|house| {
        has_a_social_worker(house);
        ellis_is_away(house, DAY);
        let (lead, office) = (house.signed_in(LEAD), house.signed_in(OFFICE));
        let line = "Tell Ana Reid, social worker of Ellis";
        lead.page(&urls::board()).must_say(line);
        office.page(&urls::board()).must_not_say("Ana Reid");
        office.page(&urls::admission::record(ELLIS)).must_not_say("Ana Reid");
        let address = urls::worker::tell(ELLIS, "social worker");
        assert_eq!(office.get(&address).status, 403);
        let form = lead.page(&address);
        form.must_say("Ellis Hargreaves was not at school when the register was taken on 24 November, morning");
        let wrong = lead.submit(&form, &urls::worker::told(), &[]);
        assert_eq!(wrong.status, 422);
        wrong.must_say("Choose how they are told.");
        let wrong = lead.submit(&form, &urls::worker::told(), &[("way", "by telephone"), ("note", " ")]);
        assert_eq!(wrong.status, 422);
        wrong.must_say("Say who was spoken to and what was said.");
        let sent = lead.submit(&form, &urls::worker::told(), &[("way", "by e-mail")]);
        let board = lead.follow(&sent);
        board.must_say("The social worker was told, by e-mail.");
        board.must_not_say(line);
        let again = lead.submit(&form, &urls::worker::told(), &[("way", "by e-mail")]);
        assert_eq!(again.status, 422, "they are told once a day");
        lead.page(&urls::messages::outbox()).must_say("Ana Reid");
        office.page(&urls::messages::outbox()).must_not_say("Ana Reid");
        lead.page(&urls::pathway(ELLIS)).must_say("Ana Reid");
        let teacher = house.signed_in(TEACHER);
        for page in [urls::pathway(ELLIS), urls::case(ELLIS), urls::pupil(ELLIS)] {
            teacher.page(&page).must_not_say("Ana Reid");
        }
        // The next day is another absence.
        ellis_is_away(house, date(2026, 11, 25));
        let lead = house.signed_in(LEAD);
        let form = lead.page(&address);
        let rung = [("way", "by telephone"), ("note", "Ana will go round at noon")];
        let told = lead.submit(&form, &urls::worker::told(), &rung);
        lead.follow(&told).must_not_say(line);
        let verified = house.store().read(|tx| store::verify::school(tx, SchoolId(1))).expect("readable");
        assert_eq!(verified.faults, vec![]);
    });
}

#[test]
fn what_is_done_next_about_an_absence_has_its_time_and_is_overdue_after_it() {
    on_both(|house| {
        ellis_is_away(house, DAY);
        let board = house.signed_in(OFFICE).page(&urls::board());
        board.must_say("Next: ring Rowan Hargreaves by");
        board.must_not_say("Overdue");
        house.at(DAY, "11:40");
        let office = house.signed_in(OFFICE);
        let board = office.page(&urls::board());
        board.must_say("Overdue");
        let rung = office.submit(&board, &urls::calls(), &[("contact", "11"), ("reached", "no answer")]);
        office.follow(&rung).must_say("Next: ring Jude Hargreaves by");
    });
}

#[test]
fn a_child_of_whom_nobody_has_heard_for_three_days_is_visited() {
    on_both(|house| {
        for day in 24..27 {
            ellis_is_away(house, date(2026, 11, day));
            let office = house.signed_in(OFFICE);
            for contact in ["11", "12"] {
                let board = office.page(&urls::board());
                let rung = [("contact", contact), ("reached", "no answer")];
                assert_eq!(office.submit(&board, &urls::calls(), &rung).status, 303);
            }
            let board = office.page(&urls::board());
            assert_eq!(board.says("Next: home visit by"), day == 26, "{}", board.words());
        }
        let office = house.signed_in(OFFICE);
        let address = urls::escalation::record(&[ELLIS], domain::escalation::Step::HomeVisit);
        assert!(office.page(&urls::board()).html().contains("Record the home visit"));
        let form = office.page(&address);
        let wrong = office.submit(&form, &urls::escalation::recorded(), &[("note", "")]);
        assert_eq!(wrong.status, 422);
        wrong.must_say("Say what was found");
        let saved = office.submit(&form, &urls::escalation::recorded(), &[("note", "Grandmother at home, all well")]);
        let board = office.follow(&saved);
        board.must_say("Home visit after no contact: recorded.");
        board.must_not_say("Next: home visit");
    });
}

#[test]
fn brothers_and_sisters_in_two_schools_stand_together_for_whoever_may_see_both() {
    on_both(|house| {
        let wilf = NewPupil {
            id: STRANGER,
            upn: String::from("A888990100021"),
            forename: String::from("Wilf"),
            surname: String::from("Tarn"),
            sex: 'F',
            born: date(2017, 5, 3),
            household: 1,
        };
        let moved = house.store().write::<(), StoreError>(move |tx| store::pupil::change(tx, &wilf));
        moved.expect("Wilf is on the roll of Moorgate");
        let address = urls::across::families();
        house.signed_in(OFFICER).page(&address).must_say("No child who is absent without a reason today");
        ellis_is_away(house, DAY);
        let page = house.signed_in(OFFICER).page(&address);
        page.must_say("Ellis Hargreaves Hillside Primary School N");
        page.must_say("Nobody knows why");
        page.must_say("Wilf Tarn Moorgate Primary School Not taken yet");
        let lead = house.signed_in(LEAD);
        assert_eq!(lead.get(&address).status, 403);
        for page in [urls::board(), urls::pupil(ELLIS)] {
            lead.page(&page).must_not_say("Wilf");
        }
    });
}
