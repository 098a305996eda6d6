//! What stands around the registers: who is taught somewhere else every week, and who was signed out this morning.

use domain::{
    Date,
    act::{Act, By, Mark},
    elsewhere::{Arrangement, Pattern},
    id::{ArrangementId, PupilId, SchoolId},
    on_site::{Movement, Way},
    pupil::Plan,
    session::{Half, Session},
};
use jiff::ToSpan;
use store::{
    Store, StoreError, arrangement,
    on_site::{self, Of, Recorded},
};

use super::{Authority, SchoolRecords};

/// Announcements of as many half-days of a pupil, at one place, make a weekly arrangement.
const LEAST_HALF_DAYS: usize = 2;
/// For how many days it has run.
const RUNS_DAYS: i64 = 42;

/// Why children left this morning, with whom, and after how many minutes they came back.
const LEFT: [(&str, &str, Option<i64>); 3] =
    [("dentist", "his mother", Some(50)), ("unwell", "her grandfather", None), ("eye clinic", "her father", None)];

/// Writes it for every school.
pub(super) fn write(store: &Store, authority: &Authority) -> Result<(), StoreError> {
    for records in &authority.schools {
        let arranged = arrangements(authority, records);
        let moved = movements(authority, records);
        let (school, day, now) = (records.school.id, authority.day, authority.now);
        store.write::<(), StoreError>(move |tx| {
            for (one, by) in &arranged {
                arrangement::add(tx, school, one, *by, now)?;
            }
            for one in &moved {
                on_site::add(tx, Of { school, day, recorded: one.movement.at }, one)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Whoever is announced to be at the same place on several half-days of the coming weeks is there every week.
fn arrangements(authority: &Authority, records: &SchoolRecords) -> Vec<(Arrangement, domain::id::PersonId)> {
    let is_of_school = |pupil: PupilId| {
        let found = authority.pupils.iter().find(|one| one.pupil.id == pupil);
        let last = found.and_then(|one| one.enrolments.last());
        last.is_some_and(|(school, span)| *school == records.school.id && span.until.is_none())
    };
    // The note of an approved activity has its two parts; that of another school is its name.
    let is_elsewhere = |plan: &Plan| plan.reason.contains(';') || plan.reason.ends_with("School");
    let mut arranged: Vec<(Arrangement, domain::id::PersonId)> = Vec::new();
    for planned in authority.plans.iter().filter(|one| is_elsewhere(&one.plan)) {
        let plan = &planned.plan;
        if arranged.iter().any(|(known, _)| known.pupil == plan.pupil) || !is_of_school(plan.pupil) {
            continue;
        }
        let same = authority.plans.iter().map(|one| &one.plan);
        let same: Vec<&Plan> = same.filter(|one| one.pupil == plan.pupil && one.code == plan.code).collect();
        let (nature, place) = plan.reason.split_once("; ").unwrap_or(("", &plan.reason));
        let halves = half_days(&same, authority.day);
        let Some(pattern) = Pattern::parse(&halves.join(" ")).filter(|_| halves.len() >= LEAST_HALF_DAYS) else {
            continue;
        };
        let arrangement = Arrangement {
            id: ArrangementId(0),
            pupil: plan.pupil,
            code: plan.code,
            place: place.into(),
            nature: nature.into(),
            pattern,
            first: authority.day.saturating_sub(RUNS_DAYS.days()),
            last: None,
        };
        arranged.push((arrangement, planned.by));
    }
    arranged
}

/// The half-days of a week that these plans cover in the two weeks from `day` on.
fn half_days(plans: &[&Plan], day: Date) -> Vec<String> {
    let sessions = (0..14).flat_map(|ahead: i64| {
        let date = day.saturating_add(ahead.days());
        Half::BOTH.map(|half| Session::new(date, half))
    });
    let covered: Vec<Session> = sessions.filter(|&one| plans.iter().any(|plan| plan.covers(one))).collect();
    let is_covered = |weekday, half| covered.iter().any(|one| one.date.weekday() == weekday && one.half == half);
    Pattern::halves().filter(|(_, weekday, half)| is_covered(*weekday, *half)).map(|(name, ..)| name).collect()
}

/// A few children who were in class this morning and were fetched.
fn movements(authority: &Authority, records: &SchoolRecords) -> Vec<Recorded> {
    let is_today = |mark: &&Mark| mark.session == Session::new(authority.day, Half::Morning);
    let taken = records.entries.iter().filter(|entry| matches!(entry.act, Act::Taken { .. }));
    let mut moved = Vec::new();
    let registers = taken.filter(|entry| entry.marks.first().as_ref().is_some_and(is_today));
    for (entry, (reason, companion, back)) in registers.step_by(2).zip(LEFT) {
        let Some(office) = office(authority, records.school.id) else { continue };
        let Some(child) = entry.marks.iter().find(|mark| is_usual(mark, &entry.marks)) else { continue };
        let left = entry.at + jiff::SignedDuration::from_mins(25);
        let record = |at, way, reason: &str, companion: &str| Recorded {
            movement: Movement { pupil: child.pupil, at, way, reason: reason.into(), companion: companion.into() },
            by: office.clone(),
        };
        moved.push(record(left, Way::Out, reason, companion));
        let back = back.map(|minutes| left + jiff::SignedDuration::from_mins(minutes));
        moved.extend(back.filter(|&at| at <= authority.now).map(|at| record(at, Way::In, "", "")));
    }
    moved
}

/// Whether a mark is the one that most of its register has: being there.
fn is_usual(mark: &Mark, all: &[Mark]) -> bool {
    mark.minutes_late.is_none() && all.iter().filter(|other| other.code == mark.code).count() * 2 > all.len()
}

fn office(authority: &Authority, school: SchoolId) -> Option<By> {
    let is_office =
        |one: &&super::Person| one.actor.school == Some(school) && one.actor.role == domain::permission::Role::Office;
    authority.people.iter().find(is_office).map(|one| one.actor.stamp())
}
