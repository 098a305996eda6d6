//! Cohorts of children wherever they go to school, for those who look after them.

mod child;
mod children;

use axum::{Router, extract::Path, response::Response, routing::get};
use documents::table::{Cell, Column, Kind};
use service::{App, cohort_holder};

use super::{Visit, Web, area::OneTable};
use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    pages::area::{Entry, Sortable},
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/authority/cohorts", get(list))
        .route("/authority/cohorts/{cohort}", get(of_cohort))
        .route("/authority/cohorts/{cohort}/{pupil}", get(of_child))
}

async fn list(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| cohorts(app, reader, &fields)).await
}

async fn of_cohort(visit: Visit, Path(cohort): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| children::page(app, reader, &cohort, &fields)).await
}

async fn of_child(visit: Visit, Path((cohort, pupil)): Path<(String, String)>) -> Response {
    visit
        .answer(move |app, reader| {
            let pupil = pupil.parse().map(domain::id::PupilId).map_err(|_| Problem::NotFound)?;
            child::page(app, reader, &cohort, pupil)
        })
        .await
}

fn column(heading: &str, kind: Kind) -> Column {
    Column { heading: heading.into(), kind }
}

fn cohorts(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    let held = cohort_holder::cohorts(app, &reader.actor)?;
    let columns = [
        ("Cohort", Kind::Text),
        ("Children", Kind::Number),
        ("Schools", Kind::Number),
        ("Sessions missed", Kind::Number),
        ("Attendance", Kind::Percent),
        ("Persistent", Kind::Number),
        ("Severe", Kind::Number),
    ];
    let row = |one: &cohort_holder::Held| {
        let number = |count: u32| Entry::of(Cell::Number(count.into()));
        vec![
            Entry::link(Cell::Text(words::sentence(&one.name)), urls::cohort::children(&one.name)),
            number(one.children),
            number(one.schools),
            number(one.tally.absent()),
            Entry::of(one.tally.attendance().map_or(Cell::Empty, Cell::Percent)),
            number(one.persistent),
            number(one.severe),
        ]
    };
    let page = OneTable {
        title: "Cohorts",
        section: Section::Cohorts,
        back: None,
        name: "cohorts",
        address: urls::cohort::list(),
        table: Sortable {
            title: "Children by cohort, in all schools".into(),
            columns: columns.map(|(heading, kind)| column(heading, kind)).into(),
            rows: held.iter().map(row).collect(),
            notes: vec![
                "Children on a roll today, with their sessions of the school year. A child can be in several cohorts."
                    .into(),
            ],
        },
        as_of: format!("To {}; as of {}.", words::full_day(app.today()), words::time(app.time())),
        filters: Vec::new(),
        state: String::new(),
        empty: "Your post has no cohort yet. An administrator gives it one with `rollbook user look-after`.",
        links: Vec::new(),
    };
    page.answer(reader, fields)
}
