//! The round of the post: takes what waits in the outbox to its carriers, and asks them what has arrived.

use domain::{
    id::MessageId,
    message::{Channel, Delivery, Message},
};
use jiff::{SignedDuration, Timestamp};
use post::{Carrier, CarryError, Progress};
use store::message::Became;

use crate::{App, Error};

/// How long a carrier is asked whether a message has arrived.
const ASKED: SignedDuration = SignedDuration::from_hours(24 * 4);

/// What one round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Carried {
    /// Messages that a carrier took.
    pub sent: usize,
    /// Messages that are to be tried again.
    pub delayed: usize,
    /// Messages that will never go.
    pub failed: usize,
    /// Messages that were held back.
    pub stopped: usize,
    /// Messages of which it was heard whether they arrived.
    pub heard: usize,
}

/// How long a message is left to the round that took it. After that the round was cut off, and the message is tried again.
const CUT_OFF: SignedDuration = SignedDuration::from_mins(15);

/// Makes one round. Several programs may make it at once: each message is carried by the first that takes it. Only what was
/// carried when a program stopped before it could note that goes twice. A message without a carrier of its kind waits.
pub fn carry(app: &App, carriers: &[Box<dyn Carrier>]) -> Result<Carried, Error> {
    let mut carried = Carried::default();
    for carrier in carriers {
        for message in app.store.read(|tx| store::message::waiting(tx, carrier.channel()))? {
            let Some(delivery) = attempt(app, carrier.as_ref(), &message)? else { continue };
            match &delivery {
                Delivery::Sent(_) | Delivery::Delivered | Delivery::Taken => carried.sent += 1,
                Delivery::Delayed(_) => carried.delayed += 1,
                Delivery::Failed(_) => carried.failed += 1,
                Delivery::Stopped(_) => carried.stopped += 1,
            }
            note(app, message.id, delivery)?;
        }
        carried.heard += listen(app, carrier.as_ref())?;
    }
    Ok(carried)
}

/// What becomes of a message now; nothing when it is too early to try it again.
fn attempt(app: &App, carrier: &dyn Carrier, message: &Message) -> Result<Option<Delivery>, Error> {
    if let Some(why) = reason_to_stop(app, message)? {
        return Ok(Some(Delivery::Stopped(why)));
    }
    let became = app.store.read(|tx| store::message::deliveries(tx, message.id))?;
    Ok(match is_due(&became, message.what.at, app.now()) {
        Some(true) if take(app, message.id, became.len())? => Some(deliver(carrier, message)),
        Some(_) => None,
        None => Some(given_up(&became)),
    })
}

fn take(app: &App, message: MessageId, known: usize) -> Result<bool, Error> {
    let at = app.now();
    Ok(app.store.write::<bool, store::StoreError>(move |tx| store::message::take(tx, message, known, at))?)
}

/// Whether a message that was made at `made` is to be carried now; nothing when it was tried often enough.
fn is_due(became: &[Became], made: Timestamp, now: Timestamp) -> Option<bool> {
    if let Some((at, Delivery::Taken)) = became.last() {
        return Some(*at + CUT_OFF <= now);
    }
    let wait = domain::message::wait_minutes(tries(became))?;
    let last = became.last().map_or(made, |(at, _)| *at);
    Some(last + SignedDuration::from_mins(wait) <= now)
}

fn tries(became: &[Became]) -> u32 {
    let tries = became.iter().filter(|(_, delivery)| *delivery == Delivery::Taken).count();
    u32::try_from(tries).unwrap_or(u32::MAX)
}

fn deliver(carrier: &dyn Carrier, message: &Message) -> Delivery {
    match carrier.carry(&message.what) {
        Ok(number) => Delivery::Sent(number),
        Err(CarryError::Later(why)) => Delivery::Delayed(why),
        Err(CarryError::Never(why)) => Delivery::Failed(why),
    }
}

fn given_up(became: &[Became]) -> Delivery {
    let why = became.last().map_or("", |(_, delivery)| delivery.detail());
    Delivery::Failed(format!("given up after {} tries: {why}", tries(became)))
}

/// A message about a child who has left every school, or to somebody who is no longer their contact, goes nowhere.
fn reason_to_stop(app: &App, message: &Message) -> Result<Option<String>, Error> {
    let today = app.today();
    for &pupil in &message.what.pupils {
        let (enrolled, contacts) = app
            .store
            .read::<_, Error>(|tx| Ok((store::pupil::find(tx, pupil, today)?, store::contact::of_pupil(tx, pupil)?)))?;
        if enrolled.is_none() {
            return Ok(Some(String::from("the child is no longer on the roll")));
        }
        if crate::admission::deletion::stops_messages(app, message.what.school, pupil)? {
            return Ok(Some(String::from("the admission register says that nothing more goes to the family")));
        }
        let is_gone = |contact| contacts.iter().all(|known| known.id != contact);
        if pupil == message.what.pupils[0] && message.what.contact.is_some_and(is_gone) {
            return Ok(Some(String::from("whom it was for is no longer a contact of the child")));
        }
    }
    Ok(None)
}

/// Asks a carrier about the messages that it took and that may still arrive.
fn listen(app: &App, carrier: &dyn Carrier) -> Result<usize, Error> {
    if carrier.channel() == Channel::Email {
        return Ok(0);
    }
    let since = app.now() - ASKED;
    let mut heard = 0;
    for (id, number) in app.store.read(|tx| store::message::travelling(tx, carrier.channel(), since))? {
        let delivery = match carrier.progress(&number) {
            Ok(Progress::Delivered) => Delivery::Delivered,
            Ok(Progress::Failed(why)) => Delivery::Failed(why),
            Ok(Progress::Travelling) | Err(_) => continue,
        };
        note(app, id, delivery)?;
        heard += 1;
    }
    Ok(heard)
}

fn note(app: &App, id: MessageId, delivery: Delivery) -> Result<(), Error> {
    let at = app.now();
    Ok(app.store.write::<(), store::StoreError>(move |tx| store::message::became(tx, id, at, &delivery))?)
}
