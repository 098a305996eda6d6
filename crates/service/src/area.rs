//! All schools of the authority at once: what its people need of each, worked out in the background and kept, so that nobody
//! waits for hundreds of schools.

mod digest;
pub mod focus;
mod members;
mod morning;

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use domain::{
    Date,
    id::{PersonId, SchoolId},
    permission::{Actor, Permission, Place, Role},
    school::School,
};
use store::log::Ends;

pub use digest::{Digest, Meeting, Owed};
pub use morning::Morning;

pub(crate) use members::Members;

use crate::{App, Error, standing};

/// A page brings schools up to date whose records changed, until so many children were looked at; the background does the rest.
const CHANGED_CHILDREN: usize = 2_000;
/// The same for schools that nobody has looked at since the program was started or the day began.
const NEW_CHILDREN: usize = 12_000;

/// How much of what the records say now is in what is shown of a school.
#[derive(Debug, Clone)]
pub enum Known {
    /// All of it.
    Current(Arc<Digest>),
    /// Something was recorded since; the background takes it in.
    Behind(Arc<Digest>),
    /// Nothing was worked out today yet.
    NotYet,
}

impl Known {
    /// What is known, if anything is.
    pub const fn digest(&self) -> Option<&Arc<Digest>> {
        match self {
            Known::Current(digest) | Known::Behind(digest) => Some(digest),
            Known::NotYet => None,
        }
    }
}

/// A school as the authority's people see it.
#[derive(Debug, Clone)]
pub struct OfSchool {
    /// The school.
    pub school: School,
    /// Whether it is among those that the reader looks after.
    pub is_own: bool,
    /// Whether the reader looks after any school at all.
    pub reader_has_schools: bool,
    /// What was worked out of it.
    pub known: Known,
    /// Its registers of the session that is on, or the last one begun; nothing where nothing is known or before its first day.
    pub morning: Option<Morning>,
}

/// What is kept, with what it rests on.
#[derive(Default)]
pub(crate) struct Cache {
    digests: Mutex<HashMap<SchoolId, (Key, Arc<Digest>)>>,
    mornings: Mutex<HashMap<SchoolId, morning::Kept>>,
    members: members::Kept,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    day: Date,
    ends: Ends,
    school_events: i64,
    generation: u64,
}

impl Cache {
    fn find(&self, school: SchoolId) -> Option<(Key, Arc<Digest>)> {
        self.digests.lock().unwrap_or_else(PoisonError::into_inner).get(&school).cloned()
    }

    fn keep(&self, key: Key, digest: Digest) {
        let mut kept = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key.ends.school, (key, Arc::new(digest)));
    }
}

/// Every school, by name, for whoever looks after the schools of the authority.
pub fn schools(app: &App, by: &Actor) -> Result<Vec<OfSchool>, Error> {
    by.require(Permission::SeeArea, Place::Anywhere)?;
    let own: HashSet<SchoolId> = app.store.read(|tx| store::post::schools(tx, by.person))?.into_iter().collect();
    let keys = keys(app)?;
    work_out(app, &few(app, &keys, &own))?;
    let known = app.schools().map(|school| {
        let known = match (app.areas.find(school.id), keys.get(&school.id)) {
            (Some((key, digest)), Some(now)) if key == *now => Known::Current(digest),
            (Some((key, digest)), Some(now)) if key.day == now.day => Known::Behind(digest),
            _ => Known::NotYet,
        };
        OfSchool {
            school: school.clone(),
            is_own: own.contains(&school.id),
            reader_has_schools: !own.is_empty(),
            known,
            morning: None,
        }
    });
    let mut all: Vec<OfSchool> = known.collect();
    morning::fill(app, &keys, &mut all)?;
    Ok(all)
}

/// Works out whatever changed since it was last worked out, of every school, on all cores.
pub(crate) fn bring_up_to_date(app: &App) -> Result<(), Error> {
    let keys = keys(app)?;
    let stale: Vec<Key> = app.schools().filter_map(|school| keys.get(&school.id)).copied().collect();
    let is_stale = |key: &Key| app.areas.find(key.ends.school).is_none_or(|(known, _)| known != *key);
    let stale: Vec<Key> = stale.into_iter().filter(is_stale).collect();
    work_out(app, &stale)
}

/// The members of a cohort in a school; nothing where the school is not worked out yet today.
pub(crate) struct OfCohort {
    pub(crate) id: SchoolId,
    pub(crate) members: Option<Members>,
}

/// Who belongs to a cohort, in every school, by the name of the school.
pub(crate) fn members(app: &App, cohort: &str) -> Result<Vec<OfCohort>, Error> {
    let keys = keys(app)?;
    work_out(app, &few(app, &keys, &HashSet::new()))?;
    let of = |school: &School| {
        let is_of_today = |key: &Key| key.day == app.today();
        let kept = app.areas.members.find(school.id, cohort).filter(|(key, _)| is_of_today(key));
        let members = match (kept, app.areas.find(school.id).filter(|(key, _)| is_of_today(key))) {
            (Some((_, members)), _) => Some(members),
            (None, Some((key, _))) => {
                let children = standing::of_school(app, school.id)?;
                Some(members::of_cohort(app, key, cohort, &children)?)
            }
            (None, None) => None,
        };
        Ok(OfCohort { id: school.id, members })
    };
    app.schools().map(of).collect()
}

/// Who belongs to a cohort in one school now.
pub(crate) fn members_of(app: &App, cohort: &str, school: SchoolId) -> Result<Members, Error> {
    let key = keys(app)?.remove(&school).ok_or(Error::NotFound("school"))?;
    let children = standing::of_school(app, school)?;
    members::of_cohort(app, key, cohort, &children)
}

/// What the digest of each school would rest on now.
fn keys(app: &App) -> Result<HashMap<SchoolId, Key>, Error> {
    let (day, generation) = (app.today(), app.cache.generation());
    let ends = app.follow_all()?;
    let events: HashMap<SchoolId, i64> = app.store.read(store::school_event::last_numbers)?.into_iter().collect();
    let key = |ends: Ends| {
        let school_events = events.get(&ends.school).copied().unwrap_or(0);
        (ends.school, Key { day, ends, school_events, generation })
    };
    Ok(ends.into_iter().map(key).collect())
}

/// Those whose digest is not current and that a page waits for: the reader's own first, then those of which nothing is known.
fn few(app: &App, keys: &HashMap<SchoolId, Key>, own: &HashSet<SchoolId>) -> Vec<Key> {
    let mut stale: Vec<(bool, bool, Key)> = Vec::new();
    for key in app.schools().filter_map(|school| keys.get(&school.id)) {
        let kept = app.areas.find(key.ends.school);
        if kept.as_ref().is_none_or(|(known, _)| known != key) {
            let is_known = kept.is_some_and(|(known, _)| known.day == key.day);
            stale.push((!own.contains(&key.ends.school), is_known, *key));
        }
    }
    stale.sort_by_key(|&(is_others, is_known, key)| (is_others, is_known, key.ends.school));
    let (mut changed, mut new) = (CHANGED_CHILDREN, NEW_CHILDREN);
    let fits = move |(_, is_known, key): &(bool, bool, Key)| {
        let left = if *is_known { &mut changed } else { &mut new };
        let children = app.view(key.ends.school).roll().map_or(0, |roll| roll.pupils().len());
        let is_enough = *left >= children;
        *left = left.saturating_sub(children);
        is_enough
    };
    stale.into_iter().filter(fits).map(|(.., key)| key).collect()
}

fn work_out(app: &App, stale: &[Key]) -> Result<(), Error> {
    let cohorts = app.store.read(store::post::held_cohorts)?;
    // Members are picked out while everybody of the school is at hand: only the schools that people work at are kept whole.
    let work = |key: &Key| {
        let children = standing::of_school(app, key.ends.school)?;
        let digest = digest::of_school(app, key.ends.school, &children)?;
        for cohort in &cohorts {
            members::of_cohort(app, *key, cohort, &children)?;
        }
        app.areas.keep(*key, digest);
        Ok(())
    };
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(stale.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(key) = stale.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(error) = work(key) {
                        *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

/// An officer of the authority, nobody in particular: what is theirs by their post is every officer's.
fn officer() -> Actor {
    Actor { person: PersonId(0), name: String::new(), role: Role::AuthorityOfficer, school: None, groups: Vec::new() }
}

/// The town of a school: the last line of its address that has no number in it. Nothing where the address is one line.
pub fn town(school: &School) -> Option<&str> {
    let lines = school.address.iter().skip(1).rev();
    lines.map(|line| line.trim()).find(|line| !line.is_empty() && !line.chars().any(|one| one.is_ascii_digit()))
}
