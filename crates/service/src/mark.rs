//! One mark: its history, and amending it.

use domain::{
    act::{Act, Mark, NewEntry},
    code::{Code, Role},
    id::{PupilId, SchoolId},
    log::Entry,
    permission::{Actor, Permission},
    pupil::Pupil,
    session::Session,
};
use store::Tx;

use crate::{App, Error, situation::Situations};

/// A mark with everything that ever touched it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Whose.
    pub pupil: Pupil,
    /// The mark that stands.
    pub stands: Option<Code>,
    /// The entries that set it, in order, each with that mark alone.
    pub entries: Vec<Entry>,
}

/// The history of a mark.
pub fn history(app: &App, by: &Actor, pupil: PupilId, session: Session) -> Result<History, Error> {
    let pupil = crate::pupil::seen(app, by, pupil, session.date)?;
    let entries = app.store.read(|tx| store::log::of_mark(tx, pupil.school, pupil.id, session))?;
    let stands = app.view(pupil.school).roll()?.mark(pupil.id, session);
    Ok(History { pupil, stands, entries })
}

/// What a change to marks consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What is being done: [`Act::ReasonFound`], [`Act::Amended`] or [`Act::Settled`].
    pub act: Act,
    /// The new code.
    pub code: Code,
    /// Why.
    pub reason: String,
    /// The note of the mark: the nature of an activity, what was said.
    pub note: String,
    /// Minutes late, for a late code.
    pub minutes_late: Option<u16>,
    /// For whom and when, each with the code that the actor saw there.
    pub marks: Vec<(PupilId, Session, Option<Code>)>,
}

/// Whether the actor may give `code` in a school, as forms ask that offer codes.
pub fn may_give(app: &App, by: &Actor, school: SchoolId, code: Code) -> bool {
    permit_code(app, by, school, code).is_ok()
}

/// Refuses an actor who may not give `code`. That nobody could find a reason is settled by whoever may settle it, on every page.
pub(crate) fn permit_code(app: &App, by: &Actor, school: SchoolId, code: Code) -> Result<(), Error> {
    app.permit(by, Permission::EnterCodes, school)?;
    match app.codes().entry(code) {
        Some(entry) if entry.role == Role::NoReason => app.permit(by, Permission::SettleCodes, school),
        _ => Ok(()),
    }
}

/// Changes marks of one school, with the reason. Refuses when one of them is no longer what the actor saw.
pub fn change(app: &App, by: &Actor, school: SchoolId, change: &Change) -> Result<Entry, Error> {
    permit_code(app, by, school, change.code)?;
    if change.reason.trim().is_empty() {
        return Err(Error::Missing("give the reason for the change"));
    }
    let is_late = app.codes().entry(change.code).is_some_and(|entry| entry.role.is_late());
    if is_late && change.minutes_late.is_none() {
        return Err(Error::Missing("say how many minutes late the pupil arrived"));
    }
    let (at, stamp, today) = (app.now(), by.stamp(), app.today());
    app.append(school, |tx, roll| {
        let situations = of_change(app, tx, school, change)?;
        let mut marks = Vec::with_capacity(change.marks.len());
        for &(pupil, session, seen) in &change.marks {
            if session.date > today {
                return Err(domain::register::TakeError::Future(session.date).into());
            }
            let was = roll.mark(pupil, session);
            if was != seen {
                return Err(Error::Changed);
            }
            let note = if change.note.is_empty() { &change.reason } else { &change.note };
            let situation = situations.of(pupil, session)?;
            app.codes().fit(change.code, &situation, note).map_err(domain::register::TakeError::from)?;
            marks.push(Mark {
                pupil,
                session,
                was,
                code: change.code,
                minutes_late: change.minutes_late,
                note: change.note.clone(),
            });
        }
        if marks.is_empty() {
            return Err(Error::NotFound("mark"));
        }
        Ok(NewEntry { school, at, by: stamp.clone(), act: change.act.clone(), reason: change.reason.clone(), marks })
    })
}

/// What is known of the pupils of a change, each as they were enrolled then.
fn of_change<'a>(app: &'a App, tx: &mut dyn Tx, school: SchoolId, change: &Change) -> Result<Situations<'a>, Error> {
    let mut pupils: Vec<Pupil> = Vec::new();
    for &(id, session, _) in &change.marks {
        if pupils.iter().all(|known| known.id != id) {
            pupils.extend(store::pupil::find(tx, id, session.date)?);
        }
    }
    let days = || change.marks.iter().map(|(_, session, _)| session.date);
    let first = days().min().unwrap_or(app.today());
    Situations::load(app, tx, (school, first, days().max().unwrap_or(first)), &pupils)
}
