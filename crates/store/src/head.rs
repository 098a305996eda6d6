//! Where the logs of a school end: the register's, the case log's, the school log's, the message log's and the admission register's, in one row; and where the
//! log of proposals ends, which belongs to no school. Whoever appends holds that row until the transaction ends, so that nobody can
//! put an entry between what they read and what they append.

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
    pub(crate) messages: Head,
    pub(crate) admissions: Head,
    pub(crate) retention: Head,
}

/// The beginning of the logs of a new school.
pub(crate) fn begin(tx: &mut dyn Tx, school: SchoolId) -> Result<(), StoreError> {
    let sql = "insert into heads (school_id, number, hash, event_number, event_hash, school_event_number, \
         school_event_hash, message_number, message_hash, admission_number, admission_hash, retention_number, retention_hash) \
         values ($1, $2, $3, $2, $3, $2, $3, $2, $3, $2, $3, $2, $3)";
    let values = [school.0.into(), 0_i64.into(), GENESIS.into()];
    changed("beginning a register", 1, tx.exec(sql, &values)?)
}

/// Where the logs of `school` end. In a transaction that writes, nobody else appends to them until it ends.
pub(crate) fn of(tx: &mut dyn Tx, school: SchoolId) -> Result<Heads, StoreError> {
    let sql = format!(
        "select number, hash, event_number, event_hash, school_event_number, school_event_hash, message_number, \
         message_hash, admission_number, admission_hash, retention_number, retention_hash from heads where school_id = $1{}",
        lock(tx)
    );
    tx.first(&sql, &[school.0.into()], read)?.ok_or(StoreError::NoSchool(school))
}

/// What holds a row until the transaction ends. SQLite has one writer, who needs no lock.
fn lock(tx: &dyn Tx) -> &'static str {
    if tx.engine() == Engine::Postgres && tx.purpose() == Purpose::Write { " for update" } else { "" }
}

fn read(row: &Row) -> Result<Heads, StoreError> {
    Ok(Heads {
        register: Head { number: row.int(0)?, hash: row.hash(1)? },
        cases: Head { number: row.int(2)?, hash: row.hash(3)? },
        school: Head { number: row.int(4)?, hash: row.hash(5)? },
        messages: Head { number: row.int(6)?, hash: row.hash(7)? },
        admissions: Head { number: row.int(8)?, hash: row.hash(9)? },
        retention: Head { number: row.int(10)?, hash: row.hash(11)? },
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

/// Moves the end of the message log.
pub(crate) fn move_messages(tx: &mut dyn Tx, school: SchoolId, to: Head) -> Result<(), StoreError> {
    let sql = "update heads set message_number = $1, message_hash = $2 where school_id = $3";
    let moved = tx.exec(sql, &[to.number.into(), to.hash.into(), school.0.into()])?;
    changed("moving the end of the message log", 1, moved)
}

/// Moves the end of the admission register.
pub(crate) fn move_admissions(tx: &mut dyn Tx, school: SchoolId, to: Head) -> Result<(), StoreError> {
    let sql = "update heads set admission_number = $1, admission_hash = $2 where school_id = $3";
    let moved = tx.exec(sql, &[to.number.into(), to.hash.into(), school.0.into()])?;
    changed("moving the end of the admission register", 1, moved)
}

/// Moves the end of the retention log.
pub(crate) fn move_retention(tx: &mut dyn Tx, school: SchoolId, to: Head) -> Result<(), StoreError> {
    let sql = "update heads set retention_number = $1, retention_hash = $2 where school_id = $3";
    let moved = tx.exec(sql, &[to.number.into(), to.hash.into(), school.0.into()])?;
    changed("moving the end of the retention log", 1, moved)
}

/// The beginning of the log of proposals.
pub(crate) fn begin_proposals(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let sql = "insert into proposal_head (id, number, hash) values (1, $1, $2)";
    changed("beginning the log of proposals", 1, tx.exec(sql, &[0_i64.into(), GENESIS.into()])?)
}

/// Where the log of the authority itself ends; nothing when that was taken away. In a transaction that writes, nobody else
/// appends to it until it ends.
pub(crate) fn of_authority(tx: &mut dyn Tx) -> Result<Option<Head>, StoreError> {
    let sql = format!("select number, hash from authority_head where id = 1{}", lock(tx));
    tx.first(&sql, &[], |row| Ok(Head { number: row.int(0)?, hash: row.hash(1)? }))
}

/// Moves the end of the log of the authority itself.
pub(crate) fn move_authority(tx: &mut dyn Tx, to: Head) -> Result<(), StoreError> {
    let sql = "update authority_head set number = $1, hash = $2 where id = 1";
    changed("moving the end of the authority log", 1, tx.exec(sql, &[to.number.into(), to.hash.into()])?)
}

/// Where the log of proposals ends; nothing when that was taken away. In a transaction that writes, nobody else appends to it
/// until it ends.
pub(crate) fn of_proposals(tx: &mut dyn Tx) -> Result<Option<Head>, StoreError> {
    let sql = format!("select number, hash from proposal_head where id = 1{}", lock(tx));
    tx.first(&sql, &[], |row| Ok(Head { number: row.int(0)?, hash: row.hash(1)? }))
}

/// Moves the end of the log of proposals.
pub(crate) fn move_proposals(tx: &mut dyn Tx, to: Head) -> Result<(), StoreError> {
    let sql = "update proposal_head set number = $1, hash = $2 where id = 1";
    changed("moving the end of the log of proposals", 1, tx.exec(sql, &[to.number.into(), to.hash.into()])?)
}
