//! Which requests for leave wait at a school, with what they are decided on, and what was decided.

use axum::{extract::Path, response::Response};
use domain::{id::SchoolId, rule::slug};
use service::{
    App,
    case::roles,
    leave::{self, Asked, Requests, Waiting},
};

use super::{super::Visit, TITLE, pdf, said};
use crate::{
    error::Problem,
    frame::Section,
    link::Link,
    pages::leave::{DecidedRow, RequestsPage, WaitingRow},
    reader::Reader,
    status::Status,
    urls, words,
};

/// How many decisions stand on the page.
const SHOWN: usize = 200;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .answer(move |app, reader| {
            let known = leave::of_school(app, &reader.actor, school(&id)?)?;
            let view = page(app, reader, school(&id)?, &known)?;
            Ok(reader.show(&reader.frame(TITLE, Some(Section::School)), "leave/requests.html", view))
        })
        .await
}

pub(super) async fn form(visit: Visit, Path(id): Path<String>) -> Response {
    visit.answer(move |app, reader| pdf(app, &leave::form(app, &reader.actor, school(&id)?)?)).await
}

fn school(text: &str) -> Result<SchoolId, Problem> {
    text.parse().map(SchoolId).map_err(|_| Problem::NotFound)
}

fn page(app: &App, reader: &Reader, school: SchoolId, known: &Requests) -> Result<RequestsPage, Problem> {
    let decides = known.decision.as_ref().map_or_else(String::new, |action| {
        let who = words::either(&action.by);
        format!(
            "{} is done by {who}, on the facts of each child. Leave is never granted for a day that is over.",
            action.head.name
        )
    });
    let copy = known.request.as_ref().map_or_else(String::new, |action| {
        format!("What comes back on paper is copied as “{}” on the child's page.", action.head.name)
    });
    Ok(RequestsPage {
        back: Link::new(&app.school(school)?.name, urls::school(school)),
        decides,
        waiting: known.waiting.iter().map(|one| waiting(app, reader, known, one)).collect::<Result<_, Problem>>()?,
        decided: known.decided.iter().take(SHOWN).map(|one| decided(app, one)).collect(),
        paper: Link::new("Print the request form", urls::leave::form(school)),
        copy,
    })
}

fn waiting(app: &App, reader: &Reader, known: &Requests, one: &Waiting) -> Result<WaitingRow, Problem> {
    let rules = app.rules(one.pupil.school)?;
    let decision = known.decision.as_ref().filter(|action| roles::is_one_of(rules, &reader.actor, &action.by));
    let decide = decision
        .map(|action| Link::new("Decide", urls::action(one.pupil.id, &action.head.pack, &slug(&action.head.name))));
    let status = match one.days {
        _ if one.has_begun => Status::now("Has begun: the days gone by cannot be granted"),
        Some((first, _)) => Status::due(format!("Begins on {}", words::day(first))),
        None => Status::now("Its days cannot be read"),
    };
    let school_days = words::counted(one.school_days as i64, "school day", "school days");
    Ok(WaitingRow {
        id: format!("pupil-{}", one.pupil.id),
        who: Link::new(format!("{}, {}", one.pupil.name(), one.class), urls::pupil(one.pupil.id)),
        days: format!("{}: {school_days}", said::days(one.days)),
        status,
        facts: facts(one),
        decide,
    })
}

fn facts(one: &Waiting) -> Vec<(String, String)> {
    let notice = words::counted(one.notice_days, "day", "days");
    let asked = format!("{}, on {}, {notice} before the first day", one.by, words::day(one.on));
    let attendance = one.tally.attendance().map_or_else(|| String::from("nothing to measure yet"), words::percent);
    let (before, granted) = one.earlier;
    let earlier = match before {
        0 => String::from("none on record"),
        _ => format!(
            "{} on record, {} of them with days granted",
            words::number(before as i64),
            words::number(granted as i64)
        ),
    };
    let mut facts = vec![(String::from("Asked by"), asked)];
    facts.extend(one.said.iter().map(|(name, text)| (words::sentence(name), text.clone())));
    facts.extend([
        (String::from("Attendance this school year"), attendance),
        (String::from("Leave taken this school year"), words::days(one.leave_sessions as u64)),
        (String::from("Earlier requests"), earlier),
    ]);
    facts
}

fn decided(app: &App, (pupil, class, asked): &(domain::pupil::Pupil, String, Asked)) -> DecidedRow {
    let on = match asked.answer {
        leave::Answer::Decided { on, .. } => words::day(on),
        _ => String::new(),
    };
    DecidedRow {
        who: Link::new(format!("{}, {class}", pupil.name()), urls::case(pupil.id)),
        asked: said::days(asked.first.zip(asked.last)),
        status: said::status(asked),
        means: said::means(app.codes(), asked).join(" "),
        on,
    }
}
