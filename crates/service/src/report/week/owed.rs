//! What somebody owes: tasks by owner, registers, returns, leave to decide, meetings of the next week, ratings.

use std::collections::BTreeMap;

use documents::table::Cell;
use domain::{
    Date, Time,
    clock::local,
    permission::{Permission, Place},
    rule::Kind,
    session::{Half, Session},
};

use super::{Week, changes::said, next_week};
use crate::{
    Error, duty, leave, register,
    report::{Open, Section, counted, figure_column, rag, short_day, text, words_column},
    returns,
};

/// What is overdue, by whose it is.
pub(super) fn tasks(week: &Week<'_>) -> Result<Section, Error> {
    let columns =
        vec![words_column("Whose"), words_column("Task"), figure_column("Overdue"), words_column("Oldest date")];
    let mut section = Section::new("tasks", "Tasks overdue, by owner", columns);
    let now = (week.days.last, if week.days.last < week.app.today() { Time::MAX } else { week.app.time() });
    let mut tasks: BTreeMap<(String, String), (u32, Option<Date>)> = BTreeMap::new();
    for child in week.figures.children.iter() {
        for task in &child.decided.tasks {
            let deadline = child.deadlines.get(&task.name);
            if task.is_overdue || deadline.is_some_and(|deadline| deadline.is_over(now)) {
                let owner = match task.owner.as_slice() {
                    [] => String::from("whoever leads cases"),
                    owners => owners.join(", "),
                };
                let entry = tasks.entry((owner, task.name.clone())).or_default();
                entry.0 += 1;
                entry.1 = [entry.1, deadline.map(|deadline| deadline.day)].into_iter().flatten().min();
            }
        }
    }
    for ((owner, task), (count, oldest)) in tasks {
        let oldest = oldest.map_or(Cell::Empty, |day| text(short_day(day)));
        section.row(vec![text(owner), text(task), Cell::Number(count.into()), oldest]);
    }
    Ok(said(section, "Nothing is overdue."))
}

/// The registers that were taken after they had closed, or not at all.
pub(super) fn registers(week: &Week<'_>) -> Result<Section, Error> {
    let columns =
        vec![words_column("Class"), words_column("Session"), words_column("Register"), words_column("Teacher")];
    let mut section = Section::new("registers", "Registers late or missing", columns);
    let (app, school) = (week.app, &week.figures.school);
    let now = (app.today(), app.time());
    let calendar = app.calendar(school.id)?;
    for &day in calendar.between(week.days.first, week.days.last) {
        for half in Half::BOTH {
            let session = Session::new(day, half);
            for state in register::states(app, school, session)? {
                let closes = school.times_of(state.group.id, half).closes;
                let is_late = |at: (Date, Time)| at > (day, closes);
                let words = match &state.taken {
                    Some((at, by)) => {
                        let at = local(*at);
                        is_late((at.date(), at.time())).then(|| taken_late(at, day, by))
                    }
                    None => is_late(now).then(|| String::from("not taken")),
                };
                let Some(words) = words else { continue };
                let half = match half {
                    Half::Morning => "morning",
                    Half::Afternoon => "afternoon",
                };
                let when = format!("{}, {half}", day.strftime("%A %-d %B"));
                let cells = vec![text(&state.group.name), text(when), text(words), text(state.teachers.join(", "))];
                let opens = match week.by.may(Permission::TakeRegister, Place::Group(school.id, state.group.id)) {
                    true => Open::Register(state.group.id, session),
                    false => Open::Nothing,
                };
                section.row_to(cells, opens);
            }
        }
    }
    Ok(said(section, "Every register was taken in time."))
}

fn taken_late(at: jiff::civil::DateTime, day: Date, by: &str) -> String {
    match at.date() == day {
        true => format!("taken at {}, by {by}", at.strftime("%H:%M")),
        false => format!("taken on {}, by {by}", at.strftime("%A %-d %B at %H:%M")),
    }
}

/// The returns that are due now; nothing for who sends none.
pub(super) fn returns(week: &Week<'_>) -> Result<Option<Section>, Error> {
    let school = week.figures.school.id;
    if !week.by.may(Permission::SendReturns, Place::School(school)) {
        return Ok(None);
    }
    let columns = vec![words_column("Return"), figure_column("Due"), figure_column("Late"), words_column("First date")];
    let mut section = Section::new("returns", "Returns and notices due", columns);
    let mut all: BTreeMap<String, (u32, u32, Option<Date>)> = BTreeMap::new();
    for due in returns::of_school(week.app, week.by, school)?.due {
        let entry = all.entry(due.action.head.name.clone()).or_default();
        entry.0 += 1;
        entry.1 += u32::from(due.is_late);
        entry.2 = [entry.2, due.deadline.map(|deadline| deadline.day)].into_iter().flatten().min();
    }
    for (name, (due, late, first)) in all {
        let first = first.map_or(Cell::Empty, |day| text(short_day(day)));
        section.row_to(vec![text(name), Cell::Number(due.into()), Cell::Number(late.into()), first], Open::Returns);
    }
    Ok(Some(said(section, "No return is due.")))
}

/// The requests for leave that wait for a decision; nothing for who does not see them.
pub(super) fn leave(week: &Week<'_>) -> Result<Option<Section>, Error> {
    let school = week.figures.school.id;
    if !week.by.may(Permission::EnterCodes, Place::School(school)) {
        return Ok(None);
    }
    let columns = vec![
        words_column("Child"),
        words_column("Class"),
        words_column("Asked for"),
        figure_column("School days"),
        words_column("Asked on"),
    ];
    let mut section = Section::new("leave", "Leave to decide", columns);
    for one in leave::of_school(week.app, week.by, school)?.waiting {
        let days = one.days.map_or_else(
            || String::from("days that cannot be read"),
            |(first, last)| format!("{} to {}", short_day(first), short_day(last)),
        );
        let pupil = crate::protected::pupil(week.app, week.by, one.pupil);
        let school_days = Cell::Number(one.school_days as i64);
        let cells = vec![text(pupil.name()), text(one.class), text(days), school_days, text(short_day(one.on))];
        section.row_to(cells, Open::Leave);
    }
    Ok(Some(said(section, "No request waits.")))
}

/// The meetings that are due by the end of the next week, of the school and about its children.
pub(super) fn meetings(week: &Week<'_>) -> Result<Section, Error> {
    let columns = vec![words_column("Meeting"), words_column("About"), words_column("By")];
    let mut section = Section::new("meetings", "Meetings to hold by the end of next week", columns);
    let (app, school) = (week.app, week.figures.school.id);
    let next = next_week(week.days);
    let mut rows: Vec<(Option<Date>, Vec<Cell>, Open)> = Vec::new();
    for duty in duty::of_school(app, week.by, school)? {
        let action = &duty.possible.action;
        let is_near = duty.is_overdue || duty.deadline.is_some_and(|deadline| deadline.day <= next.last);
        if action.kind == Kind::Meeting && duty.standing.is_some() && is_near {
            let day = duty.deadline.map(|deadline| deadline.day);
            let cells = vec![text(&action.head.name), text("the school"), by(day)];
            rows.push((day, cells, Open::Duty(action.head.pack.clone(), action.head.name.clone())));
        }
    }
    let rules = app.rules_on(school, week.days.last)?;
    for child in week.figures.children.iter() {
        for task in &child.decided.tasks {
            let action = rules.action(task.opens.as_deref().unwrap_or(&task.name));
            let day = child.deadlines.get(&task.name).map(|deadline| deadline.day);
            let is_near = task.is_overdue || day.is_some_and(|day| day <= next.last);
            if let Some(action) = action.filter(|action| action.kind == Kind::Meeting && is_near) {
                let about = format!("{}, {}", child.pupil.name(), child.group);
                rows.push((day, vec![text(&action.head.name), text(about), by(day)], Open::Pupil(child.pupil.id)));
            }
        }
    }
    rows.sort_by_key(|(day, ..)| day.unwrap_or(Date::MAX));
    for (_, cells, open) in rows {
        section.row_to(cells, open);
    }
    let section = said(section, "No meeting is due.");
    let next = format!("From what the handbook asks, to {}.", short_day(next.last));
    Ok(section.say(next))
}

fn by(day: Option<Date>) -> Cell {
    day.map_or_else(|| text("now"), |day| text(short_day(day)))
}

/// The children whose attendance is rated, those who need somebody most first; nothing where the handbook rates nobody.
pub(super) fn ratings(week: &Week<'_>) -> Result<Option<Section>, Error> {
    let columns = vec![words_column("Child"), words_column("Class"), words_column("Rating")];
    let mut section = Section::new("ratings", "Children rated red or amber", columns);
    let rules = week.app.rules_on(week.figures.school.id, week.days.last)?;
    let rated = week.figures.children.iter().filter_map(|child| Some((rag(rules, child)?, child)));
    let mut rated: Vec<_> = rated.collect();
    if rated.is_empty() {
        return Ok(None);
    }
    let all = rated.len();
    rated.retain(|(rag, _)| *rag != crate::report::Rag::Green);
    rated.sort_by_key(|(rag, child)| (*rag, child.pupil.surname.clone(), child.pupil.id));
    for (rag, child) in &rated {
        let cells = vec![text(child.pupil.name()), text(&child.group), text(rag.word())];
        section.row_to(cells, Open::Pupil(child.pupil.id));
    }
    let others = all - rated.len();
    Ok(Some(section.say(format!("{} besides green.", counted(others, "child is", "children are")))))
}
