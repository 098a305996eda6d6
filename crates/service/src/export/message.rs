//! The outbox in a copy: messages as they were sent, what became of each, and the log that seals both.

use std::collections::BTreeMap;

use domain::{
    id::{ContactId, MessageId, PupilId},
    log::Hash,
    message::{Channel, Delivery, Message, NewMessage},
    retention::Record,
    session::Session,
};
use jiff::Timestamp;
use store::{
    Chained,
    message::{Sealed, content_of_delivery, content_of_message},
};

use super::{
    ExportError, Fault,
    folder::{Files, Folder},
    part::{Listed, file, hash, hex},
    table::{Row, table},
};

const MESSAGES: [&str; 14] = [
    "message", "pupils", "contact", "receiver", "channel", "to", "subject", "body", "template", "about", "at",
    "person", "name", "position",
];
const DELIVERIES: [&str; 5] = ["message", "number", "at", "kind", "detail"];
const LOG: [&str; 6] = ["number", "message", "delivery", "content", "previous", "hash"];

/// One of the things that became of a message: which, when, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Became {
    pub(super) message: MessageId,
    pub(super) number: i64,
    pub(super) at: Timestamp,
    pub(super) what: Delivery,
}

/// The outbox of a school.
#[derive(Debug, Clone, Default)]
pub(super) struct Messages {
    pub(super) sent: Vec<Message>,
    pub(super) became: Vec<Became>,
    pub(super) log: Vec<Chained<Sealed>>,
}

impl Messages {
    /// Those of a school as the records have them.
    pub(super) fn of(tx: &mut dyn store::Tx, school: domain::id::SchoolId) -> Result<Messages, store::StoreError> {
        let log = store::message::chained(tx, school)?;
        let mut sent = Vec::new();
        let mut became = Vec::new();
        for id in log.iter().filter(|one| one.event.delivery == 0).map(|one| one.event.message) {
            let Some(message) = store::message::find(tx, id)? else { continue };
            let deliveries = store::message::deliveries(tx, id)?.into_iter();
            became.extend((1..).zip(deliveries).map(|(number, (at, what))| Became { message: id, number, at, what }));
            sent.push(message);
        }
        Ok(Messages { sent, became, log })
    }

    /// Where messages, or what became of them, are not what the log says was written.
    pub(super) fn faults(&self, urn: &str, left: &BTreeMap<Record, Hash>) -> Vec<Fault> {
        let mut now: BTreeMap<(MessageId, i64), Hash> =
            self.sent.iter().map(|message| ((message.id, 0), content_of_message(message))).collect();
        now.extend(
            self.became.iter().map(|one| {
                ((one.message, one.number), content_of_delivery(one.message, one.number, one.at, &one.what))
            }),
        );
        let place = |delivery: i64| file(urn, if delivery == 0 { "messages" } else { "deliveries" });
        let mut faults = Vec::new();
        for Sealed { message, delivery, content, .. } in self.log.iter().map(|one| &one.event) {
            let record = if *delivery == 0 { Record::Message(*message) } else { Record::Delivery(*message, *delivery) };
            if now.remove(&(*message, *delivery)).as_ref() != Some(left.get(&record).unwrap_or(content)) {
                faults.push(Fault::new(
                    place(*delivery),
                    format!("{} is not as it was written", said(*message, *delivery)),
                ));
            }
        }
        let never = now.into_keys();
        faults.extend(never.map(|(message, delivery)| {
            Fault::new(place(delivery), format!("{} was never written", said(message, delivery)))
        }));
        faults
    }
}

/// `message 3`, or `what became of message 3, the 2nd time`.
fn said(message: MessageId, delivery: i64) -> String {
    if delivery == 0 {
        format!("message {message}")
    } else {
        format!("line {delivery} of what became of message {message}")
    }
}

/// Writes the outbox of a school.
pub(super) fn put(copy: &mut Folder, urn: &str, messages: &Messages) -> Result<(), ExportError> {
    let rows: Vec<Vec<String>> = messages.sent.iter().map(message_row).collect();
    copy.put_table(&file(urn, "messages"), &MESSAGES, &rows)?;
    let rows = messages.became.iter().map(|one| {
        let (kind, detail) = (one.what.word().to_owned(), one.what.detail().to_owned());
        vec![one.message.to_string(), one.number.to_string(), one.at.to_string(), kind, detail]
    });
    copy.put_table(&file(urn, "deliveries"), &DELIVERIES, &rows.collect::<Vec<_>>())?;
    let rows = messages.log.iter().map(|one| {
        let Sealed { message, delivery, content, .. } = &one.event;
        let places = [one.number.to_string(), message.to_string(), delivery.to_string()];
        places.into_iter().chain([content, &one.previous, &one.hash].map(|hash| hex(hash))).collect()
    });
    copy.put_table(&file(urn, "message_log"), &LOG, &rows.collect::<Vec<_>>())
}

fn message_row(message: &Message) -> Vec<String> {
    let what = &message.what;
    let joined = |all: Vec<String>| all.join(", ");
    vec![
        message.id.to_string(),
        joined(what.pupils.iter().map(PupilId::to_string).collect()),
        what.contact.map(|contact| contact.to_string()).unwrap_or_default(),
        what.name.clone(),
        what.channel.word().to_owned(),
        what.to.clone(),
        what.subject.clone(),
        what.body.clone(),
        what.template.clone(),
        joined(what.about.iter().map(Session::to_string).collect()),
        what.at.to_string(),
        what.by.person.to_string(),
        what.by.name.clone(),
        what.by.position.clone(),
    ]
}

/// Reads what [`put`] wrote.
pub(super) fn read(files: &Files, school: &Listed, faults: &mut Vec<Fault>) -> Messages {
    let name = |name: &str| file(&school.urn, name);
    let sent = table((files, &name("messages")), &MESSAGES, faults, |row| message(row, school));
    let became = table((files, &name("deliveries")), &DELIVERIES, faults, |row| {
        let detail = row.text("detail").to_owned();
        Ok(Became {
            message: MessageId(row.value("message")?),
            number: row.value("number")?,
            at: row.value("at")?,
            what: row.read("kind", |kind| Delivery::parse(kind, detail))?,
        })
    });
    let log = table((files, &name("message_log")), &LOG, faults, |row| {
        let event = Sealed {
            school: school.id,
            message: MessageId(row.value("message")?),
            delivery: row.value("delivery")?,
            content: row.read("content", hash)?,
        };
        let (previous, hash) = (row.read("previous", hash)?, row.read("hash", hash)?);
        Ok(Chained { number: row.value("number")?, event, previous, hash })
    });
    Messages { sent, became, log }
}

fn message(row: &Row<'_>, school: &Listed) -> Result<Message, Fault> {
    let contact =
        |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(|id| Some(ContactId(id))) };
    Ok(Message {
        id: MessageId(row.value("message")?),
        what: NewMessage {
            school: school.id,
            pupils: row.read("pupils", |text| each(text, |id| id.parse().ok().map(PupilId)))?,
            contact: row.read("contact", contact)?,
            name: row.text("receiver").to_owned(),
            channel: row.read("channel", Channel::parse)?,
            to: row.text("to").to_owned(),
            subject: row.text("subject").to_owned(),
            body: row.text("body").to_owned(),
            template: row.text("template").to_owned(),
            about: row.read("about", |text| each(text, store::message::session))?,
            at: row.value("at")?,
            by: row.by()?,
        },
    })
}

fn each<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(", ").filter(|part| !part.is_empty()).map(read).collect()
}
