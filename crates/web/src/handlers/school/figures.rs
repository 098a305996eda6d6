//! The page of a school, as of today or of any day before.

use axum::response::Response;
use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    session::Half,
    tally::{Percent, Tally},
};
use service::{
    App,
    report::small::{self, Veiled},
    school::{Figures, Names, Week, scope::Scope},
};

use super::{
    absence,
    opened::filter::{self, scope},
    ranges,
};
use crate::{
    chart::trend::{self, trend},
    error::Problem,
    form::Fields,
    frame::Section,
    handlers::report,
    link::{Hidden, Link},
    pages::school::{Day, School, shares, small::Reader as Eyes},
    reader::Reader,
    urls, words,
};

mod bands;
mod classes;
mod cohorts;
mod counted;
mod files;
mod near;
mod six;
mod strip;

/// What all parts of the page share.
struct Shown<'a> {
    app: &'a App,
    actor: &'a Actor,
    figures: &'a Figures,
    eyes: Eyes,
    /// What may be shown to a reader who sees no names; nothing for one who does.
    veil: Option<&'a Veiled>,
    /// The day that every link keeps; nothing where none was asked for.
    kept: Option<Date>,
    today: Date,
}

impl Shown<'_> {
    /// Whether the page stands on a day before today.
    fn is_past(&self) -> bool {
        self.figures.to < self.today
    }

    /// Whether a reader may be shown a number of children of a day. What may not be shown was made 0.
    const fn is_number_shown(&self, count: u32) -> bool {
        self.veil.is_none() || count > 0
    }

    /// A share as it may be shown: to a reader without names no more of it goes into a file than stands on the page, or one
    /// child who leaves could be told from all others.
    fn share(&self, share: Option<Percent>) -> Option<Percent> {
        let rounded = |share: Percent| Percent::thousandths((share.in_thousandths() + 50) / 100 * 100);
        if self.veil.is_some() { share.map(rounded) } else { share }
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

    /// Whether the counts of everybody may be shown: not where they would tell of a few.
    fn is_counted(&self) -> bool {
        self.veil.is_none_or(|veil| veil.now.published.children.total.is_some())
    }

    /// The week of the page in words: `this week`.
    fn this_week(&self) -> &'static str {
        if self.is_past() { "that week" } else { "this week" }
    }
}

pub(super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let asked = scope(app, fields).ok_or(Problem::NotFound)?;
    let for_governors = fields.text("as") == "governor";
    let seen = if for_governors { None } else { with_names(app, reader, id, asked.to)? };
    let (figures, veil) = match seen {
        Some(figures) => (figures, None),
        None => {
            let veiled = small::veiled(app, &reader.actor, id, asked.to)?;
            (veiled.figures.clone(), Some(veiled))
        }
    };
    let asked = Scope { to: figures.to, ..asked };
    let eyes = if veil.is_some() { Eyes::Governor } else { Eyes::Staff };
    let kept = (!fields.text("to").is_empty()).then_some(asked.to);
    let shown =
        Shown { app, actor: &reader.actor, figures: &figures, eyes, veil: veil.as_ref(), kept, today: app.today() };
    let title = figures.school.name.clone();
    let title = if for_governors { format!("{title}, for governors") } else { title };
    let frame = reader.frame(&title, Some(section(reader))).wide().as_of(as_of(app, &shown));
    let halves = analysis::figures::Weekdays::DAYS.map(|day| Half::BOTH.map(|half| figures.weekdays.at(day, half)));
    let address = files::address(&shown, for_governors);
    let periods = strip::table(&shown, &service::school::strip::strip(app, &reader.actor, id, asked.to)?);
    let near = near::found(&shown)?;
    let is_counted = shown.is_counted();
    let halves = if is_counted { halves } else { Default::default() };
    let weeks: Vec<trend::Week> = figures.weeks.iter().map(|week| weekly(&shown, week)).collect();
    let bands_crossed = figures.bands.iter().flat_map(|set| bands::crossed(&shown, set));
    let thresholds = service::school::crossed::crossed(app, &figures)?;
    let thresholds = thresholds.iter().map(|crossed| bands::crossed_threshold(&shown, crossed));
    let view = School {
        files: files::links(&address),
        absence: if eyes == Eyes::Staff { absence::all(app, id, asked.to) } else { Vec::new() },
        periods: periods.view(&address),
        near: near.as_ref().map(|(found, table)| near::view(&shown, found, table, &address)),
        day: day(app, &shown, for_governors),
        figures: six::figures(&shown),
        trend: trend(&weeks, figures.day).filter(|_| is_counted),
        // How many crossed is the change of numbers that stand here: a reader without names is not told it again.
        crossed: if eyes == Eyes::Staff { bands_crossed.chain(thresholds).collect() } else { Vec::new() },
        weekdays: shares(halves, &|day| shown.open(&format!("counted={day}")).unwrap_or_default()),
        bands: figures.bands.iter().filter_map(|set| bands::set(&shown, set)).collect(),
        classes: if eyes == Eyes::Staff { Some(classes::side_by_side(app, &shown)?) } else { None },
        cohorts: cohorts::table(&shown),
        nearest: (eyes == Eyes::Staff).then(|| bands::nearest(&shown)),
        returns: if eyes == Eyes::Staff { returns(app, reader, id)? } else { None },
        leave: if eyes == Eyes::Staff { leave(app, reader, id)? } else { None },
        other: other(&shown, for_governors),
        about: Link::new("Address, times and terms", urls::particulars(id)),
        other_figures: Link::new("Ask for other figures", urls::slice::of_school(id)),
        compared: vec![
            Link::new("Beside other schools and England", urls::comparison::of_school(id, shown.kept)),
            Link::new("Before and after a support", urls::support::of_school(id)),
        ],
        reports: report::links(app, reader, (id, figures.to), eyes),
        count: if eyes == Eyes::Staff { Some(counted::counted(app, reader, &shown, asked.clone())?) } else { None },
    };
    match fields.text("file") {
        "" => Ok(reader.show(&frame, "school/school.html", view)),
        kind => {
            let drawn: Vec<_> = std::iter::once(&periods).chain(near.as_ref().map(|(_, table)| table)).collect();
            files::file(&shown, &view, (fields.text("table"), kind), &drawn)
        }
    }
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

/// The figures of a day, where the reader may be shown every child by name.
fn with_names(app: &App, reader: &Reader, id: SchoolId, to: Date) -> Result<Option<Figures>, Problem> {
    if reader.actor.may(Permission::SeeFigures, Place::School(id)) && !reader.actor.role.may(Permission::SeePupils) {
        return Ok(None);
    }
    let figures = service::school::figures(app, &reader.actor, id, to)?;
    Ok(Some(figures).filter(|figures| figures.names == Names::Shown))
}

fn as_of(app: &App, shown: &Shown<'_>) -> String {
    let all = shown.veil.map_or(Some(shown.figures.children.len() as u32), |veil| veil.now.published.children.total);
    let children = match all {
        Some(all) => words::counted(all.into(), "child", "children"),
        None => format!("Fewer than {} children", analysis::suppression::SMALLEST),
    };
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
        today: (shown.is_past() && (shown.eyes == Eyes::Staff || shown.kept.is_some())).then(|| {
            Link::new(if shown.eyes == Eyes::Staff { "The figures of today" } else { "The latest whole week" }, today)
        }),
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
pub(in crate::handlers) fn section(reader: &Reader) -> Section {
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

/// `5 Hazel, SEN Support`: the class and what else is recorded of a child, as far as the reader may see it.
pub(in crate::handlers) fn place(app: &App, by: &Actor, group: &str, pupil: &Pupil) -> String {
    let cohorts = service::admission::cohorts_seen(app, by, pupil);
    std::iter::once(group).chain(cohorts).collect::<Vec<&str>>().join(", ")
}
