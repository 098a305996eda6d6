//! Whether the logs of events are as they were written.

use domain::{
    id::{MessageId, ProposalId, SchoolId},
    log::GENESIS,
    retention::Record,
};

use super::{EventLog, Fault, Left, Verified};
use crate::{
    Row, StoreError, Tx, Value, admission, authority_event, case, chain,
    head::{self, Head, Heads},
    message, proposal, retention, school_event,
};

/// A log as it is read: the question, and where in a row its number stands. The hashes stand at the end.
struct Read<'a> {
    log: EventLog,
    sql: String,
    values: &'a [Value],
    number: usize,
    /// What purged rows come to as they were left.
    left: &'a Left,
}

/// Works out the logs of events of a school again.
pub(super) fn of_school(
    tx: &mut dyn Tx,
    (school, left): (SchoolId, &Left),
    heads: Option<Heads>,
    verified: &mut Verified,
) -> Result<(), StoreError> {
    let values = [school.0.into()];
    let nothing = Left::new();
    let read = |log, sql| Read { log, sql, values: &values, number: 1, left: &nothing };
    let changed = |log| move |row: &Row| Ok(Fault::Event(log, row.int(1)?));
    let cases = Read { left, ..read(EventLog::Cases, case::LOG.select()) };
    verified.events +=
        follow(tx, &cases, heads.map(|heads| heads.cases), &changed(EventLog::Cases), &mut verified.faults)?;
    let duties = read(EventLog::School, school_event::LOG.select());
    verified.events +=
        follow(tx, &duties, heads.map(|heads| heads.school), &changed(EventLog::School), &mut verified.faults)?;
    let admitted = read(EventLog::Admissions, admission::LOG.select());
    verified.admissions += follow(
        tx,
        &admitted,
        heads.map(|heads| heads.admissions),
        &changed(EventLog::Admissions),
        &mut verified.faults,
    )?;
    let sent = read(EventLog::Messages, message::LOG.select());
    verified.messages +=
        follow(tx, &sent, heads.map(|heads| heads.messages), &changed(EventLog::Messages), &mut verified.faults)?;
    messages(tx, (school, left), verified)
}

/// Works out the log of what was done with the records of a school again, and gives it as far as it can be read.
pub(super) fn retention(
    tx: &mut dyn Tx,
    school: SchoolId,
    heads: Option<Heads>,
    verified: &mut Verified,
) -> Result<Vec<(i64, domain::retention::Event)>, StoreError> {
    let (log, values, left) = (EventLog::Retention, [school.0.into()], Left::new());
    let read = Read { log, sql: retention::LOG.select(), values: &values, number: 1, left: &left };
    let changed = |row: &Row| Ok(Fault::Event(log, row.int(1)?));
    verified.events += follow(tx, &read, heads.map(|heads| heads.retention), &changed, &mut verified.faults)?;
    match retention::chained(tx, school) {
        Ok(events) => Ok(events.into_iter().map(|one| (one.number, one.event)).collect()),
        // What cannot be read was named as changed; without it purged records count as changed too.
        Err(StoreError::Column { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Works out the log of changes of handbooks again, which belongs to no school, and names each proposal that was changed.
pub fn proposals(tx: &mut dyn Tx) -> Result<Verified, StoreError> {
    let mut verified = Verified::default();
    let head = match head::of_proposals(tx) {
        Ok(head) => head,
        Err(StoreError::Column { .. }) => None,
        Err(error) => return Err(error),
    };
    if head.is_none() {
        verified.faults.push(Fault::NoProposalHead);
    }
    let read = Read { log: EventLog::Proposals, sql: proposal::select(), values: &[], number: 0, left: &Left::new() };
    let changed = |row: &Row| {
        Ok(Fault::Proposal { proposal: ProposalId(row.int(1)?), chapter: row.text(7)?, event: row.int(0)? })
    };
    verified.proposals = follow(tx, &read, head, &changed, &mut verified.faults)?;
    Ok(verified)
}

/// Works out the log of what was done for the authority itself again, which belongs to no school.
pub fn authority(tx: &mut dyn Tx) -> Result<Verified, StoreError> {
    let mut verified = Verified::default();
    let head = match head::of_authority(tx) {
        Ok(head) => head,
        Err(StoreError::Column { .. }) => None,
        Err(error) => return Err(error),
    };
    if head.is_none() {
        verified.faults.push(Fault::NoAuthorityHead);
    }
    let read =
        Read { log: EventLog::Authority, sql: authority_event::select(), values: &[], number: 0, left: &Left::new() };
    let changed = |row: &Row| Ok(Fault::Event(EventLog::Authority, row.int(0)?));
    verified.events = follow(tx, &read, head, &changed, &mut verified.faults)?;
    Ok(verified)
}

/// Follows a log from its beginning to its end, and gives how many rows it has.
fn follow(
    tx: &mut dyn Tx,
    read: &Read<'_>,
    head: Option<Head>,
    changed: &dyn Fn(&Row) -> Result<Fault, StoreError>,
    faults: &mut Vec<Fault>,
) -> Result<u64, StoreError> {
    let (mut end, mut count) = (Head { number: 0, hash: GENESIS }, 0);
    let log = read.log;
    tx.each(&read.sql, read.values, &mut |row| {
        let (number, at) = (row.int(read.number)?, row.0.len() - 1);
        count += 1;
        if number != end.number + 1 {
            faults.push(Fault::EventsMissing { log, from: end.number + 1, to: number - 1 });
        } else if row.hash(at - 1).is_ok_and(|previous| previous != end.hash) {
            faults.push(Fault::EventChain(log, number));
        }
        let stored = row.hash(at).unwrap_or(GENESIS);
        if chain::hash(&row.0[..at]) != *read.left.get(&Record::Event(number)).unwrap_or(&stored) {
            faults.push(changed(row)?);
        }
        end = Head { number, hash: stored };
        Ok(())
    })?;
    match head {
        Some(head) if head.number != end.number => {
            faults.push(Fault::EventHead { log, expected: head.number, found: end.number });
        }
        Some(head) if head.hash != end.hash => faults.push(Fault::EventChain(log, head.number)),
        _ => {}
    }
    Ok(count)
}

/// Compares each message, and each thing that became of one, with the log of them.
fn messages(tx: &mut dyn Tx, (school, left): (SchoolId, &Left), verified: &mut Verified) -> Result<(), StoreError> {
    let mut now = message::contents(tx, school)?;
    let changed = |message: MessageId, delivery: i64| match delivery {
        0 => Fault::Message(message),
        delivery => Fault::Delivery(message, delivery),
    };
    for one in message::chained(tx, school)? {
        let (message, delivery) = (one.event.message, one.event.delivery);
        let record = if delivery == 0 { Record::Message(message) } else { Record::Delivery(message, delivery) };
        let expected = left.get(&record).copied().unwrap_or(one.event.content);
        if now.remove(&(message, delivery)) != Some(expected) {
            verified.faults.push(changed(message, delivery));
        }
    }
    verified.faults.extend(now.into_keys().map(|(message, delivery)| Fault::NeverWritten(message, delivery)));
    Ok(())
}
