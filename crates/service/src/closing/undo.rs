//! Undoing a closure: a new entry that gives back what stood there before.

use domain::{
    act::{Act, Mark, NewEntry},
    calendar::{Calendar, Closure},
    closing::Closing,
    code::Code,
    id::{ClosingId, PupilId, SchoolId},
    permission::{Actor, Permission, Place},
    session::{Half, Session},
};
use store::{Tx, school_change::Change as Changed};

use super::{Written, keep, mark, words};
use crate::{App, Error, app::Beside, seal};

/// What undoing a closure would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undoing {
    /// The closure.
    pub closing: Closing,
    /// Marks that get back what stood there before, each with that.
    pub restored: Vec<(PupilId, Session, Code)>,
    /// Marks that had nothing before: each has to be amended, for a mark is never taken out of the register.
    pub left: Vec<(PupilId, Session)>,
    /// Whether the days come back into the calendar.
    pub returns_to_calendar: bool,
    /// What was seen, to be sent with the confirmation.
    pub seal: String,
}

/// What undoing a closure of the actor's school would do.
pub fn preview_undo(app: &App, by: &Actor, id: ClosingId) -> Result<Undoing, Error> {
    by.require(Permission::SetTimes, Place::Anywhere)?;
    let school = app.own_school(by)?.id;
    app.follow(school)?;
    let view = app.view(school);
    let roll = view.roll()?;
    app.store.read(|tx| look_back(tx, roll, school, id))
}

fn look_back(tx: &mut dyn Tx, roll: &analysis::SchoolRoll, school: SchoolId, id: ClosingId) -> Result<Undoing, Error> {
    let closing = store::closing::find(tx, school, id)?.ok_or(Error::NotFound("closure"))?;
    let (mut restored, mut left) = (Vec::new(), Vec::new());
    let mut day = closing.sessions.first.date;
    while day <= closing.sessions.last.date {
        for entry in store::log::on(tx, school, day)?.iter().filter(|entry| entry.what.at == closing.at) {
            for mark in entry.what.marks.iter().filter(|mark| mark.session.date == day && mark.code == closing.code) {
                // What somebody amended since is theirs.
                if roll.mark(mark.pupil, mark.session) != Some(closing.code) {
                    continue;
                }
                match mark.was {
                    Some(was) => restored.push((mark.pupil, mark.session, was)),
                    None => left.push((mark.pupil, mark.session)),
                }
            }
        }
        day = day.tomorrow().map_err(|_| Error::NotFound("closure"))?;
    }
    let returns_to_calendar = roll.calendar().closures().iter().any(|one| is_of(one, &closing));
    let seen: Vec<(i64, domain::Date, Half, Code)> =
        restored.iter().map(|(pupil, session, code)| (pupil.0, session.date, session.half, *code)).collect();
    let seal = seal::of(&(seen, left.len(), returns_to_calendar));
    Ok(Undoing { closing, restored, left, returns_to_calendar, seal })
}

fn is_of(closure: &Closure, closing: &Closing) -> bool {
    let (first, last) = (closing.sessions.first.date, closing.sessions.last.date);
    closure.first == first && closure.last == last && closure.label == closing.reason
}

/// Undoes a closure, with a new entry that gives back what stood there before.
pub fn undo(app: &App, by: &Actor, id: ClosingId, reason: &str, seal: &str) -> Result<(), Error> {
    by.require(Permission::SetTimes, Place::Anywhere)?;
    let school = app.own_school(by)?.id;
    if reason.trim().is_empty() {
        return Err(Error::Missing("say why the closure is undone"));
    }
    let (at, stamp, reason) = (app.now(), by.stamp(), reason.trim().to_owned());
    app.append_beside(
        school,
        |tx, roll| {
            let undoing = look_back(tx, roll, school, id)?;
            if undoing.seal != seal {
                return Err(Error::Changed);
            }
            let closing = undoing.closing;
            let marks: Vec<Mark> = (undoing.restored.iter())
                .map(|&(pupil, session, was)| mark(pupil, session, Some(closing.code), was, ""))
                .collect();
            let calendar = undoing.returns_to_calendar.then(|| {
                let closures = roll.calendar().closures().iter().filter(|one| !is_of(one, &closing)).cloned();
                Calendar::new(roll.calendar().terms().to_vec(), closures.collect())
            });
            let what = format!("Undone, closed {}: {reason}", words(closing.sessions));
            let changed = Changed { at, by: stamp.clone(), what };
            let entry = (!marks.is_empty()).then(|| NewEntry {
                school,
                at,
                by: stamp.clone(),
                act: Act::Amended,
                reason: format!("Closure undone: {reason}"),
                marks,
            });
            let undone = Closing { undoes: Some(closing.id), at, by: stamp.clone(), reason: reason.clone(), ..closing };
            Ok(Beside::Write(entry, Written { closing: undone, calendar, changed }))
        },
        keep,
    )?;
    app.follow(school)
}
