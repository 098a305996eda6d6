//! A return that was sent: what stands in it, and the form that answers for having had it.

use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{
    case::Event,
    clock,
    id::{PupilId, SchoolId},
    permission::{Permission, Place},
};
use jiff::Timestamp;
use service::{
    App,
    returns::{Key, Look, look},
};

use super::school;
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    handlers::Visit,
    link::Link,
    pages::returns::{PartRow, Receive, SentPage},
    reader::Reader,
    urls, words,
};

/// The school, the pupil, the moment at which it was sent, and the slug of its name.
type Address = Path<(String, String, String, String)>;

fn key(pupil: &str, at: &str, called: String) -> Result<Key, Problem> {
    let at = at.parse().ok().and_then(|at| Timestamp::from_microsecond(at).ok()).ok_or(Problem::NotFound)?;
    Ok(Key { pupil: pupil.parse().map(PupilId).map_err(|_| Problem::NotFound)?, at, called })
}

pub(super) async fn show(visit: Visit, Path((id, pupil, at, called)): Address) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = page(app, reader, (school(&id)?, &key(&pupil, &at, called)?))?;
            Ok(reader.show(&frame, "returns/sent.html", page))
        })
        .await
}

pub(super) async fn receive(visit: Visit, Path((id, pupil, at, called)): Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, (school(&id)?, &key(&pupil, &at, called)?), &fields)).await
}

fn save(app: &App, reader: &Reader, (school, key): (SchoolId, &Key), fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let received = service::returns::receive(app, &reader.actor, school, (key, fields.text("note")));
    let (status, error) = match received {
        Ok(()) => {
            let next = match reader.actor.school {
                Some(_) => urls::returns::of_school(school),
                None => urls::returns::of_authority(),
            };
            return Ok(reader.go_on(&next, "The receipt is recorded, and the school sees it."));
        }
        Err(service::Error::Changed) => {
            (StatusCode::CONFLICT, FormError::new("main", "Somebody has answered for it already"))
        }
        Err(service::Error::Missing(what)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, FormError::new("note", words::sentence(what)))
        }
        Err(other) => return Err(other.into()),
    };
    let (frame, page) = page(app, reader, (school, key))?;
    Ok(reader.show_again(status, frame, "returns/sent.html", page.again(fields, vec![error])))
}

fn page(app: &App, reader: &Reader, (school, key): (SchoolId, &Key)) -> Result<(Frame, SentPage), Problem> {
    let Look { sent, parts } = look(app, &reader.actor, school, key)?;
    let fact = |name: &str, value: String| (String::from(name), value);
    let mut facts = vec![
        fact("From", app.school(school)?.name.clone()),
        fact("To", words::sentence(&words::either(&sent.action.to))),
        fact("Sent", stamp(&sent.event)),
    ];
    match &sent.receipt {
        Some(receipt) => facts.push(fact("Received", stamp(receipt))),
        None => facts.push(fact("Received", String::from("Nobody has answered for it yet."))),
    }
    if !sent.event.outcome().is_empty() {
        facts.push(fact("Outcome", words::sentence(sent.event.outcome())));
    }
    if !sent.event.note.is_empty() {
        facts.push(fact("Said beside it", sent.event.note.clone()));
    }
    if let Some(receipt) = sent.receipt.as_ref().filter(|receipt| !receipt.note.is_empty()) {
        facts.push(fact("Said with the receipt", receipt.note.clone()));
    }
    let lines = |text: &str| text.lines().map(String::from).collect::<Vec<String>>();
    let may = |permission| reader.actor.may(permission, Place::School(school));
    let may_receive = if sent.is_to_authority { may(Permission::ReceiveReturns) } else { may(Permission::SendReturns) };
    let page = SentPage {
        back: Some(Link::new(super::TITLE, urls::returns::of_school(school))),
        errors: Vec::new(),
        who: sent.who.clone(),
        facts,
        parts: parts
            .iter()
            .map(|part| PartRow {
                name: words::sentence(&part.name),
                lines: lines(&part.value),
                now: match &part.now {
                    Some(now) if now.is_empty() => vec![String::from("nothing")],
                    Some(now) => lines(now),
                    None => Vec::new(),
                },
            })
            .collect(),
        register: sent
            .pupil
            .filter(|_| may(Permission::SeeContacts))
            .map(|pupil| Link::new("The pupil in the admission register", urls::admission::record(pupil))),
        receive: (may_receive && sent.receipt.is_none()).then(|| form((school, key), sent.is_to_authority)),
    };
    let section = if reader.actor.school.is_some() { Section::School } else { Section::Authority };
    Ok((reader.frame(&sent.action.head.name, Some(section)), page))
}

fn form((school, key): (SchoolId, &Key), is_to_authority: bool) -> Receive {
    let (button, label, hint) = match is_to_authority {
        true => ("I have it", "Anything to say to the school", "Kept with your name and the time. It may stay empty."),
        false => ("They have it", "Who has it, and how you know", "Kept with your name and the time."),
    };
    Receive {
        action: urls::returns::sent(school, key),
        button: button.into(),
        label: label.into(),
        hint: hint.into(),
        note: String::new(),
        note_error: String::new(),
    }
}

/// `Tuesday 24 November 2026, 10:30, by Joan Prescott, school office`.
fn stamp(event: &Event) -> String {
    let at = clock::local(event.at);
    format!("{}, {}, by {}, {}", words::full_day(at.date()), words::time(at.time()), event.by.name, event.by.position)
}
