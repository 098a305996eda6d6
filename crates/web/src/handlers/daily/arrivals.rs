//! Signing in a late arrival.

use axum::response::Response;
use service::{App, board};

use super::board as page;
use crate::{
    error::Problem,
    form::{Fields, FormError},
    handlers::Visit,
    pages::board::{
        Board,
        arrival::{SignIn, afterwards},
    },
    reader::Reader,
    words,
};

pub(super) async fn add(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let arrived = match SignIn::parse(&fields) {
                Ok(arrived) => arrived,
                Err(errors) => return again(app, reader, &fields, errors),
            };
            match board::sign_in_late(app, &reader.actor, arrived.pupil, arrived.time, &arrived.reason) {
                Ok(entry) => Ok(reader.go_on(&afterwards(), &done(app, &entry))),
                Err(service::Error::Missing(words)) => {
                    again(app, reader, &fields, vec![FormError::new("time", words::sentence(words))])
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn again(app: &App, reader: &Reader, fields: &Fields, errors: Vec<FormError>) -> Result<Response, Problem> {
    let (frame, board) = page::page(app, reader, fields.text("late"))?;
    let board = Board { arrival: board.arrival.again(fields, errors), ..board };
    let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(reader.show_again(status, frame, "board/board.html", board))
}

/// `Signed in: L, 15 minutes late.`
fn done(app: &App, entry: &domain::log::Entry) -> String {
    entry.what.marks.first().map(|mark| said(app, mark)).unwrap_or_default()
}

/// `Signed in with L, 15 minutes late.`
pub(in crate::handlers) fn said(app: &App, mark: &domain::act::Mark) -> String {
    let letters = app.codes().letters(mark.code);
    match mark.minutes_late {
        Some(minutes) => {
            format!("Signed in with {letters}, {} late.", words::counted(minutes.into(), "minute", "minutes"))
        }
        None => format!("Signed in with {letters}, not late."),
    }
}
