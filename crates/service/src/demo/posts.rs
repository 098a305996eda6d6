//! What the people of the invented authority look after: each officer some of the schools, the head of the virtual school
//! the cohorts of children in care, once in care, with a social worker or with kin.

use domain::{
    id::{PersonId, SchoolId},
    permission::Role,
};
use store::{Store, StoreError, post};

use super::Authority;

/// The cohorts of the virtual school, by the names of the pack of the country.
const VIRTUAL_SCHOOL: [&str; 4] = ["in care", "previously in care", "social worker", "living with kin"];

/// Writes all of it: the schools of an officer are those in whose cases they act.
pub(super) fn write(store: &Store, authority: &Authority) -> Result<(), StoreError> {
    let of = |role: Role| -> Vec<PersonId> {
        let people = authority.people.iter().filter(|person| person.actor.role == role);
        let mut ids: Vec<PersonId> = people.map(|person| person.actor.person).collect();
        ids.sort_unstable();
        ids
    };
    let (officers, holders) = (of(Role::AuthorityOfficer), of(Role::CohortHolder));
    let schools: Vec<SchoolId> = authority.schools.iter().map(|records| records.school.id).collect();
    store.write(move |tx| {
        for (at, officer) in officers.iter().enumerate() {
            let own: Vec<SchoolId> = schools.iter().copied().skip(at).step_by(officers.len()).collect();
            post::look_after_schools(tx, *officer, &own)?;
        }
        let cohorts = VIRTUAL_SCHOOL.map(String::from);
        holders.iter().try_for_each(|holder| post::look_after_cohorts(tx, *holder, &cohorts))
    })
}
