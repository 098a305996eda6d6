//! The Common Transfer File of a pupil who leaves: what the registers say, read back, and nothing that is protected.

use analysis::{
    Period,
    figures::{Thresholds, of_pupil},
};
use domain::{
    id::{PersonId, PupilId, SchoolId},
    permission::{Actor, Role},
    tally::{Percent, Tally},
};
use imports::transfer_file::{Destination, TransferFile, read};
use jiff::civil::date;
use service::transfer::{Ask, of_pupils};
use web::urls;

use crate::{
    hillside::{DORA, ELLIS, HAZEL, HEAD, LEAD, OFFICE, PROTECTED, TEACHER},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const HILLSIDE: SchoolId = SchoolId(1);

/// Sends a form with these fields filled in.
fn send(visitor: &Visitor<'_>, address: &str, filled: &[(&str, &str)]) -> Page {
    let page = visitor.page(address);
    let action = address.split('?').next().unwrap_or_default();
    visitor.submit(&page, action, filled)
}

fn ask(visitor: &Visitor<'_>, pupil: PupilId, to: &str) -> Page {
    send(visitor, &urls::transfer::of_pupil(pupil), &[("to", to)])
}

/// Enters the number that fits its check letter, and more.
fn enter(visitor: &Visitor<'_>, pupil: PupilId, change: &[(&str, &str)]) {
    let mut change = change.to_vec();
    change.push(("reason", "As on the birth certificate"));
    assert_eq!(send(visitor, &urls::admission::amend(pupil), &change).status, 303);
}

fn file(page: &Page) -> TransferFile {
    assert_eq!(page.status, 200, "{}", page.words());
    read(&page.html()).expect("what was given can be read")
}

/// The sessions of the pupil, as the roll counts them.
fn counted(house: &House, pupil: PupilId) -> Tally {
    let view = house.app.view(HILLSIDE);
    let thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };
    of_pupil(view.roll().expect("the roll is there"), pupil, Period::ALL, thresholds).tally
}

#[test]
fn the_office_makes_the_file_of_a_leaver_and_it_is_what_the_registers_say() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        enter(
            &office,
            ELLIS,
            &[
                ("upn", "J888990100001"),
                ("forenames", "Ellis James Oak"),
                ("called", "Eli"),
                ("address", "11 Mill Lane, Fellshire"),
                ("last-school", "Farby Infants"),
            ],
        );
        let lead = house.signed_in(LEAD);
        let gone = [
            ("on", "2026-11-27"),
            ("registered", "Moorgate wrote on 23 November: from Monday"),
            ("no-order", "The authority has none"),
            ("not-mobile", "The parents do not travel"),
            ("not-dual", "The mother says only Moorgate"),
            ("leaver-return", "2026-11-24"),
        ];
        let deleted = send(&lead, &urls::admission::deletion_under(ELLIS, "9(1)(a)"), &gone);
        assert_eq!(deleted.status, 303, "{}", deleted.words());
        let links = office.page(&urls::admission::deletion(ELLIS)).links();
        assert!(links.contains(&urls::transfer::of_pupil(ELLIS)), "the page of the grounds leads to the file");
        house.at(date(2026, 11, 30), "08:55");
        let office = house.signed_in(OFFICE);
        assert!(office.page(&urls::admission::record(ELLIS)).links().contains(&urls::transfer::of_pupil(ELLIS)));
        let given = file(&ask(&office, ELLIS, "888 9902"));
        assert_eq!(given.header.source.to_string(), "8889901");
        assert_eq!(given.header.destination.to_string(), "8889902");
        assert_eq!((given.header.year, given.header.at.date()), (2026, date(2026, 11, 30)));
        let [pupil] = &given.pupils[..] else { panic!("one pupil") };
        assert_eq!((pupil.upn.as_str(), pupil.surname.as_str(), pupil.sex), ("J888990100001", "Hargreaves", 'F'));
        assert_eq!(
            (pupil.forename.as_str(), pupil.middle_names.as_str(), pupil.called.as_str()),
            ("Ellis", "James Oak", "Eli")
        );
        assert_eq!((pupil.born, pupil.year_group.as_str()), (date(2017, 5, 3), "5"));
        assert_eq!(pupil.address, ["11 Mill Lane", "Fellshire"]);
        let people = pupil.contacts.iter().map(|one| (one.order, one.forename.as_str(), one.relationship.as_str()));
        assert_eq!(people.collect::<Vec<_>>(), [(1, "Rowan", "mother"), (2, "Jude", "father")]);
        assert!(pupil.contacts.iter().all(|one| one.is_parent && one.surname == "Hargreaves" && one.phone.len() == 12));
        let [year] = &pupil.years[..] else { panic!("one school year") };
        assert_eq!((year.year, year.tally), (2026, counted(house, ELLIS)));
        assert_eq!(year.tally.authorised, 29, "14½ days with illness");
        let schools = pupil.history.iter().map(|one| (one.name.as_str(), one.from, one.until));
        assert_eq!(
            schools.collect::<Vec<_>>(),
            [
                ("Farby Infants", None, None),
                ("Hillside Primary School", Some(date(2026, 9, 1)), Some(date(2026, 11, 27))),
            ]
        );
        let verified = house.store().read(|tx| store::verify::school(tx, HILLSIDE)).expect("readable");
        assert_eq!(verified.faults, vec![]);
    });
}

#[test]
fn that_a_file_was_given_is_on_record_and_the_next_one_has_the_next_number() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        enter(&office, ELLIS, &[("upn", "J888990100001")]);
        file(&ask(&office, ELLIS, "8889902"));
        let kept = house.signed_in(HEAD).page(&urls::retention::of_pupil(ELLIS));
        kept.must_say("the school 8889902");
        kept.must_say("Common Transfer File");
        kept.must_say("Joan Prescott");
        let unknown = file(&ask(&office, ELLIS, " "));
        assert_eq!(unknown.header.destination, Destination::Authority(String::from("888")));
        house.at(date(2026, 11, 25), "09:10");
        let by = Actor {
            person: PersonId(2),
            name: "Joan Prescott".into(),
            role: Role::Office,
            school: Some(HILLSIDE),
            groups: Vec::new(),
        };
        let made =
            |to| of_pupils(&house.app, &by, Ask { school: HILLSIDE, pupils: &[ELLIS], to }).map(|made| made.name);
        assert_eq!(made("8889902").expect("made"), "8889901_CTF_8889902_002.xml");
        assert_eq!(made("8889903").expect("made"), "8889901_CTF_8889903_001.xml");
        let nobody = of_pupils(&house.app, &by, Ask { school: HILLSIDE, pupils: &[], to: "" });
        assert_eq!(nobody.expect_err("refused").to_string(), "say whom the file is about: name one pupil or more");
    });
}

#[test]
fn a_file_that_cannot_be_made_is_refused_with_one_sentence_and_nothing_is_on_record() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        for (to, said) in [
            (
                "88899",
                "`88899` is no number of a school: give the three digits of its authority and the four of its own",
            ),
            ("8889901", "8889901 is the number of this school: give that of the school the pupil goes to"),
            (
                "8889902",
                "Ellis Hargreaves cannot be in the file: the check letter does not fit: digits like these begin with `J`",
            ),
        ] {
            let refused = ask(&office, ELLIS, to);
            assert_eq!(refused.status, 422);
            refused.must_say(said);
            assert!(refused.html().contains(&format!("value=\"{to}\"")), "what was typed stays");
        }
        house.signed_in(HEAD).page(&urls::retention::of_pupil(ELLIS)).must_say("No copy was given yet");
        let group = HAZEL.to_string();
        let child = [
            ("forenames", "Ines Maria"),
            ("surname", "Calder"),
            ("called", "Ines"),
            ("sex", "F"),
            ("born", "2017-02-03"),
            ("address", "4 Kiln Gardens, Fellshire"),
            ("group", group.as_str()),
        ];
        let admitted = send(&office, &urls::admission::admit(), &child);
        assert_eq!(admitted.status, 303, "{}", admitted.words());
        let address = admitted.location.split('?').next().unwrap_or_default().replace("/admission", "/transfer");
        send(&office, &address, &[("to", "")]).must_say("Ines Calder has no mark of a session that was possible");
        let teacher = house.signed_in(TEACHER);
        assert_eq!(teacher.get(&urls::transfer::of_pupil(ELLIS)).status, 403);
        let csrf = teacher.page(&urls::pupil(ELLIS)).token();
        let sent = [(String::from("csrf"), csrf), (String::from("to"), String::from("8889902"))];
        assert_eq!(teacher.post(&urls::transfer::of_pupil(ELLIS), &sent).status, 403);
    });
}

#[test]
fn a_protected_address_stands_nowhere_in_the_file_even_for_those_who_may_see_it() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        enter(&lead, DORA, &[("upn", "B888990100004"), ("address", PROTECTED)]);
        let page = ask(&lead, DORA, "8889902");
        let given = file(&page);
        let bytes = page.html();
        for hidden in ["Quarry", "Rowan", "07700 900041", "contact41"] {
            assert!(!bytes.contains(hidden), "{hidden}");
        }
        let [pupil] = &given.pupils[..] else { panic!("one pupil") };
        assert_eq!(pupil.address, Vec::<String>::new());
        let [father] = &pupil.contacts[..] else { panic!("the father alone") };
        assert_eq!((father.forename.as_str(), father.address.len()), ("Jude", 2));
        house.signed_in(HEAD).page(&urls::retention::of_pupil(DORA)).must_say("whose address is protected");
    });
}
