//! The children of a cohort in every school, today's absence first.

use axum::response::Response;
use documents::table::{Cell, Kind};
use domain::permission::{Permission, Place};
use service::{
    App,
    cohort_holder::{self, Child, Children, Mark},
};

use super::{OneTable, column};
use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    link::Link,
    pages::area::{Entry, Sortable},
    reader::Reader,
    urls, words,
};

pub(super) fn page(app: &App, reader: &Reader, cohort: &str, fields: &Fields) -> Result<Response, Problem> {
    let all = cohort_holder::of_cohort(app, &reader.actor, cohort)?;
    let rows = all.children.iter().map(|child| row(app, reader, cohort, child)).collect::<Result<_, Problem>>()?;
    let columns = [
        ("Child", Kind::Text),
        ("School", Kind::Text),
        ("Class", Kind::Text),
        ("This session", Kind::Text),
        ("Days missed", Kind::Text),
        ("Attendance", Kind::Percent),
        ("Absence", Kind::Text),
        ("Rated", Kind::Text),
        ("Reason not known", Kind::Number),
        ("Next", Kind::Text),
        ("By", Kind::Date),
        ("Done last", Kind::Text),
    ];
    let title = words::sentence(cohort);
    let page = OneTable {
        title: "Children of a cohort",
        section: Section::Cohorts,
        back: Some(Link::new("Cohorts", urls::cohort::list())),
        name: "children",
        address: urls::cohort::children(cohort),
        as_of: as_of(app, &all),
        state: match all.not_yet {
            0 => String::new(),
            count => format!(
                "{} still being worked out, and their children are missing here: look again in a minute.",
                words::counted(count as i64, "school is", "schools are")
            ),
        },
        table: Sortable {
            title,
            columns: columns.map(|(heading, kind)| column(heading, kind)).into(),
            rows,
            notes: vec![
                "Those who are absent in this session and of whom nobody knows why stand first, then those who are absent; within each those who missed most. Days missed are those of the school year. Reason not known: half days of the year whose reason is still open. Next: the meeting, plan or form that the handbook makes due first."
                    .into(),
                "Schools that keep their registers elsewhere, such as those outside the area, are not here.".into(),
            ],
        },
        filters: Vec::new(),
        empty: "No child on a roll here is recorded in this cohort.",
        links: Vec::new(),
    };
    page.answer(reader, fields)
}

fn as_of(app: &App, all: &Children) -> String {
    let count = |is: fn(&Mark) -> bool| all.children.iter().filter(|child| is(&child.mark)).count() as i64;
    let unexplained = count(|mark| matches!(mark, Mark::Unexplained(_)));
    let absent = unexplained + count(|mark| matches!(mark, Mark::Absent(_)));
    format!(
        "{} in {}: {} absent in this session, {} without a reason. {}, as of {}.",
        words::counted(all.children.len() as i64, "child", "children"),
        words::counted(all.schools as i64, "school", "schools"),
        words::number(absent),
        words::number(unexplained),
        words::full_day(app.today()),
        words::time(app.time())
    )
}

fn row(app: &App, reader: &Reader, cohort: &str, child: &Child) -> Result<Vec<Entry>, Problem> {
    let school = app.school(child.school)?;
    // Whoever sees every pupil goes to the pupil; whoever looks after the cohort alone, to what they see of the child.
    let href = match reader.actor.may(Permission::SeePupils, Place::School(child.school)) {
        true => urls::pupil(child.id),
        false => urls::cohort::child(cohort, child.id),
    };
    let missed = child.tally.absent();
    Ok(vec![
        Entry::link(Cell::Text(child.name.clone()), href),
        Entry::of(Cell::Text(school.name.clone())),
        Entry::of(Cell::Text(child.group.clone())),
        Entry::ranked(mark(app, child), child.urgency().into()),
        Entry::ranked(words::days(missed.into()), missed.into()),
        Entry::of(child.tally.attendance().map_or(Cell::Empty, Cell::Percent)),
        Entry::ranked(absence(child).into(), rank(child)),
        Entry::of(Cell::Text(child.rated.as_ref().map(|rated| words::sentence(&rated.word)).unwrap_or_default())),
        Entry::of(Cell::Number(child.unsettled.into())),
        Entry::of(Cell::Text(child.next.as_ref().map(|next| next.name.clone()).unwrap_or_default())),
        Entry::of(child.next.as_ref().and_then(|next| next.deadline).map_or(Cell::Empty, |by| Cell::Date(by.day))),
        match &child.last {
            Some((day, what)) => Entry::ranked(
                format!("{what}, {}", words::short_day(*day)),
                i64::from(day.year()) * 400 + i64::from(day.day_of_year()),
            ),
            None => Entry::of(Cell::Empty),
        },
    ])
}

/// `Absent, no reason yet`, `Absent: ill`, `Late`, `No register yet`.
pub(super) fn mark(app: &App, child: &Child) -> String {
    let is_today = child.session.is_some_and(|session| session.date == app.today());
    let said = match child.mark {
        Mark::None => return String::from("No register yet"),
        Mark::Unexplained(_) => String::from("Absent, no reason yet"),
        Mark::Absent(code) => format!("Absent: {}", described(app, code)),
        Mark::Late(code) | Mark::Other(code) => described(app, code),
    };
    match child.session {
        Some(session) if !is_today => format!("{said} ({})", words::short_day(session.date)),
        _ => said,
    }
}

pub(super) fn described(app: &App, code: domain::code::Code) -> String {
    app.codes().entry(code).map(|entry| entry.description.clone()).unwrap_or_default()
}

const fn absence(child: &Child) -> &'static str {
    match (child.severe, child.persistent) {
        (Some(true), _) => "Severe",
        (_, Some(true)) => "Persistent",
        (Some(false), _) | (_, Some(false)) => "",
        _ => "No marks",
    }
}

fn rank(child: &Child) -> i64 {
    i64::from(child.severe == Some(true)) + i64::from(child.persistent == Some(true))
}
