//! Whether the logs are as they were written, and what was changed if they are not.

use std::fmt;

use domain::{
    id::{DocumentId, PupilId, SchoolId},
    log::{GENESIS, hash, unpack},
    session::Session,
};

use crate::{
    StoreError, Tx, Value, case, chain,
    head::{self, Head},
    log, school_event,
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
    /// An event of the school log was changed.
    SchoolEvent(i64),
    /// Events of the school log are missing.
    SchoolEventsMissing {
        /// The first number that is not there.
        from: i64,
        /// The last number that is not there.
        to: i64,
    },
    /// An event of the school log is not chained to the one before it.
    SchoolEventChain(i64),
    /// The school log does not end where it ended.
    SchoolEventHead {
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
            Fault::Event(number) => changed(f, "case", *number),
            Fault::EventsMissing { from, to } => missing(f, "case", (*from, *to)),
            Fault::EventChain(number) => exchanged(f, "case", *number),
            Fault::EventHead { expected, found } => ends(f, "case", *expected, *found),
            Fault::SchoolEvent(number) => changed(f, "school", *number),
            Fault::SchoolEventsMissing { from, to } => missing(f, "school", (*from, *to)),
            Fault::SchoolEventChain(number) => exchanged(f, "school", *number),
            Fault::SchoolEventHead { expected, found } => ends(f, "school", *expected, *found),
            Fault::Document(id) => write!(f, "document {id} is not as it was made"),
            Fault::NoHead => f.write_str("where the logs of the school end is not on record"),
        }?;
        f.write_str(": restore it from a backup")
    }
}

fn changed(f: &mut fmt::Formatter<'_>, log: &str, number: i64) -> fmt::Result {
    write!(f, "event {number} of the {log} log is not as it was written")
}

fn missing(f: &mut fmt::Formatter<'_>, log: &str, (from, to): (i64, i64)) -> fmt::Result {
    if from == to {
        write!(f, "event {from} of the {log} log is missing")
    } else {
        write!(f, "events {from} to {to} of the {log} log are missing")
    }
}

fn exchanged(f: &mut fmt::Formatter<'_>, log: &str, number: i64) -> fmt::Result {
    write!(
        f,
        "event {number} of the {log} log does not follow the one before it: one of the two was put in or exchanged"
    )
}

fn ends(f: &mut fmt::Formatter<'_>, log: &str, expected: i64, found: i64) -> fmt::Result {
    write!(f, "the {log} log ends at event {found}, but its last event was {expected}")
}

/// What was looked at and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the register.
    pub entries: u64,
    /// Marks in them.
    pub marks: u64,
    /// Events of the case log and of the school log.
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
    events(tx, school, &CASES, heads.map(|heads| heads.cases), &mut verified)?;
    events(tx, school, &SCHOOL, heads.map(|heads| heads.school), &mut verified)?;
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

/// A log of events, with what is said of its faults.
struct EventLog {
    log: chain::Log,
    changed: fn(i64) -> Fault,
    missing: fn(i64, i64) -> Fault,
    exchanged: fn(i64) -> Fault,
    ends: fn(i64, i64) -> Fault,
}

const CASES: EventLog = EventLog {
    log: case::LOG,
    changed: Fault::Event,
    missing: |from, to| Fault::EventsMissing { from, to },
    exchanged: Fault::EventChain,
    ends: |expected, found| Fault::EventHead { expected, found },
};

const SCHOOL: EventLog = EventLog {
    log: school_event::LOG,
    changed: Fault::SchoolEvent,
    missing: |from, to| Fault::SchoolEventsMissing { from, to },
    exchanged: Fault::SchoolEventChain,
    ends: |expected, found| Fault::SchoolEventHead { expected, found },
};

fn events(
    tx: &mut dyn Tx,
    school: SchoolId,
    log: &EventLog,
    head: Option<Head>,
    verified: &mut Verified,
) -> Result<(), StoreError> {
    let mut end = Head { number: 0, hash: GENESIS };
    let at = log.log.columns.len() - 1;
    tx.each(&log.log.select(), &[school.0.into()], &mut |row| {
        let number = row.int(1)?;
        verified.events += 1;
        if number != end.number + 1 {
            verified.faults.push((log.missing)(end.number + 1, number - 1));
        } else if row.hash(at - 1).is_ok_and(|previous| previous != end.hash) {
            verified.faults.push((log.exchanged)(number));
        }
        let columns: &[Value] = &row.0;
        let stored = row.hash(at).unwrap_or(GENESIS);
        if chain::hash(&columns[..at]) != stored {
            verified.faults.push((log.changed)(number));
        }
        end = Head { number, hash: stored };
        Ok(())
    })?;
    match head {
        Some(head) if head.number != end.number => verified.faults.push((log.ends)(head.number, end.number)),
        Some(head) if head.hash != end.hash => verified.faults.push((log.exchanged)(head.number)),
        _ => {}
    }
    Ok(())
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
