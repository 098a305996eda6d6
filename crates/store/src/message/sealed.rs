//! The log of the outbox: the hash of each message and of each thing that became of one, chained for each school.

use std::collections::BTreeMap;

use domain::{
    id::{MessageId, SchoolId},
    log::{GENESIS, Hash},
    message::{Delivery, Message},
};
use jiff::Timestamp;

use super::{COLUMNS, delivery_values, values};
use crate::{
    Row, StoreError, Tx, Value,
    chain::{self, Chained, Log, SchoolLog},
    head::{self, Head},
};

/// A message, or something that became of it, as its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The school that the message is from.
    pub school: SchoolId,
    /// The message.
    pub message: MessageId,
    /// Which of the things that became of it, from 1; 0 for the message itself.
    pub delivery: i64,
    /// The hash over all columns of it.
    pub content: Hash,
}

const SEALED: [&str; 7] = ["school_id", "number", "message_id", "delivery", "content", "previous", "hash"];

pub(crate) const LOG: SchoolLog<Sealed> = SchoolLog {
    log: Log { table: "message_events", columns: &SEALED, what: "recording a message", values: sealed_values },
    school: |sealed| sealed.school,
    head: |heads| heads.messages,
    move_head: head::move_messages,
};

/// Which message, and which of the things that became of it.
pub(crate) type Place = (MessageId, i64);

pub(super) fn append(
    tx: &mut dyn Tx,
    school: SchoolId,
    (message, delivery): Place,
    content: Hash,
) -> Result<(), StoreError> {
    LOG.append_many(tx, school, &[Sealed { school, message, delivery, content }])
}

/// The log of a school, in order.
pub fn chained(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Chained<Sealed>>, StoreError> {
    tx.list(&LOG.select(), &[school.0.into()], |row| {
        let event = Sealed {
            school: SchoolId(row.int(0)?),
            message: MessageId(row.int(2)?),
            delivery: row.int(3)?,
            content: row.hash(4)?,
        };
        Ok(Chained { number: row.int(1)?, event, previous: row.hash(5)?, hash: row.hash(6)? })
    })
}

/// The hash of a line of the log at this place.
pub fn hash_of(sealed: &Sealed, number: i64, previous: Hash) -> Hash {
    chain::hash(&sealed_values(sealed, number, previous))
}

/// What a message comes to.
pub fn content_of_message(message: &Message) -> Hash {
    chain::hash(&values(message.id.0, &message.what))
}

/// What comes of something that became of a message, at its place among them.
pub fn content_of_delivery(message: MessageId, number: i64, at: Timestamp, delivery: &Delivery) -> Hash {
    chain::hash(&delivery_values(message, number, at, delivery))
}

fn sealed_values(sealed: &Sealed, number: i64, previous: Hash) -> Vec<Value> {
    vec![
        sealed.school.0.into(),
        number.into(),
        sealed.message.0.into(),
        sealed.delivery.into(),
        sealed.content.into(),
        previous.into(),
    ]
}

/// What each message of a school and each thing that became of one comes to now, whatever its columns hold.
pub(crate) fn contents(tx: &mut dyn Tx, school: SchoolId) -> Result<BTreeMap<Place, Hash>, StoreError> {
    let mut found = BTreeMap::new();
    for (place, row) in rows(tx, school)? {
        found.insert(place, chain::hash(&row.0));
    }
    Ok(found)
}

/// The rows of both tables of a school, in the order in which they were written.
fn rows(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<(Place, Row)>, StoreError> {
    let messages = format!("select {COLUMNS} from messages where school_id = $1 order by id");
    let deliveries = "select message_id, number, deliveries.at, kind, detail from deliveries join messages \
         on messages.id = deliveries.message_id where school_id = $1 order by deliveries.at, message_id, number";
    let mut all = tx.list(&messages, &[school.0.into()], |row| Ok(((MessageId(row.int(0)?), 0), row.clone())))?;
    let became = |row: &Row| Ok(((MessageId(row.int(0)?), row.int(1)?), row.clone()));
    all.extend(tx.list(deliveries, &[school.0.into()], became)?);
    Ok(all)
}

/// Begins the logs with the messages from before there were any.
pub(crate) fn carry_over(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let schools = tx.list("select id from schools order by id", &[], |row| Ok(SchoolId(row.int(0)?)))?;
    for school in schools {
        let sealed = |((message, delivery), row): (Place, Row)| Sealed {
            school,
            message,
            delivery,
            content: chain::hash(&row.0),
        };
        let all: Vec<Sealed> = rows(tx, school)?.into_iter().map(sealed).collect();
        if !all.is_empty() {
            // The other logs of the school may have no end yet where this runs.
            let end = LOG.log.append(tx, Head { number: 0, hash: GENESIS }, &all)?;
            head::move_messages(tx, school, end)?;
        }
    }
    Ok(())
}
