//! What the early warning says of the children of a school, beside the simple rule.

use analysis::outlook::{Ahead, Moved, Said};
use axum::response::Response;
use documents::table::{Cell, Column, Kind, Table};
use domain::{
    id::SchoolId,
    permission::{Permission, Place},
    school::year_name,
};
use service::{
    App,
    outlook::{self, Child, Listed, Position, Switch},
};

use super::{frame, standing, to_switch};
use crate::{
    error::Problem,
    form::Fields,
    link::{Filter, Link},
    pages::outlook::{
        ListPage,
        sentences::{reason, short, why_silent},
    },
    reader::Reader,
    table::{self, TableView},
    urls, words,
};

pub(super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    reader.actor.require(Permission::LeadCases, Place::School(id))?;
    let switch = outlook::look(app, &reader.actor, id)?;
    let links: Vec<Link> = [
        Some(Link::new("How far it can be believed", urls::outlook::calibration(id))),
        Some(Link::new("What the words mean", urls::definition("early_warning"))),
        to_switch(&switch),
    ]
    .into_iter()
    .flatten()
    .collect();
    let back = Link::new(&switch.school.name, urls::school(id));
    if switch.position == Position::Off {
        let empty = format!("{} {}", standing(&switch), who_switches(&switch));
        let page = ListPage { back, empty, links, ..ListPage::default() };
        return Ok(reader.show(&frame(reader, "Early warning", &switch), "outlook/list.html", page));
    }
    let found = outlook::list(app, &reader.actor, id)?;
    let year: Option<u8> = match fields.text("year") {
        "" => None,
        text => Some(text.parse().map_err(|_| Problem::NotFound)?),
    };
    let children: Vec<&Child> =
        found.children.iter().filter(|child| year.is_none_or(|year| child.pupil.year == year)).collect();
    let listed = listed(&found, &children);
    let kind = fields.text("file");
    if !kind.is_empty() {
        return table::file(&listed, kind, "early-warning");
    }
    let address = year.map_or_else(|| urls::outlook::of_school(id), |year| urls::outlook::of_year(id, year));
    let mut view = TableView::with_files(&listed, &address);
    for (row, child) in view.rows.iter_mut().zip(&children) {
        row[0].href = urls::pupil(child.pupil.id);
        row[2].href = urls::sessions(child.pupil.id, "counted=absent");
    }
    let page = ListPage {
        back,
        empty: found
            .day
            .map_or_else(|| String::from("The first school day of the year is not over yet."), |_| String::new()),
        years: years(&found, year),
        table: found.day.map(|_| view),
        links,
    };
    let as_of = found.day.map(|day| format!("To the end of {}", words::full_day(day))).unwrap_or_default();
    Ok(reader.show(&frame(reader, "Early warning", &switch).as_of(as_of), "outlook/list.html", page))
}

fn who_switches(switch: &Switch) -> &'static str {
    match switch.may_switch {
        true => "Read how far it can be believed before you switch it on.",
        false => "The headteacher or the administrator can switch it on.",
    }
}

fn years(found: &Listed, chosen: Option<u8>) -> Vec<Filter> {
    let mut years: Vec<u8> = found.children.iter().map(|child| child.pupil.year).collect();
    years.sort_unstable();
    years.dedup();
    let id = found.school.id;
    let all = Filter { text: "All years".into(), href: urls::outlook::of_school(id), is_current: chosen.is_none() };
    let one = |year: u8| Filter {
        text: year_name(year),
        href: urls::outlook::of_year(id, year),
        is_current: chosen == Some(year),
    };
    std::iter::once(all).chain(years.into_iter().map(one)).collect()
}

const COLUMNS: [(&str, Kind); 8] = [
    ("Child", Kind::Text),
    ("Class", Kind::Text),
    ("Days missed so far", Kind::Text),
    ("Simple rule: days missed by the end of the year", Kind::Text),
    ("Simple rule says", Kind::Text),
    ("Early warning: children like this who reached the line", Kind::Text),
    ("What moved it most, or why it says nothing", Kind::Text),
    ("May still be missed", Kind::Text),
];

fn listed(found: &Listed, children: &[&Child]) -> Table {
    let day = found.day.map(words::full_day).unwrap_or_default();
    Table {
        title: format!("Early warning, {}, to the end of {day}", found.school.name),
        columns: COLUMNS.map(|(heading, kind)| Column { heading: heading.into(), kind }).into(),
        rows: children.iter().map(|child| row(child)).collect(),
        notes: vec![
            "The order is that of the days missed so far. The early warning orders nothing and decides nothing.".into(),
            "May still be missed: the most days with which the child stays under the line of persistent absence, if every \
             session to come is possible."
                .into(),
        ],
    }
}

fn row(child: &Child) -> Vec<Cell> {
    let outlook = &child.outlook;
    let days = |sessions: u32| Cell::Text(words::days(sessions.into()));
    let text = |text: &str| Cell::Text(text.into());
    vec![
        Cell::Text(child.pupil.name()),
        Cell::Text(child.group.clone()),
        days(outlook.inputs.missed),
        days(outlook.rule.projected),
        text(if outlook.rule.is_over { "over the line" } else { "under the line" }),
        Cell::Text(short(outlook)),
        Cell::Text(because(child)),
        match outlook.line.ahead {
            Ahead::Open { spare } => days(spare),
            Ahead::Past => text("over the line whatever comes"),
            Ahead::OutOfReach => text("under the line whatever comes"),
        },
    ]
}

fn because(child: &Child) -> String {
    match &child.outlook.said {
        Said::Range(_, reasons) => {
            let moving = reasons.iter().filter(|one| one.moved != Moved::Hardly).take(2);
            let strongest: Vec<String> = moving.map(|one| reason(child, one)).collect();
            strongest.join(". ")
        }
        Said::Settled => String::new(),
        Said::Silent(silence) => why_silent(*silence).into(),
    }
}
