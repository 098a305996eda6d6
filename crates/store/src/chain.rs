//! A log whose rows are chained, each to the one before: what the logs of cases, schools, messages and proposals have in common.

use domain::{case::Event, id::SchoolId, log::Hash};

use crate::{
    StoreError, Tx, Value,
    error::changed,
    head::{self, Head, Heads},
};

/// More events than one answer can truly have.
pub(crate) const EVENTS: usize = 1_000_000;

/// A log. Each row holds its number, and ends in the hash of the row before and its own.
pub(crate) struct Log<T: 'static> {
    pub(crate) table: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// What appending to it is, in the words of an error.
    pub(crate) what: &'static str,
    /// Every column of a row at its place but the hash, which is taken over them.
    pub(crate) values: fn(&T, i64, Hash) -> Vec<Value>,
}

impl<T> Log<T> {
    /// Appends rows in their order behind `head`, and gives where the log then ends.
    pub(crate) fn append(&self, tx: &mut dyn Tx, mut head: Head, all: &[T]) -> Result<Head, StoreError> {
        let mut rows = all.iter().map(|one| {
            let mut row = (self.values)(one, head.number + 1, head.hash);
            head = Head { number: head.number + 1, hash: hash(&row) };
            row.push(head.hash.into());
            row
        });
        let added = tx.bulk(self.table, self.columns, &mut rows)?;
        changed(self.what, all.len() as u64, added)?;
        Ok(head)
    }
}

/// A log that each school has of its own. Each row begins with its school and its number.
pub(crate) struct SchoolLog<T: 'static> {
    pub(crate) log: Log<T>,
    pub(crate) school: fn(&T) -> SchoolId,
    /// Where it ends.
    pub(crate) head: fn(&Heads) -> Head,
    pub(crate) move_head: fn(&mut dyn Tx, SchoolId, Head) -> Result<(), StoreError>,
}

impl<T> SchoolLog<T> {
    /// Appends rows of one school in their order.
    pub(crate) fn append_many(&self, tx: &mut dyn Tx, school: SchoolId, all: &[T]) -> Result<(), StoreError> {
        if let Some(other) = all.iter().map(self.school).find(|other| *other != school) {
            return Err(StoreError::TwoSchools(school, other));
        }
        let head = (self.head)(&head::of(tx, school)?);
        let head = self.log.append(tx, head, all)?;
        (self.move_head)(tx, school, head)
    }

    /// The number of the last row of a school; 0 before the first.
    pub(crate) fn last_number(&self, tx: &mut dyn Tx, school: SchoolId) -> Result<i64, StoreError> {
        let sql = format!("select coalesce(max(number), 0) from {} where school_id = $1", self.log.table);
        Ok(tx.first(&sql, &[school.0.into()], |row| row.int(0))?.unwrap_or(0))
    }

    /// Every column of the rows of a school, in order.
    pub(crate) fn select(&self) -> String {
        let Log { table, columns, .. } = &self.log;
        format!("select {} from {table} where school_id = $1 order by number", columns.join(", "))
    }
}

/// A row at its place in its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chained<T> {
    /// 1, 2, 3, … within the log.
    pub number: i64,
    /// What was done.
    pub event: T,
    /// The hash of the row before.
    pub previous: Hash,
    /// The hash of this row.
    pub hash: Hash,
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
