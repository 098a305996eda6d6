//! Schools that begin to use Rollbook: from the national list of schools, with the times and the pack that they follow.

use domain::{
    calendar::Calendar,
    id::SchoolId,
    school::{Marking, School, SessionTimes},
};
use imports::gias::ListedSchool;
use store::{Store, StoreError};

/// What every school that joins together begins with; each can change it later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The folder name of the pack that they follow.
    pub pack: String,
    /// When the morning register is open.
    pub morning: SessionTimes,
    /// When the afternoon register is open.
    pub afternoon: SessionTimes,
    /// How registers start.
    pub marking: Marking,
    /// When they are open.
    pub calendar: Calendar,
}

/// Who joined and who did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Names of those who joined.
    pub added: Vec<String>,
    /// Names of those who were here already.
    pub already: Vec<String>,
    /// Names of those that have no phase that Rollbook knows, such as nurseries.
    pub without_phase: Vec<String>,
}

/// Adds schools of the list. The authority of the database becomes that of the first of them, unless it has one.
pub fn join(store: &Store, listed: &[ListedSchool], terms: &Terms) -> Result<Joined, StoreError> {
    let (listed, terms) = (listed.to_vec(), terms.clone());
    store.write(move |tx| {
        let mut joined = Joined::default();
        for one in &listed {
            let Some(phase) = one.phase else {
                joined.without_phase.push(one.name.clone());
                continue;
            };
            if store::school::with_urn(tx, &one.urn)?.is_some() {
                joined.already.push(one.name.clone());
                continue;
            }
            let id: SchoolId = store::school::next_id(tx)?;
            let school = School {
                id,
                urn: one.urn.clone(),
                laestab: one.laestab.clone().unwrap_or_default(),
                name: one.name.clone(),
                phase,
                pack: terms.pack.clone(),
                marking: terms.marking,
                morning: terms.morning,
                afternoon: terms.afternoon,
            };
            store::school::add(tx, &school)?;
            store::calendar::add(tx, id, &terms.calendar)?;
            joined.added.push(one.name.clone());
        }
        if let Some(first) = listed.first().filter(|first| !first.la_name.is_empty())
            && store::meta::find(tx, "authority")?.is_none()
        {
            store::meta::set(tx, "authority", &first.la_name)?;
        }
        Ok(joined)
    })
}
