//! Recording why a child was absent, and settling a session for which no reason was found.

use axum::{http::StatusCode, response::Response};
use domain::{
    code::{Code, CodeTable},
    id::PupilId,
    permission::{Permission, Place},
    session::Session,
};
use service::{
    App, Error,
    board::{self, About, Absence, Found},
};

use super::{board as page_of_board, calls};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    handlers::Visit,
    link::Hidden,
    pages::board::{
        reason::{self, Reason, ReasonForm},
        reply::ReplyLine,
    },
    reader::Reader,
    words,
};

pub(super) async fn show(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, form) = page(app, reader, &fields)?;
            Ok(reader.show(&frame, "board/reason.html", form))
        })
        .await
}

pub(super) async fn add(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let reason = match Reason::parse(&fields, app.codes()).ok_or(Problem::NotFound)? {
                Ok(reason) => reason,
                Err(errors) => return again(app, reader, &fields, StatusCode::UNPROCESSABLE_ENTITY, errors),
            };
            let found = Found { marks: seen(&fields, &reason, app.codes()), code: reason.code, note: reason.note };
            match board::find_reason(app, &reader.actor, &found) {
                Ok(entry) => {
                    let letters = app.codes().letters(found.code);
                    let sessions = words::counted(entry.what.marks.len() as i64, "session", "sessions");
                    Ok(reader.go_on(&calls::back(&fields).href, &format!("Reason recorded: {letters} for {sessions}.")))
                }
                Err(error) => refused(app, reader, &fields, error),
            }
        })
        .await
}

fn refused(app: &App, reader: &Reader, fields: &Fields, error: Error) -> Result<Response, Problem> {
    let (field, words) = match &error {
        Error::Missing(_) => ("note", String::from("Say in a few words what was said, and by whom")),
        Error::Take(domain::register::TakeError::Misfit(misfit)) if misfit.is_about_note() => {
            ("note", words::sentence(&error.to_string()))
        }
        Error::Take(_) | Error::Changed => ("code", words::sentence(&error.to_string())),
        _ => return Err(error.into()),
    };
    let status = Problem::from(error).status();
    again(app, reader, fields, status, vec![FormError::new(field, words)])
}

fn again(
    app: &App,
    reader: &Reader,
    fields: &Fields,
    status: StatusCode,
    errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let (frame, form) = page(app, reader, fields)?;
    Ok(reader.show_again(status, frame, "board/reason.html", form.again(fields, errors)))
}

fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<(Frame, ReasonForm), Problem> {
    let (pupils, sessions) = reason::about(fields).ok_or(Problem::NotFound)?;
    let about = About { pupils: pupils.clone(), sessions: sessions.clone() };
    let absence = board::absence(app, &reader.actor, &about)?;
    reader.actor.require(Permission::EnterCodes, Place::School(absence.school))?;
    let names: Vec<String> = absence.children.iter().map(|child| child.name()).collect();
    let mut form = ReasonForm::new(calls::back(fields), &pupils, &sessions, app.codes());
    form.hidden.push(Hidden::new("back", &form.back.href));
    form.hidden.extend(absence.marks.iter().map(|(.., code)| Hidden::new("seen", letters(*code, app.codes()))));
    let may_give = |code| service::mark::may_give(app, &reader.actor, absence.school, code);
    form.codes.retain(|choice| app.codes().find(&choice.value, sessions[0].date).is_none_or(may_give));
    form.sessions = stands(&absence, &sessions, app.codes());
    form.tried =
        absence.tries.iter().rev().map(|event| calls::tried(app.today(), std::slice::from_ref(event))).collect();
    form.rule = rule(app, &absence, &sessions)?;
    if let Some(reply) = absence.replies.first() {
        let offered = service::reply::offered(app, reply);
        let note = ReplyLine::new(reply).map(|line| line.said).unwrap_or_default();
        form = form.offering(&letters(offered, app.codes()), note);
    }
    form.said = absence.replies.iter().filter_map(ReplyLine::new).collect();
    Ok((reader.frame(&reason::title(&names), Some(Section::Board)), form))
}

/// `Thursday 4 March, all day. The register says N: Reason for absence not yet established.`
fn stands(absence: &Absence, sessions: &[Session], codes: &CodeTable) -> String {
    let mut found: Vec<String> = Vec::new();
    for (.., code) in &absence.marks {
        let words = match code.and_then(|code| codes.entry(code)) {
            Some(entry) => format!("{} ({})", entry.description, entry.letters),
            None => String::from("nothing yet"),
        };
        if !found.contains(&words) {
            found.push(words);
        }
    }
    format!("{}. The register says: {}.", reason::said(sessions), words::list(&found))
}

fn rule(app: &App, absence: &Absence, sessions: &[Session]) -> Result<String, Problem> {
    let (Some(deadline), Some(first)) = (absence.deadline, sessions.first()) else { return Ok(String::new()) };
    let rule = page_of_board::holding_rule(app, app.school(absence.school)?, first.date)?;
    let last = if deadline < app.today() { "The last day for it was" } else { "The last day for it is" };
    Ok(format!("{rule} {last} {}.", words::day(deadline)))
}

/// Each mark of the form with the code that the page showed.
fn seen(fields: &Fields, reason: &Reason, codes: &CodeTable) -> Vec<(PupilId, Session, Option<Code>)> {
    let marks = reason.pupils.iter().flat_map(|&pupil| reason.sessions.iter().map(move |&session| (pupil, session)));
    let mut letters = fields.all("seen");
    marks
        .map(|(pupil, session)| {
            let code = letters.next().and_then(|letters| codes.find(letters, session.date));
            (pupil, session, code)
        })
        .collect()
}

fn letters(code: Option<Code>, codes: &CodeTable) -> String {
    code.map(|code| codes.letters(code).to_owned()).unwrap_or_default()
}
