//! The case log with its chain, for whoever keeps a copy of it or works its hashes out again.

use domain::{case::Event, id::SchoolId, log::Hash};

use super::{LOG, read, values};
use crate::{StoreError, Tx, chain::hash};

/// An event at its place in the case log of its school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chained {
    /// 1, 2, 3, … within the school.
    pub number: i64,
    /// What was done.
    pub event: Event,
    /// The hash of the event before.
    pub previous: Hash,
    /// The hash of this event.
    pub hash: Hash,
}

/// Every event of a school with its chain, in order.
pub fn chained(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Chained>, StoreError> {
    let mut all = Vec::new();
    tx.each(&LOG.select(), &[school.0.into()], &mut |row| {
        all.push(Chained { number: row.int(1)?, event: read(row)?, previous: row.hash(11)?, hash: row.hash(12)? });
        Ok(())
    })?;
    Ok(all)
}

/// The hash of an event at this place.
pub fn hash_of(event: &Event, number: i64, previous: Hash) -> Hash {
    hash(&values(event, number, previous))
}
