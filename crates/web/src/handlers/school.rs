//! A school's figures and what makes them, all schools of the authority, and the handbook.

mod absence;
mod authority;
pub(super) mod directory;
pub(super) mod duty;
pub(super) mod figures;
mod handbook;
pub(super) mod opened;
mod particulars;
mod proposal;
mod ranges;
mod what_if;

use axum::{Router, extract::Path, response::Response, routing::get};
use domain::id::SchoolId;

use super::{Visit, Web};
use crate::{error::Problem, form::Fields};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/schools/{id}", get(school))
        .route("/schools/{id}/particulars", get(about))
        .route("/schools/{id}/sessions", get(sessions))
        .route("/schools/{id}/reasons", get(reasons))
        .route("/schools/{id}/lateness", get(lateness))
        .route("/schools/{id}/spells", get(spells))
        .route("/schools/{id}/near", get(near))
        .route("/schools/{id}/duties", get(duties))
        .route("/schools/{id}/duties/{pack}/{slug}", get(duty_page).post(duty_record))
        .route("/schools/{id}/services", get(services))
        .route("/authority", get(area))
        .route("/what-if", get(what_if))
        .merge(proposal::routes())
        .route("/handbook", get(packs))
        .route("/handbook/{pack}/index", get(names))
        .route("/handbook/{pack}/{chapter}", get(chapter))
}

async fn school(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| figures::page(app, reader, school_id(&id)?, &fields)).await
}

async fn about(visit: Visit, Path(id): Path<String>) -> Response {
    visit.answer(move |app, reader| particulars::page(app, reader, school_id(&id)?)).await
}

async fn sessions(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| opened::page(app, reader, school_id(&id)?, &fields)).await
}

async fn reasons(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| absence::reasons::page(app, reader, school_id(&id)?, &fields)).await
}

async fn lateness(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| absence::lateness::page(app, reader, school_id(&id)?, &fields)).await
}

async fn spells(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| absence::spells::page(app, reader, school_id(&id)?, &fields)).await
}

async fn near(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| absence::near::page(app, reader, school_id(&id)?, &fields)).await
}

async fn duties(visit: Visit, Path(id): Path<String>) -> Response {
    visit.answer(move |app, reader| duty::list(app, reader, school_id(&id)?)).await
}

async fn duty_page(visit: Visit, address: Path<(String, String, String)>) -> Response {
    visit.answer(move |app, reader| duty::page(app, reader, &duty_of(address)?)).await
}

async fn duty_record(visit: Visit, address: Path<(String, String, String)>, fields: Fields) -> Response {
    visit.answer(move |app, reader| duty::record(app, reader, &duty_of(address)?, &fields)).await
}

fn duty_of(Path((id, pack, slug)): Path<(String, String, String)>) -> Result<duty::Of, Problem> {
    Ok(duty::Of { school: school_id(&id)?, pack, slug })
}

async fn services(visit: Visit, Path(id): Path<String>) -> Response {
    visit.answer(move |app, reader| directory::page(app, reader, school_id(&id)?)).await
}

async fn area(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| authority::page(app, reader, &fields)).await
}

async fn what_if(visit: Visit, fields: Fields) -> Response {
    visit.answer_late(move |app, reader| what_if::begin(app, reader, &fields), what_if::finish).await
}

async fn packs(visit: Visit) -> Response {
    visit.answer(handbook::index).await
}

async fn names(visit: Visit, Path(pack): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| handbook::names(app, reader, &pack, &fields)).await
}

async fn chapter(visit: Visit, Path((pack, chapter)): Path<(String, String)>) -> Response {
    visit.answer(move |app, reader| handbook::chapter(app, reader, &pack, &chapter)).await
}

fn school_id(text: &str) -> Result<SchoolId, Problem> {
    text.parse().map(SchoolId).map_err(|_| Problem::NotFound)
}
