//! The outbox: messages as they were written, and what became of each.

use domain::{
    act::By,
    id::{ContactId, MessageId, PersonId, PupilId, SchoolId},
    message::{Channel, Delivery, Message, NewMessage},
    session::Session,
};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, Value, case, error::changed};

const COLUMNS: &str = "id, school_id, pupils, contact_id, name, channel, receiver, subject, body, template, about, at, \
     person_id, by_name, by_position";

/// The most messages that one list has.
const LONGEST: usize = 5_000;

/// What became of a message: when, and what.
pub type Became = (Timestamp, Delivery);

/// Puts a message into the outbox.
pub fn add(tx: &mut dyn Tx, new: &NewMessage) -> Result<MessageId, StoreError> {
    let id = crate::next_id::of(tx, "messages")?;
    let sql = format!(
        "insert into messages ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    let pupils: Vec<String> = new.pupils.iter().map(PupilId::to_string).collect();
    let about: Vec<String> = new.about.iter().map(Session::to_string).collect();
    let values = [
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
    ];
    changed("keeping a message", 1, tx.exec(&sql, &values)?)?;
    Ok(MessageId(id))
}

/// Adds what became of a message.
pub fn became(tx: &mut dyn Tx, message: MessageId, at: Timestamp, delivery: &Delivery) -> Result<(), StoreError> {
    let sql = "insert into deliveries (message_id, number, at, kind, detail) \
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from deliveries where message_id = $1";
    let values = [message.0.into(), at.into(), delivery.word().into(), delivery.detail().into()];
    changed("keeping what became of a message", 1, tx.exec(sql, &values)?)
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

/// The messages of one kind that are still to be carried, oldest first: nothing has become of them, or they were only delayed.
pub fn waiting(tx: &mut dyn Tx, channel: Channel) -> Result<Vec<Message>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from messages where channel = $1 and not exists \
         (select 1 from deliveries where message_id = messages.id and kind <> 'delayed') order by at, id limit {LONGEST}"
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
