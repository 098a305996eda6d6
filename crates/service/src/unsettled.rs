//! Holding codes by deadline, and settling those for which no reason was found. The program proposes and never writes.

use domain::{
    act::Act,
    code::{Code, Role},
    id::PupilId,
    log::Entry,
    permission::{Actor, Permission, Place},
    session::Session,
};

use crate::{
    App, Error,
    board::{self, Holding},
    mark::{self, Change},
    standing,
};

/// The holding codes of a school.
#[derive(Debug, Clone)]
pub struct Unsettled {
    /// Those whose deadline has come: the code for "no reason" is proposed for them.
    pub proposed: Vec<Holding>,
    /// Those that still have time, nearest deadline first.
    pub waiting: Vec<Holding>,
    /// How many school days a holding code may stand.
    pub days: usize,
    /// The code that stands while no reason is known.
    pub holding: Option<Code>,
    /// The code that is proposed.
    pub no_reason: Option<Code>,
}

/// The holding codes of the actor's school, by deadline (C-LBO-20).
pub fn list(app: &App, by: &Actor) -> Result<Unsettled, Error> {
    by.require(Permission::EnterCodes, Place::Anywhere)?;
    let school = app.own_school(by)?;
    let today = app.today();
    let standings = standing::of_school(app, school.id)?;
    let all = board::holding(app, school, today, &standings)?;
    let (proposed, waiting) = all.into_iter().partition(|one| one.deadline.is_some_and(|deadline| deadline <= today));
    Ok(Unsettled {
        proposed,
        waiting,
        days: board::days_to_settle(app, school.id, today)?,
        holding: app.codes().with_role(Role::ReasonNotKnown, today),
        no_reason: app.codes().with_role(Role::NoReason, today),
    })
}

/// Settles holding codes at their deadline: nobody could find out why these pupils were absent. Each of `chosen`, a pupil with the
/// first session of the absence, has to be among those proposed, so that nothing is settled before its time or twice.
pub fn settle(app: &App, by: &Actor, chosen: &[(PupilId, Session)], tried: &str) -> Result<Entry, Error> {
    by.require(Permission::SettleCodes, Place::Anywhere)?;
    let school = app.own_school(by)?;
    let known = list(app, by)?;
    let proposed = |&(pupil, first): &(PupilId, Session)| {
        known.proposed.iter().find(|one| one.child.pupil.id == pupil && one.sessions.first() == Some(&first))
    };
    let found: Option<Vec<&Holding>> = chosen.iter().map(proposed).collect();
    let found = found.ok_or(Error::Changed)?;
    if found.is_empty() {
        return Err(Error::Missing("choose the absences to settle"));
    }
    if tried.trim().is_empty() {
        return Err(Error::Missing("say what was done to find out the reason"));
    }
    let code = known.no_reason.ok_or(Error::NotFound("code for an absence without a reason"))?;
    let calendar = app.calendar(school.id)?;
    // Of an absence over several days each day has its own deadline.
    let is_due =
        |session: &Session| calendar.after(session.date, known.days).is_some_and(|deadline| deadline <= app.today());
    let marks = found.iter().flat_map(|one| {
        let due = one.sessions.iter().copied().filter(is_due);
        due.map(|session| (one.child.pupil.id, session, known.holding))
    });
    let change = Change {
        act: Act::Settled,
        code,
        reason: tried.trim().to_owned(),
        note: String::new(),
        minutes_late: None,
        marks: marks.collect(),
    };
    mark::change(app, by, school.id, &change)
}
