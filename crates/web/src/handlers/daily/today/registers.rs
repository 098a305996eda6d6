//! Registers of the day that are open and not taken.

use domain::{permission::Role, school::year_name};
use service::today::Today as Work;

use super::Listing;
use crate::{
    error::Problem,
    handlers::daily::registers::state_of,
    link::{Button, Link},
    pages::{
        registers::State,
        today::{Kind, Row, Section},
    },
    status::Status,
    urls, words,
};

pub(super) fn missing(listing: &Listing<'_>, work: &Work) -> Result<Section, Problem> {
    let school = listing.app.own_school(&listing.reader.actor)?;
    let is_teacher = listing.reader.actor.role == Role::Teacher;
    let mut rows = Vec::new();
    for (session, state) in &work.registers {
        let (closes, half) = (words::time(school.times_of(state.group.id, session.half).closes), session.half.word());
        let (what, due) = match state_of(listing.app, school, *session, state) {
            State::Open => {
                (format!("The {half} register is open until {closes}."), Status::due(format!("By {closes}")))
            }
            State::Missing { minutes: Some(minutes) } => (
                format!("The {half} register closed at {closes} and nobody has taken it."),
                Status::now(format!("{} late", words::counted(minutes.into(), "minute", "minutes"))),
            ),
            State::Missing { minutes: None } => (
                format!("The {half} register of {} was never taken.", words::day(session.date)),
                Status::now("Missing"),
            ),
            _ => continue,
        };
        let href = urls::register(state.group.id, *session);
        let teachers = words::list(&state.teachers);
        let by = if is_teacher || teachers.is_empty() { String::new() } else { format!(", {teachers}") };
        rows.push(Row::new(
            Link::new(&state.group.name, href.clone()),
            format!("{}{by}", year_name(state.group.year)),
            format!("{what} {}.", words::counted(state.pupils as i64, "child", "children")),
            due,
            Button::open("Take register", &format!("of {}, {half}", state.group.name), href),
        ));
    }
    let total = rows.len();
    rows.truncate(listing.shown(Kind::Registers, total));
    Ok(listing.section(Kind::Registers, rows, total, ""))
}
