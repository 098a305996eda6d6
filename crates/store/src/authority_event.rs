//! What people did for the authority itself: reports, meetings, duties that are done once for the whole area. Append-only and
//! chained, like the log of a school.

use domain::{
    act::By,
    case::{AUTHORITY, Event, NOBODY},
    id::PersonId,
    log::Hash,
};

use crate::{
    Row, StoreError, Tx, Value, case,
    chain::{Chained, EVENTS, Log, complete, hash},
    head,
};

const COLUMNS: [&str; 11] =
    ["number", "at", "person_id", "name", "position", "kind", "subject", "detail", "note", "previous", "hash"];

pub(crate) const LOG: Log<Event> =
    Log { table: "authority_events", columns: &COLUMNS, what: "recording what was done for the authority", values };

/// Appends one event. About whom, and of which school, it says it is is not kept.
pub fn append(tx: &mut dyn Tx, event: &Event) -> Result<(), StoreError> {
    let end = head::of_authority(tx)?.ok_or(StoreError::NoEnd)?;
    let end = LOG.append(tx, end, std::slice::from_ref(event))?;
    head::move_authority(tx, end)
}

/// The number of the last event; 0 before the first.
pub fn last_number(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    let sql = "select coalesce(max(number), 0) from authority_events";
    Ok(tx.first(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

/// Every event, in order. Each is about nobody, and of no school.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Event>, StoreError> {
    complete(tx.list(&format!("{} limit {EVENTS}", select()), &[], read)?)
}

/// Every event with its chain, in order.
pub fn chained(tx: &mut dyn Tx) -> Result<Vec<Chained<Event>>, StoreError> {
    tx.list(&select(), &[], |row| {
        Ok(Chained { number: row.int(0)?, event: read(row)?, previous: row.hash(9)?, hash: row.hash(10)? })
    })
}

/// The hash of an event at this place.
pub fn hash_of(event: &Event, number: i64, previous: Hash) -> Hash {
    hash(&values(event, number, previous))
}

/// Every column of the log, in order, for [`crate::verify`].
pub(crate) fn select() -> String {
    format!("select {} from authority_events order by number", COLUMNS.join(", "))
}

/// Every column but the hash, which is taken over them.
fn values(event: &Event, number: i64, previous: Hash) -> Vec<Value> {
    let (kind, subject, detail) = case::parts(&event.done);
    vec![
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
    let (subject, detail) = (row.str(6)?, row.str(7)?);
    Ok(Event {
        school: AUTHORITY,
        pupil: NOBODY,
        at: row.at(1)?,
        by: By { person: PersonId(row.int(2)?), name: row.text(3)?, position: row.text(4)? },
        done: row.parsed(5, "a kind of event", |kind| case::done(kind, subject, detail))?,
        note: row.text(8)?,
    })
}
