//! The page of a school.

use axum::response::Response;
use domain::{
    id::{GroupId, SchoolId},
    school::year_name,
};
use service::{
    App,
    school::{
        Figures, Names, Week,
        bands::{CLOSE_HALF_DAYS, Goal, Near, Set, in_set},
        cohorts::Cell,
    },
    standing::Standing,
};

use super::{opened::filter, ranges};
use crate::{
    chart::trend::{self, trend},
    error::Problem,
    form::Fields,
    frame::Section,
    handlers::count,
    link::Link,
    pages::count::{Choice, Count},
    pages::school::{
        BandCount, BandSet, CohortRow, CohortTable, Crossed, CrossedChild, NearRow, Nearest, School, shares,
        small::{Average, Reader as Eyes},
    },
    reader::Reader,
    urls, words,
};

mod six;

/// So many of the nearest children stand on the page; the rest is a link away.
const NEAREST: usize = 10;
/// So many children who came into a band this week are named; the rest is a link away.
const CROSSED: usize = 6;

pub(super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let figures = service::school::figures(app, &reader.actor, id)?;
    let for_governors = fields.text("as") == "governor";
    let eyes = if figures.names == Names::Hidden || for_governors { Eyes::Governor } else { Eyes::Staff };
    let title = figures.school.name.clone();
    let title = if for_governors { format!("{title}, for governors") } else { title };
    let as_of = format!(
        "{}. This school year to {}; as of {}.",
        words::counted(figures.children.len() as i64, "child", "children"),
        words::full_day(figures.day),
        words::time(app.time())
    );
    let frame = reader.frame(&title, Some(section(reader))).wide().as_of(as_of);
    let other = match (figures.names, for_governors) {
        (Names::Hidden, _) => None,
        (Names::Shown, true) => Some(Link::new("Same page with names", urls::school(id))),
        (Names::Shown, false) => {
            let href = format!("{}?as=governor", urls::school(id));
            Some(Link::new("Same page for governors, without names", href))
        }
    };
    let view = School {
        figures: six::figures(&figures, eyes),
        trend: trend(&figures.weeks.iter().map(week).collect::<Vec<trend::Week>>(), figures.day),
        crossed: figures.bands.iter().flat_map(|set| crossed(&figures, set, eyes)).collect(),
        weekdays: shares(analysis::figures::Weekdays::DAYS.map(|day| figures.weekdays.on(day)), &|day| match eyes {
            Eyes::Staff => urls::school_sessions(id, &format!("counted={day}")),
            Eyes::Governor => String::new(),
        }),
        bands: figures.bands.iter().map(|set| bands(&figures, set, eyes)).collect(),
        cohorts: cohorts(&figures, eyes),
        nearest: (eyes == Eyes::Staff).then(|| nearest(&figures)),
        other,
        count: if eyes == Eyes::Staff { Some(counted(app, reader, &figures, fields)?) } else { None },
    };
    Ok(reader.show(&frame, "school/school.html", view))
}

/// What was counted of a class or of everybody on the roll, to the end of any day.
fn counted(app: &App, reader: &Reader, figures: &Figures, fields: &Fields) -> Result<Count, Problem> {
    let school = figures.school.id;
    let (to, error) = count::day(fields, app.today());
    let group = fields
        .number("group")
        .map(GroupId)
        .filter(|&group| figures.children.iter().any(|child| child.pupil.group == group));
    let (tally, by_code) = service::school::behind::counts(app, &reader.actor, school, group, to)?;
    let of = group.map(|group| format!("&group={group}")).unwrap_or_default();
    let counted = count::view(&count::Source {
        app,
        calendar: &app.calendar(school)?,
        thresholds: service::school::thresholds(app, school)?,
        tally,
        by_code,
        to,
        error,
        action: urls::school(school),
        link: &|filter| Some(urls::school_sessions(school, &format!("{filter}{of}&to={to}"))),
    });
    let mut groups: Vec<(GroupId, String)> =
        figures.children.iter().map(|child| (child.pupil.group, child.group.clone())).collect();
    groups.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
    groups.dedup();
    let choice =
        |(id, name): (GroupId, String)| Choice { value: id.to_string(), text: name, is_chosen: Some(id) == group };
    let everybody =
        Choice { value: String::new(), text: String::from("Everybody on the roll"), is_chosen: group.is_none() };
    Ok(Count { groups: std::iter::once(everybody).chain(groups.into_iter().map(choice)).collect(), ..counted })
}

/// A school stands under the authority in the menu of somebody who looks after several.
pub(super) fn section(reader: &Reader) -> Section {
    if reader.actor.school.is_some() { Section::School } else { Section::Authority }
}

fn week(week: &Week) -> trend::Week {
    trend::Week {
        monday: week.monday,
        has_school: week.has_school,
        this_year: week.this_year.attendance(),
        last_year: week.last_year.attendance(),
    }
}

/// `Where the children stand`, with the set's name where there are several.
fn bands(figures: &Figures, set: &Set, eyes: Eyes) -> BandSet {
    let title = match figures.bands.len() {
        1 => String::from("Where the children stand"),
        _ => format!("Where the children stand: {}", set.set.head.name),
    };
    let count = |(place, held): (usize, &service::school::bands::Held)| BandCount {
        name: held.band.name.clone(),
        children: held.children.len() as u64,
        range: ranges::range(&held.band, set.set.measure.unit()),
        href: urls::school_sessions(figures.school.id, &filter::band(&set.set.head.name, place)),
    };
    BandSet::new(&title, set.bands.iter().enumerate().map(count).collect(), eyes)
}

/// Who came into a band this week: every band that somebody came into, and the one after the first in any case.
fn crossed(figures: &Figures, set: &Set, eyes: Eyes) -> Vec<Crossed> {
    let bands = set.bands.iter().enumerate().skip(1);
    bands
        .filter(|(place, held)| *place == 1 || !held.new.is_empty())
        .map(|(place, held)| {
            let title = match ranges::edge(&held.band) {
                Some(edge) => format!("Crossed {edge} this week"),
                None => format!("New in {} this week", held.band.name),
            };
            let count = held.new.len();
            let named = if eyes == Eyes::Staff { CROSSED } else { 0 };
            let children: Vec<CrossedChild> =
                held.new.iter().take(named).filter_map(|&at| crossed_child(&figures.children[at], set)).collect();
            let words = match (count, eyes) {
                (0, _) => String::from("Nobody."),
                (_, Eyes::Governor) => format!("{} children.", words::sentence(&eyes.count(count as u64))),
                (_, Eyes::Staff) if count > named => format!("And {} more.", count - named),
                (_, Eyes::Staff) => String::new(),
            };
            let more = Link::new(
                format!("All in {}", held.band.name),
                urls::school_sessions(figures.school.id, &filter::band(&set.set.head.name, place)),
            );
            Crossed { title, children, words, more: (count > named && eyes == Eyes::Staff).then_some(more) }
        })
        .collect()
}

fn crossed_child(child: &Standing, set: &Set) -> Option<CrossedChild> {
    let receipt = &in_set(child, &set.set)?.receipt;
    Some(CrossedChild {
        who: Link::new(child.pupil.name(), urls::pupil(child.pupil.id)),
        detail: format!("{}: {}", child.group, words::days(child.tally.half_days_missed().into())),
        receipt: urls::receipt(child.pupil.id, &receipt.head.pack, &receipt.head.slug),
    })
}

fn cohorts(figures: &Figures, eyes: Eyes) -> CohortTable {
    let table = &figures.cohorts;
    let cells = |cells: &[Cell], year: Option<u8>| {
        let cohorts = std::iter::once(None).chain(table.cohorts.iter().map(Some));
        let cell = |(cell, cohort): (&Cell, Option<&String>)| {
            let href = urls::school_sessions(figures.school.id, &filter::group(year, cohort.map(String::as_str)));
            Average::new(cell.children, cell.tally, href, eyes)
        };
        cells.iter().zip(cohorts).map(cell).collect::<Vec<Average>>()
    };
    let row = |row: &service::school::cohorts::Row| CohortRow {
        name: year_name(row.year),
        href: (eyes == Eyes::Staff)
            .then(|| urls::school_sessions(figures.school.id, &filter::group(Some(row.year), None))),
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

fn nearest(figures: &Figures) -> Nearest {
    let near = &figures.near;
    let (title, left_head) = match near.goal {
        Goal::NextBand => ("Nearest to the next band", "Days to it"),
        Goal::Persistent => ("Nearest to persistent absence", "Days to it"),
    };
    let count = near.children.len();
    Nearest {
        title: title.into(),
        left_head: left_head.into(),
        rows: near.children.iter().take(NEAREST).map(|near| near_row(near, &figures.children[near.child])).collect(),
        words: format!(
            "{} within {}.",
            words::counted(count as i64, "child is", "children are"),
            words::days(CLOSE_HALF_DAYS.into())
        ),
        more: (count > NEAREST).then(|| Link::new("Show all", urls::school_sessions(figures.school.id, filter::NEAR))),
    }
}

fn near_row(near: &Near, child: &Standing) -> NearRow {
    let days = |half_days: u32| words::days(half_days.into()).replace(" days", "").replace(" day", "");
    let to = if near.reaches.is_empty() { String::new() } else { format!(" to {}", near.reaches) };
    NearRow {
        who: Link::new(child.pupil.name(), urls::pupil(child.pupil.id)),
        place: place(child),
        days: days(child.tally.half_days_missed()),
        attendance: child.tally.attendance().map_or_else(String::new, words::percent),
        left: format!("{}{to}", days(near.half_days)),
        support: String::from(if has_support(child) { "Support recorded" } else { "No support recorded" }),
    }
}

/// Whether anything of the pack was done or taken up for a child this school year; a call alone is no support.
fn has_support(child: &Standing) -> bool {
    use domain::case::Done;
    child.history.iter().any(|event| match &event.done {
        Done::Contacted { .. } | Done::LetterMade { .. } => false,
        Done::Considered { taken_up, .. } => *taken_up,
        Done::TaskDone { .. } | Done::Did { .. } => true,
    })
}

/// `5 Hazel, SEN Support`: the class and what else is recorded of a child.
pub(super) fn place(child: &Standing) -> String {
    let cohorts = child.pupil.cohorts.iter().map(String::as_str);
    std::iter::once(child.group.as_str()).chain(cohorts).collect::<Vec<&str>>().join(", ")
}
