//! What families open without an account: the page behind a link, and the page on which they ask for one.

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Multipart, Path, State, multipart::MultipartRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::id::{EvidenceId, PupilId};
use service::{
    App,
    link::Purpose,
    reply::{self, File, Replied, Reply},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{self, Fields, FormError},
    frame::Frame,
    link::Link,
    pages::reply::{Ask, Closed, Kept, ReplyForm, about, days, error, telephone},
    templates, urls,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/families", get(ask).post(send_link))
        .route("/families/{token}/kept", get(kept))
        .route("/evidence/{id}", get(evidence))
}

/// The routes that take files.
pub(super) fn uploads() -> Router<Web> {
    // The router around all routes sets the limit.
    Router::new().route("/families/{token}", get(show).post(send)).layer(DefaultBodyLimit::disable())
}

/// Answers somebody who is not signed in, off the threads that serve the network.
pub(super) async fn answer(
    web: Web,
    work: impl FnOnce(&App) -> Result<Response, Problem> + Send + 'static,
) -> Response {
    let app = Arc::clone(&web.app);
    let answered = tokio::task::spawn_blocking(move || work(&app).unwrap_or_else(IntoResponse::into_response)).await;
    answered.unwrap_or_else(|error| Problem::Fault(error.to_string()).into_response())
}

pub(super) fn frame(app: &App, title: &str) -> Frame {
    Frame { is_demo: app.is_demo, ..Frame::signed_out(title) }
}

async fn show(State(web): State<Web>, Path(token): Path<String>) -> Response {
    answer(web, move |app| {
        let Some(asked) = reply::asked(app, &token)? else { return closed(app) };
        let form = ReplyForm::new(&token, &asked);
        Ok(templates::page(&frame(app, &title(&form)), "reply/form.html", form)?.into_response())
    })
    .await
}

/// `Why is Ellis away?`
fn title(form: &ReplyForm) -> String {
    let names: Vec<String> =
        form.children.iter().filter(|child| child.checked).map(|child| child.text.clone()).collect();
    match names.as_slice() {
        [only] => format!("Why is {only} away from school?"),
        _ => String::from("Why are your children away from school?"),
    }
}

pub(super) fn closed(app: &App) -> Result<Response, Problem> {
    let view = Closed { ask: Link::new("Ask for a new link", urls::reply::ask()) };
    let page = templates::page(&frame(app, "This link does not open"), "reply/closed.html", view)?;
    Ok((StatusCode::GONE, page).into_response())
}

async fn send(
    State(web): State<Web>,
    Path(token): Path<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Response {
    // Nothing is read of what comes behind a link that opens nothing.
    let link = token.clone();
    let opened = answer(web.clone(), move |app| match reply::asked(app, &link)? {
        Some(_) => Ok(StatusCode::OK.into_response()),
        None => closed(app),
    });
    let opened = opened.await;
    if opened.status() != StatusCode::OK {
        return opened;
    }
    let (fields, files) = match read(parts).await {
        Ok(read) => read,
        Err(problem) => return problem.into_response(),
    };
    answer(web, move |app| {
        let mut errors = Vec::new();
        let back = match fields.text("back") {
            "" => None,
            text => {
                let day = form::typed_day(text);
                if day.is_none() {
                    errors.push(error(reply::Lacks::Back));
                }
                day
            }
        };
        let children = fields.all("child").filter_map(|id| id.parse().ok().map(PupilId));
        let said = Reply {
            children: children.collect(),
            days: days(&fields),
            reason: fields.text("reason").into(),
            words: fields.text("words").into(),
            back,
            files,
        };
        if !errors.is_empty() {
            return again(app, &token, &fields, errors);
        }
        match reply::reply(app, &token, said)? {
            None => closed(app),
            Some(Replied::Lacks(lacks)) => again(app, &token, &fields, lacks.into_iter().map(error).collect()),
            Some(Replied::Kept(_)) => Ok(Redirect::to(&urls::reply::kept(&token)).into_response()),
        }
    })
    .await
}

fn again(app: &App, token: &str, fields: &Fields, errors: Vec<FormError>) -> Result<Response, Problem> {
    let Some(asked) = reply::asked(app, token)? else { return closed(app) };
    let form = ReplyForm::new(token, &asked).again(fields, errors);
    let frame = frame(app, &title(&form)).with_errors();
    let page = templates::page(&frame, "reply/form.html", form)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The fields and the files of a form. An empty choice of files sends a file without a name.
async fn read(parts: Result<Multipart, MultipartRejection>) -> Result<(Fields, Vec<File>), Problem> {
    let mut parts = parts.map_err(|_| Problem::NotUnderstood)?;
    let (mut fields, mut files) = (Vec::<(String, String)>::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|_| Problem::NotUnderstood)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file) => {
                let bytes = part.bytes().await.map_err(|_| Problem::NotUnderstood)?;
                if !file.is_empty() || !bytes.is_empty() {
                    files.push(File { name: file, bytes: bytes.to_vec() });
                }
            }
            None => fields.push((name, part.text().await.map_err(|_| Problem::NotUnderstood)?)),
        }
    }
    Ok((Fields::new(fields), files))
}

async fn kept(State(web): State<Web>, Path(token): Path<String>) -> Response {
    answer(web, move |app| {
        let Some(asked) = reply::asked(app, &token)? else { return closed(app) };
        let view = Kept {
            school: asked.school.name.clone(),
            telephone: telephone(&asked.school.telephone),
            again: Link::new("open your link again", urls::reply::link(&token)),
        };
        Ok(templates::page(&frame(app, "Thank you"), "reply/kept.html", view)?.into_response())
    })
    .await
}

async fn ask(State(web): State<Web>, fields: Fields) -> Response {
    let is_asked = fields.text("asked") == "yes";
    answer(web, move |app| {
        let view = Ask { action: urls::reply::ask(), about: about(Purpose::Absence), is_asked, ..Ask::default() };
        Ok(templates::page(&frame(app, ASK), "reply/ask.html", view)?.into_response())
    })
    .await
}

const ASK: &str = "Tell the school about an absence";

async fn send_link(State(web): State<Web>, fields: Fields) -> Response {
    answer(web, move |app| {
        let typed = fields.text("reached").to_owned();
        let purpose = Purpose::parse(fields.text("about")).unwrap_or(Purpose::Absence);
        let digits = typed.chars().filter(char::is_ascii_digit).count();
        if !typed.contains('@') && digits < 10 {
            let words = "Give the e-mail address or the whole mobile number that the school has for you";
            let errors = vec![FormError::new("reached", words)];
            let reached_error = form::message(&errors, "reached");
            let (action, about) = (urls::reply::ask(), about(purpose));
            let view = Ask { action, reached: typed, about, errors, reached_error, is_asked: false };
            let page = templates::page(&frame(app, ASK).with_errors(), "reply/ask.html", view)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        reply::send_link(app, &typed, purpose)?;
        Ok(Redirect::to(&urls::reply::asked()).into_response())
    })
    .await
}

/// What a family sent, as a file to be saved: a browser never shows it as a page of ours.
async fn evidence(visit: Visit, Path(id): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let found = reply::evidence(app, &reader.actor, EvidenceId(id))?;
            let kind = HeaderValue::from_str(&found.kind).map_err(|error| Problem::Fault(error.to_string()))?;
            let ending = found.kind.rsplit('/').next().unwrap_or("bin");
            let saved = format!("attachment; filename=\"evidence-{id}.{ending}\"");
            let saved = HeaderValue::from_str(&saved).map_err(|error| Problem::Fault(error.to_string()))?;
            Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, saved)], found.bytes).into_response())
        })
        .await
}
