//! Marking many pupils over many days at once.

use domain::{
    id::{PlanId, PupilId, SchoolId},
    session::{Half, Session},
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{ALDER, AMARA, DORA, ELLIS, HAZEL, OFFICE, TEACHER},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

fn mark(house: &House, pupil: PupilId, day: i8, half: Half) -> String {
    house.mark(SchoolId(1), pupil, Session::new(date(2026, 11, day), half))
}

/// Asks for marks of 5 Hazel with these fields.
fn ask(office: &Visitor<'_>, pupils: &[&str], filled: &[(&str, &str)]) -> Page {
    let page = office.page(&urls::marking::of(&format!("group-{HAZEL}")));
    // The first form of the page chooses a class.
    let form = page.forms(&urls::marking::form()).pop().expect("a form once a class is chosen");
    let mut form = crate::visitor::filled_in(form, filled);
    form.extend(pupils.iter().map(|pupil| (String::from("pupil"), String::from(*pupil))));
    office.post(&urls::marking::form(), &form)
}

#[test]
fn chosen_pupils_and_days_are_marked_after_a_look_at_what_replaces_what() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let visit =
            [("first", "20 November 2026"), ("last", "23 November 2026"), ("code", "V"), ("reason", "Field trip")];
        let shown = ask(&office, &["1", "2"], &visit);
        assert_eq!(shown.status, 200, "{}", shown.words());
        shown.must_say("8 marks change, 0 expected, 0 refused");
        assert_eq!(mark(house, ELLIS, 23, Half::Morning), "/", "a preview writes nothing");
        let saved = office.follow(&office.submit(&shown, &urls::marking::form(), &[]));
        saved.must_say("8 marks set.");
        assert_eq!([ELLIS, AMARA, DORA].map(|pupil| mark(house, pupil, 20, Half::Afternoon)), ["V", "V", "\\"]);
        office.page(&urls::mark(ELLIS, Session::new(date(2026, 11, 20), Half::Morning))).must_say("Field trip");
    });
}

#[test]
fn a_mark_of_a_day_to_come_is_an_expectation_until_the_register_is_taken() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let trip =
            [("first", "25 November 2026"), ("last", "25 November 2026"), ("code", "V"), ("reason", "Field trip")];
        let shown = ask(&office, &["2"], &trip);
        shown.must_say("0 marks change, 2 expected");
        office.follow(&office.submit(&shown, &urls::marking::form(), &[])).must_say("2 sessions expected.");
        assert_eq!(mark(house, AMARA, 25, Half::Morning), "");
        house.at(date(2026, 11, 25), "08:55");
        assert_eq!(mark(house, AMARA, 25, Half::Morning), "", "nor by itself when the day comes");
        let teacher = house.signed_in(TEACHER);
        let address = urls::register(HAZEL, Session::new(date(2026, 11, 25), Half::Morning));
        let page = teacher.page(&address);
        page.must_say("Field trip");
        assert_eq!(teacher.submit(&page, &address, &[]).status, 303);
        assert_eq!([ELLIS, AMARA].map(|pupil| mark(house, pupil, 25, Half::Morning)), ["/", "V"]);
    });
}

#[test]
fn an_announcement_is_taken_back_once_and_the_register_expects_it_no_more() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let page = office.page(&urls::marking::form());
        page.must_say("Tom Birch All of Tuesday 24 November M Hospital appointment");
        let cancel = urls::marking::cancel(PlanId(1));
        let taken_back = office.submit(&page, &cancel, &[]);
        let page = office.follow(&taken_back);
        page.must_say("No register expects it any more.");
        page.must_say("Nothing is announced from today on.");
        let session = Session::new(date(2026, 11, 24), Half::Morning);
        office.page(&urls::register(ALDER, session)).must_not_say("Hospital appointment");
        let token = page.token();
        assert_eq!(office.post(&cancel, &crate::visitor::filled_in(Vec::new(), &[("csrf", &token)])).status, 404);
    });
}

#[test]
fn a_code_that_does_not_fit_is_refused_mark_by_mark_in_one_sentence() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let refusals = [
            ("X", "", "is only for pupils outside compulsory school age"),
            ("C2", "", "needs a part-time timetable that runs on that day"),
            ("D", "", "needs another school where the pupil is registered too"),
            ("B", "horse care", "needs what the activity is and who provides it"),
            ("K", "", "needs what the activity is and who provides it"),
            ("Y7", "", "needs the cause that kept the pupil away"),
            ("S", "", "needs what it refers to"),
            ("J1", "", "needs what it refers to"),
        ];
        for (code, note, words) in refusals {
            let filled = [("first", "23 November 2026"), ("last", "23 November 2026"), ("code", code), ("note", note)];
            let shown = ask(&office, &["1"], &[&filled[..], &[("reason", "As told")]].concat());
            shown.must_say("0 marks change, 0 expected, 2 refused");
            shown.must_say(words);
            shown.must_say("There is nothing to confirm");
        }
        let filled = [("first", "23 November 2026"), ("last", "23 November 2026"), ("code", "B")];
        let shown =
            ask(&office, &["1"], &[&filled[..], &[("note", "horse care; Beck Farm"), ("reason", "Agreed")]].concat());
        assert_eq!(office.submit(&shown, &urls::marking::form(), &[]).status, 303);
        assert_eq!(mark(house, ELLIS, 23, Half::Morning), "B");
    });
}

#[test]
fn what_is_missing_is_said_and_what_changed_meanwhile_is_looked_at_again() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let empty = ask(&office, &[], &[("first", "soon"), ("code", ""), ("reason", "")]);
        assert_eq!(empty.status, 422);
        for words in ["Choose the children", "Enter the first day", "Say why the marks are set"] {
            empty.must_say(words);
        }
        let weekend =
            [("first", "28 November 2026"), ("last", "29 November 2026"), ("code", "I"), ("reason", "A cold")];
        ask(&office, &["1"], &weekend).must_say("The school is not open on these days");
        let cold = [("first", "23 November 2026"), ("last", "23 November 2026"), ("code", "I"), ("reason", "A cold")];
        let shown = ask(&office, &["1"], &cold);
        let session = Session::new(date(2026, 11, 23), Half::Morning);
        let page = office.page(&urls::mark(ELLIS, session));
        let amended = office.submit(&page, &urls::mark(ELLIS, session), &[("code", "M"), ("reason", "A letter")]);
        assert_eq!(amended.status, 303);
        assert_eq!(office.submit(&shown, &urls::marking::form(), &[]).status, 409);
        assert_eq!(mark(house, ELLIS, 23, Half::Morning), "M");
    });
}
