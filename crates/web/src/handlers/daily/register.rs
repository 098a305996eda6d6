//! Taking a register.

use axum::{extract::Path, response::Response};
use domain::{
    clock,
    code::{Class, Code, CodeTable},
    id::GroupId,
    session::{Half, Session},
};
use service::{App, Error, register};

use crate::{
    error::Problem,
    form::{self, Fields},
    frame::{Frame, Section},
    handlers::Visit,
    mark::Strip,
    pages::register::{Roll, RollPupil, TakeRegister, saved, submitted},
    reader::Reader,
    urls, words,
};

/// Sessions away in a row after which a child is welcomed back: two days.
const AWAY_SESSIONS: usize = 4;

/// Group, day and half of the address.
pub(in crate::handlers) type Place = Path<(i64, String, String)>;

pub(super) async fn show(visit: Visit, place: Place) -> Response {
    visit
        .answer(move |app, reader| {
            let (group, session) = parse(&place)?;
            let opened = register::open(app, &reader.actor, group, session)?;
            let pupils = roll_pupils(app, &opened);
            let roll = roll(app, &opened, &pupils);
            Ok(reader.show(&frame(reader, &roll), "register/register.html", roll.view()))
        })
        .await
}

pub(super) async fn take(visit: Visit, place: Place, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let (group, session) = parse(&place)?;
            save(app, reader, group, session, &fields)
        })
        .await
}

fn save(app: &App, reader: &Reader, group: GroupId, session: Session, fields: &Fields) -> Result<Response, Problem> {
    let opened = register::open(app, &reader.actor, group, session)?;
    let pupils = roll_pupils(app, &opened);
    let roll_then = roll(app, &opened, &pupils);
    let submitted = match submitted(fields, &roll_then) {
        Ok(submitted) => submitted,
        Err(again) => {
            let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(again_page(reader, &roll_then, status, *again));
        }
    };
    match register::take(app, &reader.actor, group, session, submitted.version, &submitted.given) {
        Ok(entry) => {
            let done = saved(&entry.what.marks, pupils.len(), app.codes(), app.time());
            Ok(reader.go_on(&urls::registers_of(session.date), &format!("{}: {done}", opened.group.name)))
        }
        Err(Error::Take(error)) => {
            // What stands now, which may be more than stood when the form was read.
            let opened = register::open(app, &reader.actor, group, session)?;
            let pupils = roll_pupils(app, &opened);
            let roll_now = roll(app, &opened, &pupils);
            let again = roll_now.refused(fields, &error);
            Ok(again_page(reader, &roll_now, Problem::from(error).status(), again))
        }
        Err(error) => Err(error.into()),
    }
}

fn again_page(reader: &Reader, roll: &Roll<'_>, status: axum::http::StatusCode, view: TakeRegister) -> Response {
    reader.show_again(status, frame(reader, roll), "register/register.html", view)
}

pub(in crate::handlers) fn parse(Path((group, date, half)): &Place) -> Result<(GroupId, Session), Problem> {
    let session = form::day(date).zip(Half::parse(half)).map(|(date, half)| Session::new(date, half));
    session.map(|session| (GroupId(*group), session)).ok_or(Problem::NotFound)
}

fn frame(reader: &Reader, roll: &Roll<'_>) -> Frame {
    reader.frame(&roll.title(), Some(Section::Registers)).as_of(roll.as_of())
}

pub(in crate::handlers) fn roll<'a>(app: &'a App, opened: &'a register::Opened, pupils: &'a [RollPupil]) -> Roll<'a> {
    Roll {
        group: &opened.group,
        register: &opened.register,
        pupils,
        times: opened.school.times_of(opened.group.id, opened.register.session.half),
        marking: opened.school.marking,
        codes: app.codes(),
        last: opened.last.as_ref().map(|(at, by)| (by.clone(), clock::local(*at).time())),
        today: app.today(),
        now: app.time(),
    }
}

pub(in crate::handlers) fn roll_pupils(app: &App, opened: &register::Opened) -> Vec<RollPupil> {
    let plan = |pupil| opened.plans.iter().find(|plan| plan.pupil == pupil);
    let each = opened.pupils.iter().enumerate();
    each.map(|(at, pupil)| RollPupil {
        pupil: pupil.id,
        name: pupil.name(),
        recent: Strip::new("Last ten sessions", app.codes(), &opened.recent[at]),
        planned_reason: plan(pupil.id).map(|plan| plan.reason.clone()).unwrap_or_default(),
        welcome: welcome(&opened.recent[at], app.codes()),
        minutes_late: opened.minutes[at],
        note: opened.notes[at].clone(),
    })
    .collect()
}

/// A quiet word about a child who was away until the session before.
fn welcome(recent: &[(Session, Option<Code>)], codes: &CodeTable) -> String {
    let is_away = |code: &Option<Code>| code.and_then(|code| codes.class(code)).is_some_and(Class::is_absent);
    let away = recent.iter().rev().take_while(|(_, code)| is_away(code)).count();
    match away {
        0..AWAY_SESSIONS => String::new(),
        all if all == recent.len() => format!("Away for {} or more: if back today, welcome", words::days(all as u64)),
        some => format!("Away for {}: if back today, welcome", words::days(some as u64)),
    }
}
