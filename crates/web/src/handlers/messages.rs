//! Messages to families: writing them, and what became of them.

use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use domain::{
    clock,
    id::{MessageId, PupilId},
    message::{Channel, Delivery, Message},
    permission::{Permission, Place},
};
use service::{
    App,
    message::{self, Family, Kept},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::Section,
    link::{Hidden, Link},
    pages::{
        board::reason,
        messages::{FamilyLine, MessageLine, MessagePage, Outbox, ToFamilies},
    },
    reader::Reader,
    status::Status,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/messages", get(outbox))
        .route("/messages/families", get(to_families).post(write))
        .route("/messages/{id}", get(one))
}

async fn to_families(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let view = families(app, reader)?;
            let frame = reader.frame(WRITE, Some(Section::Board));
            Ok(reader.show(&frame, "messages/families.html", view))
        })
        .await
}

const WRITE: &str = "Write to families";

fn families(app: &App, reader: &Reader) -> Result<ToFamilies, Problem> {
    let (session, families) = message::families(app, &reader.actor)?;
    let sample = message::sample(app, &reader.actor, session, &families)?.unwrap_or_default();
    let lines: Vec<FamilyLine> = families.iter().map(line).collect();
    Ok(ToFamilies {
        back: Link::new("Board", urls::board()),
        action: urls::messages::to_families(),
        session: reason::said(&[session]),
        open: lines.iter().filter(|line| line.why_not.is_empty()).count(),
        families: lines,
        sample: without_link(app, &sample),
        warning: warning(app),
        errors: Vec::new(),
    })
}

/// Said where some messages would wait, because nothing here carries them.
fn warning(app: &App) -> String {
    let missing: Vec<String> = (Channel::ALL.into_iter())
        .filter(|channel| !app.channels.contains(channel))
        .map(|channel| format!("{}s", channel.word()))
        .collect();
    if app.is_demo {
        String::from(
            "In this demonstration nothing leaves the machine: a message is kept, and its page shows the link.",
        )
    } else if missing.is_empty() {
        String::new()
    } else {
        format!(
            "Nothing here sends {} yet: they are kept and wait. Whoever looks after the program adds it to the settings.",
            words::list(&missing)
        )
    }
}

fn line(family: &Family) -> FamilyLine {
    let names: Vec<String> = family.children.iter().map(domain::pupil::Pupil::name).collect();
    let why_not = match (&family.to, family.messages.last(), family.replies.first()) {
        (_, _, Some(_)) => String::from("They have answered: record the reason on the board."),
        (_, Some(sent), None) => format!("Was written to at {}.", words::time(clock::local(sent.at).time())),
        (None, None, None) => {
            String::from("No parent has a mobile number or an e-mail address on record: ring them, and ask for one.")
        }
        (Some(_), None, None) => String::new(),
    };
    let to = family.to.as_ref().map(|(contact, channel)| {
        let address = if *channel == Channel::Email { &contact.email } else { &contact.phone };
        format!("{}, {}: {} to {address}", contact.name, contact.relationship, channel.word())
    });
    FamilyLine {
        id: family.children.first().map_or(0, |child| child.id.0),
        children: words::list(&names),
        to: to.unwrap_or_default(),
        why_not,
    }
}

async fn write(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let chosen: Vec<PupilId> = fields.all("family").filter_map(|id| id.parse().ok().map(PupilId)).collect();
            if chosen.is_empty() {
                let errors = vec![FormError::new("family", "Choose at least one family")];
                let view = ToFamilies { errors, ..families(app, reader)? };
                let frame = reader.frame(WRITE, Some(Section::Board));
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return Ok(reader.show_again(status, frame, "messages/families.html", view));
            }
            let written = message::write_to_families(app, &reader.actor, &chosen)?;
            let done = format!("{} written.", words::counted(written as i64, "message", "messages"));
            Ok(reader.go_on(&urls::messages::outbox(), &done))
        })
        .await
}

async fn outbox(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            reader.actor.require(Permission::LogContact, Place::Anywhere)?;
            let school = app.own_school(&reader.actor)?;
            let kept = message::of_school(app, &reader.actor, school.id)?;
            let names = message::names_of(app, &kept)?;
            let view = Outbox {
                to_families: Some(Link::new(WRITE, urls::messages::to_families())),
                failed: kept.iter().filter(|kept| kept.has_failed()).count(),
                messages: kept.iter().map(|kept| in_list(app, kept, &names)).collect(),
            };
            let frame = reader.frame("Messages", Some(Section::Board)).wide();
            Ok(reader.show(&frame, "messages/outbox.html", view))
        })
        .await
}

fn in_list(app: &App, kept: &Kept, names: &[(PupilId, String)]) -> MessageLine {
    let what = &kept.message.what;
    let at = clock::local(what.at);
    let day = if at.date() == app.today() { String::new() } else { format!("{}, ", words::short_day(at.date())) };
    let subject = if what.subject.is_empty() { String::new() } else { format!(": {}", what.subject) };
    MessageLine {
        at: format!("{day}{}", words::time(at.time())),
        to: Link::new(&what.name, urls::messages::message(kept.message.id)),
        children: children(&kept.message, names),
        what: format!("{}{subject}", words::sentence(what.channel.word())),
        status: status(kept.last()),
    }
}

fn children(message: &Message, names: &[(PupilId, String)]) -> String {
    let name = |id: &PupilId| names.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
    words::list(&message.what.pupils.iter().filter_map(name).collect::<Vec<String>>())
}

fn status(last: Option<&Delivery>) -> Status {
    match last {
        None => Status::wait("Waits"),
        Some(Delivery::Taken) => Status::wait("On its way"),
        Some(Delivery::Sent(_)) => Status::done("Sent"),
        Some(Delivery::Delivered) => Status::done("Arrived"),
        Some(Delivery::Delayed(_)) => Status::wait("Tried, tried again soon"),
        Some(Delivery::Failed(_)) => Status::now("Cannot arrive: ring"),
        Some(Delivery::Stopped(_)) => Status::due("Held back"),
    }
}

async fn one(visit: Visit, Path(id): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let kept = message::find(app, &reader.actor, MessageId(id))?;
            let names = message::names_of(app, std::slice::from_ref(&kept))?;
            let view = page(app, &kept, &names);
            let frame = reader.frame(&format!("Message to {}", kept.message.what.name), Some(Section::Board));
            Ok(reader.show(&frame, "messages/message.html", view))
        })
        .await
}

fn page(app: &App, kept: &Kept, names: &[(PupilId, String)]) -> MessagePage {
    let what = &kept.message.what;
    let at = |at| {
        let local = clock::local(at);
        format!("{}, {}", words::full_day(local.date()), words::time(local.time()))
    };
    let mut about = vec![
        Hidden::new("To", format!("{}, {}", what.name, what.to)),
        Hidden::new("About", children(&kept.message, names)),
        Hidden::new("Written", format!("{}, by {}, {}", at(what.at), what.by.name, what.by.position)),
        Hidden::new("By", words::sentence(what.channel.word())),
    ];
    if !what.about.is_empty() {
        about.push(Hidden::new("Absence", reason::said(&what.about)));
    }
    let became = kept.became.iter().map(|(when, delivery)| format!("{}: {}", at(*when), said(delivery)));
    let instead = match kept.last() {
        Some(Delivery::Failed(why)) => format!("This message cannot arrive ({why}). Ring {}.", what.name),
        Some(Delivery::Stopped(why)) => format!("This message was held back: {why}."),
        _ => String::new(),
    };
    MessagePage {
        back: Link::new("Messages", urls::messages::outbox()),
        about,
        words: without_link(app, &what.body).split("\n\n").map(str::to_owned).collect(),
        became: became.collect(),
        instead,
    }
}

fn said(delivery: &Delivery) -> String {
    match delivery {
        Delivery::Taken => String::from("being carried"),
        Delivery::Sent(_) => String::from("sent"),
        Delivery::Delivered => String::from("arrived"),
        Delivery::Delayed(why) => format!("not taken yet, {why}; it is tried again"),
        Delivery::Failed(why) => format!("cannot be carried: {why}"),
        Delivery::Stopped(why) => format!("held back: {why}"),
    }
}

/// The words of a message without the link in it: who opens that speaks for the parent. The invented parents have no telephone,
/// so in the demonstration it is shown.
fn without_link(app: &App, body: &str) -> String {
    if app.is_demo {
        return body.to_owned();
    }
    let is_link = |word: &str| word.contains("/families/");
    body.split(' ')
        .map(|word| if is_link(word) { "(a link that only they have)" } else { word })
        .collect::<Vec<&str>>()
        .join(" ")
}
