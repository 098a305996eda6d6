//! The marks of an example's pupil, on the calendar of the worked cases.

use domain::{
    calendar::Calendar,
    code::CodeTable,
    session::{Half, Session},
};

use super::{Absence, Child};

/// Sessions and marks of one pupil, from the first day of the calendar to its last.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub(super) sessions: Vec<Session>,
    pub(super) marks: Vec<u8>,
}

/// Marks `child` present in every possible session but those it says; in words what cannot be done.
pub(super) fn marks(child: &Child, calendar: &Calendar, codes: &CodeTable) -> Result<Marks, String> {
    let sessions: Vec<Session> =
        calendar.days().iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
    let mut marks = vec![0; sessions.len()];
    let first = match child.possible {
        None => 0,
        Some((count, day)) => {
            let to = sessions.partition_point(|session| session.date <= day);
            to.checked_sub(count)
                .ok_or_else(|| format!("the calendar has only {to} sessions to {}, not {count}", shown(day)))?
        }
    };
    for (at, session) in sessions.iter().enumerate().skip(first) {
        marks[at] = codes.present(session.half, session.date).map_or(0, |code| code.number());
    }
    let present = marks.clone();
    // Those with a day are placed first; the others then take the earliest sessions that are free.
    let (dated, free): (Vec<_>, Vec<_>) = child.absences.iter().partition(|absence| absence.from.is_some());
    for absence in dated.into_iter().chain(free) {
        if let Some(day) = absence.from.filter(|&day| !calendar.is_school_day(day)) {
            return Err(format!(
                "there is no school on {}, where `{} {}` begins",
                shown(day),
                absence.count,
                absence.letters
            ));
        }
        let from = absence.from.map_or(first, |day| sessions.partition_point(|session| session.date < day));
        let open = (from..sessions.len()).filter(|&at| marks[at] == present[at] && at >= first);
        let places: Vec<usize> = open.take(absence.count).collect();
        if places.len() < absence.count {
            return Err(format!(
                "there are only {} sessions for `{} {}`",
                places.len(),
                absence.count,
                absence.letters
            ));
        }
        for at in places {
            let code = codes.find(&absence.letters, sessions[at].date);
            marks[at] = code
                .ok_or_else(|| format!("`{}` is no code on {}", absence.letters, shown(sessions[at].date)))?
                .number();
        }
    }
    Ok(Marks { sessions, marks })
}

fn shown(day: domain::Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}

/// Corrects the register: from the day of `absence`, so many sessions get its code, whatever stood there.
pub(super) fn correct(marks: &mut Marks, absence: &Absence, codes: &CodeTable) -> Result<(), String> {
    let Some(day) = absence.from else {
        return Err(String::from("a correction says on which day: write it like `2 I from Mon 5 Oct 2026`"));
    };
    let from = marks.sessions.partition_point(|session| session.date < day);
    if from + absence.count > marks.sessions.len() {
        return Err(format!("there are not {} sessions from {day}", absence.count));
    }
    for at in from..from + absence.count {
        let date = marks.sessions[at].date;
        let code = codes.find(&absence.letters, date);
        marks.marks[at] = code.ok_or_else(|| format!("`{}` is no code on {date}", absence.letters))?.number();
    }
    Ok(())
}
