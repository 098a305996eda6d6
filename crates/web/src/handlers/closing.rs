//! Closing the school or a part of it, with a preview, and undoing it.

use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use domain::{
    clock,
    closing::{Closing, Scope},
    code::Code,
    id::ClosingId,
    permission::{Permission, Place},
    school::{Group, year_name},
    session::Half,
};
use service::{
    App, Error,
    closing::{Ask, Change as Met, Preview as Known, Undoing},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::{Hidden, Link},
    mark::MarkCell,
    pages::closing::{self as shown, Asked, Change, Choice, ClosingPage, Preview, Row, UndoPage},
    reader::Reader,
    urls, words,
};

/// The most marks that a preview lists; the rest is counted.
const MOST_LISTED: usize = 400;

/// The fields of the form that the preview carries on.
const CARRIED: [&str; 7] = ["kind", "scope", "first", "first_half", "last", "last_half", "reason"];

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/closings", get(show).post(close)).route("/closings/{id}/undo", get(look_back).post(undo))
}

async fn show(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let (frame, page) = page(app, reader)?;
            Ok(reader.show(&frame, "closing/closing.html", page))
        })
        .await
}

async fn close(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            reader.actor.require(Permission::SetTimes, Place::Anywhere)?;
            let asked = match Asked::parse(&fields, app.codes(), app.today()) {
                Ok(asked) => asked,
                Err(errors) => return again(app, reader, &fields, StatusCode::UNPROCESSABLE_ENTITY, errors),
            };
            let Asked { code, scope, sessions, reason } = asked;
            let ask = Ask { code, scope, sessions, reason };
            let done = match fields.text("step") {
                "confirm" => service::closing::confirm(app, &reader.actor, &ask, fields.text("seal")).map(|()| None),
                _ => service::closing::preview(app, &reader.actor, &ask).map(Some),
            };
            match done {
                Ok(Some(known)) => preview(app, reader, &fields, (&ask, &known)),
                Ok(None) => Ok(reader.go_on(&urls::closing::list(), "The closure stands in the register.")),
                Err(Error::Missing(text)) => {
                    let errors = vec![FormError::new("first", words::sentence(text))];
                    again(app, reader, &fields, StatusCode::UNPROCESSABLE_ENTITY, errors)
                }
                Err(Error::Changed) => {
                    let text = "Marks have changed since the preview: look at what changes once more";
                    again(app, reader, &fields, StatusCode::CONFLICT, vec![FormError::new("kind", text)])
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn again(
    app: &App,
    reader: &Reader,
    fields: &Fields,
    status: StatusCode,
    errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let (frame, page) = page(app, reader)?;
    Ok(reader.show_again(status, frame, "closing/closing.html", page.again(fields, errors)))
}

fn page(app: &App, reader: &Reader) -> Result<(Frame, ClosingPage), Problem> {
    let known = service::closing::list(app, &reader.actor)?;
    let halves = || Half::BOTH.map(|half| Choice::new(half.short(), half.word())).to_vec();
    let mut years: Vec<u8> = known.groups.iter().map(|group| group.year).collect();
    years.dedup();
    let scopes = std::iter::once(Choice::new("school", "Whole school"))
        .chain(years.into_iter().map(|year| Choice::new(format!("year-{year}"), year_name(year))))
        .chain(known.groups.iter().map(|group| Choice::new(format!("group-{}", group.id), &group.name)));
    let kind = |code: &Code| {
        let entry = app.codes().entry(*code)?;
        Some(Choice::new(&entry.letters, format!("{}: {}", entry.letters, entry.description)))
    };
    let page = ClosingPage {
        closings: known.closings.iter().map(|one| row(app, &known.groups, one)).collect(),
        kinds: known.codes.iter().filter_map(kind).collect(),
        scopes: scopes.collect(),
        first_halves: halves(),
        last_halves: Choice::chosen(halves(), Half::Afternoon.short()),
        ..ClosingPage::default()
    };
    Ok((reader.frame("Closures", Some(Section::Board)).wide().as_of(known.school.name), page))
}

fn row(app: &App, groups: &[Group], one: &Closing) -> Row {
    let at = clock::local(one.at);
    Row {
        when: words::sentence(&shown::when(one.sessions)),
        who: who(groups, one.scope),
        mark: MarkCell::new(app.codes(), Some(one.code)),
        reason: one.reason.clone(),
        by: format!("{}, {}, {} {}", one.by.name, one.by.position, words::day(at.date()), words::time(at.time())),
        undo: Link::new("Undo", urls::closing::undo(one.id)),
    }
}

fn who(groups: &[Group], scope: Scope) -> String {
    match scope {
        Scope::School => String::from("Whole school"),
        Scope::Year(year) => year_name(year),
        Scope::Group(id) => groups.iter().find(|group| group.id == id).map_or_else(String::new, |one| one.name.clone()),
    }
}

fn preview(app: &App, reader: &Reader, fields: &Fields, (ask, known): (&Ask, &Known)) -> Result<Response, Problem> {
    let groups = service::closing::list(app, &reader.actor)?.groups;
    let (replaced, stays): (Vec<&Met>, Vec<&Met>) = known.changes.iter().partition(|one| one.answer.replaces);
    let mut notes = Vec::new();
    if !known.ahead.is_empty() {
        let sessions = words::counted(known.ahead.len() as i64, "session", "sessions");
        notes.push(format!(
            "{sessions} to come: their registers will expect it, and get their marks when they are taken."
        ));
    }
    if known.leaves_calendar {
        notes.push(String::from("These days are no school days any more: deadlines and weeks leave them out."));
    }
    let hidden = CARRIED.iter().map(|name| Hidden::new(*name, fields.text(name)));
    let more = replaced.len().max(stays.len()).saturating_sub(MOST_LISTED);
    let line = |one: &&Met| change(app, ask.code, one);
    let page = Preview {
        what: format!(
            "Closed: {}, {}. {}.",
            shown::when(ask.sessions),
            who(&groups, ask.scope),
            words::sentence(&ask.reason)
        ),
        notes,
        changes: replaced.iter().take(MOST_LISTED).map(line).collect(),
        stays: stays.iter().take(MOST_LISTED).map(line).collect(),
        more: if more == 0 { String::new() } else { format!("And {} more.", words::number(more as i64)) },
        hidden: hidden.chain([Hidden::new("seal", &known.seal)]).collect(),
    };
    Ok(reader.show(&reader.frame("Confirm the closure", Some(Section::Board)).wide(), "closing/preview.html", page))
}

fn change(app: &App, code: Code, one: &Met) -> Change {
    let now = if one.answer.replaces { Some(code) } else { one.was };
    Change {
        who: Link::new(one.pupil.name(), urls::pupil(one.pupil.id)),
        session: words::session(one.session),
        was: MarkCell::new(app.codes(), one.was),
        now: MarkCell::new(app.codes(), now),
        why: one.answer.why.clone(),
    }
}

async fn look_back(visit: Visit, Path(id): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let known = service::closing::preview_undo(app, &reader.actor, ClosingId(id))?;
            let (frame, page) = undo_page(reader, &known);
            Ok(reader.show(&frame, "closing/undo.html", page))
        })
        .await
}

async fn undo(visit: Visit, Path(id): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let known = service::closing::preview_undo(app, &reader.actor, ClosingId(id))?;
            let (reason, seal) = (fields.text("reason"), fields.text("seal"));
            let (status, text) = match service::closing::undo(app, &reader.actor, ClosingId(id), reason, seal) {
                Ok(()) => return Ok(reader.go_on(&urls::closing::list(), "The closure is undone.")),
                Err(Error::Missing(text)) => (StatusCode::UNPROCESSABLE_ENTITY, words::sentence(text)),
                Err(Error::Changed) => {
                    (StatusCode::CONFLICT, String::from("Marks have changed meanwhile: look at what changes once more"))
                }
                Err(error) => return Err(error.into()),
            };
            let (frame, page) = undo_page(reader, &known);
            let page = UndoPage { errors: vec![FormError::new("reason", text)], reason: reason.into(), ..page };
            Ok(reader.show_again(status, frame, "closing/undo.html", page))
        })
        .await
}

fn undo_page(reader: &Reader, known: &Undoing) -> (Frame, UndoPage) {
    let count = |count: usize, one: &str, many: &str| words::counted(count as i64, one, many);
    let mut notes =
        vec![format!("{} what stood there before.", count(known.restored.len(), "mark gets back", "marks get back"))];
    if !known.left.is_empty() {
        notes.push(format!(
            "{} nothing before. They keep the code of the closure until each is amended: a mark is never taken out of the \
             register.",
            count(known.left.len(), "mark had", "marks had")
        ));
    }
    if known.returns_to_calendar {
        notes.push(String::from("The days are school days again."));
    }
    let page = UndoPage {
        what: format!("Closed: {}. {}.", shown::when(known.closing.sessions), words::sentence(&known.closing.reason)),
        notes,
        action: urls::closing::undo(known.closing.id),
        seal: known.seal.clone(),
        ..UndoPage::default()
    };
    (reader.frame("Undo a closure", Some(Section::Board)), page)
}
