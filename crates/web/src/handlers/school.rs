//! A school's figures and what makes them, all schools of the authority, and the handbook.

mod authority;
mod figures;
mod handbook;
mod opened;
mod ranges;

use axum::{Router, extract::Path, response::Response, routing::get};
use domain::id::SchoolId;

use super::{Visit, Web};
use crate::{error::Problem, form::Fields};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/schools/{id}", get(school))
        .route("/schools/{id}/sessions", get(sessions))
        .route("/authority", get(area))
        .route("/handbook", get(packs))
        .route("/handbook/{pack}/{chapter}", get(chapter))
}

async fn school(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| figures::page(app, reader, school_id(&id)?, &fields)).await
}

async fn sessions(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| opened::page(app, reader, school_id(&id)?, &fields)).await
}

async fn area(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| authority::page(app, reader, &fields)).await
}

async fn packs(visit: Visit) -> Response {
    visit.answer(handbook::index).await
}

async fn chapter(visit: Visit, Path((pack, chapter)): Path<(String, String)>) -> Response {
    visit.answer(move |app, reader| handbook::chapter(app, reader, &pack, &chapter)).await
}

fn school_id(text: &str) -> Result<SchoolId, Problem> {
    text.parse().map(SchoolId).map_err(|_| Problem::NotFound)
}
