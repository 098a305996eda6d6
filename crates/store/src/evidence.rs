//! What families sent to show why a child was absent, kept unchanged.

use domain::{
    id::{ContactId, EvidenceId, PupilId, SchoolId},
    log::Hash,
};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, error::changed};

/// A file that a family sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// To which school.
    pub school: SchoolId,
    /// About whom.
    pub pupil: PupilId,
    /// By which contact.
    pub contact: ContactId,
    /// The file's name, as the family had it.
    pub name: String,
    /// What it is, as browsers name it: `image/jpeg`.
    pub kind: String,
    /// When it came.
    pub at: Timestamp,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A file at its place, with the hash that it had when it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub id: EvidenceId,
    /// The file as it is now.
    pub what: Evidence,
    /// The hash of the bytes that came.
    pub hash: Hash,
}

/// Keeps a file.
pub fn add(tx: &mut dyn Tx, new: &Evidence) -> Result<EvidenceId, StoreError> {
    let id = crate::next_id::of(tx, "evidence")?;
    let sql = "insert into evidence (id, school_id, pupil_id, contact_id, name, kind, at, hash, bytes) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = [
        id.into(),
        new.school.0.into(),
        new.pupil.0.into(),
        new.contact.0.into(),
        (&new.name).into(),
        (&new.kind).into(),
        new.at.into(),
        (*blake3::hash(&new.bytes).as_bytes()).into(),
        new.bytes.as_slice().into(),
    ];
    changed("keeping what a family sent", 1, tx.exec(sql, &values)?)?;
    Ok(EvidenceId(id))
}

/// One file; nothing when a purge emptied it. Refuses bytes that are no longer those that came.
pub fn find(tx: &mut dyn Tx, id: EvidenceId) -> Result<Option<Evidence>, StoreError> {
    let sql = "select school_id, pupil_id, contact_id, name, kind, at, hash, bytes from evidence \
         where id = $1 and length(bytes) > 0";
    tx.first(sql, &[id.0.into()], read)
}

/// Every file that came to a school, in order. Whether the bytes are those that came is left to whoever asks.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Kept>, StoreError> {
    let sql = "select school_id, pupil_id, contact_id, name, kind, at, hash, bytes, id from evidence \
         where school_id = $1 order by id limit 1000000";
    tx.list(sql, &[school.0.into()], kept)
}

/// Every file about a pupil, in order. Whether the bytes are those that came is left to whoever asks.
pub fn of_pupil(tx: &mut dyn Tx, pupil: PupilId) -> Result<Vec<Kept>, StoreError> {
    let sql = "select school_id, pupil_id, contact_id, name, kind, at, hash, bytes, id from evidence \
         where pupil_id = $1 order by id limit 100000";
    tx.list(sql, &[pupil.0.into()], kept)
}

/// How many files a contact has sent since an instant.
pub fn sent_since(tx: &mut dyn Tx, contact: ContactId, since: Timestamp) -> Result<i64, StoreError> {
    let sql = "select count(*) from evidence where contact_id = $1 and at >= $2";
    Ok(tx.first(sql, &[contact.0.into(), since.into()], |row| row.int(0))?.unwrap_or(0))
}

fn read(row: &Row) -> Result<Evidence, StoreError> {
    let kept = kept_but_id(row)?;
    if row.hash(6)? != *blake3::hash(&kept.bytes).as_bytes() {
        return Err(StoreError::Column {
            column: 6,
            value: String::from("another hash"),
            expected: "the hash of what came",
        });
    }
    Ok(kept)
}

fn kept(row: &Row) -> Result<Kept, StoreError> {
    Ok(Kept { id: EvidenceId(row.int(8)?), what: kept_but_id(row)?, hash: row.hash(6)? })
}

fn kept_but_id(row: &Row) -> Result<Evidence, StoreError> {
    Ok(Evidence {
        school: SchoolId(row.int(0)?),
        pupil: PupilId(row.int(1)?),
        contact: ContactId(row.int(2)?),
        name: row.text(3)?,
        kind: row.text(4)?,
        at: row.at(5)?,
        bytes: row.bytes(7)?.to_vec(),
    })
}
