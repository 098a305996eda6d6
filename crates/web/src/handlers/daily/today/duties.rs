//! What the reader owes for a school as a whole.

use domain::{id::SchoolId, rule::slug};
use service::{duty::Duty, today::Today};

use super::Listing;
use crate::{
    error::Problem,
    handlers::{pupil::action::says, school::duty::status},
    link::{Button, Link},
    pages::today::{Kind, Row, Section},
    status::Status,
    urls, words,
};

/// What is due of the reader's own for their school; nothing when nothing is.
pub(super) fn of_school(listing: &Listing<'_>, school: SchoolId) -> Result<Option<Section>, Problem> {
    let due = service::duty::due(listing.app, &listing.reader.actor, school)?;
    let name = listing.app.school(school)?.name.clone();
    Ok(section(listing, due.into_iter().map(|duty| (Some(school), name.clone(), duty)).collect()))
}

/// What is due of the officer's own, school by school and for the authority itself.
pub(super) fn of_authority(listing: &Listing<'_>, work: &Today) -> Result<Option<Section>, Problem> {
    let (app, actor) = (listing.app, &listing.reader.actor);
    let mut all = Vec::new();
    for line in &work.schools {
        let school = &line.of.school;
        all.extend(line.duties().iter().map(|duty| (Some(school.id), school.name.clone(), duty.clone())));
    }
    let own = service::authority_duty::due(app, actor)?;
    let place = |duty: Duty| (None, app.authority.clone(), duty);
    all.extend(own.into_iter().map(|(_, duty)| place(duty)));
    all.sort_by_key(|(_, _, duty)| (!duty.is_overdue, duty.deadline));
    Ok(section(listing, all))
}

fn section(listing: &Listing<'_>, due: Vec<(Option<SchoolId>, String, Duty)>) -> Option<Section> {
    let overdue = due.iter().filter(|(_, _, duty)| duty.is_overdue).count();
    let oldest = if overdue == 0 { String::new() } else { format!("{} overdue", words::number(overdue as i64)) };
    let shown = &due[..listing.shown(Kind::Duties, due.len())];
    let rows: Vec<Row> = shown.iter().map(|(school, name, duty)| row(listing, *school, name, duty)).collect();
    (!rows.is_empty()).then(|| listing.section(Kind::Duties, rows, due.len(), &oldest))
}

/// A row about a school, or about the authority itself.
fn row(listing: &Listing<'_>, school: Option<SchoolId>, name: &str, duty: &Duty) -> Row {
    let head = &duty.possible.action.head;
    let href = match school {
        Some(school) => urls::duty(school, &head.pack, &slug(&head.name)),
        None => urls::authority_duty::duty(&head.pack, &slug(&head.name)),
    };
    Row::new(
        Link::new(&head.name, href.clone()),
        name.to_owned(),
        says(&duty.possible.action),
        status(listing.app, duty).unwrap_or_else(|| Status::wait("No date")),
        Button::open("Record it", &format!("for {}: {name}", head.name), href),
    )
}
