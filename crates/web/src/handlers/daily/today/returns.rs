//! Returns and notices that are due, and for the authority those that nobody has answered for.

use domain::{
    decide::Deadline,
    id::SchoolId,
    permission::{Permission, Place},
};
use service::today::{SchoolLine, Today};

use super::{FIRST_ROWS, Listing};
use crate::{
    error::Problem,
    link::{Button, Link},
    pages::today::{Kind, Row, Section},
    status::Status,
    urls, words,
};

/// What the reader's school has to send, a row for each return; nothing when nothing is due or the reader sends none.
pub(super) fn of_school(listing: &Listing<'_>, school: SchoolId) -> Result<Option<Section>, Problem> {
    let actor = &listing.reader.actor;
    if !actor.may(Permission::SendReturns, Place::School(school)) {
        return Ok(None);
    }
    let known = service::returns::of_school(listing.app, actor, school)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for due in known.due.iter().filter(|due| due.is_readers) {
        let name = due.action.head.name.as_str();
        if names.contains(&name) {
            continue;
        }
        names.push(name);
        let own: Vec<_> = known.due.iter().filter(|one| one.action.head.name == name).collect();
        let late = own.iter().filter(|one| one.is_late).count();
        let about = match due.pupil {
            Some(_) => format!("About {}", words::counted(own.len() as i64, "pupil", "pupils")),
            None => String::from("About the school"),
        };
        let late = if late == 0 { String::new() } else { format!(", {} late", words::number(late as i64)) };
        let href = format!("{}#{}", urls::returns::of_school(school), domain::rule::slug(name));
        rows.push(Row::new(
            Link::new(name, href.clone()),
            words::sentence(&format!("to the {}", words::either(&due.action.to))),
            format!("{about}{late}."),
            status(listing, due.deadline, due.is_late),
            Button::open("Send it", &format!(": {name}"), href),
        ));
    }
    Ok(section(listing, rows, known.late()))
}

/// The schools of which something is late or waits for an answer.
pub(super) fn of_authority(listing: &Listing<'_>, work: &Today) -> Option<Section> {
    let mut all: Vec<&SchoolLine> =
        work.schools.iter().filter(|line| line.returns_late > 0 || line.waiting > 0).collect();
    all.sort_by_key(|line| std::cmp::Reverse((line.of.is_own, line.returns_late, line.waiting)));
    let late = all.iter().map(|line| line.returns_late).sum();
    let shown: Vec<Row> = all.iter().take(FIRST_ROWS).map(|line| school(line)).collect();
    let section = section_of(listing, shown, all.len(), late)?;
    // All of them are one table that sorts.
    let more =
        Link::new(format!("All {} in one table", words::number(all.len() as i64)), urls::returns::of_authority());
    Some(Section { more: Some(more), ..section })
}

fn school(line: &SchoolLine) -> Row {
    let (name, late) = (&line.of.school.name, line.returns_late);
    let waits = words::counted(line.waiting as i64, "return waits", "returns wait");
    let href = urls::returns::of_school(line.of.school.id);
    Row::new(
        Link::new(name, href.clone()),
        String::from("Returns and notices"),
        format!("{waits} for an answer."),
        if late > 0 { Status::now(format!("{} late", words::number(late as i64))) } else { Status::wait("No date") },
        Button::open("See its returns", &format!("of {name}"), href),
    )
}

fn section(listing: &Listing<'_>, rows: Vec<Row>, late: usize) -> Option<Section> {
    let total = rows.len();
    let shown: Vec<Row> = rows.into_iter().take(listing.shown(Kind::Returns, total)).collect();
    section_of(listing, shown, total, late)
}

fn section_of(listing: &Listing<'_>, shown: Vec<Row>, total: usize, late: usize) -> Option<Section> {
    let late = if late == 0 { String::new() } else { format!("{} late", words::number(late as i64)) };
    (total > 0).then(|| listing.section(Kind::Returns, shown, total, &late))
}

fn status(listing: &Listing<'_>, deadline: Option<Deadline>, is_late: bool) -> Status {
    match deadline {
        Some(deadline) => Status::deadline(deadline, (listing.app.today(), listing.app.time())),
        None if is_late => Status::now("Overdue"),
        None => Status::due("Due, without a date"),
    }
}
