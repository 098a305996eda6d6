//! Those who look after a cohort of children wherever they go to school: the virtual school, special needs, social workers, youth
//! justice, children missing education, education at home. They see their children, and nothing else of a school.

mod child;
mod mine;

use std::collections::BTreeSet;

use domain::{
    code::{Class, Role},
    permission::{Actor, Forbidden, Permission, Place, Role as Post},
};

pub use child::{Child, Look, Mark, Next, Rated, look};
pub use mine::{Children, of_cohort};

use crate::{App, Error, protected};

/// A cohort that the reader may look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its name in the packs.
    pub name: String,
    /// Children on a roll today.
    pub children: u32,
    /// Their sessions of the year.
    pub tally: domain::tally::Tally,
    /// Children persistently absent.
    pub persistent: u32,
    /// Children severely absent.
    pub severe: u32,
    /// In how many schools.
    pub schools: u32,
}

/// The cohorts that the reader may look at, by name: those of the post, or every cohort with a child for an officer of the
/// authority.
pub fn cohorts(app: &App, by: &Actor) -> Result<Vec<Held>, Error> {
    let own = own(app, by)?;
    let mut all: std::collections::BTreeMap<String, Held> = std::collections::BTreeMap::new();
    let empty = |name: &str| Held {
        name: name.to_owned(),
        children: 0,
        tally: domain::tally::Tally::default(),
        persistent: 0,
        severe: 0,
        schools: 0,
    };
    for name in own.iter().flatten() {
        all.insert(name.clone(), empty(name));
    }
    for picture in crate::picture::of_all(app, app.today())? {
        for group in picture.groups.iter().filter(|group| group.year.is_none()) {
            let Some(name) = &group.cohort else { continue };
            if own.as_ref().is_some_and(|own| !own.contains(name)) {
                continue;
            }
            let held = all.entry(name.clone()).or_insert_with(|| empty(name));
            held.children += group.pupils;
            held.tally += group.tally;
            held.persistent += group.persistent;
            held.severe += group.severe;
            held.schools += 1;
        }
    }
    Ok(all.into_values().collect())
}

/// The cohorts of the reader's post; nothing for somebody who may see every cohort.
fn own(app: &App, by: &Actor) -> Result<Option<BTreeSet<String>>, Error> {
    by.require(Permission::SeeCohorts, Place::Anywhere)?;
    if by.role != Post::CohortHolder {
        return Ok(None);
    }
    Ok(Some(app.store.read(|tx| store::post::cohorts(tx, by.person))?.into_iter().collect()))
}

/// Refuses unless the reader may look at this cohort.
fn permit(app: &App, by: &Actor, cohort: &str) -> Result<(), Error> {
    match own(app, by)? {
        Some(own) if !own.contains(cohort) => Err(Error::Forbidden(Forbidden(by.role))),
        _ if !app.packs().has_cohort(cohort) => Err(Error::NotFound("cohort")),
        _ => Ok(()),
    }
}

/// What is kept from the reader in a school: what rests on circumstances that need care and are not of a cohort that they look
/// after. Nothing for somebody who may see all of it.
fn veil(app: &App, by: &Actor, school: domain::id::SchoolId) -> Result<Option<protected::Veil>, Error> {
    match own(app, by)? {
        None => protected::veil(app, by, school, app.today()),
        Some(own) => protected::veil_of_others(app, school, &own).map(Some),
    }
}

/// Whether a mark says that the child is absent.
fn is_absent(app: &App, code: domain::code::Code) -> bool {
    app.codes().entry(code).is_some_and(|entry| entry.class.is_absent())
}

/// Whether a mark waits for its reason.
fn is_unexplained(app: &App, code: domain::code::Code) -> bool {
    app.codes().entry(code).is_some_and(|entry| entry.role == Role::ReasonNotKnown)
}

/// Whether a mark says that the child came late.
fn is_late(app: &App, code: domain::code::Code) -> bool {
    app.codes().entry(code).is_some_and(|entry| entry.class == Class::Late)
}
