//! Where to focus: by cohort and phase, by school and cohort, by town, and by band.

use axum::response::Response;
use documents::table::{Cell, Column, Kind};
use domain::tally::{Percent, Tally};
use service::{
    App,
    area::focus::{self, Count, FEWEST_CHILDREN, Focus, Row, Spot, Town},
};

use super::OneTable;
use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    link::{Filter, Link},
    pages::area::{Entry, Sortable},
    reader::Reader,
    urls, words,
};

mod bands;

/// One of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Cohorts,
    Schools,
    Towns,
    Bands,
}

impl Which {
    const ALL: [Which; 4] = [Which::Cohorts, Which::Schools, Which::Towns, Which::Bands];

    const fn word(self) -> &'static str {
        match self {
            Which::Cohorts => "cohorts",
            Which::Schools => "schools",
            Which::Towns => "towns",
            Which::Bands => "bands",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Which::Cohorts => "Cohorts and phases",
            Which::Schools => "Schools and their cohorts",
            Which::Towns => "Towns",
            Which::Bands => "Bands by school",
        }
    }
}

pub(super) fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    let word = fields.text("table");
    let which = match Which::ALL.into_iter().find(|which| which.word() == word) {
        Some(which) => which,
        None if word.is_empty() => Which::Cohorts,
        None => return Err(Problem::NotFound),
    };
    let filter = |one: Which| Filter {
        text: one.text().into(),
        href: urls::area::focus_on(one.word()),
        is_current: one == which,
    };
    let (table, state) = match which {
        Which::Bands => bands::table(app, reader)?,
        _ => (table(app, &focus::focus(app, &reader.actor)?, which)?, String::new()),
    };
    let as_of = format!("To {}; as of {}.", words::full_day(app.today()), words::time(app.time()));
    let page = OneTable {
        title: "Where to focus",
        section: Section::Authority,
        back: Some(Link::new("Schools", urls::authority())),
        name: which.word(),
        address: urls::area::focus_on(which.word()),
        table,
        as_of,
        filters: Which::ALL.map(filter).into(),
        state,
        empty: "Nothing stands out: no school has children who miss more than the rate of their phase would give.",
        links: vec![Link::new("Cohorts, child by child", urls::cohort::list())],
    };
    page.answer(reader, fields)
}

fn column(heading: &str, kind: Kind) -> Column {
    Column { heading: heading.into(), kind }
}

fn table(app: &App, focus: &Focus, which: Which) -> Result<Sortable, Problem> {
    Ok(match which {
        Which::Cohorts | Which::Bands => of_cohorts(focus),
        Which::Schools => of_schools(app, focus)?,
        Which::Towns => of_towns(focus),
    })
}

fn of_cohorts(focus: &Focus) -> Sortable {
    let columns = [
        ("Cohort", Kind::Text),
        ("Phase", Kind::Text),
        ("Children", Kind::Number),
        ("Sessions missed", Kind::Number),
        ("Days missed for each child", Kind::Text),
        ("Attendance", Kind::Percent),
        ("Attendance of the others", Kind::Percent),
        ("Beside the others", Kind::Text),
        ("Persistent", Kind::Number),
        ("Severe", Kind::Number),
        ("A year before", Kind::Percent),
        ("Since", Kind::Text),
    ];
    let before = words::full_day(focus.before);
    Sortable {
        title: "Cohorts and phases".into(),
        columns: columns.map(|(heading, kind)| column(heading, kind)).into(),
        rows: focus.rows.iter().map(cohort_row).collect(),
        notes: vec![
            "Children on the roll today, with their sessions of the school year. A child can be in several cohorts. The others are everybody of the same phase who is not in the cohort."
                .into(),
            format!("A year before: the school year then to {before}, of the children then in the cohort. Differences are in percentage points."),
        ],
    }
}

fn cohort_row(row: &Row) -> Vec<Entry> {
    let tally = row.count.tally;
    let (cohort, href) = match &row.cohort {
        Some(cohort) => (words::sentence(cohort), urls::cohort::children(cohort)),
        None => (String::from("Everybody"), urls::authority()),
    };
    vec![
        Entry::link(Cell::Text(cohort), href),
        Entry::of(Cell::Text(words::sentence(row.phase.word()))),
        number(row.count.children),
        number(tally.absent()),
        days_each(&row.count),
        percent(tally.attendance()),
        percent(row.peers.attendance()),
        difference(row.peers, tally, ("higher", "lower")),
        number(row.count.persistent),
        number(row.count.severe),
        percent(row.before.attendance()),
        difference(row.before, tally, ("up", "down")),
    ]
}

fn number(count: u32) -> Entry {
    Entry::of(Cell::Number(count.into()))
}

fn percent(percent: Option<Percent>) -> Entry {
    Entry::of(percent.map_or(Cell::Empty, Cell::Percent))
}

/// Days missed for each child, in half days, rounded half up.
fn days_each(count: &Count) -> Entry {
    let (missed, children) = (u64::from(count.tally.absent()), u64::from(count.children));
    match children {
        0 => Entry::of(Cell::Empty),
        _ => {
            let half_days = (2 * missed + children) / (2 * children);
            Entry::ranked(words::days(half_days), (missed * 1_000 / children) as i64)
        }
    }
}

/// By how many percentage points attendance differs; nothing without marks on both sides.
fn difference(from: Tally, to: Tally, (more, less): (&str, &str)) -> Entry {
    let (Some(from), Some(to)) = (from.attendance(), to.attendance()) else { return Entry::of(Cell::Empty) };
    let by = i64::from(to.in_thousandths()) - i64::from(from.in_thousandths());
    let tenths = (by.abs() + 50) / 100;
    let words = match tenths {
        0 => String::from("level"),
        _ => format!("{}.{} {}", tenths / 10, tenths % 10, if by > 0 { more } else { less }),
    };
    Entry::ranked(words, by)
}

fn of_schools(app: &App, focus: &Focus) -> Result<Sortable, Problem> {
    let columns = [
        ("School", Kind::Text),
        ("Cohort", Kind::Text),
        ("Children", Kind::Number),
        ("Sessions missed", Kind::Number),
        ("Sessions expected", Kind::Number),
        ("Days above that", Kind::Text),
        ("Attendance", Kind::Percent),
        ("Persistent", Kind::Number),
        ("Severe", Kind::Number),
    ];
    let listed = match focus.all_spots > focus.spots.len() {
        true => {
            format!(" The {} with most are listed, of {}.", focus.spots.len(), words::number(focus.all_spots as i64))
        }
        false => String::new(),
    };
    let rows = focus.spots.iter().map(|spot| spot_row(app, spot)).collect::<Result<_, Problem>>()?;
    Ok(Sortable {
        title: "Schools and their cohorts with most days above what is usual".into(),
        columns: columns.map(|(heading, kind)| column(heading, kind)).into(),
        rows,
        notes: vec![format!(
            "Expected: the sessions that were possible for these children, times all sessions missed in schools of the phase, by all that were possible there. Whole half days above it are counted. Fewer than {FEWEST_CHILDREN} children are left out.{listed}"
        )],
    })
}

fn spot_row(app: &App, spot: &Spot) -> Result<Vec<Entry>, Problem> {
    let school = app.school(spot.school)?;
    let of = spot.cohort.as_ref().map(|name| format!("&cohort={}", urls::encode(name))).unwrap_or_default();
    let opened = |filter: &str| urls::school_sessions(spot.school, &format!("{filter}{of}"));
    let count = |count: u32| Cell::Number(count.into());
    let above = spot.missed.half_days_above();
    Ok(vec![
        Entry::link(Cell::Text(school.name.clone()), urls::school(school.id)),
        Entry::of(Cell::Text(spot.cohort.as_deref().map_or_else(|| String::from("Everybody"), words::sentence))),
        Entry::link(count(spot.count.children), opened("figure=everybody")),
        Entry::link(count(spot.missed.half_days), opened("counted=absent")),
        Entry::of(Cell::Number(spot.missed.expected_half_days() as i64)),
        Entry::ranked(words::days(above), above as i64),
        percent(spot.count.tally.attendance()),
        Entry::link(count(spot.count.persistent), opened("figure=persistent")),
        Entry::link(count(spot.count.severe), opened("figure=severe")),
    ])
}

fn of_towns(focus: &Focus) -> Sortable {
    let columns = [
        ("Town", Kind::Text),
        ("Schools", Kind::Number),
        ("Children", Kind::Number),
        ("Sessions missed", Kind::Number),
        ("Sessions expected", Kind::Number),
        ("Attendance", Kind::Percent),
        ("Persistent", Kind::Number),
        ("Severe", Kind::Number),
    ];
    Sortable {
        title: "Towns".into(),
        columns: columns.map(|(heading, kind)| column(heading, kind)).into(),
        rows: focus.towns.iter().map(town_row).collect(),
        notes: vec![
            "Schools by the town of their address. Expected: what the rate of each school’s phase would give for its children."
                .into(),
        ],
    }
}

fn town_row(town: &Town) -> Vec<Entry> {
    let href = format!("{}?town={}", urls::authority(), urls::encode(&town.name));
    vec![
        Entry::link(Cell::Text(town.name.clone()), href),
        number(town.schools),
        number(town.count.children),
        Entry::of(Cell::Number(town.half_days.0 as i64)),
        Entry::of(Cell::Number(town.half_days.1 as i64)),
        percent(town.count.tally.attendance()),
        number(town.count.persistent),
        number(town.count.severe),
    ]
}
