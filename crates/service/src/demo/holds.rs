//! A hold that the headteacher of the first school placed for a child about whom a court was asked, and a copy that a parent got.

use domain::{
    act::By,
    permission::Role,
    retention::{Event, Happened},
};
use jiff::ToSpan;
use store::{Store, StoreError};

use super::Authority;

/// How many days ago the hold was placed.
const DAYS_AGO: i64 = 12;
/// In how many days somebody looks at it again.
const REVIEW_DAYS: i64 = 90;

/// Writes both.
pub(super) fn write(store: &Store, authority: &Authority) -> Result<(), StoreError> {
    let Some(school) = authority.schools.first().map(|records| records.school.id) else { return Ok(()) };
    let is_head = |role: Role, of| role == Role::Headteacher && of == Some(school);
    let head = authority.people.iter().map(|one| &one.actor).find(|actor| is_head(actor.role, actor.school));
    let Some(by) = head.map(domain::permission::Actor::stamp) else { return Ok(()) };
    let (day, now) = (authority.day, authority.now);
    let at = now - (DAYS_AGO * 24).hours();
    let review = day.saturating_add(REVIEW_DAYS.days());
    store.write(move |tx| {
        let pupils = store::pupil::of_school(tx, school, day)?;
        let [held, given, ..] = pupils.as_slice() else { return Ok(()) };
        let event = |pupil, by: &By, what| Event { school, pupil, at, by: by.clone(), what };
        let hold = Happened::Held {
            place: "Fellshire Family Court".into(),
            reason: "The court asked that nothing be deleted while its proceedings are open".into(),
            review,
        };
        let copy = Happened::Disclosed {
            to: format!("A parent of {}", given.name()),
            reason: "A written request of the week before".into(),
            left_out:
                "What is kept about other children: their marks and records, and the names of brothers and sisters in \
                messages and notes."
                    .into(),
        };
        let events = [event(held.id, &by, hold), event(given.id, &by, copy)];
        store::retention::append_many(tx, school, &events)
    })
}
