//! How long records are kept: what is past its last day goes when two people say so, and not what is held back.

use domain::{
    act::By,
    case::{Done, Event},
    clock,
    id::{DocumentId, PersonId, SchoolId},
    retention::keep_until,
    session::{Half, Session},
};
use jiff::civil::date;
use service::{export, retention};
use store::{StoreError, verify};
use web::urls;

use crate::{
    hillside::{ADMINISTRATOR, AMARA, DORA, ELLIS, HEAD, LEAD, OFFICE},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const SCHOOL: SchoolId = SchoolId(1);
const FIRST: Session = Session::new(date(2026, 9, 2), Half::Morning);
const LAST: Session = Session::new(date(2026, 11, 23), Half::Afternoon);

/// Sends one of the small forms of a page, whether or not it offers it.
fn send(by: &Visitor<'_>, action: &str, fields: &[(&str, &str)]) -> Page {
    let token = by.page("/handbook").token();
    let all = fields.iter().copied().chain([("csrf", token.as_str())]);
    let all: Vec<(String, String)> = all.map(|(name, text)| (name.into(), text.into())).collect();
    by.post(action, &all)
}

fn place_hold(house: &House) {
    let head = house.signed_in(HEAD);
    let page = urls::retention::of_pupil(ELLIS);
    let hold = |place: &str, reason: &str, review: &str| {
        head.submit(&head.page(&page), &page, &[("place", place), ("reason", reason), ("review", review)])
    };
    let refused = hold("Fellshire Family Court", "", "29 January 2027");
    assert_eq!(refused.status, 422);
    refused.must_say("Say why nothing about this pupil may be deleted");
    assert!(refused.html().contains("Fellshire Family Court"), "what was typed is kept");
    assert_eq!(hold("", "Proceedings are open", "29 January 2027").status, 422);
    let past = hold("Fellshire Family Court", "Proceedings are open", "23 November 2026");
    assert_eq!(past.status, 422);
    past.must_say("still to come");
    assert_eq!(hold("Fellshire Family Court", "Proceedings are open", "29 January 2027").status, 303);
    head.page(&page).must_say("Fellshire Family Court");
    assert_eq!(house.signed_in(OFFICE).get(&page).status, 403, "the office places no hold");
}

/// What the verification of the records says.
fn verified(house: &House) -> verify::Verified {
    let found = house.store().read(|tx| verify::school(tx, SCHOOL)).expect("readable");
    assert_eq!(found.faults, []);
    found
}

#[test]
fn what_is_past_its_last_day_goes_once_two_people_said_so_and_what_is_held_back_stays() {
    on_both(|house| {
        place_hold(house);
        {
            let lead = house.signed_in(LEAD);
            let letter = urls::letter(DORA, "lancashire", "attendance-letter");
            assert_eq!(lead.submit(&lead.page(&letter), &letter, &[("contact", "42")]).status, 303);
            let head = house.signed_in(HEAD);
            let page = urls::retention::of_school(SCHOOL);
            head.page(&page).must_say("Fellshire Family Court");
            let refused = send(&head, &page, &[("reason", "The yearly clearing")]);
            assert_eq!(refused.status, 422);
            refused.must_say("Nothing is past its last day");
        }
        let last_day = keep_until(LAST.date, 6);
        house.at(last_day, "09:00");
        let counted = |house: &House| {
            let head =
                house.store().read(|tx| store::person::with_email(tx, HEAD)).expect("readable").expect("she is there");
            let known = retention::overview(&house.app, &head.actor, SCHOOL).expect("hers to see");
            (known.counted[0].free, known.counted[0].held.values().sum::<usize>())
        };
        let (free, held) = counted(house);
        house.at(last_day.tomorrow().expect("a day"), "09:00");
        let (free_after, held_after) = counted(house);
        assert_eq!(
            (free_after - free, held_after - held),
            (14, 2),
            "the marks of the last day are free on the day after"
        );
        purge(house);
        // The letter of the day of the stories has its last day one day later.
        house.at(date(2032, 11, 24), "09:00");
        hold_is_lifted_and_the_rest_goes(house);
    });
}

fn purge(house: &House) {
    let (head, administrator) = (house.signed_in(HEAD), house.signed_in(ADMINISTRATOR));
    let other = house.another();
    let page = urls::retention::of_school(SCHOOL);
    let shown = head.page(&page);
    shown.must_say("by legal hold");
    administrator.page(&page).must_not_say("Ellis");
    assert_eq!(head.submit(&shown, &page, &[("reason", " ")]).status, 422);
    assert_eq!(head.submit(&shown, &page, &[("reason", "The yearly clearing")]).status, 303);
    let number = house.store().read(|tx| store::retention::last_number(tx, SCHOOL)).expect("readable");
    let (answer, run) = (urls::retention::answer(SCHOOL, number), urls::retention::run(SCHOOL, number));
    let early = send(&head, &run, &[]);
    assert_eq!(early.status, 422);
    early.must_say("does not wait to be run");
    let own = send(&head, &answer, &[("answer", "approved"), ("reason", "Looked at")]);
    assert_eq!(own.status, 422);
    own.must_say("a second person has to look at it");
    assert_eq!(send(&administrator, &answer, &[("answer", "approved"), ("reason", "")]).status, 422);
    assert_eq!(send(&administrator, &answer, &[("answer", "withdrawn"), ("reason", "No")]).status, 422);
    assert_eq!(send(&administrator, &answer, &[("answer", "approved"), ("reason", "Looked at")]).status, 303);
    assert_eq!(house.mark(SCHOOL, AMARA, FIRST), "/", "approved is not yet deleted");
    assert_eq!(send(&head, &run, &[]).status, 303);
    assert_eq!(send(&head, &run, &[]).status, 422, "a purge runs once");

    assert_eq!(house.mark(SCHOOL, AMARA, FIRST), "");
    assert_eq!(house.mark(SCHOOL, ELLIS, FIRST), "I", "what is held back stays");
    other.follow(SCHOOL).expect("another server follows");
    let view = other.view(SCHOOL);
    assert_eq!(view.roll().expect("a roll").mark(AMARA, FIRST), None, "so does another server");
    let found = verified(house);
    let said = found.purged[0].to_string();
    assert!(said.contains("as approved by Maggie Thwaite, administrator under entry 2"), "{said}");
    assert!(said.contains("marks of the attendance register") && !said.contains("letters"), "{said}");
    let empty = send(&head, &page, &[("reason", "Once more")]);
    assert_eq!(empty.status, 422);
    empty.must_say("Nothing is past its last day");
    // Figures, pupils and receipts of today still work, and a copy still checks itself.
    assert_eq!(head.get(&urls::school(SCHOOL)).status, 200);
    assert_eq!(head.get(&urls::pupil(AMARA)).status, 200);
    assert_eq!(head.get(&urls::receipt(ELLIS, "lancashire", "pathway")).status, 200);
    let folder = tempfile::tempdir().expect("a folder");
    export::write(&house.app, &[SCHOOL], folder.path()).expect("the records can be copied");
    assert_eq!(export::check(folder.path()).expect("it is a copy").faults, []);
}

fn hold_is_lifted_and_the_rest_goes(house: &House) {
    let head = house.signed_in(HEAD);
    let page = urls::retention::of_pupil(ELLIS);
    let lift = urls::retention::lift(ELLIS, 1);
    let refused = head.submit(&head.page(&page), &lift, &[("reason", "")]);
    assert_eq!(refused.status, 422);
    refused.must_say("Say why the hold is lifted");
    assert_eq!(send(&head, &urls::retention::lift(DORA, 1), &[("reason", "Over")]).status, 404, "it is not her hold");
    assert_eq!(head.submit(&head.page(&page), &lift, &[("reason", "The proceedings ended")]).status, 303);
    assert_eq!(send(&head, &lift, &[("reason", "Twice")]).status, 404);
    let of_school = urls::retention::of_school(SCHOOL);
    assert_eq!(send(&head, &of_school, &[("reason", "The rest")]).status, 303);
    let number = house.store().read(|tx| store::retention::last_number(tx, SCHOOL)).expect("readable");
    let answer = urls::retention::answer(SCHOOL, number);
    let approved = [("answer", "approved"), ("reason", "Looked at")];
    assert_eq!(send(&house.signed_in(ADMINISTRATOR), &answer, &approved).status, 303);
    let ran = retention::run_approved(&house.app, &[SCHOOL]).expect("the command runs what was approved");
    assert_eq!((ran.len(), ran[0].1), (1, number));
    assert_eq!(house.mark(SCHOOL, ELLIS, FIRST), "");
    let found = verified(house);
    assert_eq!(found.purged.len(), 2);
    let said = found.purged[1].to_string();
    assert!(said.contains("1 of letters") && said.contains("1 of steps of casework"), "{said}");
    let letter = urls::document(DocumentId(1));
    assert_eq!(head.get(&letter).status, 404, "of an emptied letter nothing is shown");
    assert!(retention::run_approved(&house.app, &[SCHOOL]).expect("nothing waits").is_empty());
}

/// A step of Dora's case, four years after the marks of the stories.
fn go_on_with_the_case(house: &House) {
    let step = Event {
        school: SCHOOL,
        pupil: DORA,
        at: clock::instant(date(2030, 9, 12), domain::Time::constant(9, 0, 0, 0)),
        by: By { person: PersonId(3), name: "Priya Nair".into(), position: "attendance lead".into() },
        done: Done::TaskDone { task: "Talk about attendance".into() },
        note: String::new(),
    };
    house.store().write::<(), StoreError>(move |tx| store::case::append(tx, &step)).expect("writable");
}

#[test]
fn a_hold_placed_after_a_purge_was_approved_and_a_case_that_is_open_hold() {
    on_both(|house| {
        go_on_with_the_case(house);
        house.at(date(2033, 1, 10), "09:00");
        let (head, administrator) = (house.signed_in(HEAD), house.signed_in(ADMINISTRATOR));
        let page = urls::retention::of_school(SCHOOL);
        assert_eq!(send(&head, &page, &[("reason", "The yearly clearing")]).status, 303);
        let another = send(&head, &page, &[("reason", "And again")]);
        assert_eq!(another.status, 422);
        another.must_say("Another purge waits");
        let approved = [("answer", "approved"), ("reason", "Looked at")];
        assert_eq!(send(&administrator, &urls::retention::answer(SCHOOL, 1), &approved).status, 303);
        let hold = [("place", "A solicitor"), ("reason", "A claim is made"), ("review", "2 May 2033")];
        assert_eq!(send(&head, &urls::retention::of_pupil(ELLIS), &hold).status, 303);
        head.page(&page).must_say("by open case");
        assert_eq!(send(&administrator, &urls::retention::run(SCHOOL, 1), &[]).status, 303);
        assert_eq!(house.mark(SCHOOL, DORA, FIRST), "O", "her case is open until three years after its last step");
        assert_eq!(house.mark(SCHOOL, AMARA, FIRST), "");
        assert_eq!(house.mark(SCHOOL, ELLIS, FIRST), "I");
        assert_eq!(verified(house).purged.len(), 1);
    });
}

#[test]
fn a_declined_purge_and_one_taken_back_delete_nothing() {
    on_both(|house| {
        house.at(date(2033, 1, 10), "09:00");
        let (head, administrator) = (house.signed_in(HEAD), house.signed_in(ADMINISTRATOR));
        let page = urls::retention::of_school(SCHOOL);
        assert_eq!(send(&head, &page, &[("reason", "Clearing")]).status, 303);
        let declined = [("answer", "declined"), ("reason", "Not yet")];
        assert_eq!(send(&administrator, &urls::retention::answer(SCHOOL, 1), &declined).status, 303);
        assert_eq!(send(&head, &urls::retention::run(SCHOOL, 1), &[]).status, 422);
        assert_eq!(send(&head, &page, &[("reason", "Clearing")]).status, 303);
        let withdrawn = [("answer", "withdrawn"), ("reason", "A mistake")];
        assert_eq!(send(&head, &urls::retention::answer(SCHOOL, 3), &withdrawn).status, 303);
        assert_eq!(send(&head, &urls::retention::answer(SCHOOL, 3), &withdrawn).status, 422, "it was answered");
        assert_eq!(house.mark(SCHOOL, AMARA, FIRST), "/");
        assert_eq!(send(&head, &urls::retention::answer(SCHOOL, 99), &withdrawn).status, 404);
    });
}
