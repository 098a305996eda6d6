//! Today: everybody's own list of work.

mod absences;
mod children;
mod choosing;
mod duties;
mod governor;
mod handbook;
mod registers;
mod returns;
mod schools;
mod upkeep;

use axum::response::{IntoResponse, Redirect, Response};
use domain::permission::{Permission, Place, Role};
use service::{App, today::Today as Work};

use choosing::Chosen;

use super::board;
use crate::{
    error::Problem,
    form::Fields,
    frame,
    handlers::{Visit, report},
    link::Link,
    pages::today::{Kind, Row, Section, Today},
    reader::Reader,
    urls, words,
};

/// How many rows of a section stand on the page before it links to the rest.
const FIRST_ROWS: usize = 12;

pub(super) async fn show(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| page(app, reader, &fields)).await
}

fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    if reader.actor.role == Role::CohortHolder {
        // Their work is their children, wherever they are.
        return Ok(Redirect::to(&urls::cohort::list()).into_response());
    }
    let work = service::today::today(app, &reader.actor)?;
    let listing = Listing {
        app,
        reader,
        whole: fields.text("all"),
        chosen: Chosen::read(fields),
        page: fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1),
    };
    let sections = match reader.actor.role {
        Role::Governor => governor::sections(&listing)?,
        Role::Administrator => upkeep::sections(&listing)?,
        Role::AuthorityOfficer => schools::of_authority(&listing, &work)?,
        _ => of_school(&listing, &work)?,
    };
    let figures = if reader.actor.role == Role::Governor { governor::figures(&listing)? } else { Vec::new() };
    let shown = work.session.map_or_else(|| app.today(), |session| session.date);
    let note =
        if reader.actor.school.is_some() { board::note(app, shown) } else { app.note.clone().unwrap_or_default() };
    let as_of = format!("{}, as of {}.", words::full_day(app.today()), words::time(app.time()));
    let as_of = if work.due.is_empty() && work.schools.is_empty() {
        as_of
    } else {
        format!("{as_of} Days missed are counted up to now.")
    };
    let reports = match reader.actor.school {
        Some(school) => report::of_today(app, reader, school),
        None => Vec::new(),
    };
    let frame = reader.frame("Today", Some(frame::Section::Today)).wide().as_of(as_of);
    Ok(reader.show(&frame, "today/today.html", Today { note, filters: Vec::new(), figures, sections, reports }))
}

/// The sections of somebody who works in a school, in order of harm.
fn of_school(listing: &Listing<'_>, work: &Work) -> Result<Vec<Section>, Problem> {
    let Some(school) = listing.reader.actor.school else { return Ok(Vec::new()) };
    let may = |permission| listing.reader.actor.may(permission, Place::School(school));
    let mut sections = Vec::new();
    if may(Permission::LogContact) {
        sections.push(absences::whereabouts(listing, work)?);
    }
    if may(Permission::TakeRegister) {
        sections.push(registers::missing(listing, work)?);
    }
    if may(Permission::LogContact) {
        sections.push(absences::holding(listing, work)?);
    }
    sections.extend(returns::of_school(listing, school)?);
    if may(Permission::LeadCases) {
        sections.push(handbook::due(listing, &work.due)?);
        sections.extend(duties::of_school(listing, school)?);
        sections.push(handbook::entered(listing, &work.entered));
        sections.push(handbook::waiting(listing, &work.waiting));
    }
    Ok(sections)
}

/// What every section is made from.
struct Listing<'a> {
    app: &'a App,
    reader: &'a Reader,
    /// The section of which all rows are shown.
    whole: &'a str,
    /// What of it was chosen.
    chosen: Chosen,
    /// Which part of it, from 1.
    page: usize,
}

impl Listing<'_> {
    /// How many of `total` rows of a section are shown.
    fn shown(&self, kind: Kind, total: usize) -> usize {
        if self.whole == kind.id() { total } else { total.min(FIRST_ROWS) }
    }

    /// The section of `kind`, of whose `total` rows the first are given.
    fn section(&self, kind: Kind, rows: Vec<Row>, total: usize, oldest: &str) -> Section {
        let shown = rows.len();
        let section = Section::new(kind, rows, oldest);
        if shown == total {
            return section;
        }
        let more = Link::new(format!("Show all {}", words::number(total as i64)), urls::today_whole(kind.id()));
        section.of_more(kind, total, more)
    }
}
