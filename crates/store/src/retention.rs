//! What was done with the records themselves: holds, copies given out, purges, and for each record whose contents were removed what
//! it comes to as it was left. Append-only and chained, a log of each school.

use std::collections::BTreeMap;

use domain::{
    act::By,
    id::{PersonId, PupilId, SchoolId},
    log::Hash,
    retention::{Event, Happened, Parts, Record, happened, parts},
};

use crate::{
    Row, StoreError, Tx, Value,
    chain::{Chained, EVENTS, Log, SchoolLog, hash},
    head,
};

const COLUMNS: [&str; 14] = [
    "school_id",
    "number",
    "pupil_id",
    "at",
    "person_id",
    "name",
    "position",
    "kind",
    "subject",
    "detail",
    "reason",
    "remainder",
    "previous",
    "hash",
];

pub(crate) const LOG: SchoolLog<Event> = SchoolLog {
    log: Log { table: "retention_events", columns: &COLUMNS, what: "recording what was done with records", values },
    school: |event| event.school,
    head: |heads| heads.retention,
    move_head: head::move_retention,
};

/// Appends one event.
pub fn append(tx: &mut dyn Tx, event: &Event) -> Result<(), StoreError> {
    append_many(tx, event.school, std::slice::from_ref(event))
}

/// Appends events of one school in their order.
pub fn append_many(tx: &mut dyn Tx, school: SchoolId, events: &[Event]) -> Result<(), StoreError> {
    LOG.append_many(tx, school, events)
}

/// The number of the last event of a school; 0 before the first.
pub fn last_number(tx: &mut dyn Tx, school: SchoolId) -> Result<i64, StoreError> {
    LOG.last_number(tx, school)
}

/// Every event of a school with its chain, in order.
pub fn chained(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Chained<Event>>, StoreError> {
    tx.list(&LOG.select(), &[school.0.into()], chained_row)
}

/// Every event of a school but the purged records, each with its number, in order.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<(i64, Event)>, StoreError> {
    let sql = format!(
        "select {} from retention_events where school_id = $1 and kind <> 'purged' order by number limit {EVENTS}",
        COLUMNS.join(", ")
    );
    tx.list(&sql, &[school.0.into()], |row| Ok((row.int(1)?, read(row)?)))
}

/// What each purged record of a school comes to as it was left last.
pub fn remainders_of(tx: &mut dyn Tx, school: SchoolId) -> Result<BTreeMap<Record, Hash>, StoreError> {
    Ok(remainders(chained(tx, school)?.iter().map(|one| &one.event)))
}

/// What was done with the records of a pupil, in every school, each with its number there, in order.
pub fn of_pupil(tx: &mut dyn Tx, pupil: PupilId) -> Result<Vec<(i64, Event)>, StoreError> {
    let sql = format!(
        "select {} from retention_events where pupil_id = $1 order by school_id, number limit {EVENTS}",
        COLUMNS.join(", ")
    );
    tx.list(&sql, &[pupil.0.into()], |row| Ok((row.int(1)?, read(row)?)))
}

/// The hash of an event at this place.
pub fn hash_of(event: &Event, number: i64, previous: Hash) -> Hash {
    hash(&values(event, number, previous))
}

/// What each purged record of a log comes to as it was left last. A log that is complete says this of every record whose own hash
/// no longer fits.
pub fn remainders<'a>(log: impl IntoIterator<Item = &'a Event>) -> BTreeMap<Record, Hash> {
    let purged = log.into_iter().filter_map(|event| match &event.what {
        Happened::Purged { record, left, .. } => Some((*record, *left)),
        _ => None,
    });
    purged.collect()
}

fn chained_row(row: &Row) -> Result<Chained<Event>, StoreError> {
    Ok(Chained { number: row.int(1)?, event: read(row)?, previous: row.hash(12)?, hash: row.hash(13)? })
}

/// Every column but the hash, which is taken over them.
fn values(event: &Event, number: i64, previous: Hash) -> Vec<Value> {
    let Parts { kind, subject, detail, reason, left } = parts(&event.what);
    vec![
        event.school.0.into(),
        number.into(),
        event.pupil.0.into(),
        event.at.into(),
        event.by.person.0.into(),
        (&event.by.name).into(),
        (&event.by.position).into(),
        kind.into(),
        subject.into(),
        detail.into(),
        reason.into(),
        left.into(),
        previous.into(),
    ]
}

fn read(row: &Row) -> Result<Event, StoreError> {
    let parts = |kind: &str| -> Result<Parts, StoreError> {
        let (subject, detail, reason) = (row.text(8)?, row.text(9)?, row.text(10)?);
        Ok(Parts { kind: kind.into(), subject, detail, reason, left: row.bytes(11)?.to_vec() })
    };
    Ok(Event {
        school: SchoolId(row.int(0)?),
        pupil: PupilId(row.int(2)?),
        at: row.at(3)?,
        by: By { person: PersonId(row.int(4)?), name: row.text(5)?, position: row.text(6)? },
        what: row.parsed(7, "something done with records", |kind| happened(&parts(kind).ok()?))?,
    })
}
