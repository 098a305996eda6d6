//! The case log with its chain, for whoever keeps a copy of it or works its hashes out again.

use domain::{case::Event, id::SchoolId, log::Hash};

use super::{LOG, read, values};
use crate::{
    StoreError, Tx,
    chain::{Chained, hash},
};

/// Every event of a school with its chain, in order.
pub fn chained(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Chained<Event>>, StoreError> {
    tx.list(&LOG.select(), &[school.0.into()], |row| {
        Ok(Chained { number: row.int(1)?, event: read(row)?, previous: row.hash(11)?, hash: row.hash(12)? })
    })
}

/// The hash of an event at this place.
pub fn hash_of(event: &Event, number: i64, previous: Hash) -> Hash {
    hash(&values(event, number, previous))
}
