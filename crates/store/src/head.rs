//! Where the logs of a school end: the register's, the case log's and the school log's, in one row. Whoever appends holds that row until
//! the transaction ends, so that nobody can put an entry between what they read and what they append.

use domain::{
    id::SchoolId,
    log::{GENESIS, Hash},
};

use crate::{Engine, Purpose, Row, StoreError, Tx, error::changed};

/// Where a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 before the first.
    pub number: i64,
    /// Its hash.
    pub hash: Hash,
}

/// Where the logs of a school end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heads {
    pub(crate) register: Head,
    pub(crate) cases: Head,
    pub(crate) school: Head,
}

/// The beginning of the logs of a new school.
pub(crate) fn begin(tx: &mut dyn Tx, school: SchoolId) -> Result<(), StoreError> {
    let sql = "insert into heads (school_id, number, hash, event_number, event_hash, school_event_number, \
         school_event_hash) values ($1, $2, $3, $2, $3, $2, $3)";
    let values = [school.0.into(), 0_i64.into(), GENESIS.into()];
    changed("beginning a register", 1, tx.exec(sql, &values)?)
}

/// Where the logs of `school` end. In a transaction that writes, nobody else appends to them until it ends.
pub(crate) fn of(tx: &mut dyn Tx, school: SchoolId) -> Result<Heads, StoreError> {
    // SQLite has one writer, who needs no lock.
    let is_held = tx.engine() == Engine::Postgres && tx.purpose() == Purpose::Write;
    let lock = if is_held { " for update" } else { "" };
    let sql = format!(
        "select number, hash, event_number, event_hash, school_event_number, school_event_hash from heads \
         where school_id = $1{lock}"
    );
    tx.first(&sql, &[school.0.into()], read)?.ok_or(StoreError::NoSchool(school))
}

fn read(row: &Row) -> Result<Heads, StoreError> {
    Ok(Heads {
        register: Head { number: row.int(0)?, hash: row.hash(1)? },
        cases: Head { number: row.int(2)?, hash: row.hash(3)? },
        school: Head { number: row.int(4)?, hash: row.hash(5)? },
    })
}

/// Moves the end of the register.
pub(crate) fn move_register(tx: &mut dyn Tx, school: SchoolId, to: Head) -> Result<(), StoreError> {
    let sql = "update heads set number = $1, hash = $2 where school_id = $3";
    let moved = tx.exec(sql, &[to.number.into(), to.hash.into(), school.0.into()])?;
    changed("moving the end of the register", 1, moved)
}

/// Moves the end of the case log.
pub(crate) fn move_cases(tx: &mut dyn Tx, school: SchoolId, to: Head) -> Result<(), StoreError> {
    let sql = "update heads set event_number = $1, event_hash = $2 where school_id = $3";
    let moved = tx.exec(sql, &[to.number.into(), to.hash.into(), school.0.into()])?;
    changed("moving the end of the case log", 1, moved)
}

/// Moves the end of the school log.
pub(crate) fn move_school(tx: &mut dyn Tx, school: SchoolId, to: Head) -> Result<(), StoreError> {
    let sql = "update heads set school_event_number = $1, school_event_hash = $2 where school_id = $3";
    let moved = tx.exec(sql, &[to.number.into(), to.hash.into(), school.0.into()])?;
    changed("moving the end of the school log", 1, moved)
}
