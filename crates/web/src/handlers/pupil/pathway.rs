//! Where a pupil stands in the handbook: what is due, offered, barred and done.

pub(in crate::handlers) mod actions;
mod menus;
mod stands;
mod weeks;

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    calendar::school_year_start,
    decide::{Offer, Standing},
    id::PupilId,
    permission::{Actor, Permission, Place},
};
use service::{
    App,
    case::{Possible, roles},
};

use super::{
    event,
    header::header,
    id,
    known::Known,
    step::{self, Page, Reading},
};
use crate::{
    error::Problem,
    form::FormError,
    frame::{Frame, Section},
    handlers::{Visit, older},
    link::Link,
    pages::directory::Line as Service,
    pages::pupil::{
        Note, Tab,
        pathway::{DoneLine, PathwayPage, Step},
    },
    reader::Reader,
    urls, words,
};

/// So many things that were done are shown at once.
const FIRST_DONE: usize = 8;

pub(super) async fn page(visit: Visit, Path(pupil): Path<String>) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = view(app, reader, id(&pupil)?)?;
            Ok(reader.show(&frame, "pupil/pathway.html", page))
        })
        .await
}

/// What was sent in the form of one step, and what is missing in it.
pub(super) struct Sent<'a> {
    pub form: String,
    pub answered: &'a str,
    pub note: &'a str,
    pub errors: Vec<FormError>,
}

/// The page again, with the form open that was sent incomplete.
pub(super) fn again(app: &App, reader: &Reader, pupil: PupilId, sent: Sent<'_>) -> Result<Response, Problem> {
    let (frame, mut page) = view(app, reader, pupil)?;
    let is_sent = |step: &Step| step.answer.as_ref().is_some_and(|form| form.id == sent.form);
    for menu in &mut page.menus {
        menu.is_open |= menu.steps.iter().chain(&menu.answered).any(is_sent);
    }
    let of_menus = page.menus.iter_mut().flat_map(|menu| menu.steps.iter_mut().chain(&mut menu.answered));
    for step in page.due.iter_mut().chain(of_menus).filter(|step| is_sent(step)) {
        step.answer = step.answer.take().map(|form| Box::new(form.sent(sent.answered, sent.note, &sent.errors)));
    }
    page.errors = sent.errors;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(reader.show_again(status, frame, "pupil/pathway.html", page).into_response())
}

fn view(app: &App, reader: &Reader, pupil: PupilId) -> Result<(Frame, PathwayPage), Problem> {
    let known = Known::load(app, reader, pupil)?;
    let leads = reader.actor.may(Permission::LeadCases, Place::School(known.school.id));
    let reading = if leads { Reading::Leads } else { Reading::Looks };
    let all = service::case::possible(app, &reader.actor, pupil)?;
    let offers = offers(app, &known)?;
    let offered = menus::menus(&known, &offers, (&all, reading));
    let mut done = done(&known);
    let done_before = done.split_off(done.len().min(FIRST_DONE));
    let page = PathwayPage {
        header: header(app, reader, &known, Tab::Pathway)?,
        errors: Vec::new(),
        standing: standing(&known),
        handbook: handbook(&known),
        stands: stands::stands(&known),
        older: older::notice(known.rules),
        services: services(app, reader, &known)?,
        weeks: weeks::weeks(app, &known)?,
        due: due(&known, &all, (&reader.actor, reading)),
        menus: offered.menus,
        barred: offered.barred,
        actions: actions::groups(app, reader, &known, &all)?,
        also: also(&known),
        done,
        done_before,
    };
    let title = format!("{}: pathway", known.pupil().name());
    Ok((reader.frame(&title, Some(Section::Pupils)).wide(), page))
}

/// What is due: what is overdue first, then by its date, and what has none last.
fn due(known: &Known<'_>, all: &[Possible], (actor, reading): (&Actor, Reading)) -> Vec<Step> {
    let mut tasks: Vec<_> = known.decided.tasks.iter().collect();
    let now = (known.today, known.time);
    tasks.sort_by_key(|task| {
        let deadline = known.deadlines.get(&task.name);
        let is_overdue = task.is_overdue || deadline.is_some_and(|deadline| deadline.is_over(now));
        (!is_overdue, deadline.is_none(), deadline, task.strength)
    });
    let of_task = |task: &Standing| {
        let is_own = !task.owner.is_empty() && roles::is_one_of(known.rules, actor, &task.owner);
        step::task(known, task, all, if is_own { Reading::Leads } else { reading })
    };
    tasks.into_iter().map(of_task).collect()
}

/// What is offered, each with what bars it.
fn offers<'k>(app: &App, known: &'k Known<'_>) -> Result<Vec<(&'k Offer, Vec<String>)>, Problem> {
    let offers = &known.decided.offers;
    let opened: Vec<&str> = offers.iter().map(|offer| offer.opens.as_str()).collect();
    let bars = service::case::bars(app, known.pupil(), &known.record.history, &opened)?;
    Ok(offers.iter().zip(bars).map(|(offer, (_, why))| (offer, why)).collect())
}

/// Who else helps this child, each with the form that asks them.
fn services(app: &App, reader: &Reader, known: &Known<'_>) -> Result<Vec<Service>, Problem> {
    let listed = service::directory::of_pupil(app, &reader.actor, known.pupil().id)?;
    let line = |listed: &service::directory::Listed| {
        let refer_with = listed.refer_with.as_ref();
        let refer_with = refer_with.and_then(|action| match step::page(known, &action.head.name, &action.head)? {
            Page::Other(href) | Page::Letter(href) => Some(Link::new(&action.head.name, href)),
        });
        Service { refer_with, ..crate::handlers::school::directory::line(listed) }
    };
    Ok(listed.iter().map(line).collect())
}

/// Said where there is neither a stage nor a band.
fn standing(known: &Known<'_>) -> String {
    let has_band = known.decided.bands.iter().any(|band| band.decides());
    if has_band || !known.decided.stages.is_empty() {
        return String::new();
    }
    String::from("There is nothing yet to tell it by.")
}

fn handbook(known: &Known<'_>) -> Link {
    let deciding = known.rules.deciding_bands().last();
    let href = deciding
        .map_or_else(urls::handbook, |set| urls::chapter_entry(&set.head.pack, &set.head.chapter, &set.head.slug));
    Link::new("Read it in the handbook", href)
}

fn also(known: &Known<'_>) -> Vec<Note> {
    let flags = known.decided.flags.iter().chain(&known.decided.lists);
    flags
        .map(|flag| {
            let head = &flag.receipt.head;
            let since = known.since.get(&flag.name).map(|&day| format!(", since {}", words::day(day)));
            Note {
                text: format!("{}{}{}", flag.name, since.unwrap_or_default(), super::layer(known, head)),
                why: Some(Link::new("Why", urls::receipt(known.pupil().id, &head.pack, &head.slug))),
            }
        })
        .collect()
}

/// What was done this school year, calls left out, newest first.
fn done(known: &Known<'_>) -> Vec<DoneLine> {
    let start = school_year_start(known.today);
    let events = known.record.history.iter().rev().filter(|event| event.name().is_some());
    events
        .filter(|one| domain::clock::local(one.at).date() >= start)
        .map(|one| DoneLine {
            what: event::what(known, one),
            note: one.note.clone(),
            when: event::when(one.at),
            by: event::who(&one.by),
        })
        .collect()
}
