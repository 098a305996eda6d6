//! Messages: written from a template by a named person, kept in the outbox, carried, and never changed.

mod carry;
mod families;

use domain::{
    case::Done,
    id::{ContactId, MessageId, PupilId, SchoolId},
    message::{Channel, Delivery, Message, NewMessage},
    permission::{Actor, Permission, Place},
    pupil::{Contact, Pupil},
    session::Session,
};
use jiff::SignedDuration;
use pack::letter::{Block, Wording};
use store::message::Became;

use crate::{
    App, Error,
    link::{self, Link, Purpose},
};

pub use carry::{Carried, carry};
pub(crate) use families::about;
pub use families::{Family, families, sample, write_to_families};

/// The template of the message about an absence that nobody has explained.
pub const ABSENT_TODAY: &str = "absent-today";

/// The template of the message that tells a named worker of such an absence.
pub const WORKER_ABSENT: &str = "worker-absent";

/// How many days a link in a message opens.
const LINK_DAYS: i64 = 14;

/// How far back the outbox of a school is shown.
const SHOWN: SignedDuration = SignedDuration::from_hours(24 * 31);

/// A message to be written to a contact of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Write<'a> {
    /// The template, such as [`ABSENT_TODAY`].
    pub template: &'a str,
    /// How it travels.
    pub channel: Channel,
    /// To whom: a contact of the first pupil.
    pub to: ContactId,
    /// About whom: children of one household.
    pub pupils: &'a [PupilId],
    /// The sessions that it is about.
    pub about: &'a [Session],
    /// What the link in it is for; nothing for a message without one.
    pub link: Option<Purpose>,
}

/// A message with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The message.
    pub message: Message,
    /// What became of it, in order; empty while it waits.
    pub became: Vec<Became>,
}

impl Kept {
    /// What became of it last.
    pub fn last(&self) -> Option<&Delivery> {
        self.became.last().map(|(_, delivery)| delivery)
    }

    /// Whether it can never arrive by itself, so that somebody has to reach the family in another way.
    pub fn has_failed(&self) -> bool {
        matches!(self.last(), Some(Delivery::Failed(_) | Delivery::Stopped(_)))
    }
}

/// The message as it would be sent, to be read first. Refuses a contact without an address for the channel.
pub fn preview(app: &App, by: &Actor, write: &Write<'_>) -> Result<NewMessage, Error> {
    let seen = write.pupils.iter().map(|&pupil| crate::pupil::seen(app, by, pupil, app.today()));
    let pupils: Vec<Pupil> = seen.collect::<Result<_, Error>>()?;
    let first = pupils.first().ok_or(Error::NotFound("child"))?;
    if pupils.iter().any(|pupil| pupil.school != first.school) {
        return Err(Error::NotFound("child of this school"));
    }
    app.permit(by, Permission::LogContact, first.school)?;
    app.permit(by, Permission::SeeContacts, first.school)?;
    let contacts = app.store.read(|tx| store::contact::of_pupil(tx, first.id))?;
    let contact = contacts.into_iter().find(|contact| contact.id == write.to);
    let contact = contact.ok_or(Error::NotFound("contact of this child"))?;
    let to = match write.channel {
        Channel::Email => &contact.email,
        Channel::Text => &contact.phone,
    };
    if to.is_empty() {
        return Err(Error::Missing(match write.channel {
            Channel::Email => {
                "no e-mail address of this contact is known: add it to the record, or send a text message"
            }
            Channel::Text => "no telephone number of this contact is known: add it to the record, or send an e-mail",
        }));
    }
    let school = app.school(first.school)?;
    let words = app.packs().message(&school.pack, write.template, write.channel);
    let words = words.ok_or(Error::NotFound("template of a message"))?;
    let filled = filled(app, by, (words, write), &pupils, &contact)?;
    Ok(NewMessage {
        school: first.school,
        pupils: pupils.iter().map(|pupil| pupil.id).collect(),
        contact: Some(contact.id),
        name: contact.name.clone(),
        channel: write.channel,
        to: to.clone(),
        subject: if write.channel == Channel::Email { filled.title.clone() } else { String::new() },
        body: plain(&filled),
        template: write.template.to_owned(),
        about: write.about.to_vec(),
        at: app.now(),
        by: by.stamp(),
    })
}

/// Writes a message and puts it into the outbox, and into the case of each child.
pub fn write(app: &App, by: &Actor, write: &Write<'_>) -> Result<MessageId, Error> {
    let new = preview(app, by, write)?;
    keep(app, by, new)
}

pub(crate) fn keep(app: &App, by: &Actor, new: NewMessage) -> Result<MessageId, Error> {
    let events: Vec<domain::case::Event> = new
        .pupils
        .iter()
        .map(|&pupil| {
            let done = Done::Messaged {
                message: MessageId(0),
                template: new.template.clone(),
                to: new.name.clone(),
                channel: new.channel,
                about: new.about.clone(),
            };
            crate::case::event(app, by, pupil, new.school, done, "")
        })
        .collect();
    let id = app.store.write::<MessageId, store::StoreError>(move |tx| {
        let id = store::message::add(tx, &new)?;
        for mut event in events {
            if let Done::Messaged { message, .. } = &mut event.done {
                *message = id;
            }
            store::case::append(tx, &event)?;
        }
        Ok(id)
    })?;
    app.cache.forget();
    Ok(id)
}

/// The messages of the last month of a school, newest first, with what became of each.
pub fn of_school(app: &App, by: &Actor, school: SchoolId) -> Result<Vec<Kept>, Error> {
    app.permit(by, Permission::SeeContacts, school)?;
    app.permit(by, Permission::LogContact, school)?;
    let (since, may_see_all) = (app.now() - SHOWN, crate::protected::may_see(by, school));
    app.store.read(|tx| {
        let messages = store::message::of_school(tx, school, since)?;
        let is_seen = |message: &Message| may_see_all || message.what.template != WORKER_ABSENT;
        messages.into_iter().filter(is_seen).map(|message| kept(tx, message)).collect()
    })
}

/// One message, for somebody who may see the first child it is about and its contacts.
pub fn find(app: &App, by: &Actor, id: MessageId) -> Result<Kept, Error> {
    by.require(Permission::SeeContacts, Place::Anywhere)?;
    let found = app.store.read(|tx| store::message::find(tx, id))?.ok_or(Error::NotFound("message"))?;
    for &pupil in &found.what.pupils {
        crate::pupil::seen(app, by, pupil, app.today())?;
    }
    app.permit(by, Permission::SeeContacts, found.what.school)?;
    if found.what.template == WORKER_ABSENT && !crate::protected::may_see(by, found.what.school) {
        return Err(Error::NotFound("message"));
    }
    app.store.read(|tx| kept(tx, found))
}

/// The names of the children that messages are about, as they were called when each was written.
pub fn names_of(app: &App, messages: &[Kept]) -> Result<Vec<(PupilId, String)>, Error> {
    let mut names: Vec<(PupilId, String)> = Vec::new();
    app.store.read::<_, Error>(|tx| {
        for what in messages.iter().map(|kept| &kept.message.what) {
            let day = domain::clock::local(what.at).date();
            for &id in &what.pupils {
                if names.iter().all(|(known, _)| *known != id)
                    && let Some(pupil) = store::pupil::find(tx, id, day)?
                {
                    names.push((id, pupil.name()));
                }
            }
        }
        Ok(())
    })?;
    Ok(names)
}

fn kept(tx: &mut dyn store::Tx, message: Message) -> Result<Kept, Error> {
    let became = store::message::deliveries(tx, message.id)?;
    Ok(Kept { message, became })
}

fn filled(
    app: &App,
    by: &Actor,
    (words, write): (&Wording, &Write<'_>),
    pupils: &[Pupil],
    contact: &Contact,
) -> Result<Wording, Error> {
    let school = app.school(pupils[0].school)?;
    let address = match write.link {
        Some(purpose) => {
            let until = link::until(app.now(), LINK_DAYS);
            link::address(app, &Link { purpose, pupil: pupils[0].id, contact: contact.id, until })?
        }
        None => String::new(),
    };
    Ok(words.fill(|field| match field {
        "child" => names(pupils),
        "parent" => contact.name.clone(),
        "school" => school.name.clone(),
        "telephone" => school.telephone.clone(),
        "sessions" => sessions(write.about),
        "link" => address.clone(),
        "sender" => by.name.clone(),
        "position" => by.role.words().to_owned(),
        "date" => app.today().strftime("%-d %B %Y").to_string(),
        // The pack's reader lets no other field through.
        _ => String::new(),
    }))
}

/// `Amara`, `Amara and Ben`, `Amara, Ben and Cleo`.
fn names(pupils: &[Pupil]) -> String {
    let names: Vec<&str> = pupils.iter().map(|pupil| pupil.forename.as_str()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// `12 March, morning`; several parted by semicolons.
pub(crate) fn sessions(about: &[Session]) -> String {
    let each = about.iter().map(|session| format!("{}, {}", session.date.strftime("%-d %B"), session.half.word()));
    each.collect::<Vec<String>>().join("; ")
}

/// The words of a message as plain text.
pub(crate) fn plain(words: &Wording) -> String {
    let block = |block: &Block| match block {
        Block::Heading(text) | Block::Paragraph(text) => text.clone(),
        Block::List(items) => items.iter().map(|item| format!("- {item}")).collect::<Vec<String>>().join("\n"),
        Block::Reasons => String::new(),
    };
    let blocks: Vec<String> = words.blocks.iter().map(block).filter(|text| !text.is_empty()).collect();
    blocks.join("\n\n")
}
