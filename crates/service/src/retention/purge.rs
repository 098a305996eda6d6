//! A purge: proposed by one person, approved by another, then run.

use domain::{
    case::NOBODY,
    id::SchoolId,
    log::Hash,
    permission::{Actor, Permission},
    proposal::Answer,
    retention::{Event, Happened, Purge, PurgeError, Record, State, purges},
};
use store::{StoreError, Tx, purge::Door};

use super::{
    numbered,
    plan::{self, Item, Terms},
    record,
};
use crate::{App, Error};

/// Proposes to purge what is past its last day today. Nothing is removed yet.
pub fn propose(app: &App, by: &Actor, school: SchoolId, reason: &str) -> Result<(), Error> {
    let known = super::overview(app, by, school)?;
    if reason.trim().is_empty() {
        return Err(PurgeError::NoReason.into());
    }
    if known.purges.iter().any(Purge::is_open) {
        return Err(PurgeError::AnotherWaits.into());
    }
    if known.counted.iter().all(|one| one.free == 0) {
        return Err(PurgeError::Nothing.into());
    }
    record(app, by, (school, NOBODY), Happened::Proposed { day: app.today(), reason: reason.trim().into() })
}

/// Approves, declines or withdraws a proposed purge.
pub fn answer(
    app: &App,
    by: &Actor,
    (school, number): (SchoolId, i64),
    answer: Answer,
    reason: &str,
) -> Result<(), Error> {
    app.permit(by, Permission::KeepRecords, school)?;
    let (stamp, at, reason) = (by.stamp(), app.now(), reason.to_owned());
    app.store.write::<(), Error>(move |tx| {
        // Whoever appends to the school waits for this, so that two answers cannot both be the first.
        store::log::head(tx, school)?;
        let what = find(tx, school, number)?.answer(answer, &stamp, &reason)?;
        Ok(store::retention::append(tx, &Event { school, pupil: NOBODY, at, by: stamp, what })?)
    })
}

/// Runs an approved purge, and says how many records it emptied. What is held back by now stays, whatever was so when it was proposed.
pub fn run(app: &App, by: &Actor, school: SchoolId, number: i64) -> Result<i64, Error> {
    app.permit(by, Permission::KeepRecords, school)?;
    carry_out(app, by.stamp(), school, number)
}

/// Runs every purge of these schools that was approved and has not run, for the command: in the name of who approved each. Gives the
/// school, the purge and how many records it emptied.
pub fn run_approved(app: &App, schools: &[SchoolId]) -> Result<Vec<(SchoolId, i64, i64)>, Error> {
    let mut ran = Vec::new();
    for &school in schools {
        let log = app.store.read(|tx| store::retention::of_school(tx, school))?;
        for purge in purges(numbered(&log)) {
            if let State::Approved(by) = purge.state {
                ran.push((school, purge.number, carry_out(app, by, school, purge.number)?));
            }
        }
    }
    Ok(ran)
}

fn carry_out(app: &App, by: domain::act::By, school: SchoolId, number: i64) -> Result<i64, Error> {
    let (terms, at) = (Terms::of(app, school)?, app.now());
    let records = app.store.write::<i64, Error>(move |tx| {
        store::log::head(tx, school)?;
        let purge = find(tx, school, number)?;
        purge.check_run()?;
        let plan = plan::plan(tx, &terms, school, purge.day)?;
        let removed = Door::open(tx, (school, number), |door| remove(door, plan.items))?;
        let event = |what| Event { school, pupil: NOBODY, at, by: by.clone(), what };
        let records = i64::try_from(removed.len()).unwrap_or(i64::MAX);
        let mut events: Vec<Event> =
            removed.into_iter().map(|(record, left)| event(Happened::Purged { purge: number, record, left })).collect();
        events.push(event(Happened::Finished { purge: number, records }));
        store::retention::append_many(tx, school, &events)?;
        let what = format!("{records} records past their last day were deleted");
        store::school_change::add(tx, school, &store::school_change::Change { at, by: by.clone(), what })?;
        Ok(records)
    })?;
    app.follow(school)?;
    Ok(records)
}

fn remove(door: &mut Door<'_>, items: Vec<Item>) -> Result<Vec<(Record, Hash)>, StoreError> {
    let mut removed = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Item::Entry(entry, keep) => {
                let record = Record::Entry(entry.number);
                removed.push((record, door.entry(entry, keep)?));
            }
            Item::Event(event) => {
                let record = Record::Event(event.number);
                removed.push((record, door.event(event)?));
            }
            Item::Other(record @ Record::Letter(id)) => removed.push((record, door.letter(id)?)),
            Item::Other(record @ Record::Evidence(id)) => removed.push((record, door.evidence(id)?)),
            Item::Other(Record::Message(id)) => removed.extend(door.message(id)?),
            Item::Other(Record::Submission(id)) => removed.extend(door.submission(id)?),
            Item::Other(_) => {}
        }
    }
    Ok(removed)
}

fn find(tx: &mut dyn Tx, school: SchoolId, number: i64) -> Result<Purge, Error> {
    let log = store::retention::of_school(tx, school)?;
    let found = purges(numbered(&log)).into_iter().find(|purge| purge.number == number);
    found.ok_or(Error::NotFound("purge"))
}
