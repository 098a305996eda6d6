//! Schools, people, pupils and casework on both engines.

use domain::{
    act::By,
    calendar::{Closure, ClosureKind},
    case::{Done, Event, Reached},
    code::Code,
    example,
    id::{ContactId, DocumentId, GroupId, PersonId, PlanId, PupilId, SchoolId},
    permission::{Actor, Role},
    pupil::{Contact, Plan},
    school::Group,
    session::{Half, Session},
};
use jiff::{Timestamp, ToSpan, civil::date};
use store::{
    Store, calendar, case, contact, document, group, meta, person, plan,
    pupil::{self, Cohort, NewPupil, Span},
    school, sign_in,
    testing::{on_both, postgres_database},
};

const DAY: domain::Date = date(2026, 11, 24);

fn now() -> Timestamp {
    Timestamp::from_second(1_795_510_000).expect("a time in 2026")
}

fn child(id: i64, forename: &str, surname: &str, household: i64) -> NewPupil {
    NewPupil {
        id: PupilId(id),
        upn: format!("A9799901{id:05}"),
        forename: forename.into(),
        surname: surname.into(),
        sex: 'F',
        born: date(2017, 5, 3),
        household,
    }
}

fn hillside(store: &Store) {
    let written = store.write(|tx| {
        school::add(tx, &example::school())?;
        calendar::add(tx, SchoolId(1), &example::calendar())?;
        for (id, name, year) in [(12, "5 Hazel", 5), (13, "2 Alder", 2)] {
            group::add(tx, &Group { id: GroupId(id), school: SchoolId(1), name: name.into(), year })?;
        }
        pupil::add_many(tx, &[child(1, "Ellis", "Hargreaves", 1), child(2, "Alfie", "Hargreaves", 1), child(3, "Isla", "O'Neill", 2)])?;
        let whole = Span { from: date(2025, 9, 1), until: None };
        let left = Span { from: date(2025, 9, 1), until: Some(date(2026, 10, 2)) };
        pupil::enrol(tx, SchoolId(1), &[(PupilId(1), whole), (PupilId(2), whole), (PupilId(3), left)])?;
        pupil::join(tx, &[(PupilId(1), GroupId(12), whole), (PupilId(2), GroupId(13), whole), (PupilId(3), GroupId(12), left)])?;
        let cohort = |name: &str, span| Cohort { name: name.into(), span, source: "school".into() };
        pupil::add_cohorts(tx, &[(PupilId(1), cohort("SEN Support", whole)), (PupilId(1), cohort("in care", left))])
    });
    written.expect("an empty database takes a school");
}

#[test]
fn a_database_opens_again_with_what_was_in_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = format!("sqlite:{}", folder.path().join("again.db").display());
    for address in [file, postgres_database()] {
        hillside(&Store::open(&address).expect("opens"));
        let again = Store::open(&address).expect("opens again");
        assert_eq!(again.read(school::all).expect("readable"), [example::school()]);
        assert_eq!(again.read(|tx| calendar::find(tx, SchoolId(1))).expect("readable"), example::calendar());
    }
}

#[test]
fn an_address_that_is_no_database_is_refused_with_a_sentence() {
    let refused = Store::open("mysql://x").err().expect("not one of ours").to_string();
    assert!(refused.starts_with("`mysql://x` is not the address of a database: write `sqlite:FILE`"), "{refused}");
}

#[test]
fn a_roll_is_that_of_the_day() {
    on_both(|store| {
        hillside(store);
        let names = |day| -> Vec<String> {
            let roll = store.read(|tx| pupil::of_group(tx, GroupId(12), day)).expect("readable");
            roll.iter().map(|pupil| pupil.name()).collect()
        };
        assert_eq!(names(date(2026, 10, 2)), ["Ellis Hargreaves", "Isla O'Neill"]);
        assert_eq!(names(DAY), ["Ellis Hargreaves"]);
        let ellis = store.read(|tx| pupil::find(tx, PupilId(1), DAY)).expect("readable").expect("on roll");
        assert_eq!(ellis.cohorts, ["SEN Support"]);
        assert_eq!(store.read(|tx| pupil::find(tx, PupilId(3), DAY)).expect("readable"), None);
        let siblings = store.read(|tx| pupil::siblings(tx, PupilId(1), DAY)).expect("readable");
        assert_eq!(siblings.iter().map(|pupil| pupil.id).collect::<Vec<_>>(), [PupilId(2)]);
        assert_eq!(store.read(|tx| pupil::of_school(tx, SchoolId(1), DAY)).expect("readable").len(), 2);
    });
}

#[test]
fn a_pupil_is_found_by_name_upn_or_class_whatever_the_case() {
    on_both(|store| {
        hillside(store);
        let found = |text: &str, day| -> Vec<i64> {
            let found = store.read(|tx| pupil::search(tx, Some(SchoolId(1)), text, day, 20)).expect("readable");
            found.iter().map(|pupil| pupil.id.0).collect()
        };
        assert_eq!(found("ELL", DAY), [1]);
        assert_eq!(found("ellis harg", DAY), [1]);
        assert_eq!(found("o'n", date(2026, 9, 10)), [3]);
        assert_eq!(found("a979990100002", DAY), [2]);
        assert_eq!(found("2 al", DAY), [2]);
        assert_eq!(found("%", DAY), Vec::<i64>::new());
    });
}

#[test]
fn a_protected_address_never_leaves_the_store() {
    on_both(|store| {
        hillside(store);
        let contact = |id, is_protected| Contact {
            id: ContactId(id),
            pupil: PupilId(1),
            order: id as u8,
            name: "Dawn Hargreaves".into(),
            relationship: "mother".into(),
            phone: "07700 900112".into(),
            is_parent: true,
            lives_with: true,
            address: "4 Mill Lane".into(),
            is_protected,
        };
        store.write(move |tx| contact::add_many(tx, &[contact(1, false), contact(2, true)])).expect("writable");
        let read = store.read(|tx| contact::of_pupil(tx, PupilId(1))).expect("readable");
        assert_eq!(read.iter().map(|one| one.address.as_str()).collect::<Vec<_>>(), ["4 Mill Lane", ""]);
        assert!(read[1].is_protected);
    });
}

#[test]
fn somebody_signs_in_until_it_expires_and_attempts_are_counted() {
    on_both(|store| {
        hillside(store);
        let actor = Actor {
            person: PersonId(1),
            name: "Miss Hartley".into(),
            role: Role::Teacher,
            school: Some(SchoolId(1)),
            groups: vec![GroupId(12)],
        };
        let hartley =
            person::Person { actor, email: "hartley@hillside.example".into(), password_hash: "hash".into() };
        let expected = hartley.clone();
        let signed_in = sign_in::SignIn {
            token_hash: [7; 32],
            person: PersonId(1),
            csrf: "token".into(),
            created_at: now(),
            expires_at: now() + 8.hours(),
        };
        let kept = signed_in.clone();
        store
            .write(move |tx| {
                person::add(tx, &hartley)?;
                sign_in::add(tx, &signed_in)?;
                sign_in::add_attempt(tx, "hartley@hillside.example", now())
            })
            .expect("writable");
        let found = store.read(|tx| person::with_email(tx, " Hartley@Hillside.example")).expect("readable");
        assert_eq!(found, Some(expected));
        let at = |when| store.read(|tx| sign_in::find(tx, [7; 32], when)).expect("readable");
        assert_eq!(at(now() + 7.hours()), Some(kept));
        assert_eq!(at(now() + 8.hours()), None);
        let count = store.read(|tx| sign_in::attempts(tx, "hartley@hillside.example", now() - 1.minute()));
        assert_eq!(count.expect("readable"), 1);
    });
}

#[test]
fn every_kind_of_event_is_read_back_as_it_was_written() {
    on_both(|store| {
        hillside(store);
        let session = Session::new(DAY, Half::Afternoon);
        let kinds = [
            Done::Contacted { contact: ContactId(4), reached: Reached::NoAnswer, about: session },
            Done::TaskDone { task: "Formal intervention".into() },
            Done::Considered { item: "Attendance panel".into(), taken_up: false },
            Done::Did { action: "engagement".into(), outcome: "partly".into() },
            Done::LetterMade { document: DocumentId(9), letter: "Attendance letter".into() },
        ];
        let events = kinds.map(|done| Event {
            pupil: PupilId(1),
            school: SchoolId(1),
            at: now(),
            by: By { person: PersonId(7), name: "Priya Nair".into(), position: "attendance lead".into() },
            done,
            note: "said “tomorrow”".into(),
        });
        let written = events.clone();
        store.write(move |tx| case::append_many(tx, SchoolId(1), &written)).expect("writable");
        assert_eq!(store.read(|tx| case::of_pupil(tx, PupilId(1))).expect("readable"), events);
        assert_eq!(store.read(|tx| case::of_school(tx, SchoolId(1), date(2026, 9, 1))).expect("readable").len(), 5);
        let verified = store.read(|tx| store::verify::school(tx, SchoolId(1))).expect("readable");
        assert_eq!((verified.events, verified.faults), (5, vec![]));
    });
}

#[test]
fn a_document_is_kept_with_its_bytes_and_its_receipt() {
    on_both(|store| {
        hillside(store);
        let new = document::NewDocument {
            school: SchoolId(1),
            pupil: PupilId(1),
            letter: "Attendance letter".into(),
            title: "Ellis and school".into(),
            made_at: now(),
            made_by: "Priya Nair, attendance lead".into(),
            receipt: "because 15 days".into(),
            pdf: vec![0, 255, 37],
        };
        let id = store.write(move |tx| document::add(tx, &new)).expect("writable");
        let (kept, pdf) = store.read(|tx| document::find(tx, id)).expect("readable").expect("kept");
        assert_eq!((kept.receipt.as_str(), pdf), ("because 15 days", vec![0, 255, 37]));
        assert_eq!(store.read(|tx| document::of_pupil(tx, PupilId(1))).expect("readable"), [kept]);
    });
}

#[test]
fn plans_of_a_group_are_those_that_cover_the_day() {
    on_both(|store| {
        hillside(store);
        let new = Plan {
            id: PlanId(0),
            pupil: PupilId(1),
            first: Session::new(DAY, Half::Afternoon),
            last: Session::new(date(2026, 11, 26), Half::Morning),
            code: Code::from_number(4).expect("not 0"),
            reason: "dentist".into(),
        };
        let expected = Plan { id: PlanId(1), ..new.clone() };
        store.write(move |tx| plan::add(tx, &new, PersonId(7), now())).expect("writable");
        let on = |day| store.read(|tx| plan::of_group(tx, GroupId(12), day)).expect("readable");
        assert_eq!(on(date(2026, 11, 25)), [expected]);
        assert_eq!(on(date(2026, 11, 27)), []);
    });
}

#[test]
fn closures_and_settings_are_kept() {
    on_both(|store| {
        hillside(store);
        let snow = Closure { first: date(2027, 1, 13), last: date(2027, 1, 13), kind: ClosureKind::Sudden, label: "snow".into() };
        store
            .write(move |tx| {
                calendar::add_closure(tx, SchoolId(1), &snow)?;
                meta::set(tx, "a", "first")?;
                meta::set(tx, "a", "second")
            })
            .expect("writable");
        let calendar = store.read(|tx| calendar::find(tx, SchoolId(1))).expect("readable");
        assert!(!calendar.is_school_day(date(2027, 1, 13)));
        assert_eq!(store.read(|tx| meta::find(tx, "a")).expect("readable").as_deref(), Some("second"));
    });
}
