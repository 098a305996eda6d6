//! A report as a page.

use axum::{http::StatusCode, response::Response};
use documents::table::Cell;
use domain::{Date, rule::slug, tally::Percent};
use jiff::ToSpan;
use service::{
    App,
    report::{Open, Report, Section},
};

use super::{as_of, days::Days};
use crate::{
    chart::trend::{self, Trend, trend},
    error::Problem,
    frame,
    link::Link,
    pages::report::{Part, ReportPage},
    reader::Reader,
    table::TableView,
    urls,
};

pub(super) fn page(
    app: &App,
    reader: &Reader,
    (report, days): (&Report, Days),
    (address, next): (&str, Vec<Link>),
) -> Result<Response, Problem> {
    let school = report.school.id;
    let joint = if address.contains('?') { '&' } else { '?' };
    let errors = days.errors();
    let view = ReportPage {
        back: Link::new(&report.school.name, urls::school(school)),
        form: days.form(address),
        opening: report.opening.clone(),
        printed: Link::new("To print (PDF)", format!("{address}{joint}file=pdf")),
        next,
        parts: report.sections.iter().map(|section| part(report, section, &format!("{address}{joint}"))).collect(),
        errors: errors.clone(),
    };
    let section = if reader.actor.school.is_some() { frame::Section::School } else { frame::Section::Authority };
    let frame = reader.frame(&report.title, Some(section)).wide().as_of(as_of(app, report));
    if errors.is_empty() {
        return Ok(reader.show(&frame, "report/report.html", view));
    }
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "report/report.html", view))
}

fn part(report: &Report, section: &Section, address: &str) -> Part {
    let table = (!section.table.rows.is_empty()).then(|| {
        let mut view = TableView::with_files(&section.table, &format!("{address}table={}", section.key));
        for (row, open) in view.rows.iter_mut().zip(&section.opens) {
            if let Some(cell) = row.first_mut() {
                cell.href = href(report, open);
            }
        }
        view
    });
    Part {
        id: section.key.to_owned(),
        title: section.table.title.clone(),
        opening: section.opening.clone(),
        trend: if section.key == "weeks" { weeks(report, section) } else { None },
        table,
    }
}

fn href(report: &Report, open: &Open) -> String {
    let school = report.school.id;
    match open {
        Open::Nothing => String::new(),
        Open::Pupil(pupil) => urls::pupil(*pupil),
        Open::Register(group, session) => urls::register(*group, *session),
        Open::Returns => urls::returns::of_school(school),
        Open::Leave => urls::leave::of_school(school),
        Open::Duty(pack, name) => urls::duty(school, pack, &slug(name)),
        Open::Band(set, place) => {
            let set = urls::encode(set);
            urls::school_sessions(school, &format!("set={set}&band={place}&to={}", report.days.last))
        }
    }
}

/// The weeks of the table as a picture, holidays too.
fn weeks(report: &Report, section: &Section) -> Option<Trend> {
    let percent = |cell: Option<&Cell>| match cell {
        Some(Cell::Percent(percent)) => Some(*percent),
        _ => None,
    };
    let row = |row: &Vec<Cell>| match row.first() {
        Some(Cell::Date(monday)) => Some((*monday, percent(row.get(1)), percent(row.get(2)))),
        _ => None,
    };
    let rows: Vec<(Date, Option<Percent>, Option<Percent>)> = section.table.rows.iter().filter_map(row).collect();
    let (first, last) = (rows.first()?.0, rows.last()?.0);
    let week = |monday: Date| {
        let found = rows.iter().find(|(known, ..)| *known == monday);
        trend::Week {
            monday,
            has_school: found.is_some(),
            this_year: found.and_then(|(_, percent, _)| *percent),
            last_year: found.and_then(|(.., percent)| *percent),
            this_sessions: None,
            last_sessions: None,
        }
    };
    let weeks: Vec<trend::Week> = first.series(7.days()).take_while(|&monday| monday <= last).map(week).collect();
    trend(&weeks, report.days.last)
}
