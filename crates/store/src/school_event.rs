//! What people did for a school as a whole: returns, reports, duties. Append-only and chained, like the case log.

use domain::{
    act::By,
    case::{Event, NOBODY},
    id::{PersonId, SchoolId},
    log::Hash,
};

use crate::{
    Row, StoreError, Tx, Value, case,
    chain::{Chained, EVENTS, Log, SchoolLog, complete, hash},
    head,
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

pub(crate) const LOG: SchoolLog<Event> = SchoolLog {
    log: Log { table: "school_events", columns: &COLUMNS, what: "recording what was done for the school", values },
    school: |event| event.school,
    head: |heads| heads.school,
    move_head: head::move_school,
};

/// Appends one event.
pub fn append(tx: &mut dyn Tx, event: &Event) -> Result<(), StoreError> {
    append_many(tx, event.school, std::slice::from_ref(event))
}

/// Appends events of one school in their order. About whom they say they are is not kept.
pub fn append_many(tx: &mut dyn Tx, school: SchoolId, events: &[Event]) -> Result<(), StoreError> {
    LOG.append_many(tx, school, events)
}

/// The number of the last event of a school; 0 before the first.
pub fn last_number(tx: &mut dyn Tx, school: SchoolId) -> Result<i64, StoreError> {
    LOG.last_number(tx, school)
}

/// The number of the last event of each school, by identifier.
pub fn last_numbers(tx: &mut dyn Tx) -> Result<Vec<(SchoolId, i64)>, StoreError> {
    let sql = "select school_id, school_event_number from heads order by school_id limit 5000";
    tx.list(sql, &[], |row| Ok((SchoolId(row.int(0)?), row.int(1)?)))
}

/// The events of a school, in order. Each is about [`NOBODY`].
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Event>, StoreError> {
    let sql = format!("{} limit {EVENTS}", LOG.select());
    complete(tx.list(&sql, &[school.0.into()], read)?)
}

/// Every event of a school with its chain, in order.
pub fn chained(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Chained<Event>>, StoreError> {
    tx.list(&LOG.select(), &[school.0.into()], |row| {
        Ok(Chained { number: row.int(1)?, event: read(row)?, previous: row.hash(10)?, hash: row.hash(11)? })
    })
}

/// The hash of an event at this place.
pub fn hash_of(event: &Event, number: i64, previous: Hash) -> Hash {
    hash(&values(event, number, previous))
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
