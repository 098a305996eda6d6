//! Closing the school, a year or a class for some sessions: what it changes, confirmed, written, and undone.

use domain::{
    Date,
    act::{Act, Mark, NewEntry},
    calendar::{Calendar, Closure, ClosureKind},
    closing::{Answer, Closing, Scope, Sessions},
    code::{Class, Code},
    id::{ClosingId, PupilId},
    log::Entry,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    school::{Group, School},
    session::{Half, Session},
};
use store::{StoreError, Tx, school_change::Change as Changed};

use crate::{App, Error, app::Beside, seal};

mod undo;

pub use undo::{Undoing, preview_undo, undo};

/// The longest closure, in school days: a longer one is a change of the term dates.
const LONGEST_DAYS: usize = 60;

/// A closure to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The code that the marks get.
    pub code: Code,
    /// Who is sent home.
    pub scope: Scope,
    /// When.
    pub sessions: Sessions,
    /// Why, in words.
    pub reason: String,
}

/// One mark that a closure meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub pupil: Pupil,
    /// When.
    pub session: Session,
    /// What stands there.
    pub was: Option<Code>,
    /// What the closure does to it.
    pub answer: Answer,
}

/// What a closure would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The marks of sessions that have begun.
    pub changes: Vec<Change>,
    /// Sessions that are still to come: their registers will expect it.
    pub ahead: Vec<Session>,
    /// Whether the days leave the school days of the calendar.
    pub leaves_calendar: bool,
    /// What was seen, to be sent with the confirmation.
    pub seal: String,
}

/// The closures of the actor's school.
#[derive(Debug, Clone)]
pub struct Closings {
    /// The school.
    pub school: School,
    /// Its groups.
    pub groups: Vec<Group>,
    /// The codes that a closure can have, by their letters.
    pub codes: Vec<Code>,
    /// Those of this school year and later, latest first.
    pub closings: Vec<Closing>,
}

/// The closures of this school year and what another could be.
pub fn list(app: &App, by: &Actor) -> Result<Closings, Error> {
    by.require(Permission::SetTimes, Place::Anywhere)?;
    let school = app.own_school(by)?;
    let today = app.today();
    let first = domain::calendar::school_year_start(today);
    let (groups, mut closings) = app.store.read::<_, Error>(|tx| {
        let groups = store::group::of_school(tx, school.id)?;
        Ok((groups, store::closing::of_school(tx, school.id, first, Date::constant(9999, 12, 31))?))
    })?;
    closings.reverse();
    let letters = app.packs().overwrites.letters().into_iter();
    let codes = letters.filter_map(|letters| app.codes().find(letters, today)).collect();
    Ok(Closings { school: school.clone(), groups, codes, closings })
}

/// What the closure would do.
pub fn preview(app: &App, by: &Actor, ask: &Ask) -> Result<Preview, Error> {
    by.require(Permission::SetTimes, Place::Anywhere)?;
    let school = app.own_school(by)?;
    check(app, school, ask)?;
    app.follow(school.id)?;
    let view = app.view(school.id);
    let roll = view.roll()?;
    app.store.read(|tx| look(app, tx, roll, school, ask))
}

fn check(app: &App, school: &School, ask: &Ask) -> Result<(), Error> {
    let sessions = ask.sessions;
    if sessions.last < sessions.first {
        return Err(Error::Missing("let the closure end after it begins"));
    }
    if ask.reason.trim().is_empty() {
        return Err(Error::Missing("say why the school is closed"));
    }
    let can_close = app.packs().overwrites.letters().contains(&app.codes().letters(ask.code));
    if !can_close || app.codes().fit_of_day(ask.code, sessions.first).is_err() {
        return Err(Error::Missing("choose what kind of closure it is"));
    }
    let days = app.calendar(school.id)?.between(sessions.first.date, sessions.last.date).len();
    match days {
        0 => Err(Error::Missing("the school is not open on these days already: choose others")),
        1..=LONGEST_DAYS => Ok(()),
        _ => Err(Error::Missing("a closure of more than sixty school days is a change of the term dates: enter those")),
    }
}

fn look(app: &App, tx: &mut dyn Tx, roll: &analysis::SchoolRoll, school: &School, ask: &Ask) -> Result<Preview, Error> {
    let (mut changes, mut ahead) = (Vec::new(), Vec::new());
    let overwrites = &app.packs().overwrites;
    for &day in roll.calendar().between(ask.sessions.first.date, ask.sessions.last.date) {
        let pupils = store::pupil::of_school(tx, school.id, day)?;
        for session in Half::BOTH.map(|half| Session::new(day, half)) {
            if !ask.sessions.hold(session) {
                continue;
            }
            if (day, school.times(session.half).opens) > (app.today(), app.time()) {
                ahead.push(session);
                continue;
            }
            for pupil in pupils.iter().filter(|pupil| ask.scope.holds(pupil.year, pupil.group)) {
                let was = roll.mark(pupil.id, session);
                if let Some(answer) = overwrites.answer(ask.code, was, app.codes()) {
                    changes.push(Change { pupil: pupil.clone(), session, was, answer });
                }
            }
        }
    }
    let leaves_calendar = leaves_calendar(app, roll, ask, &changes);
    let seen: Vec<(i64, Date, Half, Option<Code>, bool)> = changes
        .iter()
        .map(|one| (one.pupil.id.0, one.session.date, one.session.half, one.was, one.answer.replaces))
        .collect();
    let seal = seal::of(&(seen, ahead.iter().map(|one| (one.date, one.half)).collect::<Vec<_>>(), leaves_calendar));
    Ok(Preview { changes, ahead, leaves_calendar, seal })
}

/// Whole days of the whole school are school days no longer, unless a mark stays on them that counts.
fn leaves_calendar(app: &App, roll: &analysis::SchoolRoll, ask: &Ask, changes: &[Change]) -> bool {
    let counts = |code: Code| app.codes().class(code).is_some_and(Class::is_possible);
    let stays = changes.iter().any(|one| !one.answer.replaces && one.was.is_some_and(counts));
    let is_whole = ask.scope == Scope::School && ask.sessions.are_whole_days() && kind(app, ask.code).is_some();
    is_whole && !stays && roll.calendar().closure(ask.sessions.first.date).is_none()
}

/// What kind of closure of the calendar a code stands for; nothing for one that closes no whole school.
fn kind(app: &App, code: Code) -> Option<ClosureKind> {
    let entry = app.codes().entry(code)?;
    match (entry.role, entry.class) {
        (domain::code::Role::Closed, _) => Some(ClosureKind::Planned),
        (domain::code::Role::Cancelled, _) => Some(ClosureKind::Sudden),
        _ => None,
    }
}

/// What is written when a closure is confirmed or undone.
struct Written {
    closing: Closing,
    calendar: Option<Calendar>,
    changed: Changed,
}

fn keep(tx: &mut dyn Tx, _: Option<&Entry>, written: Written) -> Result<(), StoreError> {
    let school = written.closing.school;
    store::closing::add(tx, &written.closing)?;
    if let Some(calendar) = written.calendar {
        store::calendar::replace(tx, school, &calendar)?;
    }
    store::school_change::add(tx, school, &written.changed)
}

/// Confirms a closure whose preview was `seal`.
pub fn confirm(app: &App, by: &Actor, ask: &Ask, seal: &str) -> Result<(), Error> {
    by.require(Permission::SetTimes, Place::Anywhere)?;
    let school = app.own_school(by)?;
    check(app, school, ask)?;
    let (at, stamp, reason) = (app.now(), by.stamp(), ask.reason.trim().to_owned());
    app.append_beside(
        school.id,
        |tx, roll| {
            let preview = look(app, tx, roll, school, ask)?;
            if preview.seal != seal {
                return Err(Error::Changed);
            }
            let replaced = preview.changes.iter().filter(|one| one.answer.replaces);
            let marks: Vec<Mark> =
                replaced.map(|one| mark(one.pupil.id, one.session, one.was, ask.code, &reason)).collect();
            let closing = Closing {
                id: ClosingId(0),
                school: school.id,
                at,
                by: stamp.clone(),
                code: ask.code,
                scope: ask.scope,
                sessions: ask.sessions,
                reason: reason.clone(),
                undoes: None,
            };
            let calendar = preview.leaves_calendar.then(|| closed(roll.calendar(), ask, kind(app, ask.code)));
            let what = format!("Closed {}: {reason}", words(ask.sessions));
            let changed = Changed { at, by: stamp.clone(), what };
            let entry = (!marks.is_empty()).then(|| NewEntry {
                school: school.id,
                at,
                by: stamp.clone(),
                act: Act::Amended,
                reason: format!("Closed: {reason}"),
                marks,
            });
            Ok(Beside::Write(entry, Written { closing, calendar, changed }))
        },
        keep,
    )?;
    app.follow(school.id)
}

fn mark(pupil: PupilId, session: Session, was: Option<Code>, code: Code, reason: &str) -> Mark {
    Mark { pupil, session, was, code, minutes_late: None, note: reason.to_owned() }
}

fn closed(calendar: &Calendar, ask: &Ask, kind: Option<ClosureKind>) -> Calendar {
    let closure = Closure {
        first: ask.sessions.first.date,
        last: ask.sessions.last.date,
        kind: kind.unwrap_or(ClosureKind::Planned),
        label: ask.reason.trim().to_owned(),
    };
    let closures = calendar.closures().iter().cloned().chain([closure]).collect();
    Calendar::new(calendar.terms().to_vec(), closures)
}

/// `2026-11-24 am to 2026-11-24 pm`.
fn words(sessions: Sessions) -> String {
    format!("{} to {}", sessions.first, sessions.last)
}
