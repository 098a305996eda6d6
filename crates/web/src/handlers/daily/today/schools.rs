//! The schools of the authority's officer.

use service::today::{Due, SchoolLine, Today as Work};

use super::{
    Listing,
    children::{self, Tasks},
    choosing::Listed,
    duties,
};
use crate::{
    error::Problem,
    link::{Button, Link},
    pages::today::{Kind, Row, Section},
    status::Status,
    urls, words,
};

/// The schools that need the officer, and what the handbook makes the officer's own.
pub(super) fn of_authority<'w>(listing: &Listing<'_>, work: &'w Work) -> Result<Vec<Section>, Problem> {
    let needing: Vec<&SchoolLine> = work.schools.iter().filter(|line| line.needs_somebody()).collect();
    let shown = &needing[..needing.len().min(super::FIRST_ROWS)];
    let schools = listing.section(Kind::Schools, shown.iter().map(|line| school(line)).collect(), needing.len(), "");
    // All of them are one table that sorts.
    let all = Link::new(format!("All {} in one table", words::number(needing.len() as i64)), urls::area::work());
    let schools = Section { more: (!needing.is_empty()).then_some(all), ..schools };
    let mut due: Vec<(&'w SchoolLine, &'w Due)> =
        work.schools.iter().flat_map(|line| line.due.iter().map(move |due| (line, due))).collect();
    due.sort_by_cached_key(|(_, due)| service::today::order(due));
    let listed = |(line, due): &(&'w SchoolLine, &'w Due)| Listed { due, place: &line.of.school.name, rank: 0 };
    let tasks = Tasks { all: due.iter().map(listed).collect(), label: "School" };
    let tasks = children::section(listing, &tasks, |listed| format!("{}, {}", listed.due.child.group, listed.place))?;
    let owed = duties::of_authority(listing, work)?;
    let returns = super::returns::of_authority(listing, work);
    Ok([Some(tasks), returns, owed, Some(schools)].into_iter().flatten().collect())
}

fn school(line: &SchoolLine) -> Row {
    let school = &line.of.school;
    let href = urls::school(school.id);
    let said = [
        (line.registers_missing, "register is not taken", "registers are not taken"),
        (line.tasks, "task is with your team", "tasks are with your team"),
        (line.waiting, "return waits for an answer", "returns wait for an answer"),
        (line.duties().len(), "meeting or duty is due", "meetings and duties are due"),
    ];
    let said = said.iter().filter(|(count, ..)| *count > 0);
    let said: Vec<String> = said.map(|(count, one, many)| words::counted(*count as i64, one, many)).collect();
    let due = match (line.overdue, line.registers_missing, line.next) {
        (0, 0, Some(day)) => Status::wait(words::short_day(day)),
        (0, 0, None) => Status::wait("No date"),
        (0, ..) => Status::due("Today"),
        (overdue, ..) => Status::now(format!("{} overdue", words::number(overdue as i64))),
    };
    Row::new(
        Link::new(&school.name, href.clone()),
        words::sentence(school.phase.word()),
        format!("{}.", said.join(", ")),
        due,
        Button::open("See its figures", &format!("of {}", school.name), href),
    )
}
