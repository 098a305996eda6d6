//! Whether the logs are as they were written, and what was changed if they are not.

mod event;
mod fault;
mod purged;

use std::collections::BTreeMap;

use domain::{
    id::{DocumentId, EvidenceId, SchoolId},
    log::{GENESIS, Hash, hash, unpack},
    retention::Record,
};

use crate::{
    StoreError, Tx,
    head::{self, Head},
    log, retention,
};

pub use purged::Purged;

pub use event::{authority, proposals};
pub use fault::{EventLog, Fault};

/// What was looked at and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the register.
    pub entries: u64,
    /// Marks in them.
    pub marks: u64,
    /// Events of the case log and of the school log.
    pub events: u64,
    /// Entries of the admission register.
    pub admissions: u64,
    /// Messages, with what became of each.
    pub messages: u64,
    /// Events of the proposal log.
    pub proposals: u64,
    /// Kept documents.
    pub documents: u64,
    /// Files that families sent.
    pub evidence: u64,
    /// Purges that ran, each with what it removed.
    pub purged: Vec<Purged>,
    /// Everything that is not as it was written, in order.
    pub faults: Vec<Fault>,
}

impl Verified {
    /// Adds what was looked at and found elsewhere.
    pub fn extend(&mut self, other: Verified) {
        let Verified { entries, marks, events, messages, proposals, admissions, documents, evidence, purged, faults } =
            other;
        self.evidence += evidence;
        self.purged.extend(purged);
        self.entries += entries;
        self.marks += marks;
        self.events += events;
        self.messages += messages;
        self.proposals += proposals;
        self.admissions += admissions;
        self.documents += documents;
        self.faults.extend(faults);
    }
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
    let log = event::retention(tx, school, heads, &mut verified)?;
    verified.purged = purged::of(&log);
    let left = retention::remainders(log.iter().map(|(_, event)| event));
    let end = entries(tx, (school, &left), &mut verified)?;
    if let Some(Head { number, hash }) = heads.map(|heads| heads.register) {
        if number != end.number {
            verified.faults.push(Fault::Head { expected: number, found: end.number });
        } else if hash != end.hash {
            verified.faults.push(Fault::Chain(number));
        }
    }
    event::of_school(tx, (school, &left), heads, &mut verified)?;
    documents(tx, (school, &left), &mut verified)?;
    evidence(tx, (school, &left), &mut verified)?;
    Ok(verified)
}

/// What purged records come to as they were left.
type Left = BTreeMap<Record, Hash>;

fn entries(tx: &mut dyn Tx, (school, left): (SchoolId, &Left), verified: &mut Verified) -> Result<Head, StoreError> {
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
                entry(&stored, left.get(&Record::Entry(number)), verified);
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
fn entry(stored: &log::Stored, left: Option<&Hash>, verified: &mut Verified) {
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
    // A purged entry keeps the hash that it had, for the chain; what is left of it has one of its own.
    let is_whole = hash(&entry.what, entry.number, entry.previous, packed) == *left.unwrap_or(&entry.hash)
        && *days == dates().min().zip(dates().max());
    if !is_whole && verified.faults.len() == before {
        verified.faults.push(Fault::Entry(entry.number));
    }
}

fn documents(tx: &mut dyn Tx, (school, left): (SchoolId, &Left), verified: &mut Verified) -> Result<(), StoreError> {
    let sql = "select id, hash, pdf from documents where school_id = $1 order by id";
    tx.each(sql, &[school.0.into()], &mut |row| {
        verified.documents += 1;
        let id = DocumentId(row.int(0)?);
        let expected = left.get(&Record::Letter(id)).copied().or_else(|| row.hash(1).ok());
        if expected != Some(*blake3::hash(row.bytes(2)?).as_bytes()) {
            verified.faults.push(Fault::Document(id));
        }
        Ok(())
    })
}

fn evidence(tx: &mut dyn Tx, (school, left): (SchoolId, &Left), verified: &mut Verified) -> Result<(), StoreError> {
    let sql = "select id, hash, bytes from evidence where school_id = $1 order by id";
    tx.each(sql, &[school.0.into()], &mut |row| {
        verified.evidence += 1;
        let id = EvidenceId(row.int(0)?);
        let expected = left.get(&Record::Evidence(id)).copied().or_else(|| row.hash(1).ok());
        if expected != Some(*blake3::hash(row.bytes(2)?).as_bytes()) {
            verified.faults.push(Fault::Evidence(id));
        }
        Ok(())
    })
}
