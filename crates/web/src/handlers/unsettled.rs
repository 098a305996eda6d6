//! Absences whose reason is not known, by deadline.

use axum::{Router, http::StatusCode, response::Response, routing::get};
use domain::{
    calendar::Calendar,
    permission::{Permission, Place},
};
use service::{App, Error, board::Holding};

use super::{Visit, Web, daily};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::Link,
    pages::{
        board::reason,
        unsettled::{Row, Settling, UnsettledPage},
    },
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/unsettled", get(show).post(settle))
}

async fn show(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let (frame, page) = page(app, reader)?;
            Ok(reader.show(&frame, "unsettled/unsettled.html", page))
        })
        .await
}

async fn settle(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            reader.actor.require(Permission::SettleCodes, Place::Anywhere)?;
            let settling = match Settling::parse(&fields) {
                Ok(settling) => settling,
                Err(errors) => return again(app, reader, &fields, StatusCode::UNPROCESSABLE_ENTITY, errors),
            };
            match service::unsettled::settle(app, &reader.actor, &settling.chosen, &settling.tried) {
                Ok(entry) => {
                    let sessions = words::counted(entry.what.marks.len() as i64, "session", "sessions");
                    Ok(reader.go_on(&urls::unsettled::list(), &format!("Settled: {sessions}.")))
                }
                Err(error @ (Error::Changed | Error::Missing(_))) => {
                    let status = if matches!(error, Error::Changed) {
                        StatusCode::CONFLICT
                    } else {
                        StatusCode::UNPROCESSABLE_ENTITY
                    };
                    let text = match error {
                        Error::Changed => String::from("One of these is settled already, or has time: choose again"),
                        other => words::sentence(&other.to_string()),
                    };
                    again(app, reader, &fields, status, vec![FormError::new("tried", text)])
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn again(
    app: &App,
    reader: &Reader,
    fields: &Fields,
    status: StatusCode,
    mut errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let (frame, page) = page(app, reader)?;
    if page.proposed.is_empty() {
        errors = vec![FormError::new("main", "No deadline has come: there is nothing to settle")];
    }
    Ok(reader.show_again(status, frame, "unsettled/unsettled.html", page.again(fields, errors)))
}

fn page(app: &App, reader: &Reader) -> Result<(Frame, UnsettledPage), Problem> {
    let known = service::unsettled::list(app, &reader.actor)?;
    let school = app.own_school(&reader.actor)?;
    let calendar = app.calendar(school.id)?;
    let rows = |list: &[Holding]| list.iter().map(|one| row(app, &calendar, one)).collect();
    let setting = app.rules(school.id)?.setting("days to settle a code N");
    let page = UnsettledPage {
        rule: daily::holding_rule(app, school, app.today())?,
        source: setting
            .map(|setting| Link::new("Where that stands", urls::chapter(&setting.head.pack, &setting.head.chapter))),
        proposed: rows(&known.proposed),
        waiting: rows(&known.waiting),
        letters: known.no_reason.map(|code| app.codes().letters(code).to_owned()).unwrap_or_default(),
        may_settle: reader.actor.may(Permission::SettleCodes, Place::School(school.id)),
        ..UnsettledPage::default()
    };
    let as_of = format!("{}, as of {}", words::full_day(app.today()), words::time(app.time()));
    Ok((reader.frame("Absences without a reason", Some(Section::Board)).wide().as_of(as_of), page))
}

fn row(app: &App, calendar: &Calendar, one: &Holding) -> Row {
    let pupil = &one.child.pupil;
    let first = one.sessions.first().map(ToString::to_string).unwrap_or_default();
    Row {
        value: format!("{} {first}", pupil.id),
        is_chosen: false,
        who: Link::new(format!("{}, {}", pupil.name(), one.child.group), urls::pupil(pupil.id)),
        sessions: reason::span(&one.sessions),
        tried: daily::tried(app.today(), &one.tries),
        by: daily::deadline(app, calendar, one.deadline),
        reason: Link::new("Record the reason", urls::reason_about(&[pupil.id], &one.sessions)),
    }
}
