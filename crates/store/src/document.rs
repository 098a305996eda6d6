//! Letters that were made, kept unchanged.

use domain::id::{DocumentId, PupilId, SchoolId};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, error::changed};

/// A kept document, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub id: DocumentId,
    /// In which school it was made.
    pub school: SchoolId,
    /// About whom.
    pub pupil: PupilId,
    /// The letter's name in its pack.
    pub letter: String,
    /// Its title.
    pub title: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom: name and position.
    pub made_by: String,
    /// The receipt of the decision that it rests on, as text.
    pub receipt: String,
    /// The BLAKE3 hash of the bytes.
    pub hash: [u8; 32],
}

/// What is to be kept.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// In which school it was made.
    pub school: SchoolId,
    /// About whom.
    pub pupil: PupilId,
    /// The letter's name in its pack.
    pub letter: String,
    /// Its title.
    pub title: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom: name and position.
    pub made_by: String,
    /// The receipt of the decision that it rests on, as text.
    pub receipt: String,
    /// The bytes.
    pub pdf: Vec<u8>,
}

const COLUMNS: &str = "id, school_id, pupil_id, letter, title, made_at, made_by, receipt, hash";

/// Keeps a document.
pub fn add(tx: &mut dyn Tx, new: &NewDocument) -> Result<DocumentId, StoreError> {
    let id = crate::next_id::of(tx, "documents")?;
    let sql = format!("insert into documents ({COLUMNS}, pdf) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    let values = [
        id.into(),
        new.school.0.into(),
        new.pupil.0.into(),
        (&new.letter).into(),
        (&new.title).into(),
        new.made_at.into(),
        (&new.made_by).into(),
        (&new.receipt).into(),
        (*blake3::hash(&new.pdf).as_bytes()).into(),
        new.pdf.as_slice().into(),
    ];
    changed("keeping a document", 1, tx.exec(&sql, &values)?)?;
    Ok(DocumentId(id))
}

/// One document with its bytes.
pub fn find(tx: &mut dyn Tx, id: DocumentId) -> Result<Option<(Document, Vec<u8>)>, StoreError> {
    let sql = format!("select {COLUMNS}, pdf from documents where id = $1");
    tx.first(&sql, &[id.0.into()], |row| Ok((read(row)?, row.bytes(9)?.to_vec())))
}

/// The documents about a pupil, newest first.
pub fn of_pupil(tx: &mut dyn Tx, pupil: PupilId) -> Result<Vec<Document>, StoreError> {
    let sql = format!("select {COLUMNS} from documents where pupil_id = $1 order by made_at desc, id desc limit 200");
    tx.list(&sql, &[pupil.0.into()], read)
}

/// Every document of a school, in order.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Document>, StoreError> {
    let sql = format!("select {COLUMNS} from documents where school_id = $1 order by id limit 1000000");
    tx.list(&sql, &[school.0.into()], read)
}

fn read(row: &Row) -> Result<Document, StoreError> {
    Ok(Document {
        id: DocumentId(row.int(0)?),
        school: SchoolId(row.int(1)?),
        pupil: PupilId(row.int(2)?),
        letter: row.text(3)?,
        title: row.text(4)?,
        made_at: row.at(5)?,
        made_by: row.text(6)?,
        receipt: row.text(7)?,
        hash: row.hash(8)?,
    })
}
