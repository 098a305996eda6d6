//! Writes the invented authority into a database.

use domain::{
    act::NewEntry,
    id::PupilId,
    permission::{Actor, Role},
};
use store::{Store, StoreError, calendar, case, contact, group, log, person, plan, pupil, school, school_event};

use super::{Authority, SchoolRecords, admissions};

/// Writes everything into an empty database. Everybody gets the same password. `progress` hears what is being written,
/// how much is done and of how much.
pub fn load(
    store: &Store,
    authority: &Authority,
    password_hash: &str,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<(), StoreError> {
    load_district(store, authority, password_hash, progress)?;
    super::submissions::write(store, authority)?;
    super::holds::write(store, authority)?;
    super::outlook::write(store, authority)
}

/// Writes a district into a database that may have others: everything but what only the demo shows.
pub fn load_district(
    store: &Store,
    authority: &Authority,
    password_hash: &str,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<(), StoreError> {
    let total = authority.schools.len() as u64 + 1;
    progress("Writing schools and pupils", 0, total);
    write_rolls(store, authority, password_hash)?;
    for (done, records) in (1..).zip(&authority.schools) {
        progress("Writing registers", done, total);
        write_records(store, records)?;
    }
    super::around::write(store, authority)?;
    super::posts::write(store, authority)?;
    progress("Writing registers", total, total);
    Ok(())
}

fn write_rolls(store: &Store, authority: &Authority, password_hash: &str) -> Result<(), StoreError> {
    let (rolls, hash) =
        (Authority { schools: outlines(authority), ..without_schools(authority) }, password_hash.to_owned());
    store.write(move |tx| {
        for records in &rolls.schools {
            school::add(tx, &records.school)?;
            calendar::add(tx, records.school.id, &records.calendar)?;
            for one in &records.groups {
                group::add(tx, one)?;
            }
        }
        for one in &rolls.people {
            let (actor, email) = (one.actor.clone(), one.email.clone());
            person::add(tx, &person::Person { actor, email, password_hash: hash.clone() })?;
        }
        let pupils: Vec<_> = rolls.pupils.iter().map(|one| one.pupil.clone()).collect();
        pupil::add_many(tx, &pupils)?;
        for records in &rolls.schools {
            let of_school = |one: &super::EnrolledPupil| -> Vec<_> {
                let own = one.enrolments.iter().filter(|(school, _)| *school == records.school.id);
                own.map(|(_, span)| (one.pupil.id, *span)).collect()
            };
            let enrolments: Vec<_> = rolls.pupils.iter().flat_map(of_school).collect();
            pupil::enrol(tx, records.school.id, &enrolments)?;
        }
        let joined = rolls
            .pupils
            .iter()
            .flat_map(|one| one.memberships.iter().map(|&(group, span)| (one.pupil.id, group, span)));
        pupil::join(tx, &joined.collect::<Vec<_>>())?;
        let cohorts =
            rolls.pupils.iter().flat_map(|one| one.cohorts.iter().map(|cohort| (one.pupil.id, cohort.clone())));
        pupil::add_cohorts(tx, &cohorts.collect::<Vec<_>>())?;
        contact::add_many(tx, &rolls.contacts)?;
        let at_second_school = rolls.plans.iter().filter(|one| one.plan.reason.ends_with("School"));
        let at_second_school: Vec<PupilId> = at_second_school.map(|one| one.plan.pupil).collect();
        for records in &rolls.schools {
            let school = records.school.id;
            let is_office = |actor: &&Actor| actor.role == Role::Office && actor.school == Some(school);
            if let Some(office) = rolls.people.iter().map(|one| &one.actor).find(is_office) {
                admissions::keep(tx, (school, &office.stamp()), rolls.day, &at_second_school)?;
            }
        }
        for one in &rolls.plans {
            plan::add(tx, &one.plan, one.by, one.at)?;
        }
        Ok(())
    })
}

/// The schools without their logs.
fn outlines(authority: &Authority) -> Vec<SchoolRecords> {
    let outline = |records: &SchoolRecords| SchoolRecords {
        school: records.school.clone(),
        calendar: records.calendar.clone(),
        groups: records.groups.clone(),
        entries: Vec::new(),
        events: Vec::new(),
        school_events: Vec::new(),
    };
    authority.schools.iter().map(outline).collect()
}

/// The authority without its schools.
fn without_schools(authority: &Authority) -> Authority {
    Authority {
        name: authority.name.clone(),
        today: authority.today,
        day: authority.day,
        now: authority.now,
        note: authority.note.clone(),
        schools: Vec::new(),
        people: authority.people.clone(),
        pupils: authority.pupils.clone(),
        contacts: authority.contacts.clone(),
        plans: authority.plans.clone(),
    }
}

fn write_records(store: &Store, records: &SchoolRecords) -> Result<(), StoreError> {
    let (school, entries) = (records.school.id, records.entries.clone());
    let (events, school_events) = (records.events.clone(), records.school_events.clone());
    store.write(move |tx| {
        append(tx, school, entries, &events)?;
        school_event::append_many(tx, school, &school_events)
    })
}

fn append(
    tx: &mut dyn store::Tx,
    school: domain::id::SchoolId,
    entries: Vec<NewEntry>,
    events: &[domain::case::Event],
) -> Result<(), StoreError> {
    log::append_many(tx, entries)?;
    case::append_many(tx, school, events)
}
