//! The page of a school, as of today or of any day before.

use axum::response::Response;
use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    school::year_name,
    tally::Tally,
};
use service::{
    App,
    school::{Figures, Names, Week, cohorts::Cell},
};

use super::{
    opened::filter::{self, scope},
    ranges,
};
use crate::{
    chart::trend::{self, trend},
    error::Problem,
    form::Fields,
    frame::Section,
    link::{Hidden, Link},
    pages::school::{
        CohortRow, CohortTable, Day, School, shares,
        small::{Average, Reader as Eyes},
    },
    reader::Reader,
    urls, words,
};

mod bands;
mod classes;
mod counted;
mod six;

/// What all parts of the page share.
struct Shown<'a> {
    app: &'a App,
    actor: &'a Actor,
    figures: &'a Figures,
    eyes: Eyes,
    /// The day that every link keeps; nothing where none was asked for.
    kept: Option<Date>,
    today: Date,
}

impl Shown<'_> {
    /// Whether the page stands on a day before today.
    fn is_past(&self) -> bool {
        self.figures.to < self.today
    }

    const fn school(&self) -> SchoolId {
        self.figures.school.id
    }

    /// What makes a figure of the page; nothing for a reader who sees no names.
    fn open(&self, filter: &str) -> Option<String> {
        let filter = self.kept.map_or_else(|| filter.to_owned(), |day| filter::to(filter, day));
        (self.eyes == Eyes::Staff).then(|| urls::school_sessions(self.school(), &filter))
    }

    /// What made a figure that stood at the end of another day.
    fn open_on(&self, filter: &str, day: Date) -> Option<String> {
        (self.eyes == Eyes::Staff).then(|| urls::school_sessions(self.school(), &filter::to(filter, day)))
    }

    /// The week of the page in words: `this week`.
    fn this_week(&self) -> &'static str {
        if self.is_past() { "that week" } else { "this week" }
    }
}

pub(super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let asked = scope(app, fields).ok_or(Problem::NotFound)?;
    let figures = service::school::figures(app, &reader.actor, id, asked.to)?;
    let for_governors = fields.text("as") == "governor";
    let eyes = if figures.names == Names::Hidden || for_governors { Eyes::Governor } else { Eyes::Staff };
    let kept = (!fields.text("to").is_empty()).then_some(asked.to);
    let shown = Shown { app, actor: &reader.actor, figures: &figures, eyes, kept, today: app.today() };
    let title = figures.school.name.clone();
    let title = if for_governors { format!("{title}, for governors") } else { title };
    let frame = reader.frame(&title, Some(section(reader))).wide().as_of(as_of(app, &shown));
    let weekdays = analysis::figures::Weekdays::DAYS.map(|day| figures.weekdays.on(day));
    let view = School {
        day: day(app, &shown, for_governors),
        figures: six::figures(&shown),
        trend: trend(&figures.weeks.iter().map(|week| weekly(&shown, week)).collect::<Vec<trend::Week>>(), figures.day),
        crossed: figures.bands.iter().flat_map(|set| bands::crossed(&shown, set)).collect(),
        weekdays: shares(weekdays, &|day| shown.open(&format!("counted={day}")).unwrap_or_default()),
        bands: figures.bands.iter().map(|set| bands::set(&shown, set)).collect(),
        classes: if eyes == Eyes::Staff { Some(classes::side_by_side(app, &shown)?) } else { None },
        cohorts: cohorts(&shown),
        nearest: (eyes == Eyes::Staff).then(|| bands::nearest(&shown)),
        returns: if eyes == Eyes::Staff { returns(app, reader, id)? } else { None },
        leave: if eyes == Eyes::Staff { leave(app, reader, id)? } else { None },
        other: other(&shown, for_governors),
        about: Link::new("Address, times and terms", urls::particulars(id)),
        count: if eyes == Eyes::Staff { Some(counted::counted(app, reader, &shown, asked.clone())?) } else { None },
    };
    Ok(reader.show(&frame, "school/school.html", view))
}

/// `Returns and notices: 3 due, 1 late`, for those who send or receive them.
fn returns(app: &App, reader: &Reader, id: SchoolId) -> Result<Option<Link>, Problem> {
    let may = |permission| reader.actor.may(permission, Place::School(id));
    if !may(Permission::SendReturns) && !may(Permission::ReceiveReturns) {
        return Ok(None);
    }
    let known = service::returns::of_school(app, &reader.actor, id)?;
    let due = words::number(known.due.len() as i64);
    let late = match known.late() {
        0 => String::new(),
        late => format!(", {} late", words::number(late as i64)),
    };
    Ok(Some(Link::new(format!("Returns and notices: {due} due{late}"), urls::returns::of_school(id))))
}

/// `Leave of absence: 2 requests wait`, for those who enter planned absences.
fn leave(app: &App, reader: &Reader, id: SchoolId) -> Result<Option<Link>, Problem> {
    if !reader.actor.may(Permission::EnterCodes, Place::School(id)) {
        return Ok(None);
    }
    let waiting = service::leave::of_school(app, &reader.actor, id)?.waiting.len();
    let wait = words::counted(waiting as i64, "request waits", "requests wait");
    Ok(Some(Link::new(format!("Leave of absence: {wait}"), urls::leave::of_school(id))))
}

fn as_of(app: &App, shown: &Shown<'_>) -> String {
    let children = words::counted(shown.figures.children.len() as i64, "child", "children");
    let (day, time) = (words::full_day(shown.figures.day), words::time(app.time()));
    if shown.is_past() {
        format!(
            "{children} on the roll that day. The school year to {day}, by what the registers say now; as of {time}."
        )
    } else {
        format!("{children}. This school year to {day}; as of {time}.")
    }
}

/// The form that asks for another day.
fn day(app: &App, shown: &Shown<'_>, for_governors: bool) -> Day {
    let as_governor = for_governors.then(|| Hidden::new("as", "governor"));
    let today = match for_governors {
        true => urls::school_for_governors(shown.school(), None),
        false => urls::school(shown.school()),
    };
    Day {
        action: urls::school(shown.school()),
        to: shown.figures.to.to_string(),
        latest: app.today().to_string(),
        kept: as_governor.into_iter().collect(),
        today: shown.is_past().then(|| Link::new("The figures of today", today)),
    }
}

fn other(shown: &Shown<'_>, for_governors: bool) -> Option<Link> {
    let (school, kept) = (shown.school(), shown.kept);
    match (shown.figures.names, for_governors) {
        (Names::Hidden, _) => None,
        (Names::Shown, true) => {
            let href = kept.map_or_else(|| urls::school(school), |day| urls::school_to(school, day));
            Some(Link::new("Same page with names", href))
        }
        (Names::Shown, false) => {
            let href = urls::school_for_governors(school, kept);
            Some(Link::new("Same page for governors, without names", href))
        }
    }
}

/// A school stands under the authority in the menu of somebody who looks after several.
pub(super) fn section(reader: &Reader) -> Section {
    if reader.actor.school.is_some() { Section::School } else { Section::Authority }
}

fn weekly(shown: &Shown<'_>, week: &Week) -> trend::Week {
    let sessions = |monday: Date, tally: Tally| {
        let last = analysis::Period::week_of(monday).last.min(shown.figures.to);
        let href = shown.open_on(&format!("{}&from={monday}", filter::POSSIBLE), last)?;
        let counted = words::counted(tally.possible().into(), "possible session", "possible sessions");
        (tally.possible() > 0).then(|| Link::new(counted, href))
    };
    trend::Week {
        monday: week.monday,
        has_school: week.has_school,
        this_year: week.this_year.attendance(),
        last_year: week.last_year.attendance(),
        this_sessions: sessions(week.monday, week.this_year),
        last_sessions: sessions(week.last_monday, week.last_year),
    }
}

fn cohorts(shown: &Shown<'_>) -> CohortTable {
    let table = &shown.figures.cohorts;
    let open = |year: Option<u8>, cohort: Option<&str>| shown.open(&filter::among(filter::EVERYBODY, year, cohort));
    let cells = |cells: &[Cell], year: Option<u8>| {
        let cohorts = std::iter::once(None).chain(table.cohorts.iter().map(Some));
        let cell = |(cell, cohort): (&Cell, Option<&String>)| {
            let href = open(year, cohort.map(String::as_str)).unwrap_or_default();
            Average::new(cell.children, cell.tally, href, shown.eyes)
        };
        cells.iter().zip(cohorts).map(cell).collect::<Vec<Average>>()
    };
    let row = |row: &service::school::cohorts::Row| CohortRow {
        name: year_name(row.year),
        href: open(Some(row.year), None),
        cells: cells(&row.cells, Some(row.year)),
    };
    CohortTable {
        columns: std::iter::once(String::from("All"))
            .chain(table.cohorts.iter().map(|name| words::sentence(name)))
            .collect(),
        rows: table.years.iter().map(row).collect(),
        total: cells(&table.school, None),
    }
}

/// `5 Hazel, SEN Support`: the class and what else is recorded of a child, as far as the reader may see it.
pub(super) fn place(app: &App, by: &Actor, group: &str, pupil: &Pupil) -> String {
    let cohorts = service::admission::cohorts_seen(app, by, pupil);
    std::iter::once(group).chain(cohorts).collect::<Vec<&str>>().join(", ")
}
