//! Whether the logs are as they were written, and what was changed if they are not.

use std::fmt;

use domain::{
    id::{PupilId, SchoolId},
    log::{GENESIS, Hash, hash, unpack},
    session::Session,
};

use crate::{StoreError, Tx, Value, case, log};

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
    /// An event of the case log was changed, put in, or follows one that was taken out.
    Event(i64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Mark { entry, pupil, session } => write!(
                f,
                "the mark of pupil {pupil} for {session} in entry {entry} is not the one that was written: restore it from a backup"
            ),
            Fault::Entry(number) => write!(f, "entry {number} is not as it was written: restore it from a backup"),
            Fault::Unreadable(number) => write!(f, "the marks of entry {number} cannot be read: restore it from a backup"),
            Fault::Missing { from, to } if from == to => write!(f, "entry {from} is missing: restore it from a backup"),
            Fault::Missing { from, to } => write!(f, "entries {from} to {to} are missing: restore them from a backup"),
            Fault::Chain(number) => write!(f, "entry {number} does not follow the one before it: one of the two was put in"),
            Fault::Head { expected, found } => {
                write!(f, "the register ends at entry {found}, but {expected} entries were written: restore the end from a backup")
            }
            Fault::Event(number) => write!(f, "event {number} of the case log is not as it was written, or the one before it is missing"),
        }
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
    /// Everything that is not as it was written, in order.
    pub faults: Vec<Fault>,
}

/// Works out every hash of the logs of `school` again.
pub fn school(tx: &mut dyn Tx, school: SchoolId) -> Result<Verified, StoreError> {
    let mut verified = Verified::default();
    let end = entries(tx, school, &mut verified)?;
    let sql = "select number, hash from heads where school_id = $1";
    let head = tx.first(sql, &[school.0.into()], |row| Ok((row.int(0)?, row.hash(1)?)))?.unwrap_or((0, GENESIS));
    if head.0 != end.0 {
        verified.faults.push(Fault::Head { expected: head.0, found: end.0 });
    } else if head.1 != end.1 {
        verified.faults.push(Fault::Chain(end.0));
    }
    events(tx, school, &mut verified)?;
    Ok(verified)
}

fn entries(tx: &mut dyn Tx, school: SchoolId, verified: &mut Verified) -> Result<(i64, Hash), StoreError> {
    let mut end = (0, GENESIS);
    tx.each(&log::select(), &[school.0.into()], &mut |row| {
        let log::Stored { entry, packed } = log::stored(row)?;
        if entry.number != end.0 + 1 {
            verified.faults.push(Fault::Missing { from: end.0 + 1, to: entry.number - 1 });
        } else if entry.previous != end.1 {
            verified.faults.push(Fault::Chain(entry.number));
        }
        let before = verified.faults.len();
        match unpack(&packed) {
            Err(_) => verified.faults.push(Fault::Unreadable(entry.number)),
            Ok(marks) => {
                verified.marks += marks.len() as u64;
                verified.faults.extend(marks.into_iter().filter(|one| !one.is_intact).map(|one| Fault::Mark {
                    entry: entry.number,
                    pupil: one.mark.pupil,
                    session: one.mark.session,
                }));
            }
        }
        let fits = hash(&entry.what, entry.number, entry.previous, &packed) == entry.hash;
        if !fits && verified.faults.len() == before {
            verified.faults.push(Fault::Entry(entry.number));
        }
        verified.entries += 1;
        end = (entry.number, entry.hash);
        Ok(())
    })?;
    Ok(end)
}

fn events(tx: &mut dyn Tx, school: SchoolId, verified: &mut Verified) -> Result<(), StoreError> {
    let mut previous = GENESIS;
    tx.each(&case::select(), &[school.0.into()], &mut |row| {
        let number = row.int(1)?;
        let columns: &[Value] = &row.0;
        let stored = row.hash(12)?;
        if row.hash(11)? != previous || case::hash(&columns[..12]) != stored {
            verified.faults.push(Fault::Event(number));
        }
        verified.events += 1;
        previous = stored;
        Ok(())
    })
}
