//! Recording a visit at home, or a check by the police, about a child of whom nobody has heard.

use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    escalation::Step,
    id::PupilId,
    permission::{Forbidden, Permission, Place},
};
use service::{App, board::escalation};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::Section,
    link::Link,
    pages::{
        admission::{FormPage, control},
        pupil::action::ControlShape,
    },
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/board/steps", get(page).post(record))
}

async fn page(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (_, _, title, form) = form_of(app, reader, &fields)?;
            Ok(reader.show(&reader.frame(title, Some(Section::Board)), "admission/form.html", form))
        })
        .await
}

fn form_of(
    app: &App,
    reader: &Reader,
    fields: &Fields,
) -> Result<(Vec<PupilId>, Step, &'static str, FormPage), Problem> {
    let (title, step) = match Step::parse(fields.text("step")) {
        Some(step @ Step::HomeVisit) => ("Record a home visit", step),
        Some(step @ Step::WelfareCheck) => ("Record a police welfare check", step),
        _ => return Err(Problem::NotFound),
    };
    let read: Result<Vec<PupilId>, _> = fields.all("pupil").map(|id| id.parse().map(PupilId)).collect();
    let pupils = read.ok().filter(|pupils| !pupils.is_empty()).ok_or(Problem::NotFound)?;
    let mut names = Vec::new();
    for &pupil in &pupils {
        let pupil = service::pupil::seen(app, &reader.actor, pupil, app.today())?;
        if !reader.actor.may(Permission::LogContact, Place::School(pupil.school)) {
            return Err(Forbidden(reader.actor.role).into());
        }
        names.push(pupil.name());
    }
    let hint = "Who went or was spoken to, when, and what was found. It is kept in the contact log.";
    let form = FormPage {
        back: Link::new("Board", urls::board_pupil(pupils[0])),
        who: words::list(&names),
        lede: Vec::new(),
        errors: Vec::new(),
        action: urls::escalation::recorded(),
        hidden: std::iter::once((String::from("step"), step.word().to_owned()))
            .chain(pupils.iter().map(|pupil| (String::from("pupil"), pupil.to_string())))
            .collect(),
        controls: vec![control("note", "What was found", hint, ControlShape::Area, "")],
        button: "Record it".into(),
    };
    Ok((pupils, step, title, form))
}

async fn record(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let (pupils, step, title, form) = form_of(app, reader, &fields)?;
            match escalation::take(app, &reader.actor, &pupils, step, fields.text("note")) {
                Ok(()) => Ok(reader.go_on(&urls::board_pupil(pupils[0]), &format!("{}: recorded.", step.name()))),
                Err(service::Error::Missing(what)) => {
                    let errors = vec![FormError::new("note", format!("{}.", words::sentence(what)))];
                    let status = Problem::Refused(String::new()).status();
                    let frame = reader.frame(title, Some(Section::Board));
                    let form = form.sent(&fields, errors);
                    Ok(reader.show_again(status, frame, "admission/form.html", form).into_response())
                }
                Err(other) => Err(other.into()),
            }
        })
        .await
}
