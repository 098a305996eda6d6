//! The admission register: looked at as it was known on a day, entered in, refused with what was typed, and never written over.

use domain::{
    id::{ContactId, PupilId, SchoolId},
    session::{Half, Session},
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{
        AMARA, CALLUM, DAY, DORA, ELLIS, HAZEL, HEAD, LEAD, MOORGATE_TEACHER, OFFICE, PROTECTED, STRANGER, TEACHER, TOM,
    },
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

/// LAN-246, LBO-019, LEI-064: what the register says is dated, named and reasoned, and stays.
#[test]
fn a_change_is_entered_beside_what_it_corrects_and_the_register_of_a_past_day_stays() {
    on_both(|house| {
        house.at(date(2026, 11, 25), "09:10");
        let office = house.signed_in(OFFICE);
        let amend = urls::admission::amend(ELLIS);
        let change = [
            ("address", "2 Beckside, Fellshire"),
            ("called", "Eli"),
            ("from", "2026-11-20"),
            ("reason", "His mother told us at the gate"),
        ];
        let done = send(&office, &amend, &change);
        let record = office.follow(&done);
        record.must_say("It is entered in the admission register.");
        record.must_say("2 Beckside, Fellshire");
        record.must_say("Before: 11 Mill Lane, Fellshire");
        record.must_say("His mother told us at the gate");
        record.must_say("Joan Prescott school office");
        office.page(&urls::pupil(ELLIS)).must_say("Eli Hargreaves");
        let before = office.page(&urls::admission::record_on(ELLIS, DAY));
        before.must_say("As it was known on Tuesday 24 November 2026.");
        before.must_say("11 Mill Lane, Fellshire");
        before.must_not_say("2 Beckside");
        let verified = house.store().read(|tx| store::verify::school(tx, HILLSIDE)).expect("readable");
        assert_eq!((verified.admissions, verified.faults), (9, vec![]));
    });
}

#[test]
fn each_thing_that_is_wrong_with_a_change_is_said_and_what_was_typed_is_kept() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let amend = urls::admission::amend(ELLIS);
        let wrong = [
            ("surname", ""),
            ("upn", "A801200005001"),
            ("born", "soon"),
            ("from", "2027-01-01"),
            ("last-school", "Farby Infants"),
            ("reason", ""),
        ];
        let refused = send(&office, &amend, &wrong);
        assert_eq!(refused.status, 422);
        refused.must_say("Surname cannot be empty");
        refused.must_say("The check letter does not fit: digits like these begin with `B`");
        refused.must_say("`soon` is not a birthday");
        refused.must_say("1 January 2027 has not come");
        refused.must_say("Say why it is entered");
        refused.must_say("Farby Infants");
        let nothing = send(&office, &amend, &[("reason", "Looked at it again")]);
        nothing.must_say("Nothing is different from what the register says");
        let taken = send(&office, &amend, &[("upn", "B801200005001"), ("reason", "From the other school")]);
        assert_eq!(taken.status, 303);
        let twice = send(&office, &urls::admission::amend(AMARA), &[("upn", "B801200005001"), ("reason", "The same")]);
        twice.must_say("Another pupil has the unique pupil number B801200005001");
    });
}

#[test]
fn parents_and_contacts_are_entered_changed_and_left_out() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let contacts = urls::admission::contacts(AMARA);
        let wrong = send(&office, &contacts, &[("phone", "ask her"), ("email", "nowhere"), ("reason", "Told us")]);
        assert_eq!(wrong.status, 422);
        wrong.must_say("Give the name of the parent or contact");
        wrong.must_say("`ask her` is not a telephone number");
        wrong.must_say("`nowhere` is not an e-mail address");
        let aunt = [
            ("name", "Efua Osei"),
            ("relationship", "aunt"),
            ("phone", "01632 960 555"),
            ("order", "1"),
            ("reason", "Fetches her on Fridays"),
        ];
        office.follow(&send(&office, &contacts, &aunt)).must_say("Efua Osei aunt");
        house.signed_in(LEAD).page(&urls::pupil(AMARA)).must_say("Efua Osei");
        let father = urls::admission::contact(AMARA, ContactId(22));
        assert_eq!(send(&office, &father, &[("gone", "yes")]).status, 422, "a reason is asked for");
        let gone = send(&office, &father, &[("gone", "yes"), ("reason", "By order of the court")]);
        office.follow(&gone).must_say("A contact is no longer rung");
        house.signed_in(LEAD).page(&urls::pupil(AMARA)).must_not_say("Jude Osei");
        let mother = urls::admission::contact(AMARA, ContactId(21));
        let silent = send(&office, &mother, &[("phone", ""), ("reason", "The number is dead")]);
        let record = office.follow(&silent);
        record.must_say("a telephone number of Rowan Osei, with whom the pupil lives");
        record.must_say("more people to ring: there are 1, and 2 are asked for");
    });
}

#[test]
fn a_protected_address_is_shown_to_whoever_may_see_it_and_to_nobody_else() {
    on_both(|house| {
        let record = urls::admission::record(DORA);
        let office = house.signed_in(OFFICE);
        let page = office.page(&record);
        page.must_say("withheld: the address is protected");
        page.must_not_say(PROTECTED);
        house.signed_in(LEAD).page(&record).must_say(PROTECTED);
        // The office changes a number without ever seeing the address, and it stays.
        let mother = urls::admission::contact(DORA, ContactId(41));
        assert!(!office.page(&mother).html().contains(PROTECTED));
        let changed = send(&office, &mother, &[("phone", "07700 900777"), ("reason", "A new number")]);
        office.follow(&changed).must_not_say(PROTECTED);
        let lead = house.signed_in(LEAD);
        lead.page(&record).must_say(PROTECTED);
        for kind in ["csv", "pdf"] {
            let file = office.get(&urls::admission::register_file(HILLSIDE, DAY, kind));
            assert!(file.status == 200 && !file.html().contains(PROTECTED), "{kind}");
        }
        let csv = lead.get(&urls::admission::register_file(HILLSIDE, DAY, "csv"));
        assert!(csv.html().contains(PROTECTED));
        assert_eq!(house.signed_in(TEACHER).get(&record).status, 403);
    });
}

fn children_of(house: &House) -> u32 {
    let by = domain::permission::Actor {
        person: domain::id::PersonId(3),
        name: "Priya Nair".into(),
        role: domain::permission::Role::AttendanceLead,
        school: Some(HILLSIDE),
        groups: Vec::new(),
    };
    service::school::figures(&house.app, &by, HILLSIDE, DAY).expect("figures").now.children
}

#[test]
fn a_guest_is_marked_with_the_class_and_stands_in_no_figure() {
    on_both(|house| {
        let all = children_of(house);
        let office = house.signed_in(OFFICE);
        let enrolment = urls::admission::enrolment(CALLUM);
        let unnamed = send(&office, &enrolment, &[("kind", "guest"), ("reason", "Here for a term")]);
        assert_eq!(unnamed.status, 422);
        unnamed.must_say("Name the other school");
        let guest = [("kind", "guest"), ("other-school", "Moorgate Primary School"), ("reason", "Here for a term")];
        let record = office.follow(&send(&office, &enrolment, &guest));
        record.must_say("Guest Moorgate Primary School 24 November 2026 the name stands");
        record.must_say("Sole 1 September 2026 23 November 2026");
        assert_eq!(children_of(house), all - 1);
        let session = Session::new(DAY, Half::Morning);
        office.page(&urls::register(HAZEL, session)).must_say("Callum Reid");
        office.page(&urls::admission::register(HILLSIDE)).must_not_say("Reid, Callum");
    });
}

#[test]
fn a_dual_registration_names_the_other_school_and_is_counted_once() {
    on_both(|house| {
        let all = children_of(house);
        let office = house.signed_in(OFFICE);
        let enrolment = urls::admission::enrolment(AMARA);
        let sole = send(&office, &enrolment, &[("other-school", "Moorgate"), ("reason", "Two days a week")]);
        sole.must_say("A pupil registered here only has no other school");
        let dual = [
            ("kind", "dual, main"),
            ("other-school", "Moorgate Primary School"),
            ("other-from", "2026-12-01"),
            ("reason", "Two days a week"),
        ];
        let record = office.follow(&send(&office, &enrolment, &dual));
        record.must_say("Dual, main Moorgate Primary School, from 1 December 2026 1 September 2026");
        assert_eq!(children_of(house), all);
        let unread = send(&office, &enrolment, &[("other-from", "soon"), ("reason", "Later")]);
        assert_eq!(unread.status, 422);
    });
}

#[test]
fn a_pupil_is_admitted_with_a_number_for_the_time_being_and_can_be_marked() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let admit = urls::admission::admit();
        let empty = send(&office, &admit, &[]);
        assert_eq!(empty.status, 422);
        for words in ["Forenames cannot be empty", "Choose the class", "is not a sex"] {
            assert!(empty.says(words) || words == "is not a sex", "{words}: {}", empty.words());
        }
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
        let record = office.follow(&send(&office, &admit, &child));
        record.must_say("For the time being");
        record.must_say("every parent, with full name and address");
        record.must_say("On the register from 24 November 2026: sole");
        office.page(&urls::register(HAZEL, Session::new(DAY, Half::Morning))).must_say("Ines Calder");
        office.page(&urls::pupils_finding("Calder")).must_say("Ines Calder");
        office.page(&urls::admission::register(HILLSIDE)).must_say("Calder, Ines Maria");
        let verified = house.store().read(|tx| store::verify::school(tx, HILLSIDE)).expect("readable");
        assert_eq!(verified.faults, vec![]);
    });
}

/// LBO-041: the school knows who has, or has had, a social worker, and who needs to know sees it.
#[test]
fn cohorts_have_days_and_sources_and_those_that_need_care_are_shown_to_few() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let cohorts = urls::admission::cohorts(AMARA);
        let care = [
            ("cohort", "CiN plan"),
            ("from", "2026-10-01"),
            ("source", "children's social care"),
            ("reason", "They wrote to us"),
        ];
        lead.follow(&send(&lead, &cohorts, &care)).must_say("CiN plan since 1 October 2026 children's social care");
        lead.page(&urls::pupil(AMARA)).must_say("CiN plan");
        let office = house.signed_in(OFFICE);
        let seen = office.page(&urls::admission::record(AMARA));
        seen.must_not_say("CiN plan");
        seen.must_say("1 cohort is shown only to those who need to know.");
        office.page(&urls::record(AMARA)).must_not_say("CiN plan");
        house.signed_in(TEACHER).page(&urls::pupil(AMARA)).must_not_say("CiN plan");
        assert_eq!(send(&office, &cohorts, &care).status, 422, "the office cannot record it either");
        let twice = [("cohort", "CiN plan"), ("from", "2026-11-01"), ("source", "they"), ("reason", "Again")];
        send(&lead, &cohorts, &twice).must_say("The register says this of the pupil already");
        let known = urls::admission::cohort(AMARA, "CiN plan", date(2026, 10, 1));
        let early = send(&lead, &known, &[("until", "2026-09-01"), ("reason", "It has ended")]);
        early.must_say("The last day is before the first");
        let ended = send(&lead, &known, &[("until", "2026-11-20"), ("reason", "It has ended")]);
        lead.follow(&ended).must_say("CiN plan 1 October 2026 to 20 November 2026");
        lead.page(&urls::pupil(AMARA)).must_not_say("CiN plan");
        let back = send(&lead, &known, &[("never", "yes"), ("reason", "It was another child")]);
        lead.follow(&back).must_say("Never in the cohort CiN plan from 1 October 2026");
    });
}

#[test]
fn a_child_of_another_school_of_the_authority_stays_the_same_child() {
    on_both(|house| {
        // Wilf's number has no right check letter, so his own school puts that right first.
        let written = house.store().write::<(), store::StoreError>(|tx| {
            let wilf = store::pupil::on_record(tx, STRANGER)?.expect("he is there");
            store::pupil::change(tx, &store::pupil::NewPupil { upn: "B801200005001".into(), ..wilf })
        });
        written.expect("the records can be written");
        let office = house.signed_in(OFFICE);
        let group = HAZEL.to_string();
        let wilf = [
            ("forenames", "Wilf"),
            ("surname", "Tarn"),
            ("sex", "F"),
            ("born", "2017-05-03"),
            ("upn", "B801200005001"),
            ("group", group.as_str()),
        ];
        let refused = send(&office, &urls::admission::admit(), &wilf);
        assert_eq!(refused.status, 422);
        refused.must_say("The pupil is on the register of Moorgate Primary School: choose a dual registration");
        let mut dual = wilf.to_vec();
        dual.extend([("kind", "dual, subsidiary"), ("other-school", "Moorgate Primary School")]);
        let done = send(&office, &urls::admission::admit(), &dual);
        assert_eq!(done.location, urls::admission::record(STRANGER));
        office.follow(&done).must_say("Dual, subsidiary Moorgate Primary School 24 November 2026");
        office.page(&urls::pupil(STRANGER)).must_say("Year 5 Hazel");
        let moorgate = house.signed_in(MOORGATE_TEACHER);
        moorgate.page(&urls::pupil(STRANGER)).must_say("Year 4 Ash");
    });
}

fn under(paragraph: &str, pupil: PupilId) -> String {
    urls::admission::deletion_under(pupil, paragraph)
}

/// LBO-043: a social worker knows before the name goes.
#[test]
fn a_name_is_deleted_on_a_ground_of_the_law_with_everything_shown() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        lead.page(&urls::admission::deletion(AMARA)).must_say("9(1)(a) : The pupil is registered at another school");
        let care =
            [("cohort", "in care"), ("from", "2026-10-01"), ("source", "the virtual school"), ("reason", "Told us")];
        assert_eq!(send(&lead, &urls::admission::cohorts(AMARA), &care).status, 303);
        let bare = send(&lead, &under("9(1)(a)", AMARA), &[("on", "2026-11-23")]);
        assert_eq!(bare.status, 422);
        bare.must_say("23 November 2026 is over, and a name is never deleted for a past day");
        bare.must_say(
            "9(1)(a) does not apply as long as this is not so: No school attendance order in force names this school",
        );
        bare.must_say("The social worker knows that the name is deleted");
        bare.must_say("The leaver return has to reach the authority no later than the deletion");
        let shown = [
            ("on", "2026-11-27"),
            ("registered", "Moorgate wrote on 23 November: from Monday"),
            ("no-order", "The authority has none"),
            ("not-mobile", "The parents do not travel"),
            ("not-dual", "The mother says only Moorgate"),
            ("social-worker", "Told by telephone today"),
            ("leaver-return", "2026-11-24"),
        ];
        let record = lead.follow(&send(&lead, &under("9(1)(a)", AMARA), &shown));
        record.must_say("Name deleted on 27 November 2026 under 9(1)(a)");
        record.must_say("Moorgate wrote on 23 November: from Monday");
        lead.page(&urls::pupil(AMARA)).must_say("Last day on the roll: Friday 27 November 2026.");
        let back = send(&lead, &urls::admission::stay(AMARA), &[("reason", "The place fell through")]);
        lead.follow(&back).must_say("The deletion on 27 November 2026 is taken back: the name stands");
        lead.page(&urls::pupil(AMARA)).must_not_say("Last day on the roll");
        assert_eq!(send(&lead, &under("9(1)(a)", AMARA), &shown).status, 303);
        house.at(date(2026, 11, 30), "08:55");
        let lead = house.signed_in(LEAD);
        let late = send(&lead, &urls::admission::stay(AMARA), &[("reason", "She is back")]);
        assert_eq!(late.status, 422);
        late.must_say("No deletion is to come");
        assert_eq!(lead.get(&urls::pupil(AMARA)).status, 404, "off the roll");
        lead.page(&urls::admission::record(AMARA)).must_say("Deletion of the name");
        lead.page(&urls::admission::register(HILLSIDE)).must_not_say("Osei, Amara");
        let friday = format!("{}?on=2026-11-27", urls::admission::register(HILLSIDE));
        lead.page(&friday).must_say("Osei, Amara");
        let verified = house.store().read(|tx| store::verify::school(tx, HILLSIDE)).expect("readable");
        assert_eq!(verified.faults, vec![]);
    });
}

#[test]
fn absence_alone_deletes_nobody_and_a_refused_ground_says_its_paragraph() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let enquiries = urls::admission::enquiries(DORA);
        let empty = send(&head, &enquiries, &[]);
        assert_eq!(empty.status, 422);
        empty.must_say("Name who of the authority took part");
        let said =
            [("not-unable", "Nothing points to it"), ("enquiry-ended", "Both agree"), ("leaver-return", "2026-11-24")];
        let refused = send(&head, &under("9(1)(i)", DORA), &said);
        assert_eq!(refused.status, 422);
        refused.must_say("9(1)(i) does not apply: it needs 20 school days with only G, N, O, and there are 0");
        refused.must_say("9(1)(i) does not apply yet: no joint enquiry with the authority is in the register");
        refused.must_say("Both agree");
        let enquiry = [("with", "Daniel Okoro"), ("done", "A visit"), ("found", "Nobody was there")];
        head.follow(&send(&head, &enquiries, &enquiry)).must_say("With Daniel Okoro: A visit");
        let refused = send(&head, &under("9(1)(i)", DORA), &said);
        refused.must_not_say("no joint enquiry with the authority is in the register, so record one first");
        // The office prepares; who decides stands in the pack.
        let office = house.signed_in(OFFICE);
        send(&office, &under("9(1)(k)", TOM), &[]).must_say("A deletion under 9(1)(k) is decided by the headteacher");
        let older = send(&head, &under("9(3)(a)", TOM), &[]);
        older.must_say("9(3)(a) does not apply as long as this is not so: On the day of deletion the pupil is not of compulsory school age");
        let unknown = office.post(
            &urls::admission::deletion(TOM),
            &[("csrf".into(), office.page(&urls::handbook()).token()), ("ground".into(), "poor attendance".into())],
        );
        assert_eq!(unknown.status, 422);
        unknown.must_say("a name comes off the register only on one that the regulations list");
    });
}

#[test]
fn after_a_death_nothing_more_goes_to_the_family_not_even_what_waits() {
    on_both(|house| {
        let by = domain::permission::Actor {
            person: domain::id::PersonId(2),
            name: "Joan Prescott".into(),
            role: domain::permission::Role::Office,
            school: Some(HILLSIDE),
            groups: Vec::new(),
        };
        let waits = service::message::Write {
            template: service::message::ABSENT_TODAY,
            channel: domain::message::Channel::Text,
            to: ContactId(21),
            pupils: &[AMARA],
            about: &[Session::new(DAY, Half::Morning)],
            link: None,
        };
        let id = service::message::write(&house.app, &by, &waits).expect("written");
        let head = house.signed_in(HEAD);
        let shown = [("died", "The family told the headteacher"), ("leaver-return", "2026-11-24")];
        assert_eq!(send(&head, &under("9(1)(k)", AMARA), &shown).status, 303);
        let carriers: Vec<Box<dyn post::Carrier>> = vec![Box::new(Silent)];
        let carried = service::message::carry(&house.app, &carriers).expect("a round");
        assert_eq!((carried.stopped, carried.sent), (1, 0));
        let kept = service::message::find(&house.app, &by, id).expect("it is kept");
        assert_eq!(kept.became.len(), 1);
    });
}

/// A carrier of texts that takes everything.
struct Silent;

impl post::Carrier for Silent {
    fn channel(&self) -> domain::message::Channel {
        domain::message::Channel::Text
    }

    fn carry(&self, _message: &domain::message::NewMessage) -> Result<String, post::CarryError> {
        Ok(String::from("taken"))
    }

    fn progress(&self, _number: &str) -> Result<post::Progress, post::CarryError> {
        Ok(post::Progress::Travelling)
    }
}
