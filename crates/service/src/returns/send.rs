//! Sending what is due, and answering for having had it.

use domain::{
    case::{Event, NOBODY},
    id::{PupilId, SchoolId},
    permission::{Actor, Forbidden, Permission},
    returns::{RECEIPT, is_receipt_of, receipt_of},
};

use super::{Key, entry, look, of_school, pupil_of};
use crate::{
    App, Error,
    case::{self, Act, roles},
};

/// A pupil whose return did not go, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// The name, with the class.
    pub who: String,
    /// What is missing, in the handbook's words.
    pub missing: Vec<String>,
}

/// Sends the return called `name` about each of these pupils, as the record has them; for each it has to be due. Gives those
/// whose return did not go: with something missing nothing is sent about a pupil.
pub fn send(app: &App, by: &Actor, school: SchoolId, (name, pupils): (&str, &[PupilId])) -> Result<Vec<Unsent>, Error> {
    app.permit(by, Permission::SendReturns, school)?;
    let rules = app.rules(school)?;
    let action = entry(rules, name).ok_or(Error::NotFound("return"))?;
    if !roles::is_one_of(rules, by, &action.by) {
        return Err(Forbidden(by.role).into());
    }
    if pupils.is_empty() {
        return Err(Error::Missing("choose at least one pupil"));
    }
    let due = of_school(app, by, school)?.due;
    let is_due = |pupil: &PupilId| {
        due.iter().find(|one| one.action.head.name == name && one.pupil.as_ref().is_some_and(|(id, _)| id == pupil))
    };
    // What is not due any more was sent meanwhile, or its reason is gone.
    let due: Vec<_> = pupils.iter().map(is_due).collect::<Option<_>>().ok_or(Error::Changed)?;
    let mut unsent = Vec::new();
    for (id, who) in due.into_iter().filter_map(|one| one.pupil.clone()) {
        let act = Act { action: name, ..Act::default() };
        match case::act::act_about(app, by, pupil_of(app, by, id)?, &act) {
            Ok(_) => {}
            Err(Error::Refused(refused)) => unsent.push(Unsent { who, missing: refused.missing }),
            Err(other) => return Err(other),
        }
    }
    Ok(unsent)
}

/// Records that a return is there: the authority's officer for one to the authority, who had it; for a notice to somebody
/// else whoever sends it, who says in `note` who has it.
pub fn receive(app: &App, by: &Actor, school: SchoolId, (key, note): (&Key, &str)) -> Result<(), Error> {
    let sent = look(app, by, school, key)?.sent;
    match sent.is_to_authority {
        true => app.permit(by, Permission::ReceiveReturns, school)?,
        false => app.permit(by, Permission::SendReturns, school)?,
    }
    if !sent.is_to_authority && note.trim().is_empty() {
        return Err(Error::Missing("say who has it, and how you know"));
    }
    let receipt = case::event(app, by, sent.event.pupil, school, receipt_of(&sent.event), note);
    let event = sent.event;
    let is_first = app.store.write::<bool, store::StoreError>(move |tx| {
        let is_answered = |known: Vec<Event>| known.iter().any(|one| is_receipt_of(one, &event));
        let known = match event.pupil {
            NOBODY => store::school_event::of_school(tx, school)?,
            pupil => store::case::of_pupil(tx, pupil)?,
        };
        let known: Vec<Event> = known.into_iter().filter(|one| one.name() == Some(RECEIPT)).collect();
        if is_answered(known) {
            return Ok(false);
        }
        match event.pupil {
            NOBODY => store::school_event::append(tx, &receipt)?,
            _ => store::case::append(tx, &receipt)?,
        }
        Ok(true)
    })?;
    app.cache.forget();
    if is_first { Ok(()) } else { Err(Error::Changed) }
}
