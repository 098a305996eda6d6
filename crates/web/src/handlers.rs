//! From a request to a use case and back to a page. One file per noun of the address; each only translates.

mod across;
mod admission;
mod area;
mod authority_duty;
mod census;
mod closing;
mod cohort;
mod comparison;
mod count;
mod daily;
mod escalation;
mod family;
mod gaps;
mod leave;
mod marking;
mod messages;
mod older;
mod on_site;
mod outlook;
mod paper;
mod provision;
mod pupil;
mod reply;
mod report;
mod retention;
mod returns;
mod school;
mod slice;
mod submission;
mod support;
mod times;
mod transfer;
mod unsettled;
mod worker;

use std::sync::Arc;

use axum::{
    Router,
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use service::App;

use crate::{
    cookies::{self, Transport},
    csrf::Token,
    error::Problem,
    late,
    reader::Reader,
    router,
};

/// What every handler shares.
#[derive(Clone)]
pub struct Web {
    /// The application.
    pub app: Arc<App>,
    /// Whether cookies go encrypted only.
    pub transport: Transport,
    /// Sign-ins to choose from on the sign-in page; only of the invented authority.
    pub demo: Arc<Vec<crate::pages::sign_in::DemoSignIn>>,
}

/// Every page of the application.
pub fn routes(web: Web) -> Router {
    let transport = web.transport;
    let routes =
        Router::new().merge(daily::routes()).merge(pupil::routes()).merge(school::routes()).merge(family::routes());
    let routes = routes
        .merge(across::routes())
        .merge(admission::routes())
        .merge(area::routes())
        .merge(authority_duty::routes())
        .merge(census::routes())
        .merge(cohort::routes())
        .merge(comparison::routes())
        .merge(escalation::routes())
        .merge(leave::routes())
        .merge(messages::routes())
        .merge(outlook::routes())
        .merge(paper::routes())
        .merge(reply::routes())
        .merge(report::routes())
        .merge(retention::routes())
        .merge(returns::routes())
        .merge(slice::routes())
        .merge(submission::routes())
        .merge(support::routes())
        .merge(transfer::routes())
        .merge(worker::routes());
    let routes = routes.merge(attendance());
    router::around(routes.with_state(web.clone()), reply::uploads().with_state(web), transport)
}

/// What is done around the attendance register beside taking it.
fn attendance() -> Router<Web> {
    let routes = Router::new().merge(closing::routes()).merge(gaps::routes()).merge(marking::routes());
    routes.merge(on_site::routes()).merge(provision::routes()).merge(times::routes()).merge(unsettled::routes())
}

/// A request of somebody who is signed in.
pub(crate) struct Visit {
    web: Web,
    reader: Reader,
}

impl Visit {
    /// Answers with `work`, off the threads that serve the network. A problem is answered in the reader's own frame.
    pub(crate) async fn answer(
        self,
        work: impl FnOnce(&App, &Reader) -> Result<Response, Problem> + Send + 'static,
    ) -> Response {
        let Visit { web, reader } = self;
        let answered = tokio::task::spawn_blocking(move || {
            work(&web.app, &reader).unwrap_or_else(|problem| reader.problem(&problem))
        });
        answered.await.unwrap_or_else(|error| Problem::Fault(error.to_string()).into_response())
    }
}

/// A page that may take time.
pub(crate) enum Begun<T> {
    /// All of it.
    Whole(Response),
    /// Its beginning and its end, with [`late::HERE`] between them, and what has to be worked out.
    Part(String, T),
}

impl Visit {
    /// Answers with the beginning of a page at once, and with the rest when `finish` has worked it out.
    pub(crate) async fn answer_late<T: Send + 'static>(
        self,
        begin: impl FnOnce(&App, &Reader) -> Result<Begun<T>, Problem> + Send + 'static,
        finish: impl FnOnce(&App, &Reader, T) -> Result<String, Problem> + Send + 'static,
    ) -> Response {
        let Visit { web, reader } = self;
        let (app, same) = (Arc::clone(&web.app), reader.clone());
        let begun = tokio::task::spawn_blocking(move || begin(&app, &same)).await;
        match begun {
            Ok(Ok(Begun::Whole(response))) => response,
            Ok(Ok(Begun::Part(page, rest))) => {
                let rest = tokio::task::spawn_blocking(move || {
                    finish(&web.app, &reader, rest).unwrap_or_else(|problem| problem.note())
                });
                late::response(&page, rest)
            }
            Ok(Err(problem)) => reader.problem(&problem),
            Err(error) => Problem::Fault(error.to_string()).into_response(),
        }
    }
}

impl FromRequestParts<Web> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Visit, Problem> {
        let back = parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
        let secret = cookies::sign_in(&parts.headers).ok_or_else(|| Problem::SignedOut(back.clone()))?;
        let app = Arc::clone(&web.app);
        let found = tokio::task::spawn_blocking(move || service::sign_in::actor(&app, &secret)).await;
        let found = found.map_err(|error| Problem::Fault(error.to_string()))??;
        let (actor, csrf) = found.ok_or(Problem::SignedOut(back))?;
        let organisation = match actor.school {
            Some(school) => web.app.school(school).map(|school| school.name.clone())?,
            None => web.app.authority.clone(),
        };
        let mut reader = Reader::new(actor, organisation, Token::new(csrf), web.transport, &parts.headers);
        reader.is_demo = web.app.is_demo;
        Ok(Visit { web: web.clone(), reader })
    }
}
