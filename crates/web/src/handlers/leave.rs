//! Leave of absence: the page behind a parent's link, the requests of a school, and the form on paper.

mod requests;
mod said;

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use documents::table::Table;
use domain::id::PupilId;
use service::{
    App, Error,
    leave::{self, Page, Sent},
};

use super::{
    Web,
    paper::file,
    pupil::{action::controls, plain},
    reply::{answer, closed, frame},
};
use crate::{
    error::Problem,
    form::{self, Fields, FormError},
    link::Link,
    pages::{
        leave::AskPage,
        pupil::action::{Control, ControlShape},
        reply::{Choice, telephone},
    },
    templates, urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/families/{token}/leave", get(show).post(send))
        .route("/families/{token}/leave/form/pdf", get(blank))
        .route("/schools/{id}/leave", get(requests::show))
        .route("/schools/{id}/leave/form/pdf", get(requests::form))
}

const TITLE: &str = "Leave of absence";
/// The control in which the child is chosen.
const CHILD: &str = "child";

async fn show(State(web): State<Web>, Path(token): Path<String>, fields: Fields) -> Response {
    answer(web, move |app| {
        let Some(known) = leave::open(app, &token)? else { return closed(app) };
        let is_sent = fields.text("sent") == "yes";
        let view = AskPage { is_sent, ..page(app, &token, &known, &Fields::default()) };
        Ok(templates::page(&frame(app, TITLE), "leave/ask.html", view)?.into_response())
    })
    .await
}

async fn send(State(web): State<Web>, Path(token): Path<String>, fields: Fields) -> Response {
    answer(web, move |app| {
        let Some(known) = leave::open(app, &token)? else { return closed(app) };
        let child = fields.text(CHILD).parse().map(PupilId).ok();
        let Some(child) = child.filter(|id| known.children.iter().any(|one| one.pupil.id == *id)) else {
            return again(app, &token, &known, &fields, &[FormError::new(CHILD, "Choose which child it is about")]);
        };
        let typed = controls::filled_fields(&known.fields, &fields);
        match leave::ask(app, &token, child, &typed)? {
            None => closed(app),
            Some(Sent::Kept(_)) => Ok(Redirect::to(&urls::leave::sent(&token)).into_response()),
            Some(Sent::Lacks(lacks)) => {
                let errors: Vec<FormError> = lacks.iter().map(|lack| error(&known, lack)).collect();
                again(app, &token, &known, &fields, &errors)
            }
        }
    })
    .await
}

async fn blank(State(web): State<Web>, Path(token): Path<String>) -> Response {
    answer(web, move |app| {
        let Some(known) = leave::open(app, &token)? else { return closed(app) };
        pdf(app, &leave::blank(app, &known.school)?)
    })
    .await
}

fn pdf(app: &App, table: &Table) -> Result<Response, Problem> {
    let bytes = documents::table::pdf(table, app.today()).map_err(Error::from)?;
    Ok(file("request-for-leave", bytes))
}

fn page(app: &App, token: &str, known: &Page, sent: &Fields) -> AskPage {
    let is_only_child = known.children.len() == 1;
    let children = known.children.iter().map(|child| {
        let value = child.pupil.id.to_string();
        let checked = is_only_child || sent.text(CHILD) == value;
        Choice { value, text: child.pupil.forename.clone(), checked }
    });
    let requests = known
        .children
        .iter()
        .flat_map(|child| child.requests.iter().map(|request| said::row(app.codes(), &child.pupil.forename, request)));
    AskPage {
        action: urls::leave::link(token),
        school: known.school.name.clone(),
        telephone: telephone(&known.school.telephone),
        parent: known.contact.name.clone(),
        is_sent: false,
        requests: requests.collect(),
        children: children.collect(),
        child_error: None,
        controls: controls::of_fields(&known.fields, sent).into_iter().map(roomy).collect(),
        paper: Link::new("Print the form", urls::leave::blank(token)),
        errors: Vec::new(),
    }
}

/// Words of one's own have room for more than a line.
fn roomy(control: Control) -> Control {
    match &control.shape {
        ControlShape::Line { known } if known.is_empty() => Control { shape: ControlShape::Area, ..control },
        _ => control,
    }
}

fn again(app: &App, token: &str, known: &Page, sent: &Fields, errors: &[FormError]) -> Result<Response, Problem> {
    let mut view =
        AskPage { errors: errors.to_vec(), child_error: form::message(errors, CHILD), ..page(app, token, known, sent) };
    for control in &mut view.controls {
        control.error = form::message(errors, &control.id).unwrap_or_default();
    }
    let page = templates::page(&frame(app, TITLE).with_errors(), "leave/ask.html", view)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What is missing, at the field that it names; else at the first, which asks from when.
fn error(known: &Page, lack: &str) -> FormError {
    let names = || known.fields.iter().map(|field| field.name.as_str());
    if let Some(name) = names().find(|name| *name == lack) {
        return FormError::new(&controls::control_id(name), format!("Fill in: {name}"));
    }
    let said = format!("{}.", words::sentence(&plain(lack)).trim_end_matches('.'));
    let begins = names().find(|name| lack.starts_with(name));
    let name = match lack {
        leave::BACKWARDS => Some(domain::leave::LAST_DAY),
        _ => begins.or_else(|| names().find(|name| lack.contains(name))).or_else(|| names().next()),
    };
    FormError::new(&name.map(controls::control_id).unwrap_or_default(), said)
}
