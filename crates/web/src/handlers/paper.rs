//! Registers on paper: the certificate of a pupil, the week of a class, the roll of a day.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use documents::table::Table;
use domain::{
    Date,
    calendar::school_year_start,
    id::{GroupId, PupilId},
    permission::{Actor, Permission},
};
use service::{App, Error, paper};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{self, Fields, FormError},
    frame::Section,
    link::Link,
    pages::paper::CertificateForm,
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/pupils/{id}/certificate", get(ask))
        .route("/pupils/{id}/certificate/pdf", get(certificate))
        .route("/paper/{group}/{day}/week/pdf", get(week))
        .route("/paper/{group}/{day}/roll/pdf", get(roll))
}

const TITLE: &str = "Certificate of attendance";

async fn ask(visit: Visit, Path(pupil): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let view = page(app, reader, PupilId(pupil))?;
            Ok(reader.show(&reader.frame(TITLE, Some(Section::Pupils)), "paper/certificate.html", view))
        })
        .await
}

fn page(app: &App, reader: &Reader, pupil: PupilId) -> Result<CertificateForm, Problem> {
    let today = app.today();
    let known = service::pupil::seen(app, &reader.actor, pupil, today)?;
    reader.actor.require(Permission::MakeLetters, domain::permission::Place::School(known.school))?;
    let back = Link::new(known.name(), urls::pupil(pupil));
    let period = (school_year_start(today).max(known.enrolled_from).to_string(), today.to_string());
    Ok(CertificateForm::new(back, urls::paper::certificate_file(pupil), period))
}

async fn certificate(visit: Visit, Path(pupil): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let pupil = PupilId(pupil);
            let (first, last) = match period(&fields) {
                Ok(period) => period,
                Err(errors) => return again(app, reader, pupil, &fields, errors),
            };
            match paper::certificate(app, &reader.actor, pupil, first, last) {
                Ok(certificate) => {
                    let pdf = paper::document(&certificate, app.today()).map_err(Error::from)?;
                    Ok(file(&format!("certificate-{first}-to-{last}"), pdf))
                }
                Err(Error::Missing(what)) => {
                    let field = if what.contains("first day") { "first" } else { "last" };
                    again(app, reader, pupil, &fields, vec![FormError::new(field, words::sentence(what))])
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn period(fields: &Fields) -> Result<(Date, Date), Vec<FormError>> {
    let (first, last) = (form::typed_day(fields.text("first")), form::typed_day(fields.text("last")));
    let mut errors = Vec::new();
    if first.is_none() {
        errors.push(FormError::new("first", "Give a first day, such as 1/9/2026"));
    }
    if last.is_none() {
        errors.push(FormError::new("last", "Give a last day, such as 18/12/2026"));
    }
    first.zip(last).ok_or(errors)
}

fn again(
    app: &App,
    reader: &Reader,
    pupil: PupilId,
    fields: &Fields,
    errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let view = page(app, reader, pupil)?.again(fields, errors);
    let frame = reader.frame(TITLE, Some(Section::Pupils));
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "paper/certificate.html", view))
}

/// A sheet about a class on or around a day.
type Sheet = fn(&App, &Actor, GroupId, Date) -> Result<Table, Error>;

async fn week(visit: Visit, Path((group, day)): Path<(i64, String)>) -> Response {
    sheet(visit, "register", paper::week, group, day).await
}

async fn roll(visit: Visit, Path((group, day)): Path<(i64, String)>) -> Response {
    sheet(visit, "roll", paper::roll, group, day).await
}

async fn sheet(visit: Visit, name: &'static str, make: Sheet, group: i64, day: String) -> Response {
    visit
        .answer(move |app, reader| {
            let day = form::day(&day).ok_or(Problem::NotFound)?;
            let table = make(app, &reader.actor, GroupId(group), day)?;
            let pdf = documents::table::pdf(&table, app.today()).map_err(Error::from)?;
            Ok(file(&format!("{name}-{day}"), pdf))
        })
        .await
}

/// The name of the file says of which day it is, never about whom.
pub(super) fn file(name: &str, pdf: Vec<u8>) -> Response {
    let shown = format!("inline; filename=\"{name}.pdf\"");
    ([(header::CONTENT_TYPE, String::from("application/pdf")), (header::CONTENT_DISPOSITION, shown)], pdf)
        .into_response()
}
