//! Where a pupil stands in the handbook: what is due, offered, barred and done.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    calendar::school_year_start,
    id::PupilId,
    permission::{Permission, Place},
};
use service::App;

use super::{
    event,
    header::header,
    id,
    known::Known,
    plain,
    step::{self, Reading},
};
use crate::{
    error::Problem,
    form::FormError,
    frame::{Frame, Section},
    handlers::Visit,
    link::Link,
    pages::pupil::{
        Note, Tab,
        pathway::{Answer, PathwayPage, Step},
    },
    reader::Reader,
    urls, words,
};

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
    for step in &mut page.steps {
        if let Answer::Form { form } = &mut step.answer
            && form.id == sent.form
        {
            **form = form.as_ref().clone().sent(sent.answered, sent.note, &sent.errors);
        }
    }
    page.errors = sent.errors;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(reader.show_again(status, frame, "pupil/pathway.html", page).into_response())
}

fn view(app: &App, reader: &Reader, pupil: PupilId) -> Result<(Frame, PathwayPage), Problem> {
    let known = Known::load(app, reader, pupil)?;
    let leads = reader.actor.may(Permission::LeadCases, Place::School(known.school.id));
    let reading = if leads { Reading::Leads } else { Reading::Looks };
    let (steps, barred) = steps(app, &known, reading)?;
    let page = PathwayPage {
        header: header(app, reader, &known, Tab::Pathway)?,
        errors: Vec::new(),
        standing: standing(&known),
        handbook: handbook(&known),
        steps,
        barred,
        also: also(&known),
        done: done(&known),
    };
    let title = format!("{}: pathway", known.pupil().name());
    Ok((reader.frame(&title, Some(Section::Pupils)).wide(), page))
}

/// What is due, then what is offered and not answered yet, then what is; and what is barred.
fn steps(app: &App, known: &Known<'_>, reading: Reading) -> Result<(Vec<Step>, Vec<Step>), Problem> {
    let mut tasks: Vec<_> = known.decided.tasks.iter().collect();
    tasks.sort_by_key(|task| (task.strength, !task.is_overdue));
    let mut offers: Vec<_> = known.decided.offers.iter().collect();
    offers.sort_by_key(|offer| (offer.considered.is_some(), offer.strength));
    let opened: Vec<&str> = offers.iter().map(|offer| offer.opens.as_str()).collect();
    let bars = service::case::bars(app, known.pupil(), &known.record.history, &opened)?;
    let mut steps: Vec<Step> = tasks.into_iter().map(|task| step::task(known, task, reading)).collect();
    let mut barred = Vec::new();
    for (offer, (_, why)) in offers.into_iter().zip(bars) {
        if why.is_empty() || offer.considered.is_some() {
            steps.push(step::offer(known, offer, reading));
        } else {
            barred.push(step::barred(known, offer, &why));
        }
    }
    Ok((steps, barred))
}

/// `Pathway: Improvement. Led by school and School Attendance Support Team, with wider services.`
fn standing(known: &Known<'_>) -> String {
    let said = known.decided.bands.iter().filter(|band| band.decides()).map(|band| {
        let led = match band.led_by.is_empty() {
            true => String::new(),
            false => format!(" Led by {}", plain(&words::list(&band.led_by))),
        };
        let with = match band.with.is_empty() {
            true => String::new(),
            false => format!(", with {}", plain(&words::list(&band.with))),
        };
        let end = if led.is_empty() { "" } else { "." };
        format!("{}: {}.{led}{with}{end}", band.set, band.band)
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { String::from("There is nothing yet to tell it by.") } else { said.join(" ") }
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
                text: format!("{}{}", flag.name, since.unwrap_or_default()),
                why: Some(Link::new("Why", urls::receipt(known.pupil().id, &head.pack, &head.slug))),
            }
        })
        .collect()
}

/// What was done this school year, calls left out, newest first.
fn done(known: &Known<'_>) -> Vec<String> {
    let start = school_year_start(known.today);
    let events = known.record.history.iter().rev().filter(|event| event.name().is_some());
    events
        .map(|one| (domain::clock::local(one.at).date(), one))
        .filter(|(day, _)| *day >= start)
        .map(|(day, one)| {
            let note = if one.note.is_empty() { String::new() } else { format!(" ({})", one.note) };
            format!("{} {}: {}{note}", day.day(), words::month(day), event::what(known, one))
        })
        .collect()
}
