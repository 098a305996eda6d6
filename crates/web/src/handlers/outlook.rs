//! The early warning of a school: its list, how far it can be believed, and its switch.

mod believed;
mod listed;

use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use domain::{
    clock,
    id::SchoolId,
    permission::{Permission, Place},
};
use service::{
    App, Error,
    outlook::{self, Position, Switch},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::Link,
    pages::outlook::SwitchPage,
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/schools/{id}/outlook", get(list))
        .route("/schools/{id}/outlook/calibration", get(calibration))
        .route("/schools/{id}/outlook/switch", get(look).post(switch))
}

async fn list(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| listed::page(app, reader, school(&id)?, &fields)).await
}

async fn calibration(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| believed::page(app, reader, school(&id)?, &fields)).await
}

async fn look(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = switch_page(app, reader, school(&id)?)?;
            Ok(reader.show(&frame, "outlook/switch.html", page))
        })
        .await
}

async fn switch(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let school = school(&id)?;
            let (frame, page) = switch_page(app, reader, school)?;
            let (to, done) = match fields.text("to") {
                "on" => (Position::On, "The early warning is on."),
                "off" => (Position::Off, "The early warning is off."),
                _ => return Ok(again(reader, frame, page, "Say whether it is to be on or off".into())),
            };
            match outlook::switch(app, &reader.actor, school, to) {
                Ok(()) => Ok(reader.go_on(&urls::outlook::switch(school), done)),
                Err(error @ Error::Missing(_)) => Ok(again(reader, frame, page, words::sentence(&error.to_string()))),
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn again(reader: &Reader, frame: Frame, page: SwitchPage, fault: String) -> Response {
    let page = SwitchPage { errors: vec![FormError::new("to", fault)], ..page };
    reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "outlook/switch.html", page)
}

fn switch_page(app: &App, reader: &Reader, id: SchoolId) -> Result<(Frame, SwitchPage), Problem> {
    reader.actor.require(Permission::KeepRecords, Place::School(id))?;
    let found = outlook::look(app, &reader.actor, id)?;
    let change = |one: &outlook::Change| {
        let at = clock::local(one.at);
        let day = at.date();
        format!("{} {}, {}: {} ({})", words::full_day(day), day.year(), words::time(at.time()), one.what, one.by.name)
    };
    let (to, button) = match found.position {
        Position::On => ("off", "Switch the early warning off"),
        Position::Off => ("on", "Switch the early warning on"),
    };
    let page = SwitchPage {
        errors: Vec::new(),
        back: Link::new(format!("About {}", found.school.name), urls::particulars(id)),
        action: urls::outlook::switch(id),
        standing: standing(&found),
        to: to.into(),
        button: button.into(),
        changes: found.changes.iter().map(change).collect(),
        calibration: Link::new("How far it can be believed", urls::outlook::calibration(id)),
    };
    Ok((frame(reader, "Early warning: the switch", &found), page))
}

/// `The early warning is off at Hillside Primary School.`
fn standing(switch: &Switch) -> String {
    let position = if switch.position == Position::On { "on" } else { "off" };
    format!("The early warning is {position} at {}.", switch.school.name)
}

fn frame(reader: &Reader, title: &str, switch: &Switch) -> Frame {
    let section = match (reader.actor.may(Permission::SeeFigures, Place::School(switch.school.id)), reader.actor.school)
    {
        (false, _) => Section::Today,
        (true, Some(_)) => Section::School,
        (true, None) => Section::Authority,
    };
    reader.frame(title, Some(section)).wide()
}

/// To the switch, for those who may switch it.
fn to_switch(switch: &Switch) -> Option<Link> {
    let words = if switch.position == Position::On { "Switch it off" } else { "Switch it on" };
    switch.may_switch.then(|| Link::new(words, urls::outlook::switch(switch.school.id)))
}

fn school(text: &str) -> Result<SchoolId, Problem> {
    text.parse().map(SchoolId).map_err(|_| Problem::NotFound)
}
