//! What people did for a school as a whole: returns, reports, duties. Append-only and chained, like the case log.

use domain::{
    act::By,
    case::{Event, NOBODY},
    id::{PersonId, SchoolId},
    log::Hash,
};

use crate::{
    Row, StoreError, Tx, Value,
    case::{self, EVENTS, complete, hash},
    error::changed,
    head::{self, Head},
};

const COLUMNS: [&str; 12] = [
    "school_id",
    "number",
    "at",
    "person_id",
    "name",
    "position",
    "kind",
    "subject",
    "detail",
    "note",
    "previous",
    "hash",
];

/// Appends one event.
pub fn append(tx: &mut dyn Tx, event: &Event) -> Result<(), StoreError> {
    append_many(tx, event.school, std::slice::from_ref(event))
}

/// Appends events of one school in their order. About whom they say they are is not kept.
pub fn append_many(tx: &mut dyn Tx, school: SchoolId, events: &[Event]) -> Result<(), StoreError> {
    if let Some(other) = events.iter().find(|event| event.school != school) {
        return Err(StoreError::TwoSchools(school, other.school));
    }
    let mut head = head::of(tx, school)?.school;
    let mut rows = events.iter().map(|event| {
        let mut row = values(event, head.number + 1, head.hash);
        head = Head { number: head.number + 1, hash: hash(&row) };
        row.push(head.hash.into());
        row
    });
    let added = tx.bulk("school_events", &COLUMNS, &mut rows)?;
    changed("recording what was done for the school", events.len() as u64, added)?;
    head::move_school(tx, school, head)
}

/// The number of the last event of a school; 0 before the first.
pub fn last_number(tx: &mut dyn Tx, school: SchoolId) -> Result<i64, StoreError> {
    let sql = "select coalesce(max(number), 0) from school_events where school_id = $1";
    Ok(tx.first(sql, &[school.0.into()], |row| row.int(0))?.unwrap_or(0))
}

/// The events of a school, in order. Each is about [`NOBODY`].
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Event>, StoreError> {
    let sql = format!("{} limit {EVENTS}", select());
    complete(tx.list(&sql, &[school.0.into()], read)?)
}

/// Every column but the hash, which is taken over them.
fn values(event: &Event, number: i64, previous: Hash) -> Vec<Value> {
    let (kind, subject, detail) = case::parts(&event.done);
    vec![
        event.school.0.into(),
        number.into(),
        event.at.into(),
        event.by.person.0.into(),
        (&event.by.name).into(),
        (&event.by.position).into(),
        kind.into(),
        subject.into(),
        detail.into(),
        (&event.note).into(),
        previous.into(),
    ]
}

fn read(row: &Row) -> Result<Event, StoreError> {
    let (subject, detail) = (row.str(7)?, row.str(8)?);
    Ok(Event {
        school: SchoolId(row.int(0)?),
        pupil: NOBODY,
        at: row.at(2)?,
        by: By { person: PersonId(row.int(3)?), name: row.text(4)?, position: row.text(5)? },
        done: row.parsed(6, "a kind of event", |kind| case::done(kind, subject, detail))?,
        note: row.text(9)?,
    })
}

/// Every column of the events of a school, for [`crate::verify`].
pub(crate) fn select() -> String {
    format!("select {} from school_events where school_id = $1 order by number", COLUMNS.join(", "))
}
