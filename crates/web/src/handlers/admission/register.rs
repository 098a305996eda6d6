//! The admission register of a school, as it was known on a day: a page, and the files of it.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use documents::table::{Cell, Table, csv_for_excel};
use domain::{
    Date,
    id::SchoolId,
    permission::{Permission, Place},
};
use service::App;

use super::{Address, Visit, date_of, on, urls};
use crate::{
    error::Problem, form::Fields, frame::Section, link::Link, pages::admission::RegisterPage, reader::Reader, words,
};

pub(super) async fn page(visit: Visit, Path(school): Address, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let school = school.parse().map(SchoolId).map_err(|_| Problem::NotFound)?;
            let day = on(&fields)?.unwrap_or(app.today()).min(app.today());
            let table = service::admission::printed::register(app, &reader.actor, school, day)?;
            match fields.text("file") {
                "" => show(app, reader, (school, day), &table),
                "csv" => {
                    Ok(file(csv_for_excel(&table), "text/csv; charset=utf-8", &format!("admission-register-{day}.csv")))
                }
                "pdf" => {
                    let pdf = documents::table::pdf(&table, app.today()).map_err(service::Error::from)?;
                    Ok(file(pdf, "application/pdf", &format!("admission-register-{day}.pdf")))
                }
                _ => Err(Problem::NotFound),
            }
        })
        .await
}

fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let attachment = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, String::from(kind)), (header::CONTENT_DISPOSITION, attachment)], bytes).into_response()
}

fn show(app: &App, reader: &Reader, (school, day): (SchoolId, Date), table: &Table) -> Result<Response, Problem> {
    let may_keep = reader.actor.may(Permission::KeepAdmissions, Place::School(school));
    let is_own = reader.actor.school == Some(school);
    let view = RegisterPage {
        back: Link::new(&app.school(school)?.name, crate::urls::school(school)),
        on: day.to_string(),
        today: app.today().to_string(),
        action: urls::register(school),
        head: table.columns.iter().map(|column| column.heading.clone()).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        notes: table.notes.clone(),
        files: vec![
            Link::new("As a spreadsheet file (CSV)", urls::register_file(school, day, "csv")),
            Link::new("To print (PDF)", urls::register_file(school, day, "pdf")),
        ],
        admit: (may_keep && is_own).then(|| Link::new("Admit a pupil", urls::admit())),
    };
    let frame = reader.frame("Admission register", Some(Section::Pupils)).wide();
    let as_of = format!(
        "{}. As known on {}: {}.",
        app.school(school)?.name,
        words::full_day(day),
        words::counted(table.rows.len() as i64, "pupil", "pupils")
    );
    Ok(reader.show(&frame.as_of(as_of), "admission/register.html", view))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => words::number(*number),
        Cell::Percent(percent) => words::percent(*percent),
        Cell::Date(date) => date_of(*date),
        Cell::Empty => String::new(),
    }
}
