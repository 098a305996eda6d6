//! Which registers of the session now on have not been taken, school by school.

use std::{
    collections::{BTreeSet, HashMap},
    sync::PoisonError,
};

use analysis::{Period, figures::by_day};
use domain::{
    Date,
    act::Act,
    id::{GroupId, SchoolId},
    session::Session,
};
use jiff::ToSpan;

use super::{Key, OfSchool};
use crate::{App, Error};

/// How far back somebody looks for the last day with marks.
const DAYS_BACK: i64 = 28;

/// The registers of a session of one school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Morning {
    /// The session that is on, or the last one begun.
    pub session: Session,
    /// Classes with children.
    pub groups: u32,
    /// Those whose register of the session is not taken.
    pub missing: u32,
    /// The last day with a mark within four weeks, where not one register of the session is taken.
    pub last_marked: Option<Date>,
}

impl Morning {
    /// Whether not one register of the session was taken.
    pub const fn is_silent(&self) -> bool {
        self.groups > 0 && self.missing == self.groups
    }
}

/// What was counted, for which session, up to which entry of the register, among how many classes.
pub(super) type Kept = ((Session, i64, usize), Morning);

/// Counts the registers of every school of which something is known, again only where one was taken since.
pub(super) fn fill(app: &App, keys: &HashMap<SchoolId, Key>, schools: &mut [OfSchool]) -> Result<(), Error> {
    for one in schools {
        let (Some(digest), Some(key)) = (one.known.digest(), keys.get(&one.school.id)) else { continue };
        let Some(session) = app.current_session(&one.school)? else { continue };
        let key = (session, key.ends.register, digest.groups.len());
        let kept = app.areas.mornings.lock().unwrap_or_else(PoisonError::into_inner).get(&one.school.id).copied();
        let morning = match kept {
            Some((known, morning)) if known == key => morning,
            _ => count(app, one.school.id, session, &digest.groups)?,
        };
        app.areas.mornings.lock().unwrap_or_else(PoisonError::into_inner).insert(one.school.id, (key, morning));
        one.morning = Some(morning);
    }
    Ok(())
}

fn count(app: &App, school: SchoolId, session: Session, groups: &BTreeSet<GroupId>) -> Result<Morning, Error> {
    let mut missing = groups.clone();
    for entry in app.store.read(|tx| store::log::on(tx, school, session.date))? {
        if let Act::Taken { group } = entry.what.act
            && entry.what.marks.iter().any(|mark| mark.session == session)
        {
            missing.remove(&group);
        }
    }
    let mut morning =
        Morning { session, groups: groups.len() as u32, missing: missing.len() as u32, last_marked: None };
    if morning.is_silent() {
        let view = app.view(school);
        let roll = view.roll()?;
        let first = session.date.saturating_sub(DAYS_BACK.days());
        let days = by_day(roll, roll.pupils(), Period { first, last: session.date }).into_iter();
        morning.last_marked = days.rev().find(|day| day.tally.possible() > 0).map(|day| day.first);
    }
    Ok(morning)
}
