//! Casework: what people do about a pupil is recorded by doing it.

pub(crate) mod act;
pub mod asked;
pub(crate) mod possible;
pub(crate) mod prefill;
pub mod roles;

use domain::{
    case::{Done, Event, Reached},
    decide::{Attempt, attempt},
    id::{ContactId, PupilId},
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    session::Session,
};

pub(crate) use act::asks_field;
pub use act::{Act, HOW_IT_ENDED, Met, Needs, REASON, Sight, WHICH_PARENT, act, look};
pub use possible::{Last, Possible, Run, State, is_recorded, possible, review_of};
pub use prefill::FROM_THE_RECORD;

use crate::{App, Error};

/// A call to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// About whom.
    pub pupils: Vec<PupilId>,
    /// Whom.
    pub contact: ContactId,
    /// How it ended.
    pub reached: Reached,
    /// Which absence it was about.
    pub about: Session,
    /// What was said.
    pub note: String,
}

/// Records a call: about each child of a household that it was about.
pub fn record_call(app: &App, by: &Actor, call: &Call) -> Result<(), Error> {
    let first = *call.pupils.first().ok_or(Error::NotFound("child"))?;
    let school = crate::pupil::seen(app, by, first, call.about.date)?.school;
    app.permit(by, Permission::LogContact, school)?;
    let known = app.store.read(|tx| store::contact::of_pupil(tx, first))?;
    if known.iter().all(|contact| contact.id != call.contact) {
        return Err(Error::NotFound("contact of this child"));
    }
    let done = Done::Contacted { contact: call.contact, reached: call.reached, about: call.about };
    let mut events = Vec::new();
    for &pupil in &call.pupils {
        let pupil = crate::pupil::seen(app, by, pupil, call.about.date)?;
        events.push(event(app, by, pupil.id, pupil.school, done.clone(), &call.note));
    }
    append(app, events)
}

/// Does a task of the pack: support was started, a checklist opened, a letter band's list kept. Whoever leads cases may say so,
/// and whoever holds a role that owns it.
pub fn do_task(app: &App, by: &Actor, pupil: PupilId, task: &str, note: &str) -> Result<(), Error> {
    let pupil = crate::pupil::seen(app, by, pupil, app.today())?;
    let rules = app.rules(pupil.school)?;
    let owned = rules.tasks.iter().find(|known| known.head.name == task && !known.owner.is_empty());
    if !owned.is_some_and(|task| roles::is_one_of(rules, by, &task.owner)) {
        by.require(Permission::LeadCases, Place::School(pupil.school))?;
    }
    if note.trim().is_empty() {
        return Err(Error::Missing("say in a few words what was done"));
    }
    let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
    if !crate::unsay::is_open(app, &pupil, &history, task)? {
        app.with_facts((&pupil, app.today()), &history, |rules, facts| {
            attempt(rules, facts, &Attempt { action: task, ..Attempt::default() })
        })??;
    }
    let done = Done::TaskDone { task: task.to_owned() };
    append(app, vec![event(app, by, pupil.id, pupil.school, done, note)])
}

/// Records that something offered was considered, and the answer.
pub fn consider(app: &App, by: &Actor, pupil: PupilId, item: &str, answer: Answer, why: &str) -> Result<(), Error> {
    let pupil = crate::pupil::seen(app, by, pupil, app.today())?;
    by.require(Permission::LeadCases, Place::School(pupil.school))?;
    if why.trim().is_empty() {
        return Err(Error::Missing("say why, whichever the answer is"));
    }
    let is_known = app.rules(pupil.school)?.heads().iter().any(|(_, head)| head.name == item);
    if !is_known {
        let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
        if !crate::unsay::is_open(app, &pupil, &history, item)? {
            return Err(Error::NotFound("offer"));
        }
    }
    let done = Done::Considered { item: item.to_owned(), taken_up: answer == Answer::TakenUp };
    append(app, vec![event(app, by, pupil.id, pupil.school, done, why)])
}

/// What stands in the way of each of these actions whatever is filled in for it, in the handbook's words.
pub fn bars<'n>(
    app: &App,
    pupil: &Pupil,
    history: &[Event],
    actions: &[&'n str],
) -> Result<Vec<(&'n str, Vec<String>)>, Error> {
    app.with_facts((pupil, app.today()), history, |rules, facts| {
        actions.iter().map(|&action| (action, domain::decide::bars(rules, facts, action))).collect()
    })
}

/// The answer to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is taken up.
    TakenUp,
    /// It is not.
    NotTakenUp,
}

pub(crate) fn event(
    app: &App,
    by: &Actor,
    pupil: PupilId,
    school: domain::id::SchoolId,
    done: Done,
    note: &str,
) -> Event {
    Event { pupil, school, at: app.now(), by: by.stamp(), done, note: note.trim().to_owned() }
}

pub(crate) fn append(app: &App, events: Vec<Event>) -> Result<(), Error> {
    app.store
        .write::<(), store::StoreError>(move |tx| events.iter().try_for_each(|event| store::case::append(tx, event)))?;
    app.cache.forget();
    Ok(())
}
