//! What pupils attend somewhere else, and the report of each day.

use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::{Redirect, Response},
    routing::{get, post},
};
use domain::{
    Date,
    code::{Class, CodeEntry},
    elsewhere::Pattern,
    id::ArrangementId,
    permission::{Permission, Place},
    session::{Half, Session},
};
use service::{
    App, Error,
    provision::{self, Expected, Provision, Said},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{self, Fields, FormError},
    frame::{Frame, Section},
    link::Link,
    mark::MarkCell,
    pages::{
        closing::Choice,
        provision::{self as shown, Line, NewForm, ProvisionPage, Row},
    },
    reader::Reader,
    urls, words,
};

/// How many children a search shows.
const MOST_FOUND: usize = 8;

pub(super) fn routes() -> Router<Web> {
    let to_list = || async { Redirect::to(&urls::provision::list()) };
    Router::new()
        .route("/provision", get(show))
        .route("/provision/reports", post(report).get(to_list))
        .route("/provision/arrangements", post(arrange).get(to_list))
        .route("/provision/arrangements/{id}/end", post(end).get(to_list))
}

async fn show(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = page(app, reader, &fields)?;
            Ok(reader.show(&frame, "provision/provision.html", page))
        })
        .await
}

async fn report(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let day = day(app, &fields);
            let known = provision::on(app, &reader.actor, day)?;
            let (mut said, mut errors) = (Vec::new(), Vec::new());
            let lines =
                known.expected.iter().flat_map(|one| one.sessions.iter().map(move |(session, _)| (one, *session)));
            for (one, session) in lines {
                match shown::reported(&fields, (one.pupil.id, session), app.codes()) {
                    Some(Ok(found)) => said.push(Said {
                        pupil: found.pupil,
                        session: found.session,
                        seen: found.seen,
                        absent: found.absent,
                        note: found.note,
                    }),
                    Some(Err(error)) => errors.push(error),
                    None => {}
                }
            }
            if fields.text("reporter").is_empty() {
                errors.push(FormError::new("reporter", "Say who gave the report"));
            }
            if said.is_empty() && errors.is_empty() {
                errors.push(FormError::new("reporter", "Say of at least one child whether they came"));
            }
            if !errors.is_empty() {
                return again(app, reader, &fields, StatusCode::UNPROCESSABLE_ENTITY, errors);
            }
            match provision::report(app, &reader.actor, fields.text("reporter"), &said) {
                Ok(entry) => {
                    let changed = entry.map_or(0, |entry| entry.what.marks.len());
                    let done = words::counted(changed as i64, "mark", "marks");
                    Ok(reader.go_on(&urls::provision::on(day), &format!("Report saved: {done} changed.")))
                }
                Err(error) => refused(app, reader, &fields, "reporter", error),
            }
        })
        .await
}

async fn arrange(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            reader.actor.require(Permission::EnterCodes, Place::Anywhere)?;
            let new = match shown::arrangement(&fields, app.codes()) {
                Ok(new) => new,
                Err(errors) => return again(app, reader, &fields, StatusCode::UNPROCESSABLE_ENTITY, errors),
            };
            match provision::arrange(app, &reader.actor, &new) {
                Ok(_) => Ok(reader.go_on(&urls::provision::list(), &format!("Arranged: {}.", new.place))),
                Err(error) => refused(app, reader, &fields, "find", error),
            }
        })
        .await
}

async fn end(visit: Visit, Path(id): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            reader.actor.require(Permission::EnterCodes, Place::Anywhere)?;
            let Some(last) = form::typed_day(fields.text("last")) else {
                let errors = vec![FormError::new("find", "Enter the last day, such as 18 December 2026")];
                return again(app, reader, &Fields::default(), StatusCode::UNPROCESSABLE_ENTITY, errors);
            };
            match provision::end(app, &reader.actor, ArrangementId(id), last) {
                Ok(()) => {
                    let done = format!("It ends on {}.", words::full_day(last));
                    Ok(reader.go_on(&urls::provision::list(), &done))
                }
                Err(error) => refused(app, reader, &Fields::default(), "find", error),
            }
        })
        .await
}

fn refused(app: &App, reader: &Reader, fields: &Fields, field: &str, error: Error) -> Result<Response, Problem> {
    let text = match &error {
        Error::Missing(text) => words::sentence(text),
        Error::Take(error) => words::sentence(&error.to_string()),
        Error::Changed => String::from("The register has changed since this page was opened: look at the marks again"),
        _ => return Err(error.into()),
    };
    // The field of the report is on the page only while somebody is expected.
    let field = if field == "reporter" { "report" } else { field };
    again(app, reader, fields, Problem::from(error).status(), vec![FormError::new(field, text)])
}

fn again(
    app: &App,
    reader: &Reader,
    fields: &Fields,
    status: StatusCode,
    errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let (frame, page) = page(app, reader, fields)?;
    // The form of an arrangement is there once a child is found.
    let has_form = !page.new.found.is_empty();
    let is_there = |error: &FormError| {
        let of_new = ["#place", "#first", "#last", "#code", "#half-mon-am"].contains(&error.href.as_str());
        has_form || !of_new
    };
    let mut errors: Vec<FormError> = errors.into_iter().filter(is_there).collect();
    if page.expected.is_empty() {
        for error in errors.iter_mut().filter(|error| error.href == "#reporter") {
            error.href = String::from("#report");
        }
    }
    let page = ProvisionPage { errors, new: page.new.again(fields), reporter: fields.text("reporter").into(), ..page };
    Ok(reader.show_again(status, frame, "provision/provision.html", page))
}

fn day(app: &App, fields: &Fields) -> Date {
    form::day(fields.text("day")).unwrap_or_else(|| app.today())
}

fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<(Frame, ProvisionPage), Problem> {
    let day = day(app, fields);
    let known = provision::on(app, &reader.actor, day)?;
    let school = app.own_school(&reader.actor)?;
    let calendar = app.calendar(school.id)?;
    let link = |day: Date| Link::new(words::day(day), urls::provision::on(day));
    let is_open = |session: Session| (day, school.times(session.half).opens) <= (app.today(), app.time());
    let is_open = &is_open;
    let lines = known.expected.iter().flat_map(|one| {
        one.sessions.iter().map(move |&(session, mark)| {
            let mark = MarkCell::new(app.codes(), mark);
            line(app, reader, fields, one, session, mark, is_open(session))
        })
    });
    let page = ProvisionPage {
        errors: Vec::new(),
        day: day.to_string(),
        previous: day.yesterday().ok().and_then(|before| calendar.on_or_before(before)).map(link),
        next: calendar.after(day, 1).filter(|&next| next <= app.today()).map(link),
        expected: lines.collect(),
        empty: empty(&known),
        reporter: String::new(),
        arrangements: known
            .arrangements
            .iter()
            .map(|(pupil, one)| Row {
                id: one.id.0,
                who: Link::new(pupil.name(), urls::pupil(pupil.id)),
                what: if one.nature.is_empty() { one.place.clone() } else { format!("{}: {}", one.place, one.nature) },
                mark: MarkCell::new(app.codes(), Some(one.code)),
                when: one.pattern.words(),
                span: shown::span(one.first, one.last),
                end: urls::provision::end(one.id),
            })
            .collect(),
        new: new_form(app, reader, fields.text("find"), day)?,
    };
    let as_of = format!("{}, as of {}", words::full_day(day), words::time(app.time()));
    Ok((reader.frame("Taught elsewhere", Some(Section::Board)).wide().as_of(as_of), page))
}

fn empty(known: &Provision) -> String {
    match (known.is_school_day, known.expected.is_empty()) {
        (false, _) => format!("{} is not a school day.", words::full_day(known.day)),
        (true, true) => String::from("Nobody is expected elsewhere on this day."),
        (true, false) => String::new(),
    }
}

fn line(
    app: &App,
    reader: &Reader,
    fields: &Fields,
    one: &Expected,
    session: Session,
    mark: MarkCell,
    is_open: bool,
) -> Line {
    let key = shown::key(one.pupil.id, session);
    let absences = app.codes().in_force(session.date).filter(|entry| {
        let may = service::mark::may_give(app, &reader.actor, one.pupil.school, entry.code);
        may && is_absence(entry, session.half)
    });
    let answers = std::iter::once(Choice::new("yes", "Came"))
        .chain(absences.map(|entry| Choice::new(&entry.letters, format!("{}: {}", entry.letters, entry.description))));
    Line {
        who: Link::new(one.pupil.name(), urls::pupil(one.pupil.id)),
        place: one.arrangement.place.clone(),
        session: session.half.word().into(),
        seen: mark.letters.clone(),
        mark,
        answers: Choice::chosen(answers.collect(), fields.text(&format!("came-{key}"))),
        note: fields.text(&format!("note-{key}")).into(),
        is_open,
        key,
    }
}

/// The codes that can be true of somebody who did not come.
fn is_absence(entry: &CodeEntry, half: Half) -> bool {
    let is_said = entry.class.is_absent() || entry.class == Class::NotPossible;
    is_said && !entry.role.is_late() && entry.half.is_none_or(|only| only == half)
}

fn new_form(app: &App, reader: &Reader, sought: &str, day: Date) -> Result<NewForm, Problem> {
    let found = if sought.is_empty() { Vec::new() } else { service::pupil::search(app, &reader.actor, sought)? };
    let found: Vec<Choice> = found
        .iter()
        .take(MOST_FOUND)
        .map(|(pupil, group)| Choice::new(pupil.id.to_string(), format!("{}, {}", pupil.name(), group.name)))
        .collect();
    let codes = provision::codes(app, day).into_iter();
    let is_none = !sought.is_empty() && found.is_empty();
    Ok(NewForm {
        sought: sought.into(),
        found,
        none: if is_none {
            String::from("Nobody on the roll today fits. Try fewer letters, or the class.")
        } else {
            String::new()
        },
        codes: codes
            .map(|entry| Choice::new(&entry.letters, format!("{}: {}", entry.letters, entry.description)))
            .collect(),
        halves: Pattern::halves()
            .map(|(name, weekday, half)| Choice::new(name, format!("{} {}", words::weekday(weekday), half.word())))
            .collect(),
        ..NewForm::default()
    })
}
