//! One mark: what stands, everything that ever touched it, and amending it.

mod run;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use domain::{
    act::Act,
    code::{Class, Code},
    id::PupilId,
    log,
    permission::{Permission, Place},
    register::TakeError,
    school::SessionTimes,
    session::{Half, Session},
};
use service::{
    App,
    mark::{Change, History},
};

use super::{event, id};
use crate::{
    error::Problem,
    form::{Fields, FormError, day},
    frame::{Frame, Section},
    handlers::Visit,
    link::Link,
    mark::MarkCell,
    pages::pupil::mark::{AmendForm, CodeChoice, MarkAct, MarkPage},
    reader::Reader,
    urls, words,
};

type Address = Path<(String, String, String)>;

/// Whose mark, and when.
#[derive(Clone, Copy)]
struct Of {
    pupil: PupilId,
    session: Session,
}

fn of(Path((pupil, date, half)): &Address) -> Result<Of, Problem> {
    let session = day(date).zip(Half::parse(half)).map(|(date, half)| Session::new(date, half));
    Ok(Of { pupil: id(pupil)?, session: session.ok_or(Problem::NotFound)? })
}

pub(super) async fn page(visit: Visit, address: Address) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = view(app, reader, of(&address)?)?;
            Ok(reader.show(&frame, "pupil/mark.html", page))
        })
        .await
}

pub(super) async fn amend(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, of(&address)?, &fields)).await
}

fn view(app: &App, reader: &Reader, of: Of) -> Result<(Frame, MarkPage), Problem> {
    let history = service::mark::history(app, &reader.actor, of.pupil, of.session)?;
    let pupil = &history.pupil;
    let is_school_day = app.calendar(pupil.school)?.is_school_day(of.session.date);
    if history.entries.is_empty() && !is_school_day {
        return Err(Problem::NotFound);
    }
    let closed = closed(app, reader, &history, of);
    let now = MarkCell::new(app.codes(), history.stands);
    let page = MarkPage {
        back: Link::new(pupil.name(), urls::pupil(pupil.id)),
        who: format!("{}, {}", pupil.name(), domain::school::year_name(pupil.year)),
        now_words: now_words(app, history.stands),
        now,
        run: run::run(app, &history, of.session)?,
        acts: history.entries.iter().rev().flat_map(|entry| acts(app, entry)).collect(),
        errors: Vec::new(),
        form: if closed.is_empty() { Some(Box::new(form(app, reader, &history, of)?)) } else { None },
        closed: closed.into(),
    };
    let title = format!("{}, {}", words::full_day(of.session.date), of.session.half.word());
    Ok((reader.frame(&title, Some(Section::Pupils)), page))
}

/// Why the reader may not amend; empty when they may.
fn closed(app: &App, reader: &Reader, history: &History, of: Of) -> &'static str {
    if !reader.actor.may(Permission::EnterCodes, Place::School(history.pupil.school)) {
        "The office and the attendance lead amend marks: tell them what is wrong."
    } else if of.session.date > app.today() {
        "The session has not been yet: record a planned absence instead."
    } else if of.session.date == app.today() && history.stands.is_none() {
        "The register of this session has no mark for this pupil yet: take the register first."
    } else {
        ""
    }
}

fn now_words(app: &App, stands: Option<Code>) -> String {
    let entry = stands.and_then(|code| app.codes().entry(code));
    entry.map_or_else(
        || String::from("There is no mark for this session yet."),
        |entry| format!("{}: {}.", entry.description, entry.class.words()),
    )
}

fn acts(app: &App, entry: &log::Entry) -> impl Iterator<Item = MarkAct> {
    let what = &entry.what;
    let did = match &what.act {
        Act::Taken { .. } => String::from("Register taken"),
        Act::Imported { source } => format!("Imported from {source}"),
        act => words::sentence(act.word()),
    };
    what.marks.iter().map(move |mark| MarkAct {
        what: did.clone(),
        was: mark.was.map(|was| MarkCell::new(app.codes(), Some(was))),
        now: MarkCell::new(app.codes(), Some(mark.code)),
        when: event::when(what.at),
        person: what.by.name.clone(),
        position: what.by.position.clone(),
        reason: what.reason.clone(),
        note: match (mark.minutes_late, mark.note.as_str()) {
            (Some(minutes), "") => format!("{} late", words::counted(minutes.into(), "minute", "minutes")),
            (Some(minutes), note) => format!("{} late. {note}", words::counted(minutes.into(), "minute", "minutes")),
            (None, note) => note.to_owned(),
        },
    })
}

/// The codes in force on the day that fit the half and say something about a pupil on the roll.
fn form(app: &App, reader: &Reader, history: &History, of: Of) -> Result<AmendForm, Problem> {
    let fits = app.codes().in_force(of.session.date).filter(|entry| {
        entry.half.is_none_or(|half| half == of.session.half)
            && entry.class != Class::Administrative
            && history.stands != Some(entry.code)
            && service::mark::may_give(app, &reader.actor, history.pupil.school, entry.code)
    });
    let choice = |entry: &domain::code::CodeEntry| CodeChoice {
        value: entry.letters.clone(),
        text: format!("{}: {}", entry.letters, entry.description),
        selected: false,
    };
    let late: Vec<String> = app
        .codes()
        .in_force(of.session.date)
        .filter(|code| code.role.is_late())
        .map(|code| code.letters.clone())
        .collect();
    Ok(AmendForm {
        action: urls::mark(of.pupil, of.session),
        seen: history.stands.map_or_else(String::new, |code| code.number().to_string()),
        codes: fits.map(choice).collect(),
        minutes: String::new(),
        minutes_hint: format!(
            "For {}: whole minutes after the register opened at {}.",
            words::list(&late),
            words::time(times(app, history, of)?.opens)
        ),
        reason: String::new(),
        note: String::new(),
        code_error: String::new(),
        minutes_error: String::new(),
        reason_error: String::new(),
        note_error: String::new(),
    })
}

/// When the register of the session is open.
fn times(app: &App, history: &History, of: Of) -> Result<SessionTimes, Problem> {
    Ok(app.school(history.pupil.school)?.times_of(history.pupil.group, of.session.half))
}

/// The minutes of a late arrival, as the register asks them: every late code has them and no other has.
fn minutes(app: &App, times: SessionTimes, code: Option<Code>, typed: &str) -> Result<Option<u16>, FormError> {
    let is_late = code.and_then(|code| app.codes().entry(code)).is_some_and(|entry| entry.role.is_late());
    if !is_late {
        return Ok(None);
    }
    let arrived = |minutes: u16| times.opens.checked_add(jiff::Span::new().minutes(i64::from(minutes))).ok();
    // Arithmetic on a clock wraps at midnight; an arrival after the session's end is no arrival.
    let found = typed.parse().ok().filter(|&minutes| arrived(minutes).is_some_and(|arrived| arrived <= times.ends));
    let opens = words::time(times.opens);
    let missing =
        || FormError::new("minutes", format!("Say how many minutes after {opens} the pupil arrived, such as 5"));
    found.map(Some).ok_or_else(missing)
}

fn save(app: &App, reader: &Reader, of: Of, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let history = service::mark::history(app, &reader.actor, of.pupil, of.session)?;
    let (letters, reason, note) = (fields.text("code"), fields.text("reason"), fields.text("note"));
    let code = app.codes().find(letters, of.session.date);
    let mut errors = Vec::new();
    if code.is_none() {
        errors.push(FormError::new("code", "Choose the code that should stand there"));
    }
    let times = times(app, &history, of)?;
    let minutes_late = minutes(app, times, code, fields.text("minutes")).unwrap_or_else(|error| {
        errors.push(error);
        None
    });
    if reason.is_empty() {
        errors.push(FormError::new("reason", "Say why the mark is amended"));
    }
    let Some(code) = code.filter(|_| errors.is_empty()) else {
        return again(app, reader, of, fields, Problem::Refused(String::new()), errors);
    };
    let seen = fields.text("seen").parse().ok().and_then(Code::from_number);
    let change = Change {
        act: Act::Amended,
        code,
        reason: reason.to_owned(),
        note: note.to_owned(),
        minutes_late,
        marks: vec![(of.pupil, of.session, seen)],
    };
    match service::mark::change(app, &reader.actor, history.pupil.school, &change) {
        Ok(_) => Ok(reader.go_on(&urls::mark(of.pupil, of.session), "The mark is amended.")),
        Err(error) => {
            let field = match &error {
                service::Error::Take(TakeError::Misfit(misfit)) if misfit.is_about_note() => "note",
                service::Error::Take(_) | service::Error::Changed => "code",
                _ => return Err(error.into()),
            };
            let problem = Problem::from(error);
            let errors = vec![FormError::new(field, words::sentence(&problem.to_string()))];
            again(app, reader, of, fields, problem, errors)
        }
    }
}

/// The page with what was typed and what was wrong. It shows the mark as it stands now, so that nobody amends what they did not see.
fn again(
    app: &App,
    reader: &Reader,
    of: Of,
    fields: &Fields,
    problem: Problem,
    errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let (frame, page) = view(app, reader, of)?;
    let sent = |form: Box<AmendForm>| Box::new(form.sent(fields, &errors));
    let page = MarkPage { form: page.form.map(sent), errors: errors.clone(), ..page };
    Ok(reader.show_again(problem.status(), frame, "pupil/mark.html", page).into_response())
}
