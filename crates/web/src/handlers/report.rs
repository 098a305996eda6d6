//! Reports about a school, as pages, files of their tables, and files to print.

mod days;
mod shown;

use axum::{
    Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    Date,
    id::{GroupId, SchoolId},
    permission::{Permission, Place, Role},
    rule::{Kind, slug},
};
use service::{
    App,
    report::{Report, bands, governors, pdf, week},
};

use self::days::Days;
use super::{Visit, Web};
use crate::{
    error::Problem, form::Fields, link::Link, pages::school::small::Reader as Eyes, reader::Reader, table, urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/schools/{id}/reports/governors", get(for_governors))
        .route("/schools/{id}/reports/week", get(of_week))
        .route("/schools/{id}/reports/bands", get(of_bands))
}

async fn for_governors(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| governors_page(app, reader, school(&id)?, &fields)).await
}

async fn of_week(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| week_page(app, reader, school(&id)?, &fields)).await
}

async fn of_bands(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| bands_page(app, reader, school(&id)?, &fields)).await
}

fn school(text: &str) -> Result<SchoolId, Problem> {
    text.parse().map(SchoolId).map_err(|_| Problem::NotFound)
}

fn sees_all(reader: &Reader, school: SchoolId) -> bool {
    // No class has the number 0: only somebody who sees them all sees it.
    reader.actor.may(Permission::SeePupils, Place::Group(school, GroupId(0)))
}

/// The reports of a school that a reader may open, with figures to the end of `to`.
pub(in super::super) fn links(app: &App, reader: &Reader, (school, to): (SchoolId, Date), eyes: Eyes) -> Vec<Link> {
    let to = (to != app.today()).then_some(to);
    let mut links = vec![Link::new("Report for governors", urls::report::governors(school, None, to))];
    if eyes == Eyes::Staff && sees_all(reader, school) {
        links.push(Link::new("The week for the head", urls::report::week(school, to)));
        let sets = bands::sets(app, school, app.today()).unwrap_or_default();
        let link = |set: &String| Link::new(format!("{set}: numbers and shares"), urls::report::bands(school, set, to));
        links.extend(sets.iter().map(link));
    }
    links
}

/// The reports on Today, for whoever leads attendance in a school.
pub(in super::super) fn of_today(app: &App, reader: &Reader, school: SchoolId) -> Vec<Link> {
    match reader.actor.role {
        Role::Headteacher | Role::AttendanceLead => links(app, reader, (school, app.today()), Eyes::Staff),
        _ => Vec::new(),
    }
}

fn governors_page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let days = Days::read(app.today(), fields, &[("from", "From the week of"), ("to", "To the end of")]);
    let asked = governors::Asked { from: days.day("from"), to: days.day("to").unwrap_or(app.today()) };
    let days = days.in_order(asked.from, asked.to);
    let report = governors::governors(app, &reader.actor, id, asked)?;
    let address = urls::report::governors(id, days.day("from"), days.day("to"));
    answer(app, reader, fields, (&report, days), (&address, Vec::new()))
}

fn week_page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let days = Days::read(app.today(), fields, &[("of", "The week of")]);
    let report = week::week(app, &reader.actor, id, days.day("of").unwrap_or(app.today()))?;
    let address = urls::report::week(id, days.day("of"));
    let next = vec![Link::new("Report for governors", urls::report::governors(id, None, days.day("of")))];
    answer(app, reader, fields, (&report, days), (&address, next))
}

fn bands_page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let set = fields.text("set");
    let days = Days::read(app.today(), fields, &[("to", "To the end of")]).keeping("set", set);
    let to = days.day("to").unwrap_or(app.today());
    let report = bands::bands(app, &reader.actor, id, (set, to))?;
    let rules = app.rules_on(id, to)?;
    let mut sets = rules.deciding_bands();
    let set_of = if set.is_empty() { sets.next() } else { sets.find(|known| known.head.name == set) };
    let carried = set_of.map(|set| bands::carried_by(rules, set)).unwrap_or_default();
    let link = |action: &&domain::rule::Action| {
        let verb = if action.kind == Kind::Meeting { "Record the meeting" } else { "Send" };
        let head = &action.head;
        Link::new(format!("{verb}: {}", head.name), urls::duty(id, &head.pack, &slug(&head.name)))
    };
    let address = urls::report::bands(id, set, days.day("to"));
    answer(app, reader, fields, (&report, days), (&address, carried.iter().map(link).collect()))
}

/// The page, one of its tables as a file, or the whole to print.
fn answer(
    app: &App,
    reader: &Reader,
    fields: &Fields,
    (report, days): (&Report, Days),
    (address, next): (&str, Vec<Link>),
) -> Result<Response, Problem> {
    let name = format!("{}-{}", slug(&report.title), report.days.last);
    match (fields.text("file"), fields.text("table")) {
        ("", _) => shown::page(app, reader, (report, days), (address, next)),
        ("pdf", _) => {
            let bytes = pdf(report, app.today()).map_err(|fault| Problem::Refused(fault.to_string()))?;
            let attachment = format!("inline; filename=\"{name}.pdf\"");
            let head =
                [(header::CONTENT_TYPE, String::from("application/pdf")), (header::CONTENT_DISPOSITION, attachment)];
            Ok((head, bytes).into_response())
        }
        (kind, key) => {
            let section = report.section(key).ok_or(Problem::NotFound)?;
            table::file(&section.table, kind, &format!("{name}-{key}"))
        }
    }
}

/// `Hillside Primary School. Friday 12 March 2027, as of 16:10.`
fn as_of(app: &App, report: &Report) -> String {
    let today = words::full_day(app.today());
    format!("{}. Worked out on {today}, as of {}.", report.school.name, words::time(app.time()))
}
