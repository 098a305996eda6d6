//! Who is near persistent absence, and how much each of them may still miss.

use axum::response::Response;
use documents::table::Kind;
use domain::{Date, id::SchoolId};
use service::{
    App,
    school::{
        bands::CLOSE_HALF_DAYS,
        near::{self, Near, NearPersistent},
        scope::Scope,
        stretch::Stretch,
    },
};

use super::{Asked, NEAR, Shown, answer, definitions, figure, filter, linked::Entry, linked::LinkedTable};
use crate::{error::Problem, form::Fields, pages::school::absence::Part, reader::Reader, urls, words};

pub(in super::super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let mut asked = Asked::read((app, reader), id, NEAR, fields)?;
    asked.stretch = Stretch::Year;
    asked.scope = asked.whole.clone();
    let found = near::near_persistent(app, &reader.actor, id, &asked.scope)?;
    let class = found.children.first().map(|near| near.child.group.clone()).unwrap_or_default();
    let part = Part { words: how_many(&found), definitions: definitions(&DEFINITIONS), ..part() };
    let table = (!found.children.is_empty()).then(|| table(app, id, &asked.scope, &found));
    let near = words::number(found.children.len() as i64);
    let among = format!("of {}", words::number(found.among as i64));
    let figures = vec![figure("Children near", near, among, Some(asked.open(filter::NEAR_PERSISTENT)))];
    answer(&asked, fields, Shown { figures, parts: vec![(part, table)], class })
}

/// What explains the columns.
pub(in super::super) const DEFINITIONS: [&str; 3] = ["in_a_row_before", "may_miss", "persistently_absent"];

fn part() -> Part {
    Part::new("near", "How much each of them may still miss", "Nobody is that near.")
}

/// `19 of 412 children are within 2½ days, missed in a row, of persistent absence.`
pub(in super::super) fn how_many(found: &NearPersistent) -> String {
    format!(
        "{} of {} would be persistently absent after {} missed in a row, or fewer.",
        words::number(found.children.len() as i64),
        words::counted(found.among as i64, "child", "children"),
        words::days(CLOSE_HALF_DAYS.into())
    )
}

/// They, nearest first.
pub(in super::super) fn table(app: &App, school: SchoolId, scope: &Scope, found: &NearPersistent) -> LinkedTable {
    let year_to = Scope { group: None, year: None, cohort: None, from: None, to: scope.to };
    let row = |near: &Near| {
        let child = &near.child;
        let has_left = child.pupil.enrolled_until.is_some_and(|last| last < app.today());
        let link = |href: String| if has_left { String::new() } else { href };
        let missed = urls::sessions(child.pupil.id, &filter::of(filter::MISSED, &year_to));
        let room = |room: Option<u32>| room.map_or_else(|| Entry::text("none"), Entry::days);
        vec![
            Entry::text(child.pupil.name()).opening(link(urls::pupil(child.pupil.id))),
            Entry::text(child.group.clone()),
            Entry::days(child.tally.absent()).opening(link(missed)),
            Entry::percent(child.tally.attendance()),
            Entry::days(near.in_a_row),
            room(near.to_half_term),
            room(near.to_year),
            Entry::text(means(found, near)),
        ]
    };
    let to = |ends: Option<Date>, else_: &str| {
        ends.map_or_else(|| else_.to_owned(), |day| format!("May miss to {} {}", day.day(), words::month(day)))
    };
    let (half_term, year) =
        (to(found.half_term_ends, "May miss to half term"), to(found.year_ends, "May miss to July"));
    let columns = [
        ("Child", Kind::Text),
        ("Class", Kind::Text),
        ("Days missed", Kind::Number),
        ("Attendance", Kind::Percent),
        ("Persistent after, in a row", Kind::Number),
        (half_term.as_str(), Kind::Number),
        (year.as_str(), Kind::Number),
        ("What it means", Kind::Text),
    ];
    let rows = found.children.iter().map(row).collect();
    let name = app.school(school).map(|school| school.name.clone()).unwrap_or_default();
    LinkedTable::new("near", &format!("Near persistent absence, {name}"), &columns, rows).noted(
        "In days. Counted on the school days of the calendar that are to come, as if all were possible for the child.",
    )
}

/// `Can miss 2½ more days before half term ends on Friday 18 December and stay above the line; 13½ days to Tuesday 20 July.`
fn means(found: &NearPersistent, near: &Near) -> String {
    let line = |room: Option<u32>, ends: Option<Date>, what: &str| {
        let day = ends.map(words::day)?;
        Some(match room {
            Some(room) => format!("can miss {} before {what} ends on {day} and stay above the line", more(room)),
            None => format!("will be below the line when {what} ends on {day}, whatever happens"),
        })
    };
    let half_term = line(near.to_half_term, found.half_term_ends, "half term");
    let year = line(near.to_year, found.year_ends, "the year");
    let both: Vec<String> = half_term.into_iter().chain(year).collect();
    if both.is_empty() { String::new() } else { format!("{}.", words::sentence(&both.join("; "))) }
}

/// `2½ more days`, `no more days`.
fn more(half_days: u32) -> String {
    match half_days {
        0 => String::from("no more days"),
        1 => String::from("½ day more"),
        2 => String::from("1 more day"),
        more => words::days(more.into()).replace(" days", " more days"),
    }
}
