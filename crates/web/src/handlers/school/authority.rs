//! All schools of the authority.

mod filter;
mod table;
mod total;

use axum::response::Response;
use service::{
    App,
    area::{self, Known as Worked},
    authority::Line,
};

use self::filter::View;
use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    pages::{
        authority::{Authority, Held, Known},
        figures::Paging,
    },
    reader::Reader,
    words,
};

/// So many schools stand on one page.
const PAGE: usize = 75;

pub(super) fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    let all = service::authority::schools(app, &reader.actor)?;
    let view = View::read(fields);
    let (filters, towns) = filter::choices(&all, &view);
    let shown: Vec<Line> = all.into_iter().filter(|line| view.has(line)).collect();
    let (total, beside) = total::of_bands(&shown);
    let as_of = format!("{}{beside}", as_of(app, &shown));
    let state = state(&shown);
    let total_of_bands = total::largest(&shown);
    let mut schools: Vec<Known> = shown.into_iter().map(|line| known(app, line)).collect();
    view.order.sort(&mut schools);
    if !fields.text("file").is_empty() {
        let table = table::of_schools(&schools, &total_of_bands, as_of);
        return crate::table::file(&table, fields.text("file"), "schools");
    }
    let (paging, range) = Paging::by(PAGE, schools.len(), view.page, |page| view.clone().on(page).address());
    let mut page = Authority::new(&schools, range, total, view.order, |order| view.clone().by(order).address());
    page.filters = filters;
    page.towns = towns;
    page.paging = paging;
    page.state = state;
    page.files = crate::table::links(&view.address());
    let frame = reader.frame("Schools", Some(Section::Authority)).wide().as_of(as_of);
    Ok(reader.show(&frame, "authority/authority.html", page))
}

/// How many schools and children, to when, and how many schools have sent marks.
fn as_of(app: &App, shown: &[Line]) -> String {
    let children: i64 = shown.iter().map(|line| i64::from(line.children)).sum();
    let silent = shown.iter().filter(|line| filter::is_silent(line)).count() as i64;
    let sent = shown.iter().filter(|line| line.of.morning.is_some_and(|morning| !morning.is_silent())).count() as i64;
    let marks = match (sent, silent) {
        (0, 0) => String::new(),
        (sent, 0) => format!(" {} sent marks in this session.", words::counted(sent, "school", "schools")),
        (sent, silent) => format!(
            " {} sent marks in this session, {} not yet.",
            words::counted(sent, "school", "schools"),
            words::number(silent)
        ),
    };
    format!(
        "{}, {}. To {}; as of {}.{marks}",
        words::counted(shown.len() as i64, "school", "schools"),
        words::counted(children, "child", "children"),
        words::full_day(app.today()),
        words::time(app.time())
    )
}

/// What of the figures is not worked out yet; empty when all is.
fn state(shown: &[Line]) -> String {
    let count = |is: fn(&Worked) -> bool| shown.iter().filter(|line| is(&line.of.known)).count() as i64;
    let new = count(|known| matches!(known, Worked::NotYet));
    let behind = count(|known| matches!(known, Worked::Behind(_)));
    let mut said = Vec::new();
    if new > 0 {
        said.push(format!(
            "Bands, returns and meetings of {} are still being worked out: look again in a minute.",
            words::counted(new, "school", "schools")
        ));
    }
    if behind > 0 {
        said.push(format!(
            "In {} something was recorded in the last minutes that bands, returns and meetings do not show yet.",
            words::counted(behind, "school", "schools")
        ));
    }
    said.join(" ")
}

fn known(app: &App, line: Line) -> Known {
    let now = (app.today(), app.time());
    let returns_late = line.returns_late(app);
    let school = line.of.school;
    let kind = words::sentence(school.phase.word());
    let town = area::town(&school).map(str::to_owned).unwrap_or_default();
    let digest = line.of.known.digest();
    let meeting = digest.and_then(|digest| digest.meeting.as_ref());
    Known {
        id: school.id,
        kind: if town.is_empty() { kind } else { format!("{kind}, {town}") },
        name: school.name,
        is_own: line.of.is_own,
        is_known: digest.is_some(),
        children: line.children,
        tally: line.tally,
        weeks: line.weeks.into_iter().map(|(_, tally)| tally).collect(),
        bands: digest.map(|digest| digest.bands.1.clone()).unwrap_or_default(),
        persistent: line.persistent,
        severe: line.severe,
        returns_late: returns_late.unwrap_or(0),
        meeting: meeting.map(|meeting| Held {
            held: meeting.held,
            is_due: meeting.is_due,
            deadline: meeting.deadline,
            is_over: meeting.deadline.is_some_and(|deadline| deadline.is_over(now)),
        }),
        registers_missing: line.of.morning.map_or(0, |morning| morning.missing),
        last_marked: line.of.morning.and_then(|morning| morning.last_marked),
    }
}
