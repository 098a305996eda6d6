//! Who is on site: registers, sign-ins, and children signed out during the day.

use domain::session::{Half, Session};
use web::urls;

use crate::{
    hillside::{ALDER, DAY, HAZEL, OFFICE, TEACHER},
    house::{House, on_both},
};

const MORNING: Session = Session::new(DAY, Half::Morning);

fn take(house: &House, absent: &[(&str, &str)]) {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, MORNING);
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, absent).status, 303);
}

#[test]
fn the_list_says_who_is_here_and_whom_to_look_for_where_no_register_is_taken() {
    on_both(|house| {
        take(house, &[("mark-1", "absent")]);
        let office = house.signed_in(OFFICE);
        let list = office.page(&urls::on_site::list());
        list.must_say("4 on site, 3 to look for, 1 not here");
        list.must_say("5 Hazel: 4 on site");
        list.must_say("2 Alder: 0 on site Look for them too: the register is not taken");
        assert!(list.links().contains(&urls::register(ALDER, MORNING)));
        let teacher = house.signed_in(TEACHER).page(&urls::on_site::list());
        teacher.must_say("5 Hazel: 4 on site");
        teacher.must_not_say("2 Alder");
    });
}

#[test]
fn a_child_who_is_signed_out_is_off_the_list_until_signed_back_in() {
    on_both(|house| {
        take(house, &[]);
        house.at(DAY, "10:50");
        let office = house.signed_in(OFFICE);
        let found = office.page(&urls::on_site::finding("Amara"));
        let leaving = [("pupil", "2"), ("time", "10:42"), ("reason", "Dentist"), ("companion", "her mother")];
        let left = office.follow(&office.submit(&found, &urls::on_site::out(), &leaving));
        left.must_say("4 on site");
        left.must_say("Amara Osei 10:42, Dentist, with her mother");
        let board = office.page(&urls::board());
        board.must_say("Signed out");
        board.must_say("Amara Osei 10:42");
        let twice = office.submit(&found, &urls::on_site::out(), &leaving);
        assert_eq!(twice.status, 422);
        twice.must_say("This child is signed out already");
        assert_eq!(house.mark(domain::id::SchoolId(1), crate::hillside::AMARA, MORNING), "/", "the mark stays");
        house.at(DAY, "11:30");
        let office = house.signed_in(OFFICE);
        let page = office.page(&urls::on_site::list());
        let back = office.follow(&office.submit(&page, &urls::on_site::back(), &[]));
        back.must_say("5 on site");
        back.must_say("Amara Osei back since 11:30");
    });
}

#[test]
fn whoever_comes_late_is_on_site_also_when_the_reason_turns_out_to_have_a_code_of_its_own() {
    on_both(|house| {
        take(house, &[("mark-2", "absent")]);
        house.at(DAY, "09:40");
        let office = house.signed_in(OFFICE);
        office.page(&urls::on_site::list()).must_say("4 on site");
        let board = office.page(&urls::board_finding("Amara"));
        let came = [("pupil", "2"), ("time", "09:38"), ("reason", "Doctor")];
        assert_eq!(office.submit(&board, &urls::arrivals(), &came).status, 303);
        let address = urls::mark(crate::hillside::AMARA, MORNING);
        let page = office.page(&address);
        let amended = office.submit(&page, &address, &[("code", "M"), ("reason", "She was at the doctor’s")]);
        assert_eq!(amended.status, 303, "{}", amended.words());
        office.page(&urls::on_site::list()).must_say("5 on site");
    });
}

#[test]
fn nobody_is_signed_out_without_time_reason_and_companion_or_without_having_come() {
    on_both(|house| {
        take(house, &[("mark-1", "absent")]);
        let office = house.signed_in(OFFICE);
        let found = office.page(&urls::on_site::finding("Ellis"));
        let empty = office.submit(&found, &urls::on_site::out(), &[("pupil", "1"), ("time", "soon")]);
        assert_eq!(empty.status, 422);
        for words in ["such as 11:20", "Say why the child leaves", "with whom the child leaves"] {
            empty.must_say(words);
        }
        let leaving = [("pupil", "1"), ("time", "08:54"), ("reason", "Ill"), ("companion", "her father")];
        let absent = office.submit(&found, &urls::on_site::out(), &leaving);
        assert_eq!(absent.status, 422);
        absent.must_say("This child has not been seen in school today");
        assert!(absent.html().contains("value=\"Ill\""), "what was typed is kept");
        let later = [("pupil", "2"), ("time", "08:56"), ("reason", "Ill"), ("companion", "her father")];
        let early = office.submit(&found, &urls::on_site::out(), &later);
        early.must_say("Give a time that has already been");
    });
}
