//! A school's figure opened: the children or the sessions that make it, as a page and as a file.

use axum::response::Response;
use domain::{Date, id::SchoolId};
use service::{
    App,
    school::{
        behind::{self, Found, What, Who},
        scope::{Child, Scope},
    },
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

pub(in crate::handlers) mod file;
pub(super) mod filter;
pub(super) mod meaning;

use filter::{Asked, Asks};

pub(super) fn page(app: &App, reader: &Reader, school: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let asked = Asked::read(app, fields).ok_or(Problem::NotFound)?;
    match &asked.asks {
        Asks::Children(who) => {
            let found = behind::children(app, &reader.actor, school, who, &asked.scope)?;
            if fields.text("file") == "csv" {
                return Ok(file::of_children(&found.children));
            }
            children(app, reader, school, fields, (&asked, who, &found))
        }
        Asks::Sessions(what) => {
            let (pupils, lines) = behind::sessions(app, &reader.actor, school, *what, &asked.scope)?;
            if fields.text("file") == "csv" {
                return Ok(file::of_sessions(app, &pupils, &lines));
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
    (asked, who, found): (&Asked, &Who, &Found),
) -> Result<Response, Problem> {
    if asked.scope.group.is_some() && found.among == 0 {
        return Err(Problem::NotFound);
    }
    let href = |page: usize| urls::school_sessions(school, &format!("{}&page={page}", asked.filter));
    let (paging, lines) = Paging::of(found.children.len(), page_asked(fields), href);
    let (title, definition) = meaning::of_children(app, school, (who, &asked.scope), &found.class)?;
    let view = Children {
        back: back(app, school, &asked.scope)?,
        total: format!(
            "{} of {}",
            words::number(found.children.len() as i64),
            words::counted(found.among as i64, "child", "children")
        ),
        definition,
        rows: found.children[lines].iter().map(|child| child_row(app, reader, child, &asked.scope)).collect(),
        paging,
        csv: csv(school, asked),
    };
    let as_of = as_of(app, stretch(app, None, &asked.scope), &asked.scope);
    let frame = reader.frame(&title, Some(section(reader))).wide().as_of(as_of);
    Ok(reader.show(&frame, "figures/children.html", view))
}

fn child_row(app: &App, reader: &Reader, child: &Child, scope: &Scope) -> ChildRow {
    let tally = child.tally;
    let days = words::days(tally.half_days_missed().into()).replace(" days", "").replace(" day", "");
    let missed = format!("{} of {}", tally.absent(), tally.possible());
    let from = scope.from.map(|from| format!("&from={from}")).unwrap_or_default();
    let href = urls::sessions(child.pupil.id, &filter::to(&format!("{}{from}", filter::MISSED), scope.to));
    ChildRow {
        who: of_child(app, child, child.pupil.name(), urls::pupil(child.pupil.id)),
        place: place(app, &reader.actor, &child.group, &child.pupil),
        days,
        attendance: tally.attendance().map_or_else(String::new, words::percent),
        sessions: of_child(app, child, missed, href),
    }
}

/// A link to a page about a child; words alone for one who has left, of whom there is no page any more.
pub(in crate::handlers) fn of_child(app: &App, child: &Child, text: String, href: String) -> Link {
    let has_left = child.pupil.enrolled_until.is_some_and(|last| last < app.today());
    Link::new(text, if has_left { String::new() } else { href })
}

fn sessions(
    app: &App,
    reader: &Reader,
    school: SchoolId,
    fields: &Fields,
    (asked, what, pupils, found): (&Asked, What, &[Child], &[behind::Line]),
) -> Result<Response, Problem> {
    let href = |page: usize| urls::school_sessions(school, &format!("{}&page={page}", asked.filter));
    let (paging, lines) = Paging::of(found.len(), page_asked(fields), href);
    let scope = &asked.scope;
    let (title, definition) = meaning::of_sessions(app, school, what, scope.to)?;
    let class = match (scope.group, pupils.first()) {
        (Some(_), None) => return Err(Problem::NotFound),
        (_, first) => first.map(|child| child.group.as_str()).unwrap_or_default(),
    };
    let children = words::counted(pupils.len() as i64, "child", "children");
    let codes = app.codes();
    let row = |line: &behind::Line| {
        let child = &pupils[line.child];
        let minutes = line.minutes_late.map(|minutes| words::counted(minutes.into(), "minute", "minutes"));
        let id = child.pupil.id;
        SessionRow {
            session: of_child(app, child, words::session(line.session), urls::mark(id, line.session)),
            pupil: Some(of_child(app, child, child.pupil.name(), urls::pupil(id))),
            mark: MarkCell::new(codes, Some(line.code)),
            counts: codes.class(line.code).map_or_else(String::new, |class| String::from(class.words())),
            note: minutes.unwrap_or_default(),
        }
    };
    let view = Sessions {
        back: back(app, school, scope)?,
        who: match meaning::of_scope(scope, class) {
            scope if scope.is_empty() => children,
            scope => format!("{scope}, {children}"),
        },
        total: total(what, found.len()),
        definition,
        parts: parts(app, found),
        has_pupils: true,
        rows: found[lines].iter().map(row).collect(),
        paging,
        csv: csv(school, asked),
    };
    let frame = reader.frame(&title, Some(section(reader))).wide();
    let frame = frame.as_of(as_of(app, stretch(app, Some(what), scope), scope));
    Ok(reader.show(&frame, "figures/sessions.html", view))
}

/// `5,758 sessions: 2,879 days`; late arrivals are no days missed.
fn total(what: What, count: usize) -> String {
    use analysis::figures::Counted as C;
    let sessions = words::counted(count as i64, "session", "sessions");
    let is_missed = match what {
        What::LateThisWeek => false,
        What::NoReasonYet | What::NoReasonBeforeThisWeek | What::NoReasonPastItsDay => true,
        What::Counted(counted) => {
            use C::{Absent, At, Authorised, FirstDaysBack, In, On, Unauthorised};
            matches!(counted, Absent | Authorised | Unauthorised | FirstDaysBack | On(_) | In(_) | At(..))
        }
    };
    if is_missed { format!("{sessions}: {}", words::days(count as u64)) } else { sessions }
}

/// What the figure counts over: `This school year`, `The week`, `Monday 9 November 2026`.
fn stretch(app: &App, what: Option<What>, scope: &Scope) -> String {
    let is_today = scope.to == app.today();
    match (what, scope.from) {
        (Some(What::LateThisWeek), _) => String::from(if is_today { "This week" } else { "The week" }),
        (_, Some(from)) => words::full_day(from),
        (_, None) => String::from(if is_today { "This school year" } else { "The school year" }),
    }
}

fn page_asked(fields: &Fields) -> usize {
    fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1)
}

/// The school's page, of the same day.
fn back(app: &App, school: SchoolId, scope: &Scope) -> Result<Link, Problem> {
    Ok(Link::new(app.school(school)?.name.clone(), school_on(app, school, scope.to)))
}

/// The address of a school's page as of `day`.
pub(super) fn school_on(app: &App, school: SchoolId, day: Date) -> String {
    if day == app.today() { urls::school(school) } else { urls::school_to(school, day) }
}

fn as_of(app: &App, stretch: String, scope: &Scope) -> String {
    format!("{stretch} to {}; as of {}.", words::full_day(scope.to), words::time(app.time()))
}

fn csv(school: SchoolId, asked: &Asked) -> Option<Link> {
    let href = urls::school_sessions(school, &format!("{}&file=csv", asked.filter));
    Some(Link::new("The whole list as a spreadsheet file (CSV)", href))
}

/// How the sessions divide by what they count as.
pub(in crate::handlers) fn parts(app: &App, found: &[behind::Line]) -> Vec<String> {
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
