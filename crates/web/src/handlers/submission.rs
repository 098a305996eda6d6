//! What was submitted on devices: receiving it, and settling what could not be merged.

mod arrival;
mod receive;
mod settle;

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Serialize;
use service::submission;

use super::{Visit, Web};
use crate::{error::Problem, frame::Frame, pages::submission::Kept, templates, urls};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/submissions", get(settle::list))
        .route("/submissions/device", get(device))
        .route("/submissions/kept", get(kept))
        .route("/submissions/arrival", get(arrival::show))
        .route("/submissions/arrivals", post(arrival::receive))
        .route("/submissions/registers/{group}/{date}/{half}", post(receive::register))
        .route("/submissions/{id}", get(settle::show).post(settle::settle))
}

/// What the program on the device reads.
#[derive(Debug, Serialize)]
struct Device {
    person: i64,
    reader: String,
    token: String,
    key: String,
    seconds: i64,
    day: String,
    pages: Vec<String>,
    waiting: usize,
}

async fn device(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let told = submission::device(app, &reader.actor)?;
            let own = told.registers.iter().map(|&(group, session)| urls::register(group, session));
            let mut pages: Vec<String> = own.collect();
            if !pages.is_empty() {
                pages.push(urls::registers());
            }
            // Names to call in the yard have to be there when the network is not.
            if told.signs_in || !pages.is_empty() {
                pages.push(urls::on_site::list());
            }
            if told.signs_in {
                pages.push(urls::submission::arrival());
            }
            let device = Device {
                person: reader.actor.person.0,
                reader: reader.actor.name.clone(),
                token: reader.token.masked(),
                key: told.key,
                seconds: told.seconds,
                day: app.today().to_string(),
                pages,
                waiting: told.waiting,
            };
            Ok(Json(device).into_response())
        })
        .await
}

/// The page that a device keeps for when there is no network. Nothing about anybody is on it.
async fn kept(State(web): State<Web>) -> Response {
    let frame = Frame { is_demo: web.app.is_demo, ..Frame::signed_out("Without network") };
    match templates::page(&frame, "submission/kept.html", Kept::default()) {
        Ok(page) => ([(header::CACHE_CONTROL, "no-cache")], page).into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// What became of something that a device sent.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    /// `saved`, `look`, `invalid`, `refused` or `again`.
    outcome: &'static str,
    /// What to say. May be empty.
    words: String,
    /// Where to go on. May be empty.
    href: String,
    /// The entry of the log, if it became one.
    entry: Option<i64>,
    /// How many pupils wait for a person.
    open: usize,
}

impl Outcome {
    /// Nothing was saved: the form itself says what is wrong, or shows both sides.
    fn unsaved(outcome: &'static str) -> Response {
        (StatusCode::OK, Json(Outcome { outcome, ..Outcome::default() })).into_response()
    }
}

/// A problem as a device reads it. What may pass by itself is tried again.
fn refusal(problem: &Problem) -> Response {
    let outcome = match problem {
        Problem::SignedOut(_) | Problem::Stale | Problem::TooMany { .. } | Problem::Fault(_) => "again",
        _ => "refused",
    };
    if let Problem::Fault(fault) = problem {
        tracing::error!(fault, "a submission could not be received");
    }
    (problem.status(), Json(Outcome { outcome, words: problem.words(), ..Outcome::default() })).into_response()
}
