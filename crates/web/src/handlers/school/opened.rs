//! A school's figure opened: the children or the sessions that make it, as a page and as a file.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::table::{self, Cell, Column, Kind, Table};
use domain::id::SchoolId;
use service::{
    App,
    school::behind::{self, What, Who},
    standing::Standing,
};

use super::figures::{place, section};
use crate::{
    error::Problem,
    form::Fields,
    link::Link,
    mark::MarkCell,
    pages::figures::{ChildRow, Children, Paging, SessionRow, Sessions},
    reader::Reader,
    urls, words,
};

pub(super) mod filter;

use filter::{Asked, Asks};

pub(super) fn page(app: &App, reader: &Reader, school: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let asked = Asked::read(app, fields).ok_or(Problem::NotFound)?;
    match &asked.asks {
        Asks::Children(who) => {
            let found = behind::children(app, &reader.actor, school, who)?;
            if fields.text("file") == "csv" {
                return Ok(file("children.csv", &children_table(&found)));
            }
            children(app, reader, school, fields, (&asked, who, &found))
        }
        Asks::Sessions(what) => {
            let (pupils, lines) = behind::sessions(app, &reader.actor, school, *what)?;
            if fields.text("file") == "csv" {
                return Ok(file("sessions.csv", &sessions_table(app, &pupils, &lines)));
            }
            sessions(app, reader, school, fields, (&asked, *what, &pupils, &lines))
        }
    }
}

fn children(
    app: &App,
    reader: &Reader,
    school: SchoolId,
    fields: &Fields,
    (asked, who, found): (&Asked, &Who, &[Standing]),
) -> Result<Response, Problem> {
    let href = |page: usize| urls::school_sessions(school, &format!("{}&page={page}", asked.filter));
    let (paging, lines) = Paging::of(found.len(), page_asked(fields), href);
    let (title, definition) = filter::of_children(app, school, who)?;
    let all = service::school::pupils(app, &reader.actor, school)?.len();
    let row = |child: &Standing| {
        let tally = child.tally;
        let days = words::days(tally.half_days_missed().into()).replace(" days", "").replace(" day", "");
        ChildRow {
            who: Link::new(child.pupil.name(), urls::pupil(child.pupil.id)),
            place: place(child),
            days,
            attendance: tally.attendance().map_or_else(String::new, words::percent),
            sessions: Link::new(
                format!("{} of {}", tally.absent(), tally.possible()),
                urls::sessions(child.pupil.id, "counted=absent"),
            ),
        }
    };
    let view = Children {
        back: back(app, school)?,
        total: format!("{} of {}", words::number(found.len() as i64), words::counted(all as i64, "child", "children")),
        definition,
        rows: found[lines].iter().map(row).collect(),
        paging,
        csv: csv(school, asked),
    };
    let frame = reader.frame(&title, Some(section(reader))).wide().as_of(as_of(app, "This school year", app.today()));
    Ok(reader.show(&frame, "figures/children.html", view))
}

fn sessions(
    app: &App,
    reader: &Reader,
    school: SchoolId,
    fields: &Fields,
    (asked, what, pupils, found): (&Asked, What, &[Standing], &[behind::Line]),
) -> Result<Response, Problem> {
    let href = |page: usize| urls::school_sessions(school, &format!("{}&page={page}", asked.filter));
    let (paging, lines) = Paging::of(found.len(), page_asked(fields), href);
    let (title, definition) = filter::of_sessions(app, school, what)?;
    let (stretch, to, group) = match what {
        What::LateThisWeek => ("This week", app.today(), None),
        What::Counted { to, group, .. } => ("The school year", to, group),
        _ => ("This school year", app.today(), None),
    };
    let among: Vec<&Standing> = pupils.iter().filter(|child| group.is_none_or(|of| child.pupil.group == of)).collect();
    let class = match (group, among.first()) {
        (None, _) => String::new(),
        (Some(_), Some(child)) => format!("{}, ", child.group),
        (Some(_), None) => return Err(Problem::NotFound),
    };
    let codes = app.codes();
    let row = |line: &behind::Line| {
        let pupil = &pupils[line.child].pupil;
        let minutes = line.minutes_late.map(|minutes| words::counted(minutes.into(), "minute", "minutes"));
        SessionRow {
            session: Link::new(words::session(line.session), urls::mark(pupil.id, line.session)),
            pupil: Some(Link::new(pupil.name(), urls::pupil(pupil.id))),
            mark: MarkCell::new(codes, Some(line.code)),
            counts: codes.class(line.code).map_or_else(String::new, |class| String::from(class.words())),
            note: minutes.unwrap_or_default(),
        }
    };
    let view = Sessions {
        back: back(app, school)?,
        who: format!("{class}{}", words::counted(among.len() as i64, "child", "children")),
        total: total(what, found.len()),
        definition,
        parts: parts(app, found),
        has_pupils: true,
        rows: found[lines].iter().map(row).collect(),
        paging,
        csv: csv(school, asked),
    };
    let frame = reader.frame(&title, Some(section(reader))).wide().as_of(as_of(app, stretch, to));
    Ok(reader.show(&frame, "figures/sessions.html", view))
}

/// `5,758 sessions: 2,879 days`; late arrivals are no days missed.
fn total(what: What, count: usize) -> String {
    let sessions = words::counted(count as i64, "session", "sessions");
    match what {
        What::LateThisWeek | What::Counted { .. } => sessions,
        _ => format!("{sessions}: {}", words::days(count as u64)),
    }
}

fn page_asked(fields: &Fields) -> usize {
    fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1)
}

fn back(app: &App, school: SchoolId) -> Result<Link, Problem> {
    Ok(Link::new(app.school(school)?.name.clone(), urls::school(school)))
}

fn as_of(app: &App, stretch: &str, to: domain::Date) -> String {
    format!("{stretch} to {}; as of {}.", words::full_day(to), words::time(app.time()))
}

fn csv(school: SchoolId, asked: &Asked) -> Option<Link> {
    let href = urls::school_sessions(school, &format!("{}&file=csv", asked.filter));
    Some(Link::new("The whole list as a spreadsheet file (CSV)", href))
}

/// How the sessions divide by what they count as.
fn parts(app: &App, found: &[behind::Line]) -> Vec<String> {
    let mut parts: Vec<(&str, i64)> = Vec::new();
    for class in found.iter().filter_map(|line| app.codes().class(line.code)) {
        match parts.iter_mut().find(|(words, _)| *words == class.words()) {
            Some((_, count)) => *count += 1,
            None => parts.push((class.words(), 1)),
        }
    }
    match parts.as_slice() {
        [_, _, ..] => parts.iter().map(|(words, count)| format!("{} {words}", words::number(*count))).collect(),
        _ => Vec::new(),
    }
}

fn file(name: &str, table: &Table) -> Response {
    let attachment = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let attachment = attachment.unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, attachment)], table::csv_for_excel(table))
        .into_response()
}

fn table(title: &str, columns: &[(&str, Kind)], rows: Vec<Vec<Cell>>) -> Table {
    let column = |&(heading, kind): &(&str, Kind)| Column { heading: heading.to_owned(), kind };
    Table { title: title.to_owned(), columns: columns.iter().map(column).collect(), rows, notes: Vec::new() }
}

fn children_table(found: &[Standing]) -> Table {
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |child: &Standing| {
        let tally = child.tally;
        vec![
            text(&child.pupil.upn),
            text(&child.pupil.surname),
            text(&child.pupil.forename),
            text(&child.group),
            Cell::Text(analysis::facts::days(tally.half_days_missed())),
            tally.attendance().map_or(Cell::Empty, Cell::Percent),
            Cell::Number(tally.absent().into()),
            Cell::Number(tally.possible().into()),
        ]
    };
    let columns = [
        ("UPN", Kind::Text),
        ("Surname", Kind::Text),
        ("Forename", Kind::Text),
        ("Class", Kind::Text),
        ("Days missed", Kind::Text),
        ("Attendance", Kind::Percent),
        ("Sessions missed", Kind::Number),
        ("Sessions possible", Kind::Number),
    ];
    table("Children", &columns, found.iter().map(row).collect())
}

fn sessions_table(app: &App, pupils: &[Standing], found: &[behind::Line]) -> Table {
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |line: &behind::Line| {
        let child = &pupils[line.child];
        vec![
            text(&child.pupil.upn),
            text(&child.pupil.surname),
            text(&child.pupil.forename),
            text(&child.group),
            Cell::Date(line.session.date),
            text(line.session.half.short()),
            text(app.codes().letters(line.code)),
            text(app.codes().class(line.code).map_or("", |class| class.words())),
            line.minutes_late.map_or(Cell::Empty, |minutes| Cell::Number(minutes.into())),
        ]
    };
    let columns = [
        ("UPN", Kind::Text),
        ("Surname", Kind::Text),
        ("Forename", Kind::Text),
        ("Class", Kind::Text),
        ("Date", Kind::Date),
        ("Half", Kind::Text),
        ("Code", Kind::Text),
        ("Counts as", Kind::Text),
        ("Minutes late", Kind::Number),
    ];
    table("Sessions", &columns, found.iter().map(row).collect())
}
