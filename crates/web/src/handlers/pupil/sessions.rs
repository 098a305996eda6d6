//! A figure of a pupil opened to the very sessions that make it.

use analysis::figures::{self, Counted, Definition as Meaning, definition, sessions_behind};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use documents::table::{self, Cell, Column, Kind, Table};
use domain::{
    Date,
    calendar::school_year_start,
    code::{Class, Code},
    id::{PupilId, SchoolId},
    session::{Half, Session},
};
use service::App;

use super::{class, id};
use crate::{
    chart::span::span,
    error::Problem,
    form::{self, Fields},
    frame::Section,
    handlers::Visit,
    link::Link,
    mark::MarkCell,
    pages::figures::{Definition, Paging, SessionRow, Sessions},
    reader::Reader,
    urls, words,
};

/// Which sessions are asked for.
struct Asked {
    counted: Counted,
    first: Session,
    last: Session,
    /// Whether the stretch was asked for, and is not just the school year.
    is_stretch: bool,
    /// The filter again, as the address has it.
    filter: String,
}

pub(super) async fn page(visit: Visit, Path(pupil): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| show(app, reader, id(&pupil)?, &fields)).await
}

fn show(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    let record = service::pupil::record(app, &reader.actor, pupil)?;
    let asked = asked(app, record.pupil.school, fields)?;
    let behind = behind(app, record.pupil.school, pupil, &asked)?;
    if fields.text("csv") == "1" {
        return Ok(file(app, &asked, &behind));
    }
    let number = |name: &str| fields.number(name).and_then(|page| usize::try_from(page).ok()).unwrap_or(1);
    let href = |filter: String| urls::sessions(pupil, &filter);
    let (paging, lines) =
        Paging::of(behind.len(), number("page"), |page| href(format!("{}&page={page}", asked.filter)));
    let newest: Vec<&Behind> = behind.iter().rev().collect();
    let view = Sessions {
        back: Link::new(record.pupil.name(), urls::pupil(pupil)),
        who: format!("{}, {}", record.pupil.name(), class(&record.group)),
        total: total(app, &asked, behind.len()),
        definition: meaning(app, record.pupil.school, &asked)?,
        parts: parts(app, &behind),
        has_pupils: false,
        rows: newest[lines].iter().map(|one| row(app, pupil, one)).collect(),
        paging,
        csv: Some(Link::new("The list as a file (CSV)", href(format!("{}&csv=1", asked.filter)))),
    };
    let title = title(app, asked.counted);
    let as_of = if asked.is_stretch {
        format!("{}.", span(asked.first, asked.last))
    } else {
        format!("{} to {}.", words::full_day(asked.first.date), words::full_day(asked.last.date))
    };
    let frame = reader.frame(&title, Some(Section::Pupils)).as_of(as_of);
    Ok(reader.show(&frame, "figures/sessions.html", view))
}

/// A session behind the figure.
struct Behind {
    session: Session,
    code: Code,
    minutes_late: Option<u16>,
}

fn asked(app: &App, school: SchoolId, fields: &Fields) -> Result<Asked, Problem> {
    let today = app.today();
    let end = |name: &str, half: Half| {
        let text = fields.text(name);
        form::session(text).or_else(|| form::day(text).map(|date| Session::new(date, half)))
    };
    let (first, last) = (end("from", Half::Morning), end("to", Half::Afternoon));
    let is_stretch = first.is_some() || last.is_some();
    let last = last.unwrap_or(Session::new(today, Half::Afternoon));
    let begins = app.calendar(school)?.year_start(last.date).unwrap_or_else(|| school_year_start(last.date));
    let first = first.unwrap_or(Session::new(begins, Half::Morning));
    let (word, letters) = (fields.text("counted"), fields.text("code"));
    let of_code = || app.codes().find(letters, last.date.min(today)).map(Counted::Coded);
    let counted = match (word, letters) {
        ("", "") => Some(Counted::Absent),
        ("", _) => of_code(),
        (word, _) => Counted::parse(word),
    };
    let mut filter = match counted.and_then(Counted::word) {
        Some(word) => format!("counted={word}"),
        None => format!("code={}", urls::encode(letters)),
    };
    if is_stretch {
        let (from, to) = (urls::encode(&first.to_string()), urls::encode(&last.to_string()));
        filter.push_str(&format!("&from={from}&to={to}"));
    }
    Ok(Asked { counted: counted.ok_or(Problem::NotFound)?, first, last, is_stretch, filter })
}

fn behind(app: &App, school: SchoolId, pupil: PupilId, asked: &Asked) -> Result<Vec<Behind>, Problem> {
    let view = app.view(school);
    let roll = view.roll()?;
    let sheet = roll.sheet_or_blank(pupil).between(asked.first.date, asked.last.date);
    let found = sessions_behind(sheet, asked.counted).into_iter();
    let inside = found.filter(|(session, _)| asked.first <= *session && *session <= asked.last);
    let minutes = |session| roll.minutes_late(pupil, session);
    Ok(inside.map(|(session, code)| Behind { session, code, minutes_late: minutes(session) }).collect())
}

fn is_missed(counted: Counted) -> bool {
    matches!(
        counted,
        Counted::Absent | Counted::Authorised | Counted::Unauthorised | Counted::FirstDaysBack | Counted::On(_)
    )
}

fn title(app: &App, counted: Counted) -> String {
    match counted {
        Counted::On(weekday) => format!("Sessions missed on {}s", words::weekday(weekday)),
        Counted::Coded(code) => format!("Sessions with code {}", app.codes().letters(code)),
        other => named(other).map_or_else(|| String::from("Sessions"), |meaning| meaning.title.to_owned()),
    }
}

/// `34 sessions: 17 days`.
fn total(app: &App, asked: &Asked, count: usize) -> String {
    let sessions = words::counted(count as i64, "session", "sessions");
    let is_absence = match asked.counted {
        Counted::Coded(code) => app.codes().class(code).is_some_and(Class::is_absent),
        counted => is_missed(counted),
    };
    if is_absence { format!("{sessions} missed: {}", words::days(count as u64)) } else { sessions }
}

fn named(counted: Counted) -> Option<&'static Meaning> {
    definition(counted.figure()?)
}

fn meaning(app: &App, school: SchoolId, asked: &Asked) -> Result<Definition, Problem> {
    let thresholds: figures::Thresholds = service::school::thresholds(app, school, asked.last.date)?;
    let definition = match (named(asked.counted), asked.counted) {
        (Some(meaning), _) => Definition {
            text: meaning.words(thresholds),
            link: Link::new("What each figure means", urls::definition(meaning.name)),
        },
        (None, Counted::Coded(code)) => {
            let entry = app.codes().entry(code);
            let text = entry.map(|entry| format!("{}: {}.", entry.description, entry.class.words()));
            let link = Link::new("What each figure means", urls::definitions());
            Definition { text: text.unwrap_or_default(), link }
        }
        (None, _) => Definition { text: String::new(), link: Link::new("What each figure means", urls::definitions()) },
    };
    Ok(match asked.counted {
        Counted::On(weekday) => definition.on(weekday),
        _ => definition,
    })
}

/// How the sessions divide by what they count as; the parts add up to the total.
fn parts(app: &App, behind: &[Behind]) -> Vec<String> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for one in behind {
        let words = counts_as(app, one.code);
        match counted.iter_mut().find(|(known, _)| *known == words) {
            Some((_, count)) => *count += 1,
            None => counted.push((words, 1)),
        }
    }
    if counted.len() < 2 {
        return Vec::new();
    }
    counted.into_iter().map(|(words, count)| format!("{} {words}", words::number(count as i64))).collect()
}

fn counts_as(app: &App, code: Code) -> &'static str {
    app.codes().class(code).map_or("not in the code table", Class::words)
}

fn row(app: &App, pupil: PupilId, one: &Behind) -> SessionRow {
    let late = |minutes: u16| format!("{} late", words::counted(minutes.into(), "minute", "minutes"));
    SessionRow {
        session: Link::new(words::session(one.session), urls::mark(pupil, one.session)),
        pupil: None,
        mark: MarkCell::new(app.codes(), Some(one.code)),
        counts: counts_as(app, one.code).into(),
        note: one.minutes_late.map(late).unwrap_or_default(),
    }
}

/// The list as a file. Neither the file nor its name carries the child's name.
fn file(app: &App, asked: &Asked, behind: &[Behind]) -> Response {
    let column = |heading: &str, kind| Column { heading: heading.into(), kind };
    let rows = behind.iter().map(|one| {
        let entry = app.codes().entry(one.code);
        vec![
            Cell::Date(one.session.date),
            Cell::Text(one.session.half.word().into()),
            Cell::Text(app.codes().letters(one.code).into()),
            Cell::Text(entry.map_or_else(String::new, |entry| entry.description.clone())),
            Cell::Text(counts_as(app, one.code).into()),
            one.minutes_late.map_or(Cell::Empty, |minutes| Cell::Number(minutes.into())),
        ]
    });
    let table = Table {
        title: title(app, asked.counted),
        columns: vec![
            column("date", Kind::Date),
            column("half", Kind::Text),
            column("code", Kind::Text),
            column("meaning", Kind::Text),
            column("counts as", Kind::Text),
            column("minutes late", Kind::Number),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    };
    let name = format!("attachment; filename=\"sessions-{}-to-{}.csv\"", day_of(asked.first), day_of(asked.last));
    let headers =
        [(header::CONTENT_TYPE, String::from("text/csv; charset=utf-8")), (header::CONTENT_DISPOSITION, name)];
    (headers, table::csv(&table)).into_response()
}

const fn day_of(session: Session) -> Date {
    session.date
}
