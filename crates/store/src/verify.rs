//! Whether the logs are as they were written, and what was changed if they are not.

use std::fmt;

use domain::{
    id::{DocumentId, PupilId, SchoolId},
    log::{GENESIS, hash, unpack},
    session::Session,
};

use crate::{
    StoreError, Tx, Value, case,
    head::{self, Head},
    log,
};

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A mark was changed in the database.
    Mark {
        /// The entry that holds it.
        entry: i64,
        /// Whose.
        pupil: PupilId,
        /// For which half-day.
        session: Session,
    },
    /// Something of an entry was changed: who, when, why, or all its marks together.
    Entry(i64),
    /// An entry's marks cannot be read.
    Unreadable(i64),
    /// Entries are missing.
    Missing {
        /// The first number that is not there.
        from: i64,
        /// The last number that is not there.
        to: i64,
    },
    /// An entry is not chained to the one before it: one of the two was put in or exchanged.
    Chain(i64),
    /// The log does not end where it ended.
    Head {
        /// The last number that was written.
        expected: i64,
        /// The last number that is there.
        found: i64,
    },
    /// An event of the case log was changed.
    Event(i64),
    /// Events of the case log are missing.
    EventsMissing {
        /// The first number that is not there.
        from: i64,
        /// The last number that is not there.
        to: i64,
    },
    /// An event is not chained to the one before it: one of the two was put in or exchanged.
    EventChain(i64),
    /// The case log does not end where it ended.
    EventHead {
        /// The last number that was written.
        expected: i64,
        /// The last number that is there.
        found: i64,
    },
    /// The bytes of a kept document were changed.
    Document(DocumentId),
    /// Where the logs end is not on record.
    NoHead,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Mark { entry, pupil, session } => {
                write!(f, "the mark of pupil {pupil} for {session} in entry {entry} is not the one that was written")
            }
            Fault::Entry(number) => write!(f, "entry {number} is not as it was written"),
            Fault::Unreadable(number) => write!(f, "the marks of entry {number} cannot be read"),
            Fault::Missing { from, to } if from == to => write!(f, "entry {from} is missing"),
            Fault::Missing { from, to } => write!(f, "entries {from} to {to} are missing"),
            Fault::Chain(number) => {
                write!(f, "entry {number} does not follow the one before it: one of the two was put in or exchanged")
            }
            Fault::Head { expected, found } => {
                write!(f, "the register ends at entry {found}, but its last entry was {expected}")
            }
            Fault::Event(number) => write!(f, "event {number} of the case log is not as it was written"),
            Fault::EventsMissing { from, to } if from == to => write!(f, "event {from} of the case log is missing"),
            Fault::EventsMissing { from, to } => write!(f, "events {from} to {to} of the case log are missing"),
            Fault::EventChain(number) => {
                write!(
                    f,
                    "event {number} of the case log does not follow the one before it: one of the two was put in or exchanged"
                )
            }
            Fault::EventHead { expected, found } => {
                write!(f, "the case log ends at event {found}, but its last event was {expected}")
            }
            Fault::Document(id) => write!(f, "document {id} is not as it was made"),
            Fault::NoHead => f.write_str("where the logs of the school end is not on record"),
        }?;
        f.write_str(": restore it from a backup")
    }
}

/// What was looked at and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the register.
    pub entries: u64,
    /// Marks in them.
    pub marks: u64,
    /// Events of the case log.
    pub events: u64,
    /// Kept documents.
    pub documents: u64,
    /// Everything that is not as it was written, in order.
    pub faults: Vec<Fault>,
}

/// Works out every hash of the logs and documents of `school` again. A database that was changed is no error: what is
/// wrong with it stands in [`Verified::faults`].
pub fn school(tx: &mut dyn Tx, school: SchoolId) -> Result<Verified, StoreError> {
    let mut verified = Verified::default();
    let heads = match head::of(tx, school) {
        Ok(heads) => Some(heads),
        Err(StoreError::NoSchool(_) | StoreError::Column { .. }) => None,
        Err(error) => return Err(error),
    };
    if heads.is_none() {
        verified.faults.push(Fault::NoHead);
    }
    let end = entries(tx, school, &mut verified)?;
    if let Some(Head { number, hash }) = heads.map(|heads| heads.register) {
        if number != end.number {
            verified.faults.push(Fault::Head { expected: number, found: end.number });
        } else if hash != end.hash {
            verified.faults.push(Fault::Chain(number));
        }
    }
    let end = events(tx, school, &mut verified)?;
    if let Some(Head { number, hash }) = heads.map(|heads| heads.cases) {
        if number != end.number {
            verified.faults.push(Fault::EventHead { expected: number, found: end.number });
        } else if hash != end.hash {
            verified.faults.push(Fault::EventChain(number));
        }
    }
    documents(tx, school, &mut verified)?;
    Ok(verified)
}

fn entries(tx: &mut dyn Tx, school: SchoolId, verified: &mut Verified) -> Result<Head, StoreError> {
    let mut end = Head { number: 0, hash: GENESIS };
    tx.each(&log::select(), &[school.0.into()], &mut |row| {
        let number = row.int(1)?;
        verified.entries += 1;
        if number != end.number + 1 {
            verified.faults.push(Fault::Missing { from: end.number + 1, to: number - 1 });
        }
        match log::stored(row) {
            Ok(stored) => {
                if number == end.number + 1 && stored.entry.previous != end.hash {
                    verified.faults.push(Fault::Chain(number));
                }
                entry(&stored, verified);
                end = Head { number, hash: stored.entry.hash };
            }
            Err(_) => {
                verified.faults.push(Fault::Entry(number));
                // What follows is compared with the hash that still stands, if one does.
                end = Head { number, hash: row.hash(13).unwrap_or(GENESIS) };
            }
        }
        Ok(())
    })?;
    Ok(end)
}

/// The faults inside one entry: its marks by name, or else the entry as a whole.
fn entry(stored: &log::Stored, verified: &mut Verified) {
    let log::Stored { entry, packed, days } = stored;
    let Ok(unpacked) = unpack(packed) else {
        verified.faults.push(Fault::Unreadable(entry.number));
        return;
    };
    verified.marks += unpacked.len() as u64;
    let before = verified.faults.len();
    verified.faults.extend(unpacked.iter().filter(|one| !one.is_intact).map(|one| Fault::Mark {
        entry: entry.number,
        pupil: one.mark.pupil,
        session: one.mark.session,
    }));
    let dates = || unpacked.iter().map(|one| one.mark.session.date);
    let is_whole = hash(&entry.what, entry.number, entry.previous, packed) == entry.hash
        && *days == dates().min().zip(dates().max());
    if !is_whole && verified.faults.len() == before {
        verified.faults.push(Fault::Entry(entry.number));
    }
}

fn events(tx: &mut dyn Tx, school: SchoolId, verified: &mut Verified) -> Result<Head, StoreError> {
    let mut end = Head { number: 0, hash: GENESIS };
    tx.each(&case::select(), &[school.0.into()], &mut |row| {
        let number = row.int(1)?;
        verified.events += 1;
        if number != end.number + 1 {
            verified.faults.push(Fault::EventsMissing { from: end.number + 1, to: number - 1 });
        } else if row.hash(11).is_ok_and(|previous| previous != end.hash) {
            verified.faults.push(Fault::EventChain(number));
        }
        let columns: &[Value] = &row.0;
        let stored = row.hash(12).unwrap_or(GENESIS);
        if case::hash(&columns[..12]) != stored {
            verified.faults.push(Fault::Event(number));
        }
        end = Head { number, hash: stored };
        Ok(())
    })?;
    Ok(end)
}

fn documents(tx: &mut dyn Tx, school: SchoolId, verified: &mut Verified) -> Result<(), StoreError> {
    let sql = "select id, hash, pdf from documents where school_id = $1 order by id";
    tx.each(sql, &[school.0.into()], &mut |row| {
        verified.documents += 1;
        if row.hash(1).ok() != Some(*blake3::hash(row.bytes(2)?).as_bytes()) {
            verified.faults.push(Fault::Document(DocumentId(row.int(0)?)));
        }
        Ok(())
    })
}
