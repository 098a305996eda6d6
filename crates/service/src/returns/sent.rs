//! What was sent, with who has it, and what has changed since.

use std::collections::HashMap;

use domain::{
    Date,
    case::{Done, Event, NOBODY},
    clock,
    id::{PupilId, SchoolId},
    permission::Actor,
    returns::{RECEIPT, is_receipt_of},
    rule::Kind,
};
use jiff::Timestamp;

use super::{Key, Sent, entry, first_day, is_seen, is_to_authority, permit, pupil_of};
use crate::{
    App, Error,
    case::{FROM_THE_RECORD, prefill},
};

/// What the logs of a school say about its returns.
pub(super) struct Logs {
    /// The events about pupils and those about the school, in order.
    events: Vec<Event>,
    /// The names of every pupil who is or was on the roll.
    names: HashMap<PupilId, String>,
    /// When something was last entered in the admission register about a pupil.
    entered: HashMap<PupilId, Timestamp>,
}

impl Logs {
    pub(super) fn read(app: &App, school: SchoolId) -> Result<Logs, Error> {
        let first = first_day(app);
        let rules = app.rules(school)?;
        let returns = rules.actions.iter().filter(|action| action.kind == Kind::Return);
        let names: Vec<&str> = returns.map(|action| action.head.name.as_str()).chain([RECEIPT]).collect();
        app.store.read::<_, Error>(|tx| {
            let mut events = store::case::named(tx, school, first, &names)?;
            let of_school = store::school_event::of_school(tx, school)?;
            events.extend(of_school.into_iter().filter(|event| clock::local(event.at).date() >= first));
            let pupils = store::pupil::on_record_of_school(tx, school)?;
            let entries = store::admission::since(tx, school, first)?;
            Ok(Logs {
                events,
                names: pupils.into_iter().map(|one| (one.id, format!("{} {}", one.forename, one.surname))).collect(),
                entered: entries.into_iter().map(|entry| (entry.pupil, entry.at)).collect(),
            })
        })
    }

    /// Whether a return of this name was sent about the pupil on `day` or later.
    pub(super) fn was_sent_since(&self, name: &str, pupil: PupilId, day: Date) -> bool {
        let is_it =
            |event: &Event| event.pupil == pupil && event.name() == Some(name) && clock::local(event.at).date() >= day;
        self.events.iter().any(is_it)
    }

    pub(super) fn name(&self, pupil: PupilId) -> String {
        self.names.get(&pupil).cloned().unwrap_or_default()
    }
}

/// Every return that was sent, newest first.
pub(super) fn of_school(app: &App, school: SchoolId, logs: &Logs) -> Result<Vec<Sent>, Error> {
    let rules = app.rules(school)?;
    let name_of_school = app.school(school)?.name.clone();
    let receipts: Vec<&Event> = logs.events.iter().filter(|event| event.name() == Some(RECEIPT)).collect();
    let sent = logs.events.iter().filter_map(|event| {
        let Done::Did { action, .. } = &event.done else { return None };
        let action = entry(rules, action)?;
        let pupil = (event.pupil != NOBODY).then_some(event.pupil);
        Some(Sent {
            school,
            pupil,
            who: pupil.map_or_else(|| name_of_school.clone(), |pupil| logs.name(pupil)),
            is_to_authority: is_to_authority(rules, action),
            action: action.clone(),
            receipt: receipts.iter().find(|receipt| is_receipt_of(receipt, event)).map(|&receipt| receipt.clone()),
            is_outdated: pupil.and_then(|pupil| logs.entered.get(&pupil)).is_some_and(|at| *at > event.at),
            event: event.clone(),
        })
    });
    let mut sent: Vec<Sent> = sent.collect();
    sent.sort_by_key(|one| (std::cmp::Reverse(one.event.at), one.event.pupil));
    Ok(sent)
}

/// A return that was sent, part by part.
#[derive(Debug, Clone)]
pub struct Look {
    /// It.
    pub sent: Sent,
    /// Its parts, in the order in which they were sent.
    pub parts: Vec<Part>,
}

/// A part of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What was sent.
    pub value: String,
    /// What the record says of it today, where that is something else; nothing where it is the same or nobody knows.
    pub now: Option<String>,
}

/// A return that was sent, as it was sent, with what the record says otherwise today.
pub fn look(app: &App, by: &Actor, school: SchoolId, key: &Key) -> Result<Look, Error> {
    permit(by, school)?;
    let logs = Logs::read(app, school)?;
    let sent = of_school(app, school, &logs)?.into_iter().find(|one| one.key() == *key);
    let sent = sent.filter(|one| is_seen(app, by, school, &one.action)).ok_or(Error::NotFound("return"))?;
    let Done::Did { fields, .. } = &sent.event.done else { return Err(Error::NotFound("return")) };
    let now = now(app, by, &sent)?;
    let from_the_record = sent.event.field(FROM_THE_RECORD).unwrap_or_default();
    let part = |(name, value): &(String, String)| {
        // What somebody corrected by hand is meant to differ.
        let is_of_record = from_the_record.split("; ").any(|one| one == name);
        let says = now.iter().find(|(of, says)| is_of_record && of == name && says.trim() != value.trim());
        Part { name: name.clone(), value: value.clone(), now: says.map(|(_, says)| says.clone()) }
    };
    let parts = fields.iter().filter(|(name, _)| name != FROM_THE_RECORD).map(part).collect();
    Ok(Look { parts, sent })
}

/// What the record says today for each part of a return about a pupil.
fn now(app: &App, by: &Actor, sent: &Sent) -> Result<Vec<(String, String)>, Error> {
    let Some(id) = sent.pupil else { return Ok(Vec::new()) };
    let pupil = match pupil_of(app, by, id) {
        Ok(pupil) if pupil.school == sent.school => pupil,
        Ok(_) | Err(Error::NotFound(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let (history, contacts) = app
        .store
        .read::<_, Error>(|tx| Ok((store::case::of_pupil(tx, pupil.id)?, store::contact::of_pupil(tx, pupil.id)?)))?;
    let says = prefill::of_pupil(app, by, (&pupil, &history, &contacts), &sent.action)?;
    Ok(sent.action.parts.iter().map(|part| part.head.name.clone()).zip(says).collect())
}
