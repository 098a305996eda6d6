//! What was done about a pupil, and the letters that were made.

use domain::{
    act::By,
    case::{Done, Event, Reached},
    id::{ContactId, DocumentId, EvidenceId, MessageId, PersonId, PupilId, SchoolId},
    message::Channel,
    session::{Half, Session},
};
use jiff::civil::date;
use store::{StoreError, case, document, testing::on_both};

use crate::hillside::{DAY, hillside, now, verified};

pub fn every_kind_of_event() -> Vec<Event> {
    let session = Session::new(DAY, Half::Afternoon);
    let contacted = |reached| Done::Contacted { contact: ContactId(4), reached, about: session };
    let kinds = [
        contacted(Reached::NoAnswer),
        contacted(Reached::Spoken),
        contacted(Reached::Message),
        Done::TaskDone { task: "Formal intervention".into() },
        Done::Considered { item: "Attendance panel".into(), taken_up: false },
        Done::Considered { item: "Attendance panel".into(), taken_up: true },
        Done::Did { action: "engagement".into(), outcome: "partly".into(), to: String::new(), fields: Vec::new() },
        Done::Did {
            action: "plan".into(),
            outcome: "agreed".into(),
            to: "mother".into(),
            fields: vec![
                ("review date".into(), "2027-02-05".into()),
                ("said".into(), "two lines,\na tab\tand a \\ stroke".into()),
            ],
        },
        Done::Did { action: "first meeting".into(), outcome: String::new(), to: String::new(), fields: Vec::new() },
        Done::LetterMade {
            document: DocumentId(9),
            letter: "Attendance letter".into(),
            to: "Rowan Hargreaves".into(),
            fields: vec![("about this child".into(), "away each\tMonday".into())],
        },
        Done::Messaged {
            message: MessageId(3),
            template: "absent-today".into(),
            to: "Rowan Hargreaves".into(),
            channel: Channel::Text,
            about: vec![Session::new(DAY, Half::Morning), session],
        },
        Done::Messaged {
            message: MessageId(4),
            template: "absent-today".into(),
            to: "Rowan Hargreaves".into(),
            channel: Channel::Email,
            about: Vec::new(),
        },
        Done::Replied {
            contact: ContactId(41),
            reason: "Ill, and\tsad".into(),
            about: vec![session],
            back: Some(DAY),
            evidence: vec![EvidenceId(2), EvidenceId(3)],
        },
        Done::Replied {
            contact: ContactId(41),
            reason: "Something else".into(),
            about: Vec::new(),
            back: None,
            evidence: Vec::new(),
        },
    ];
    let event = |done| Event {
        pupil: PupilId(1),
        school: SchoolId(1),
        at: now(),
        by: By { person: PersonId(7), name: "Priya Nair".into(), position: "attendance lead".into() },
        done,
        note: "said “tomorrow”".into(),
    };
    kinds.map(event).into()
}

pub fn letter() -> document::NewDocument {
    document::NewDocument {
        school: SchoolId(1),
        pupil: PupilId(1),
        letter: "Attendance letter".into(),
        title: "Ellis and school".into(),
        made_at: now(),
        made_by: "Priya Nair, attendance lead".into(),
        receipt: "because 15 days".into(),
        pdf: vec![0, 255, 37],
    }
}

#[test]
fn every_kind_of_event_is_read_back_as_it_was_written() {
    on_both(|store| {
        hillside(store);
        let events = every_kind_of_event();
        let written = events.clone();
        store.write(move |tx| case::append_many(tx, SchoolId(1), &written)).expect("writable");
        assert_eq!(store.read(|tx| case::of_pupil(tx, PupilId(1))).expect("readable"), events);
        assert_eq!(store.read(|tx| case::of_school(tx, SchoolId(1), date(2026, 9, 1))).expect("readable"), events);
        assert_eq!(store.read(|tx| case::of_school(tx, SchoolId(1), date(2027, 9, 1))).expect("readable"), []);
        assert_eq!((verified(store).events, verified(store).faults), (events.len() as u64, vec![]));
        let last = store.read(|tx| case::last_number(tx, SchoolId(1))).expect("readable");
        assert_eq!(last, events.len() as i64);
    });
}

#[test]
fn a_document_is_kept_with_its_bytes_and_its_receipt() {
    on_both(|store| {
        hillside(store);
        let id = store.write(move |tx| document::add(tx, &letter())).expect("writable");
        let (kept, pdf) = store.read(|tx| document::find(tx, id)).expect("readable").expect("kept");
        assert_eq!((kept.receipt.as_str(), pdf), ("because 15 days", vec![0, 255, 37]));
        assert_eq!(store.read(|tx| document::of_pupil(tx, PupilId(1))).expect("readable"), [kept]);
    });
}

#[test]
fn what_was_done_and_what_was_sent_cannot_be_changed() {
    on_both(|store| {
        hillside(store);
        store
            .write(|tx| {
                case::append(tx, &every_kind_of_event()[0])?;
                document::add(tx, &letter())
            })
            .expect("writable");
        for table in ["case_events", "documents"] {
            let change = format!("update {table} set pupil_id = 2");
            let removal = format!("delete from {table}");
            for sql in [change, removal] {
                assert!(store.write(move |tx| tx.exec(&sql, &[])).is_err(), "{table}");
            }
        }
        assert_eq!(verified(store).faults, []);
    });
}

#[test]
fn events_of_two_schools_are_not_recorded_together() {
    on_both(|store| {
        hillside(store);
        let mut events = every_kind_of_event();
        events[3].school = SchoolId(2);
        let refused = store.write(move |tx| case::append_many(tx, SchoolId(1), &events)).expect_err("two schools");
        assert!(matches!(refused, StoreError::TwoSchools(SchoolId(1), SchoolId(2))), "{refused}");
    });
}
