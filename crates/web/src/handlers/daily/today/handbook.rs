//! What the handbook makes due, and who entered a band.

use domain::{
    id::PupilId,
    permission::{Permission, Place},
    rule::{Kind as ActionKind, slug},
};
use service::{
    case::{is_recorded, roles},
    today::{Due, Entered, Trend},
};

use super::{Listing, children};
use crate::{
    error::Problem,
    link::{Button, Hidden, Link},
    pages::today::{Kind, Row, Section, Work},
    status::Status,
    urls, words,
};

/// What is asked of whoever says that a task is done.
const WHAT_WAS_DONE: &str = "What was done, in a few words";

pub(super) fn due(listing: &Listing<'_>, due: &[Due]) -> Result<Section, Problem> {
    children::section(listing, &children::of_classes(due), |listed| listed.due.child.group.clone())
}

/// What the handbook makes due of others about the reader's own pupils.
pub(super) fn waiting(listing: &Listing<'_>, waiting: &[Due]) -> Section {
    let shown = &waiting[..listing.shown(Kind::Waiting, waiting.len())];
    let rows = shown.iter().map(|due| {
        let pupil = &due.child.pupil;
        let row = Row::new(
            Link::new(pupil.name(), urls::pupil(pupil.id)),
            due.child.group.clone(),
            format!("{}, for {}.", due.task.name, words::either(&due.task.owner)),
            status(listing, due),
            Button::open("See the pathway", &format!("of {}", pupil.name()), urls::pathway(pupil.id)),
        );
        Row { receipt: why(due), ..row }
    });
    listing.section(Kind::Waiting, rows.collect(), waiting.len(), "")
}

/// The receipt of what is due; taking something back has none.
fn why(due: &Due) -> Option<Link> {
    let head = &due.task.receipt.head;
    let href = || urls::receipt(due.child.pupil.id, &head.pack, &slug(&due.task.name));
    (!due.task.takes_back()).then(|| Link::new("Why this is due", href()))
}

/// One child with everything that the handbook makes due about them, most urgent first.
pub(super) fn child(listing: &Listing<'_>, due: &[&Due]) -> Result<Row, Problem> {
    let (first, others) = due.split_first().ok_or(Problem::NotFound)?;
    let pupil = &first.child.pupil;
    let Work { what, receipt, due, button, asks } = task(listing, first)?;
    let row = Row::new(Link::new(pupil.name(), urls::pupil(pupil.id)), first.child.group.clone(), what, due, button);
    Ok(Row {
        beside: beside(listing, first)?,
        receipt,
        asks,
        others: others.iter().map(|due| task(listing, due)).collect::<Result<Vec<Work>, Problem>>()?,
        ..row
    })
}

/// One task of the handbook about a child.
fn task(listing: &Listing<'_>, due: &Due) -> Result<Work, Problem> {
    let (button, asks) = button(listing, due)?;
    let owners = match due.task.owner.as_slice() {
        [] => String::new(),
        owners => format!(", for {}", words::list(owners)),
    };
    Ok(Work { what: format!("{}{owners}.", due.task.name), receipt: why(due), due: status(listing, due), button, asks })
}

fn status(listing: &Listing<'_>, due: &Due) -> Status {
    if due.task.is_overdue {
        return Status::now("Overdue");
    }
    if let Some(deadline) = due.deadline {
        return Status::deadline(deadline, (listing.app.today(), listing.app.time()));
    }
    // Without the weekday it fits on one line.
    Status::wait(
        due.since.map_or_else(|| String::from("No date"), |day| format!("Since {} {}", day.day(), words::month(day))),
    )
}

/// `7½ days missed, SEN Support. 2½ days missed in the last 20 school days, …`, and who of the family has work too.
fn beside(listing: &Listing<'_>, due: &Due) -> Result<String, Problem> {
    let pupil = &due.child.pupil;
    let missed = words::days(due.child.tally.half_days_missed().into());
    let cohorts = service::admission::cohorts_seen(listing.app, &listing.reader.actor, pupil);
    let belongs = if cohorts.is_empty() { String::new() } else { format!(", {}", cohorts.join(", ")) };
    let trend = service::today::trend(listing.app, pupil.school, pupil.id)?;
    let siblings: Vec<String> = due.siblings.iter().map(|(name, group)| format!("{name} in {group}")).collect();
    let with_work = match siblings.len() {
        0 => String::new(),
        1 => format!(" {} of the same family has work here too.", words::list(&siblings)),
        _ => format!(" {} of the same family have work here too.", words::list(&siblings)),
    };
    Ok(format!("{missed} missed{belongs}. {}{with_work}", words::sentence(&trend_words(trend))))
}

/// `2½ days missed in the last 20 school days, 1 day in the 20 before.`
fn trend_words(trend: Trend) -> String {
    let days = |half_days: u32| words::days(half_days.into());
    let lately = format!("{} missed in the last {} school days", days(trend.lately), trend.days);
    match trend.before.cmp(&trend.lately) {
        std::cmp::Ordering::Less => format!("{lately}, up from {} in those before.", days(trend.before)),
        std::cmp::Ordering::Equal => format!("{lately}, as many as in those before."),
        std::cmp::Ordering::Greater => format!("{lately}, down from {} in those before.", days(trend.before)),
    }
}

/// The button of a task, and what its form asks. A letter is read before it is made; all else is said in a few words.
fn button(listing: &Listing<'_>, due: &Due) -> Result<(Button, String), Problem> {
    let pupil = &due.child.pupil;
    let whom = format!("{} for {}", due.task.name, pupil.name());
    let may = |permission| listing.reader.actor.may(permission, Place::School(pupil.school));
    let rules = listing.app.rules(pupil.school)?;
    let name = due.task.opens.as_deref().unwrap_or(&due.task.name);
    let action = rules.action(name);
    let letter = action.filter(|action| action.kind == ActionKind::Letter && may(Permission::MakeLetters));
    if let Some(action) = letter {
        let href = urls::letter(pupil.id, &action.head.pack, &action.head.slug);
        return Ok((Button::open("Write the letter", &whom, href), String::new()));
    }
    let is_review = name.strip_prefix("Review of ").is_some_and(|plan| rules.action(plan).is_some());
    let head = action.filter(|action| is_recorded(rules, action)).map(|action| &action.head);
    if let Some(head) = head.or_else(|| is_review.then_some(&due.task.receipt.head)) {
        let href = urls::action(pupil.id, &head.pack, &slug(name));
        return Ok((Button::open("Record it", &whom, href), String::new()));
    }
    let is_own = !due.task.owner.is_empty() && roles::is_one_of(rules, &listing.reader.actor, &due.task.owner);
    if !may(Permission::LeadCases) && !is_own {
        return Ok((Button::open("See the pathway", &whom, urls::pathway(pupil.id)), String::new()));
    }
    let fields = vec![Hidden::new("task", &due.task.name), Hidden::new("back", listing.here())];
    Ok((Button::send("Say it is done", &whom, urls::tasks(pupil.id), fields), WHAT_WAS_DONE.into()))
}

pub(super) fn entered(listing: &Listing<'_>, entered: &[Entered]) -> Section {
    let shown = &entered[..listing.shown(Kind::Entered, entered.len())];
    let rows = shown.iter().map(|one| {
        let pupil = &one.child.pupil;
        let missed = words::days(one.child.tally.half_days_missed().into());
        let row = Row::new(
            Link::new(pupil.name(), urls::pupil(pupil.id)),
            one.child.group.clone(),
            format!("{}: {}, with {missed} missed.", one.set, one.band),
            Status::wait(format!("Since {} {}", one.since.day(), words::month(one.since))),
            Button::open("See the pathway", &format!("of {}", pupil.name()), urls::pathway(pupil.id)),
        );
        Row { receipt: receipt(pupil.id, one), ..row }
    });
    listing.section(Kind::Entered, rows.collect(), entered.len(), "")
}

fn receipt(pupil: PupilId, entered: &Entered) -> Option<Link> {
    let band = entered.child.decided.bands.iter().find(|band| band.set == entered.set)?;
    let head = &band.receipt.head;
    Some(Link::new("Why", urls::receipt(pupil, &head.pack, &head.slug)))
}
