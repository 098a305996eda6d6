//! What becomes of records in the end: what may be deleted, what is held back and why, and deleting it once two people said so.

mod plan;
mod purge;

use domain::{
    Date,
    id::{PupilId, SchoolId},
    permission::{Actor, Permission, Place},
    retention::{Event, Happened, Hold, Purge, holds, purges},
};

use crate::{App, Error};
pub use plan::{Counted, Plan};
pub use purge::{answer, propose, run, run_approved};

/// What the page of a school shows.
#[derive(Debug, Clone)]
pub struct Overview {
    /// What is past its last day, by kind, in the order of [`domain::retention::Kind::ALL`].
    pub counted: Vec<Counted>,
    /// The holds that stand, each with the pupil's name for a reader who may see pupils.
    pub holds: Vec<(Hold, Option<String>)>,
    /// Every purge, the last first.
    pub purges: Vec<Purge>,
}

/// What is past its last day in a school, what is held back, and what was proposed.
pub fn overview(app: &App, by: &Actor, school: SchoolId) -> Result<Overview, Error> {
    app.permit(by, Permission::KeepRecords, school)?;
    app.school(school)?;
    let terms = plan::Terms::of(app, school)?;
    let today = app.today();
    let may_see = by.may(Permission::SeePupils, Place::School(school));
    app.store.read(|tx| {
        let plan = plan::plan(tx, &terms, school, today)?;
        let log = store::retention::of_school(tx, school)?;
        let mut named = Vec::new();
        for hold in holds(numbered(&log)) {
            let pupil = if may_see { store::pupil::find_at(tx, hold.pupil, today, None)? } else { None };
            named.push((hold, pupil.map(|pupil| pupil.name())));
        }
        let mut purges = purges(numbered(&log));
        purges.reverse();
        Ok(Overview { counted: plan.counted, holds: named, purges })
    })
}

/// The holds that stand for a pupil, and every copy that was given out of what is kept about them.
pub fn of_pupil(app: &App, by: &Actor, pupil: PupilId) -> Result<(Vec<Hold>, Vec<Event>), Error> {
    let known = crate::pupil::seen(app, by, pupil, app.today())?;
    app.permit(by, Permission::KeepRecords, known.school)?;
    let mut log = app.store.read(|tx| store::retention::of_pupil(tx, pupil))?;
    log.retain(|(_, event)| event.school == known.school);
    let standing = holds(numbered(&log));
    let given = log.into_iter().map(|(_, event)| event);
    Ok((standing, given.filter(|event| matches!(event.what, Happened::Disclosed { .. })).collect()))
}

/// A hold as somebody asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Who asked for it.
    pub place: &'a str,
    /// Why.
    pub reason: &'a str,
    /// When somebody looks whether it is still wanted.
    pub review: Option<Date>,
}

/// Holds back everything about a pupil from being deleted.
pub fn hold(app: &App, by: &Actor, pupil: PupilId, ask: Ask<'_>) -> Result<(), Error> {
    let known = crate::pupil::seen(app, by, pupil, app.today())?;
    app.permit(by, Permission::KeepRecords, known.school)?;
    let what = domain::retention::hold(ask.place, ask.reason, ask.review, app.today()).map_err(Error::Hold)?;
    record(app, by, (known.school, pupil), what)
}

/// Lifts a hold.
pub fn lift(app: &App, by: &Actor, pupil: PupilId, hold: i64, reason: &str) -> Result<(), Error> {
    let (standing, _) = of_pupil(app, by, pupil)?;
    if !standing.iter().any(|one| one.number == hold) {
        return Err(Error::NotFound("hold that stands"));
    }
    if reason.trim().is_empty() {
        return Err(Error::Missing("say why the hold is lifted"));
    }
    let school = crate::pupil::seen(app, by, pupil, app.today())?.school;
    record(app, by, (school, pupil), Happened::Lifted { hold, reason: reason.trim().into() })
}

/// Puts what was done with records into the log of the school.
pub(crate) fn record(app: &App, by: &Actor, (school, pupil): (SchoolId, PupilId), what: Happened) -> Result<(), Error> {
    let event = Event { school, pupil, at: app.now(), by: by.stamp(), what };
    Ok(app.store.write(move |tx| store::retention::append(tx, &event))?)
}

fn numbered(log: &[(i64, Event)]) -> impl Iterator<Item = (i64, &Event)> {
    log.iter().map(|(number, event)| (*number, event))
}
