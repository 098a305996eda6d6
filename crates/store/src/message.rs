//! The outbox: messages as they were written, and what became of each.

mod sealed;

use domain::{
    act::By,
    id::{ContactId, MessageId, PersonId, PupilId, SchoolId},
    message::{Channel, Delivery, Message, NewMessage},
    session::Session,
};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, Value, case, chain, error::changed, head};

pub(crate) use sealed::{LOG, carry_over, contents};
pub use sealed::{Sealed, chained, content_of_delivery, content_of_message, hash_of};

const COLUMNS: &str = "id, school_id, pupils, contact_id, name, channel, receiver, subject, body, template, about, at, \
     person_id, by_name, by_position";

/// The most messages that one list has.
const LONGEST: usize = 5_000;

/// What became of a message: when, and what.
pub type Became = (Timestamp, Delivery);

/// Puts a message into the outbox.
pub fn add(tx: &mut dyn Tx, new: &NewMessage) -> Result<MessageId, StoreError> {
    // Whoever appends to a log of the school holds its end first; the next number is asked for after that, never before.
    head::of(tx, new.school)?;
    let id = crate::next_id::of(tx, "messages")?;
    let sql = format!(
        "insert into messages ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    let values = values(id, new);
    changed("keeping a message", 1, tx.exec(&sql, &values)?)?;
    sealed::append(tx, new.school, (MessageId(id), 0), chain::hash(&values))?;
    Ok(MessageId(id))
}

/// Adds what became of a message.
pub fn became(tx: &mut dyn Tx, message: MessageId, at: Timestamp, delivery: &Delivery) -> Result<(), StoreError> {
    let (school, number) = next(tx, message)?;
    note(tx, (school, message, number), at, delivery)
}

/// The school of a message, whose logs are held from now on, and the number of what becomes of the message next.
fn next(tx: &mut dyn Tx, message: MessageId) -> Result<(SchoolId, i64), StoreError> {
    let school = "select school_id from messages where id = $1";
    let school = tx.first(school, &[message.0.into()], |row| Ok(SchoolId(row.int(0)?)))?;
    let what = "keeping what became of a message";
    let school = school.ok_or(StoreError::RowsChanged { what, changed: 0, expected: 1 })?;
    head::of(tx, school)?;
    let number = "select coalesce(max(number), 0) + 1 from deliveries where message_id = $1";
    Ok((school, tx.first(number, &[message.0.into()], |row| row.int(0))?.unwrap_or(1)))
}

fn note(
    tx: &mut dyn Tx,
    (school, message, number): (SchoolId, MessageId, i64),
    at: Timestamp,
    delivery: &Delivery,
) -> Result<(), StoreError> {
    let values = delivery_values(message, number, at, delivery);
    let sql = "insert into deliveries (message_id, number, at, kind, detail) values ($1, $2, $3, $4, $5)";
    changed("keeping what became of a message", 1, tx.exec(sql, &values)?)?;
    sealed::append(tx, school, (message, number), chain::hash(&values))
}

/// Every column of a message.
fn values(id: i64, new: &NewMessage) -> Vec<Value> {
    let pupils: Vec<String> = new.pupils.iter().map(PupilId::to_string).collect();
    let about: Vec<String> = new.about.iter().map(Session::to_string).collect();
    vec![
        id.into(),
        new.school.0.into(),
        pupils.join(", ").into(),
        new.contact.map_or(Value::Null, |contact| contact.0.into()),
        (&new.name).into(),
        new.channel.word().into(),
        (&new.to).into(),
        (&new.subject).into(),
        (&new.body).into(),
        (&new.template).into(),
        about.join(", ").into(),
        new.at.into(),
        new.by.person.0.into(),
        (&new.by.name).into(),
        (&new.by.position).into(),
    ]
}

/// Every column of what became of a message.
fn delivery_values(message: MessageId, number: i64, at: Timestamp, delivery: &Delivery) -> Vec<Value> {
    vec![message.0.into(), number.into(), at.into(), delivery.word().into(), delivery.detail().into()]
}

/// Takes a message of which `known` things have become, to carry it. Says no when another program was quicker.
pub fn take(tx: &mut dyn Tx, message: MessageId, known: usize, at: Timestamp) -> Result<bool, StoreError> {
    let (school, number) = next(tx, message)?;
    let is_first = i64::try_from(known).is_ok_and(|known| number == known + 1);
    if is_first {
        note(tx, (school, message, number), at, &Delivery::Taken)?;
    }
    Ok(is_first)
}

/// Reads a session as messages keep it, such as `2027-03-12 am`.
pub fn session(text: &str) -> Option<Session> {
    case::session(text)
}

/// One message.
pub fn find(tx: &mut dyn Tx, id: MessageId) -> Result<Option<Message>, StoreError> {
    tx.first(&format!("select {COLUMNS} from messages where id = $1"), &[id.0.into()], read)
}

/// What became of a message, in order.
pub fn deliveries(tx: &mut dyn Tx, id: MessageId) -> Result<Vec<Became>, StoreError> {
    let sql = "select at, kind, detail from deliveries where message_id = $1 order by number limit 100";
    tx.list(sql, &[id.0.into()], |row| {
        let detail = row.text(2)?;
        Ok((row.at(0)?, row.parsed(1, "what became of a message", |kind| Delivery::parse(kind, detail.clone()))?))
    })
}

/// The messages of a school since an instant, newest first.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId, since: Timestamp) -> Result<Vec<Message>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from messages where school_id = $1 and at >= $2 order by at desc, id desc limit {LONGEST}"
    );
    tx.list(&sql, &[school.0.into(), since.into()], read)
}

/// The messages of one kind that are still to be carried, oldest first: nothing has become of them, or they were only taken or
/// delayed.
pub fn waiting(tx: &mut dyn Tx, channel: Channel) -> Result<Vec<Message>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from messages where channel = $1 and not exists \
         (select 1 from deliveries where message_id = messages.id and kind not in ('delayed', 'taken')) order by at, id limit {LONGEST}"
    );
    tx.list(&sql, &[channel.word().into()], read)
}

/// The messages that a carrier took and of which it may still say whether they arrived, oldest first.
pub fn travelling(tx: &mut dyn Tx, channel: Channel, since: Timestamp) -> Result<Vec<(MessageId, String)>, StoreError> {
    let sql = format!(
        "select messages.id, deliveries.detail from messages join deliveries on deliveries.message_id = messages.id \
         where messages.channel = $1 and messages.at >= $2 and deliveries.kind = 'sent' and not exists (select 1 from \
         deliveries later where later.message_id = messages.id and later.kind in ('delivered', 'failed')) \
         order by messages.id limit {LONGEST}"
    );
    tx.list(&sql, &[channel.word().into(), since.into()], |row| Ok((MessageId(row.int(0)?), row.text(1)?)))
}

/// Whether a message from a template was written to a contact since an instant.
pub fn has_been_sent(tx: &mut dyn Tx, to: ContactId, template: &str, since: Timestamp) -> Result<bool, StoreError> {
    let sql = "select id from messages where contact_id = $1 and template = $2 and at >= $3 limit 1";
    Ok(tx.first(sql, &[to.0.into(), template.into(), since.into()], |row| row.int(0))?.is_some())
}

fn read(row: &Row) -> Result<Message, StoreError> {
    let parted = |text: &str| text.split(", ").filter(|text| !text.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let pupils = row.parsed(2, "a list of pupils", |text| {
        parted(text).iter().map(|id| id.parse().ok().map(PupilId)).collect::<Option<Vec<PupilId>>>()
    })?;
    let about = row.parsed(10, "a list of sessions", |text| {
        parted(text).iter().map(|text| case::session(text)).collect::<Option<Vec<Session>>>()
    })?;
    Ok(Message {
        id: MessageId(row.int(0)?),
        what: NewMessage {
            school: SchoolId(row.int(1)?),
            pupils,
            contact: row.int_or_null(3)?.map(ContactId),
            name: row.text(4)?,
            channel: row.parsed(5, "a way to send a message", Channel::parse)?,
            to: row.text(6)?,
            subject: row.text(7)?,
            body: row.text(8)?,
            template: row.text(9)?,
            about,
            at: row.at(11)?,
            by: By { person: PersonId(row.int(12)?), name: row.text(13)?, position: row.text(14)? },
        },
    })
}
