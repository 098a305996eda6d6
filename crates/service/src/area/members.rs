//! Who belongs to a cohort, school by school, with how they stand: asked once until something changes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::id::SchoolId;

use super::Key;
use crate::{App, Error, school::cohorts, standing::Standing};

/// The members of a cohort in a school, as they stand.
pub(crate) type Members = Arc<Vec<Standing>>;

/// The members of cohorts, and what each rests on.
#[derive(Default)]
pub(super) struct Kept(Mutex<HashMap<(SchoolId, String), (Key, Members)>>);

impl Kept {
    /// The members as they were last worked out.
    pub(super) fn find(&self, school: SchoolId, cohort: &str) -> Option<(Key, Members)> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(school, String::from(cohort))).cloned()
    }
}

/// Who of `children`, as they stood at `key`, belongs to the cohort; nobody where the handbook of the school has none of this name.
pub(super) fn of_cohort(app: &App, key: Key, cohort: &str, children: &[Standing]) -> Result<Members, Error> {
    let school = key.ends.school;
    if let Some((known, members)) = app.areas.members.find(school, cohort)
        && known == key
    {
        return Ok(members);
    }
    let rules = app.rules(school)?;
    let members = match rules.cohorts.iter().find(|one| one.head.name == cohort) {
        Some(cohort) => {
            let view = app.view(school);
            let places = cohorts::members(rules, view.roll()?, children, cohort, key.day);
            places.into_iter().map(|at| children[at].clone()).collect()
        }
        None => Vec::new(),
    };
    let (members, place) = (Arc::new(members), (school, String::from(cohort)));
    app.areas.members.0.lock().unwrap_or_else(PoisonError::into_inner).insert(place, (key, Arc::clone(&members)));
    Ok(members)
}
