//! A list of children or sessions as a file.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::table::{self, Cell, Column, Kind, Table};
use service::{
    App,
    school::{behind, scope::Child},
};

/// The children of a figure.
pub(in crate::handlers) fn of_children(found: &[Child]) -> Response {
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |child: &Child| {
        let tally = child.tally;
        vec![
            text(&child.pupil.upn),
            text(&child.pupil.surname),
            text(&child.pupil.forename),
            text(&child.group),
            Cell::Text(analysis::facts::days(tally.half_days_missed())),
            tally.attendance().map_or(Cell::Empty, Cell::Percent),
            Cell::Number(tally.absent().into()),
            Cell::Number(tally.possible().into()),
        ]
    };
    let columns = [
        ("UPN", Kind::Text),
        ("Surname", Kind::Text),
        ("Forename", Kind::Text),
        ("Class", Kind::Text),
        ("Days missed", Kind::Text),
        ("Attendance", Kind::Percent),
        ("Sessions missed", Kind::Number),
        ("Sessions possible", Kind::Number),
    ];
    file("children.csv", &table("Children", &columns, found.iter().map(row).collect()))
}

/// The sessions of a figure.
pub(in crate::handlers) fn of_sessions(app: &App, pupils: &[Child], found: &[behind::Line]) -> Response {
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |line: &behind::Line| {
        let child = &pupils[line.child];
        vec![
            text(&child.pupil.upn),
            text(&child.pupil.surname),
            text(&child.pupil.forename),
            text(&child.group),
            Cell::Date(line.session.date),
            text(line.session.half.short()),
            text(app.codes().letters(line.code)),
            text(app.codes().class(line.code).map_or("", |class| class.words())),
            line.minutes_late.map_or(Cell::Empty, |minutes| Cell::Number(minutes.into())),
        ]
    };
    let columns = [
        ("UPN", Kind::Text),
        ("Surname", Kind::Text),
        ("Forename", Kind::Text),
        ("Class", Kind::Text),
        ("Date", Kind::Date),
        ("Half", Kind::Text),
        ("Code", Kind::Text),
        ("Counts as", Kind::Text),
        ("Minutes late", Kind::Number),
    ];
    file("sessions.csv", &table("Sessions", &columns, found.iter().map(row).collect()))
}

fn file(name: &str, table: &Table) -> Response {
    let attachment = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let attachment = attachment.unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, attachment)], table::csv_for_excel(table))
        .into_response()
}

fn table(title: &str, columns: &[(&str, Kind)], rows: Vec<Vec<Cell>>) -> Table {
    let column = |&(heading, kind): &(&str, Kind)| Column { heading: heading.to_owned(), kind };
    Table { title: title.to_owned(), columns: columns.iter().map(column).collect(), rows, notes: Vec::new() }
}
