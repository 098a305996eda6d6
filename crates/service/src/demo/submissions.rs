//! A register that a second device submitted without network this morning, with one mark on which two people disagree.

use domain::{
    act::{Act, Mark},
    log::Entry,
    permission::Role,
    submission::{Kind, Open, Submission, SubmissionId, Why},
};
use jiff::ToSpan;
use store::{Store, StoreError};

use super::Authority;

/// The id that the device made.
const ID: SubmissionId = SubmissionId(0x3f2b_8c1e_0d5a_4c77_9e21_7a64_f0b1_c2d3);
/// How long it was on its way, in minutes.
const MINUTES: i64 = 25;

/// Writes it for the first school, where a teacher marked a child absent whom the second device saw.
pub(super) fn write(store: &Store, authority: &Authority) -> Result<(), StoreError> {
    let Some(school) = authority.schools.first().map(|records| records.school.id) else { return Ok(()) };
    let is_office = |role: Role, of| role == Role::Office && of == Some(school);
    let office = authority.people.iter().map(|one| &one.actor).find(|actor| is_office(actor.role, actor.school));
    let Some(by) = office.map(domain::permission::Actor::stamp) else { return Ok(()) };
    let (day, now) = (authority.day, authority.now);
    store.write(move |tx| {
        let entries = store::log::on(tx, school, day)?;
        let Some((entry, group, absent, present)) = entries.iter().find_map(doubtful) else { return Ok(()) };
        let session = absent.session;
        let given = Mark { code: present.code, was: None, minutes_late: None, note: String::new(), ..absent.clone() };
        let submission = Submission {
            id: ID,
            school,
            by,
            kind: Kind::Register,
            group,
            session,
            made: entry.what.at,
            received: now.min(entry.what.at + MINUTES.minutes()),
            seen: entry.number - 1,
            own: Vec::new(),
            fingerprint: entry.hash,
            entry: None,
            given: vec![given],
            open: vec![Open { pupil: absent.pupil, why: Why::Differs }],
        };
        store::submission::add(tx, &submission)
    })
}

/// A register of the day in which somebody has another mark than the first child.
fn doubtful(entry: &Entry) -> Option<(&Entry, domain::id::GroupId, &Mark, &Mark)> {
    let Act::Taken { group } = entry.what.act else { return None };
    let first = entry.what.marks.first()?;
    let other = entry.what.marks.iter().find(|mark| mark.code != first.code && mark.minutes_late.is_none())?;
    Some((entry, group, other, first))
}
