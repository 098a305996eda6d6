//! Every school that needs somebody of the authority, in one table. Schools with nothing due are left out.

use axum::response::Response;
use documents::table::{Cell, Column, Kind};
use service::{App, area::Known, today::SchoolLine};

use super::OneTable;
use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    link::Link,
    pages::area::{Entry, Sortable},
    reader::Reader,
    urls, words,
};

pub(super) fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    let lines = service::today::of_authority(app, &reader.actor)?;
    let not_yet = lines.iter().filter(|line| matches!(line.of.known, Known::NotYet)).count() as i64;
    let needing: Vec<&SchoolLine> = lines.iter().filter(|line| line.needs_somebody()).collect();
    let column = |heading: &str, kind: Kind| Column { heading: heading.into(), kind };
    let table = Sortable {
        title: "Schools that need your team".into(),
        columns: vec![
            column("School", Kind::Text),
            column("Yours", Kind::Text),
            column("Tasks overdue", Kind::Number),
            column("Tasks", Kind::Number),
            column("Next date", Kind::Date),
            column("Meetings and duties due", Kind::Number),
            column("Returns late", Kind::Number),
            column("Returns not answered", Kind::Number),
            column("Registers not taken", Kind::Number),
        ],
        rows: needing.iter().map(|line| row(line)).collect(),
        notes: vec![
            "Tasks are those about children that are your team’s by the handbook of the school. Schools with nothing due are left out."
                .into(),
        ],
    };
    let as_of = format!(
        "{} of {} need your team. {}, as of {}.",
        words::counted(needing.len() as i64, "school", "schools"),
        words::number(lines.len() as i64),
        words::full_day(app.today()),
        words::time(app.time())
    );
    let page = OneTable {
        title: "Work in the schools",
        section: Section::Authority,
        back: Some(Link::new("Schools", urls::authority())),
        name: "work",
        address: urls::area::work(),
        table,
        as_of,
        filters: Vec::new(),
        state: match not_yet {
            0 => String::new(),
            count => format!(
                "{} still being worked out: look again in a minute.",
                words::counted(count, "school is", "schools are")
            ),
        },
        empty: "No school needs your team now. One appears here when a task, a meeting or a return falls due.",
        links: vec![Link::new("Returns of the schools", urls::returns::of_authority())],
    };
    page.answer(reader, fields)
}

fn row(line: &SchoolLine) -> Vec<Entry> {
    let school = &line.of.school;
    let number = |count: usize| Cell::Number(count as i64);
    vec![
        Entry::link(Cell::Text(school.name.clone()), urls::school(school.id)),
        Entry::of(Cell::Text(if line.of.is_own { "yes".into() } else { String::new() })),
        Entry::of(number(line.overdue)),
        Entry::of(number(line.tasks)),
        Entry::of(line.next.map_or(Cell::Empty, Cell::Date)),
        Entry::link(number(line.duties().len()), urls::duties(school.id)),
        Entry::link(number(line.returns_late), urls::returns::of_school(school.id)),
        Entry::link(number(line.waiting), urls::returns::of_school(school.id)),
        Entry::of(number(line.registers_missing)),
    ]
}
