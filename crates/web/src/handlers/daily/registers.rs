//! The registers of a day.

use axum::response::Response;
use domain::{
    Date,
    calendar::Calendar,
    clock,
    permission::{Permission, Place},
    school::{Group, School},
    session::{Half, Session},
};
use service::{App, register};

use super::board;
use crate::{
    error::Problem,
    form::{self, Fields},
    frame::Section,
    handlers::Visit,
    link::Link,
    pages::registers::{GroupRow, Registers, State, half_title},
    reader::Reader,
    urls, words,
};

pub(super) async fn show(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| page(app, reader, &fields)).await
}

fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    reader.actor.require(Permission::TakeRegister, Place::Anywhere)?;
    let school = app.own_school(&reader.actor)?;
    let calendar = app.calendar(school.id)?;
    let asked = form::day(fields.text("day"));
    let day = asked.or_else(|| calendar.on_or_before(app.today())).unwrap_or_else(|| app.today());
    let morning = register::of_day(app, &reader.actor, day, Half::Morning)?;
    let afternoon = register::of_day(app, &reader.actor, day, Half::Afternoon)?;
    let is_school_day = calendar.is_school_day(day);
    let state = |half: Half, state: &register::State| state_of(app, school, Session::new(day, half), state);
    let rows = morning.iter().zip(&afternoon).map(|(am, pm)| {
        let teachers = words::list(&am.teachers);
        let row = GroupRow::new(&am.group, &teachers, day, &state(Half::Morning, am), &state(Half::Afternoon, pm));
        GroupRow { paper: paper(&am.group, day, calendar.after(app.today(), 1)), ..row }
    });
    let groups: Vec<GroupRow> = if is_school_day { rows.collect() } else { Vec::new() };
    let view = Registers {
        previous: day.yesterday().ok().and_then(|before| calendar.on_or_before(before)).map(link),
        next: calendar.after(day, 1).filter(|&next| next <= app.today()).map(link),
        day: day.to_string(),
        note: if asked.is_none() { board::note(app, day) } else { String::new() },
        morning: half_title(Half::Morning, school.morning),
        afternoon: half_title(Half::Afternoon, school.afternoon),
        summary: summary(&morning, &afternoon, (day, school.afternoon.opens) <= (app.today(), app.time())),
        waiting: waiting(service::submission::waiting(app, &reader.actor)?.len()),
        groups,
        empty: empty(&calendar, day),
    };
    let as_of = format!("{}, as of {}", words::full_day(day), words::time(app.time()));
    let frame = reader.frame("Registers", Some(Section::Registers)).wide();
    Ok(reader.show(&frame.as_of(as_of), "registers/registers.html", view))
}

/// How a register stands, on the school's clock.
pub(super) fn state_of(app: &App, school: &School, session: Session, state: &register::State) -> State {
    match &state.taken {
        None => State::untaken(session, school.times_of(state.group.id, session.half), app.today(), app.time()),
        Some((at, by)) => State::Taken {
            at: clock::local(*at).time(),
            by: by.clone(),
            present: u32::try_from(state.present).unwrap_or(u32::MAX),
            pupils: u32::try_from(state.pupils).unwrap_or(u32::MAX),
        },
    }
}

/// The sheets of paper of a class.
fn paper(group: &Group, day: Date, next: Option<Date>) -> Vec<Link> {
    let week = Link::new("The week, printed", urls::paper::week(group.id, day));
    let roll =
        next.map(|next| Link::new(format!("Roll for {}", words::short_day(next)), urls::paper::roll(group.id, next)));
    std::iter::once(week).chain(roll).collect()
}

/// `2 submissions from devices wait for a look at both sides`
fn waiting(count: usize) -> Option<Link> {
    let words = words::counted(count as i64, "submission from a device waits", "submissions from devices wait");
    (count > 0).then(|| Link::new(format!("{words} for a look at both sides"), urls::submission::all()))
}

fn link(day: Date) -> Link {
    Link::new(words::day(day), urls::registers_of(day))
}

fn summary(morning: &[register::State], afternoon: &[register::State], with_afternoon: bool) -> String {
    let taken = |states: &[register::State]| states.iter().filter(|state| state.taken.is_some()).count();
    let morning_words = format!("{} of {} morning registers taken", taken(morning), morning.len());
    if with_afternoon {
        format!("{morning_words}, {} of {} afternoon registers.", taken(afternoon), afternoon.len())
    } else {
        format!("{morning_words}.")
    }
}

fn empty(calendar: &Calendar, day: Date) -> String {
    if calendar.is_school_day(day) {
        return String::from("No class is yours. A class appears here when it is given to your post.");
    }
    match calendar.closure(day) {
        Some(closure) => format!("No registers on {}: {}.", words::full_day(day), closure.label),
        None => format!("{} is not a school day. Choose another day.", words::full_day(day)),
    }
}
