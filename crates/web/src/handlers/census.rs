//! The attendance part of a school census: a look at it, and its file.

mod shown;

use analysis::Period;
use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    id::SchoolId,
    permission::{Permission, Place},
};
use service::{
    App,
    census::{self, Asked, CensusError, Part},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError, typed_day},
    frame::{Frame, Section},
    pages::census::{CensusPage, PART},
    reader::Reader,
    words,
};

const TITLE: &str = "School census attendance";
const TEMPLATE: &str = "census/census.html";

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/schools/{id}/census", get(show).post(give))
}

fn school(text: &str) -> Result<SchoolId, Problem> {
    text.parse().map(SchoolId).map_err(|_| Problem::NotFound)
}

async fn show(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| look(app, reader, school(&id)?, &fields)).await
}

async fn give(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let school = school(&id)?;
            reader.check(&fields)?;
            reader.actor.require(Permission::SendReturns, Place::School(school))?;
            let asked = match asked(&fields) {
                Ok(asked) => asked,
                Err(errors) => return again(app, reader, school, (&fields, errors)),
            };
            match census::give(app, &reader.actor, school, asked) {
                Ok(xml) => {
                    let (period, urn) = (asked.period, &app.school(school)?.urn);
                    let name = format!("census-attendance-{urn}-{}-{}.xml", period.first, period.last);
                    let head = [
                        (header::CONTENT_TYPE, String::from("application/xml; charset=utf-8")),
                        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                    ];
                    Ok((head, xml).into_response())
                }
                Err(error) => again(app, reader, school, (&fields, wrong(error)?)),
            }
        })
        .await
}

/// The page with what was asked for, or with the last term that is over.
fn look(app: &App, reader: &Reader, school: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let (frame, page) = page(app, reader, school)?;
    let is_asked = ["first", "last"].iter().any(|name| fields.all(name).next().is_some());
    let asked = match is_asked {
        true => asked(fields).map(Some),
        false => Ok(census::collections(app, &reader.actor, school)?.first().map(|one| one.asked)),
    };
    let asked = match asked {
        Ok(Some(asked)) => asked,
        Ok(None) => return Ok(reader.show(&frame, TEMPLATE, page)),
        Err(errors) => return again(app, reader, school, (fields, errors)),
    };
    match census::prepare(app, &reader.actor, school, asked) {
        Ok(known) => Ok(reader.show(&frame, TEMPLATE, shown::with(app, reader, (school, &known), page)?)),
        Err(error) => again(app, reader, school, (fields, wrong(error)?)),
    }
}

fn again(
    app: &App,
    reader: &Reader,
    school: SchoolId,
    (fields, errors): (&Fields, Vec<FormError>),
) -> Result<Response, Problem> {
    let (frame, page) = page(app, reader, school)?;
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, TEMPLATE, page.again(fields, errors)))
}

fn page(app: &App, reader: &Reader, school: SchoolId) -> Result<(Frame, CensusPage), Problem> {
    let page = shown::page(app, reader, school)?;
    let name = &app.school(school)?.name;
    let as_of = format!("{name}. As of {}, {}.", words::full_day(app.today()), words::time(app.time()));
    Ok((reader.frame(TITLE, Some(Section::School)).wide().as_of(as_of), page))
}

/// The sessions that a form asks for.
fn asked(fields: &Fields) -> Result<Asked, Vec<FormError>> {
    let day = |name: &str, what: &str| {
        let error = || FormError::new(name, format!("Give the {what} day, such as 1 September 2026"));
        typed_day(fields.text(name)).ok_or_else(error)
    };
    let is_second_half = fields.text(PART) == Part::SecondHalf.element();
    let part = if is_second_half { Part::SecondHalf } else { Part::Term };
    match (day("first", "first"), day("last", "last")) {
        (Ok(first), Ok(last)) => Ok(Asked { period: Period { first, last }, part }),
        (first, last) => Err([first.err(), last.err()].into_iter().flatten().collect()),
    }
}

/// What is wrong with the days, in one sentence beside the day that it is about.
fn wrong(error: CensusError) -> Result<Vec<FormError>, Problem> {
    let full = words::full_day;
    let (field, text) = match error {
        CensusError::Backwards { .. } => {
            ("last", String::from("The last day is before the first: give the earlier day first"))
        }
        CensusError::NotOver(last) => {
            ("last", format!("{} is not over: give an earlier last day, or come back on a later one", full(last)))
        }
        CensusError::NoSchool { first, last } => (
            "first",
            format!("There is no day of school from {} to {}: give the days of a term", full(first), full(last)),
        ),
        error @ (CensusError::Nobody | CensusError::NotEqual) => ("first", words::sentence(&error.to_string())),
        CensusError::Records(error) => return Err(error.into()),
    };
    Ok(vec![FormError::new(field, text)])
}
