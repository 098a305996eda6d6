//! A log of events, each row chained to the one before: what the case log and the school log have in common.

use domain::{case::Event, id::SchoolId, log::Hash};

use crate::{
    StoreError, Tx, Value,
    error::changed,
    head::{self, Head, Heads},
};

/// More events than one answer can truly have.
pub(crate) const EVENTS: usize = 1_000_000;

/// A log of events. Each row begins with its school and its number, and ends in the hash of the row before and its own.
pub(crate) struct Log {
    pub(crate) table: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// What appending to it is, in the words of an error.
    pub(crate) what: &'static str,
    /// Where it ends.
    pub(crate) head: fn(&Heads) -> Head,
    pub(crate) move_head: fn(&mut dyn Tx, SchoolId, Head) -> Result<(), StoreError>,
    /// Every column of an event at its place but the hash, which is taken over them.
    pub(crate) values: fn(&Event, i64, Hash) -> Vec<Value>,
}

impl Log {
    /// Appends events of one school in their order.
    pub(crate) fn append_many(&self, tx: &mut dyn Tx, school: SchoolId, events: &[Event]) -> Result<(), StoreError> {
        if let Some(other) = events.iter().find(|event| event.school != school) {
            return Err(StoreError::TwoSchools(school, other.school));
        }
        let mut head = (self.head)(&head::of(tx, school)?);
        let mut rows = events.iter().map(|event| {
            let mut row = (self.values)(event, head.number + 1, head.hash);
            head = Head { number: head.number + 1, hash: hash(&row) };
            row.push(head.hash.into());
            row
        });
        let added = tx.bulk(self.table, self.columns, &mut rows)?;
        changed(self.what, events.len() as u64, added)?;
        (self.move_head)(tx, school, head)
    }

    /// The number of the last event of a school; 0 before the first.
    pub(crate) fn last_number(&self, tx: &mut dyn Tx, school: SchoolId) -> Result<i64, StoreError> {
        let sql = format!("select coalesce(max(number), 0) from {} where school_id = $1", self.table);
        Ok(tx.first(&sql, &[school.0.into()], |row| row.int(0))?.unwrap_or(0))
    }

    /// Every column of the events of a school, in order.
    pub(crate) fn select(&self) -> String {
        format!("select {} from {} where school_id = $1 order by number", self.columns.join(", "), self.table)
    }
}

/// The hash over all columns of a row but the hash itself, each with its length.
pub(crate) fn hash(row: &[Value]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for value in row {
        let bytes = match value {
            Value::Null => Vec::new(),
            Value::Int(value) => value.to_le_bytes().to_vec(),
            Value::Text(text) => text.clone().into_bytes(),
            Value::Bytes(bytes) => bytes.clone(),
        };
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    *hasher.finalize().as_bytes()
}

/// Part of a log would look like one in which less was done.
pub(crate) fn complete(events: Vec<Event>) -> Result<Vec<Event>, StoreError> {
    if events.len() < EVENTS { Ok(events) } else { Err(StoreError::TooMany { what: "the events", limit: EVENTS }) }
}
