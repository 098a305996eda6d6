//! Receiving what a device sends.

use axum::{
    Json,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    clock,
    submission::{Kind, Submission, SubmissionId, Why},
};
use jiff::ToSpan;
use service::{
    App, Error,
    submission::{self, Answer, Presence, Sent},
};

use super::{Outcome, refusal};
use crate::{
    cookies,
    error::Problem,
    form::Fields,
    handlers::{
        Visit,
        daily::{arrivals, register as page},
    },
    pages::register::{Roll, readable, saved},
    reader::Reader,
    urls, words,
};

/// The longest time that a device may have kept something, in seconds: a year.
const LONGEST_KEPT_SECONDS: i64 = 366 * 24 * 60 * 60;

pub(super) async fn register(visit: Visit, place: page::Place, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let received = receive_register(app, reader, &place, &fields);
            Ok(received.unwrap_or_else(|problem| refusal(&problem)))
        })
        .await
}

fn receive_register(app: &App, reader: &Reader, place: &page::Place, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let (group, session) = page::parse(place)?;
    let sent = sent(app, fields)?;
    if let Some(known) = submission::known(app, &reader.actor, &sent)? {
        return answer(app, reader, &sent, &known);
    }
    let opened = submission::opened(app, &reader.actor, group, session, &sent)?;
    let pupils = page::roll_pupils(app, &opened);
    // A late arrival without minutes is counted by the clock of when it was submitted.
    let made = clock::local(sent.made);
    let roll = Roll { today: made.date(), now: made.time(), ..page::roll(app, &opened, &pupils) };
    let (given, is_whole) = readable(fields, &roll);
    if sent.presence == Presence::Waiting && !is_whole {
        return Ok(Outcome::unsaved("invalid"));
    }
    match submission::take(app, &reader.actor, &sent, group, session, &given)? {
        Answer::Asked => Ok(Outcome::unsaved("look")),
        Answer::Kept(kept) => answer(app, reader, &sent, &kept),
    }
}

/// What comes with everything that a device sends.
pub(super) fn sent(app: &App, fields: &Fields) -> Result<Sent, Problem> {
    let id = SubmissionId::parse(fields.text("submission")).ok_or(Problem::NotUnderstood)?;
    let age = fields.number("age").unwrap_or(0).clamp(0, LONGEST_KEPT_SECONDS);
    Ok(Sent {
        id,
        made: app.now() - age.seconds(),
        seen: fields.number("version").unwrap_or(0),
        after: SubmissionId::parse(fields.text("after")),
        text: fields.said_but(&["csrf", "age", "presence"]),
        presence: if fields.text("presence") == "waiting" { Presence::Waiting } else { Presence::Away },
    })
}

/// The answer for something that is kept, the same however often it is sent.
pub(super) fn answer(app: &App, reader: &Reader, sent: &Sent, kept: &Submission) -> Result<Response, Problem> {
    let said = said(app, reader, kept)?;
    let href = match (kept.open.is_empty(), kept.kind) {
        (false, _) => urls::submission::one(kept.id),
        (true, Kind::Register) => urls::registers_of(kept.session.date),
        (true, Kind::Arrival) => crate::pages::board::arrival::afterwards(),
    };
    let outcome = Outcome { outcome: "saved", words: said.clone(), href, entry: kept.entry, open: kept.open.len() };
    // Whoever waits at the screen goes on to a page, which says it once.
    match sent.presence {
        Presence::Waiting => {
            let cookie = cookies::set_done(&said, reader.transport);
            Ok(([(header::SET_COOKIE, cookie)], Json(outcome)).into_response())
        }
        Presence::Away => Ok(Json(outcome).into_response()),
    }
}

fn said(app: &App, reader: &Reader, kept: &Submission) -> Result<String, Problem> {
    let mut said = match kept.kind {
        Kind::Register => {
            let opened = service::register::open(app, &reader.actor, kept.group, kept.session);
            let name = opened.map(|opened| opened.group.name).or_else(|error| match error {
                Error::NotFound(_) => Ok(String::from("Register")),
                error => Err(error),
            })?;
            let unmarked = kept.open.iter().filter(|open| open.why == Why::NoMark).count();
            let at = clock::local(kept.received).time();
            format!("{name}: {}", saved(&kept.given, kept.given.len() + unmarked, app.codes(), at))
        }
        Kind::Arrival => kept.given.first().map(|mark| arrivals::said(app, mark)).unwrap_or_default(),
    };
    if !kept.open.is_empty() {
        let children = words::counted(kept.open.len() as i64, "child waits", "children wait");
        said.push_str(&format!(" {children} for you to look at both sides."));
    }
    Ok(said)
}
