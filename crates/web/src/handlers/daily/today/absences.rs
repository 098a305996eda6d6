//! Children whose absence nobody has explained, today and before.

use domain::{
    calendar::Calendar,
    id::PupilId,
    permission::{Permission, Place},
};
use service::{
    board::{Holding, Unexplained},
    today::Today as Work,
};

use super::Listing;
use crate::{
    error::Problem,
    handlers::daily::{board, calls},
    link::{Button, Link},
    pages::{
        board::reason,
        today::{Kind, Row, Section},
    },
    status::Status,
    urls, words,
};

pub(super) fn whereabouts(listing: &Listing<'_>, work: &Work) -> Result<Section, Problem> {
    let total: usize = work.unexplained.len();
    let shown = &work.unexplained[..listing.shown(Kind::Whereabouts, total)];
    let rows = shown.iter().map(|absent| absence(listing, work, absent)).collect::<Result<Vec<Row>, Problem>>()?;
    Ok(listing.section(Kind::Whereabouts, rows, total, ""))
}

fn absence(listing: &Listing<'_>, work: &Work, absent: &Unexplained) -> Result<Row, Problem> {
    let names: Vec<String> = absent.children.iter().map(|child| child.pupil.name()).collect();
    let ids: Vec<PupilId> = absent.children.iter().map(|child| child.pupil.id).collect();
    let first = ids.first().copied().ok_or(Problem::NotFound)?;
    let session = work.session.ok_or(Problem::NotFound)?;
    let next = calls::next(&absent.contacts, &absent.tries);
    let (what, button) = match &next {
        Some(contact) => {
            let phone = format!("{} ({}), {}", contact.name, contact.relationship, contact.phone);
            let tried = calls::tried(listing.app.today(), &absent.tries);
            let so_far = if tried.is_empty() { String::from("Nobody rung yet.") } else { format!("{tried}.") };
            (
                format!("{so_far} Next: {phone}."),
                Button::open(
                    "Record a call",
                    &about(&names),
                    urls::and_back(&urls::call_about(&ids, session), &urls::today()),
                ),
            )
        }
        None if absent.contacts.is_empty() => {
            (String::from("Nobody is on record to ring."), reason_button(listing, work, &ids, &names)?)
        }
        None => (
            format!("{}.", calls::tried(listing.app.today(), &absent.tries)),
            reason_button(listing, work, &ids, &names)?,
        ),
    };
    let due =
        if absent.days_without_word > 1 || absent.is_vulnerable { Status::now("Now") } else { Status::due("Today") };
    let row = Row::new(Link::new(words::list(&names), urls::pupil(first)), groups(absent), what, due, button);
    Ok(Row { beside: board::facts(listing.app, &listing.reader.actor, absent), ..row })
}

fn groups(absent: &Unexplained) -> String {
    let groups: Vec<String> = absent.children.iter().map(|child| child.group.clone()).collect();
    words::list(&groups)
}

fn about(names: &[String]) -> String {
    format!("about {}", words::list(names))
}

fn reason_button(listing: &Listing<'_>, work: &Work, ids: &[PupilId], names: &[String]) -> Result<Button, Problem> {
    let school = listing.app.own_school(&listing.reader.actor)?;
    let session = work.session.ok_or(Problem::NotFound)?;
    let sessions = board::unexplained_sessions(listing.app, school, session, ids)?;
    Ok(Button::open(
        "Record the reason",
        &about(names),
        urls::and_back(&urls::reason_about(ids, &sessions), &urls::today()),
    ))
}

pub(super) fn holding(listing: &Listing<'_>, work: &Work) -> Result<Section, Problem> {
    let total = work.holding.len();
    let shown = &work.holding[..listing.shown(Kind::Law, total)];
    let calendar = listing.app.calendar(listing.app.own_school(&listing.reader.actor)?.id)?;
    let rows = shown.iter().map(|held| settle(listing, &calendar, held)).collect();
    let nearest = work.holding.first().map(|held| board::deadline(listing.app, &calendar, held.deadline).words);
    let nearest = nearest.map(|words| format!("Nearest: {words}")).unwrap_or_default();
    Ok(listing.section(Kind::Law, rows, total, &nearest))
}

fn settle(listing: &Listing<'_>, calendar: &Calendar, held: &Holding) -> Row {
    let pupil = &held.child.pupil;
    let may_enter = listing.reader.actor.may(Permission::EnterCodes, Place::School(pupil.school));
    let due = board::deadline(listing.app, calendar, held.deadline);
    let sessions = words::counted(held.sessions.len() as i64, "session has", "sessions have");
    let what = format!("{sessions} no reason yet: {}.", reason::span(&held.sessions));
    let whom = format!("for {}", pupil.name());
    let button = if may_enter {
        Button::open(
            "Find out why",
            &whom,
            urls::and_back(&urls::reason_about(&[pupil.id], &held.sessions), &urls::today()),
        )
    } else {
        Button::open("See the child", &whom, urls::pupil(pupil.id))
    };
    let row = Row::new(Link::new(pupil.name(), urls::pupil(pupil.id)), held.child.group.clone(), what, due, button);
    Row { beside: calls::tried(listing.app.today(), &held.tries), ..row }
}
