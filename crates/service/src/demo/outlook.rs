//! The headteacher of the first school has switched the early warning on, so that it can be seen; everywhere else it is off.

use domain::permission::{Actor, Role};
use jiff::ToSpan;
use store::{Store, StoreError, school_change::Change};

use super::Authority;

/// How many days ago it was switched on.
const DAYS_AGO: i64 = 40;

/// Writes the switch.
pub(super) fn write(store: &Store, authority: &Authority) -> Result<(), StoreError> {
    let Some(school) = authority.schools.first().map(|records| records.school.id) else { return Ok(()) };
    let is_head = |actor: &&Actor| actor.role == Role::Headteacher && actor.school == Some(school);
    let Some(head) = authority.people.iter().map(|one| &one.actor).find(is_head) else { return Ok(()) };
    let change = Change { at: authority.now - (DAYS_AGO * 24).hours(), by: head.stamp(), what: String::new() };
    store.write(move |tx| crate::outlook::switch_on(tx, school, change))
}
