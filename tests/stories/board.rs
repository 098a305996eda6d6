//! The office's morning.

use domain::{
    id::SchoolId,
    session::{Half, Session},
};
use web::urls;

use crate::{
    hillside::{ALDER, DAY, DORA, ELLIS, HAZEL, OFFICE, TEACHER},
    house::{House, on_both},
};

const MORNING: Session = Session::new(DAY, Half::Morning);

/// The register of 5 Hazel with these children absent.
fn take(house: &House, absent: &[(&str, &str)]) {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, MORNING);
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, absent).status, 303);
}

#[test]
fn a_register_that_is_not_taken_stands_on_the_board_until_it_is() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let board = office.page(&urls::board());
        board.must_say("2 registers not taken");
        assert!(board.links().contains(&urls::register(ALDER, MORNING)));
        take(house, &[]);
        let board = office.page(&urls::board());
        board.must_say("1 register not taken");
        assert!(!board.links().contains(&urls::register(HAZEL, MORNING)));
    });
}

#[test]
fn a_call_that_nobody_answered_is_kept_as_a_try_and_the_child_stays() {
    on_both(|house| {
        take(house, &[("mark-1", "absent")]);
        let office = house.signed_in(OFFICE);
        let board = office.page(&urls::board());
        board.must_say("Ellis Hargreaves");
        board.must_say("07700 900011");
        let filled = [("contact", "11"), ("reached", "no answer"), ("note", "Voicemail is off")];
        let saved = office.submit(&board, &urls::calls(), &filled);
        let board = office.follow(&saved);
        board.must_say("Call recorded: no answer.");
        board.must_say("rung 08:55, no answer: “Voicemail is off”");
        board.must_say("Next: ring Jude Hargreaves");
        assert_eq!(house.mark(SchoolId(1), ELLIS, MORNING), "N");
    });
}

#[test]
fn a_child_leaves_the_list_when_the_reason_is_found() {
    on_both(|house| {
        take(house, &[("mark-1", "absent"), ("mark-4", "absent")]);
        let office = house.signed_in(OFFICE);
        let form = office.page(&urls::reason_about(&[DORA], &[MORNING]));
        let missing = office.submit(&form, &urls::reasons(), &[("code", "I"), ("note", "")]);
        assert_eq!(missing.status, 422, "who said so is part of the reason");
        let saved = office.submit(&form, &urls::reasons(), &[("code", "I"), ("note", "Father rang: a cold")]);
        let board = office.follow(&saved);
        board.must_say("Reason recorded: I for 1 session.");
        board.must_say("1 absent, no reason yet");
        assert_eq!(house.mark(SchoolId(1), DORA, MORNING), "I");
        assert!(board.links().iter().all(|link| !link.contains("/pupils/4")), "{:?}", board.links());
    });
}

#[test]
fn a_session_without_a_reason_has_five_school_days() {
    on_both(|house| {
        take(house, &[("mark-1", "absent")]);
        for (later, settle_by) in [(1, "Tue 1 December"), (7, "Today"), (8, "1 day overdue")] {
            let day = DAY.checked_add(jiff::Span::new().days(later)).expect("a day of this term");
            house.at(day, "08:55");
            let board = house.signed_in(OFFICE).page(&urls::board());
            board.must_say(&format!(
                "Ellis Hargreaves, 5 Hazel Tuesday 24 November, morning Nothing yet {settle_by} Settle it"
            ));
        }
    });
}
