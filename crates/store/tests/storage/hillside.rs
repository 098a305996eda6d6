//! The invented Hillside School in a database, and the acts of its registers.

use domain::{
    act::{Act, By, Mark, NewEntry},
    code::Code,
    example,
    id::{GroupId, PersonId, PupilId, SchoolId},
    log::Entry,
    school::Group,
    session::{Half, Session},
};
use jiff::{Timestamp, civil::date};
use store::{
    Engine, Store, StoreError, Tx, calendar, group, log,
    pupil::{self, Cohort, NewPupil, Span},
    school, verify,
};

pub const DAY: domain::Date = date(2026, 11, 24);

pub fn now() -> Timestamp {
    Timestamp::from_second(1_795_510_000).expect("a time in 2026")
}

pub fn session() -> Session {
    Session::new(DAY, Half::Morning)
}

pub fn by() -> By {
    By { person: PersonId(7), name: "Siân O’Neill".into(), position: "class teacher".into() }
}

/// The register of 5 Hazel with `count` marks, each with `note`.
pub fn act(count: i64, note: &str) -> NewEntry {
    let mark = |pupil| Mark {
        pupil: PupilId(pupil),
        session: session(),
        was: None,
        code: Code::from_number(1).expect("not 0"),
        minutes_late: None,
        note: note.to_owned(),
    };
    NewEntry {
        school: SchoolId(1),
        at: now(),
        by: by(),
        act: Act::Taken { group: GroupId(12) },
        reason: String::new(),
        marks: (1..=count).map(mark).collect(),
    }
}

pub fn append(store: &Store, what: NewEntry) -> Entry {
    store.write(move |tx| log::append(tx, what)).expect("the log takes an entry")
}

/// Every entry of the register, in order.
pub fn entries(store: &Store) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut keep = |entry| {
        entries.push(entry);
        Ok(())
    };
    store.read(|tx| log::each(tx, SchoolId(1), 0, &mut keep)).expect("the log can be read");
    entries
}

pub fn with_school(store: &Store) {
    store.write(|tx| school::add(tx, &example::school())).expect("an empty database takes a school");
}

pub fn child(id: i64, forename: &str, surname: &str, household: i64) -> NewPupil {
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

/// The school with its calendar, two groups and three pupils, of whom Isla left on 2 October.
pub fn hillside(store: &Store) {
    let written = store.write(|tx| {
        school::add(tx, &example::school())?;
        calendar::add(tx, SchoolId(1), &example::calendar())?;
        for (id, name, year) in [(12, "5 Hazel", 5), (13, "2 Alder", 2)] {
            group::add(tx, &Group { id: GroupId(id), school: SchoolId(1), name: name.into(), year })?;
        }
        let pupils =
            [child(1, "Ellis", "Hargreaves", 1), child(2, "Alfie", "Hargreaves", 1), child(3, "Isla", "O'Neill", 2)];
        pupil::add_many(tx, &pupils)?;
        let whole = Span { from: date(2025, 9, 1), until: None };
        let left = Span { from: date(2025, 9, 1), until: Some(date(2026, 10, 2)) };
        pupil::enrol(tx, SchoolId(1), &[(PupilId(1), whole), (PupilId(2), whole), (PupilId(3), left)])?;
        let (hazel, alder) = (GroupId(12), GroupId(13));
        pupil::join(tx, &[(PupilId(1), hazel, whole), (PupilId(2), alder, whole), (PupilId(3), hazel, left)])?;
        let cohort = |name: &str, span| Cohort { name: name.into(), span, source: "school".into() };
        let cohorts = [(PupilId(1), cohort("SEN Support", whole)), (PupilId(1), cohort("in care", left))];
        pupil::add_cohorts(tx, &cohorts)
    });
    written.expect("an empty database takes a school");
}

pub fn verified(store: &Store) -> verify::Verified {
    store.read(|tx| verify::school(tx, SchoolId(1))).expect("the logs can be read")
}

/// Lifts the guards that refuse changes, as somebody with the database's own tools could.
pub fn lift_guards(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "drop trigger entries_update; drop trigger entries_delete; drop trigger case_events_update; \
             drop trigger case_events_delete; drop trigger documents_update; drop trigger documents_delete; \
             drop trigger school_events_update; drop trigger school_events_delete; drop trigger proposal_events_update; \
             drop trigger proposal_events_delete; drop trigger messages_update; drop trigger messages_delete; \
             drop trigger deliveries_update; drop trigger deliveries_delete; drop trigger message_events_update; \
             drop trigger message_events_delete;"
        }
        Engine::Postgres => {
            "drop trigger entries_change on entries; drop trigger case_events_change on case_events; \
             drop trigger documents_change on documents; drop trigger school_events_change on school_events; \
             drop trigger proposal_events_change on proposal_events; drop trigger messages_change on messages; \
             drop trigger deliveries_change on deliveries; drop trigger message_events_change on message_events;"
        }
    };
    tx.exec(sql, &[]).map(drop)
}
