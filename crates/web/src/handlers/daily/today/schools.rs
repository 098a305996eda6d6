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
    let needing: Vec<&SchoolLine> =
        work.schools.iter().filter(|line| line.registers_missing > 0 || !line.due.is_empty()).collect();
    let rows = needing.iter().map(|line| school(line)).collect();
    let schools = listing.section(Kind::Schools, rows, needing.len(), "");
    let mut due: Vec<(&'w SchoolLine, &'w Due)> =
        work.schools.iter().flat_map(|line| line.due.iter().map(move |due| (line, due))).collect();
    due.sort_by_cached_key(|(_, due)| service::today::order(due));
    let listed = |(line, due): &(&'w SchoolLine, &'w Due)| Listed { due, place: &line.school.name, rank: 0 };
    let tasks = Tasks { all: due.iter().map(listed).collect(), label: "School" };
    let tasks = children::section(listing, &tasks, |listed| format!("{}, {}", listed.due.child.group, listed.place))?;
    let owed = duties::of_authority(listing)?;
    let returns = super::returns::of_authority(listing)?;
    Ok([Some(tasks), returns, owed, Some(schools)].into_iter().flatten().collect())
}

fn school(line: &SchoolLine) -> Row {
    let href = urls::school(line.school.id);
    let registers = words::counted(line.registers_missing as i64, "register is", "registers are");
    let tasks = words::counted(line.due.len() as i64, "task is", "tasks are");
    let what = match (line.registers_missing, line.due.len()) {
        (0, _) => format!("{tasks} with your team."),
        (_, 0) => format!("{registers} not taken."),
        _ => format!("{registers} not taken, {tasks} with your team."),
    };
    let due = if line.registers_missing > 0 { Status::due("Today") } else { Status::wait("No date") };
    Row::new(
        Link::new(&line.school.name, href.clone()),
        words::sentence(line.school.phase.word()),
        what,
        due,
        Button::open("See its figures", &format!("of {}", line.school.name), href),
    )
}
