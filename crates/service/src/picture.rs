//! The year so far of each school, for whoever sets schools side by side: worked out once for a day and kept until a mark, an
//! event or the admission register changes it.

mod group;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use analysis::{Period, figures::by_week};
use domain::{
    Date,
    calendar::school_year_start,
    case::Event,
    clock,
    id::{PupilId, SchoolId},
    tally::Tally,
};
use store::log::Ends;

pub(crate) use group::Group;

use crate::{App, Error};

/// The year so far of one school, at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Which school.
    pub(crate) school: SchoolId,
    /// The day at whose end it stands.
    pub(crate) day: Date,
    /// Everybody on the roll on the day, then each cohort, then each year with its cohorts; groups without a child are left out.
    pub(crate) groups: Vec<Group>,
    /// The sessions of everybody then on the roll by school week, named by its Monday; weeks without a mark are left out.
    pub(crate) weeks: Vec<(Date, Tally)>,
}

impl Picture {
    /// Everybody on the roll on the day.
    pub(crate) fn all(&self) -> &Group {
        self.groups.first().expect("the group of everybody is always there, even without a child")
    }

    /// One cohort by its name in the packs; nothing when no child of the school is in it.
    pub(crate) fn cohort(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.year.is_none() && group.cohort.as_deref() == Some(name))
    }
}

/// The pictures that were worked out, with what each rests on.
#[derive(Default)]
pub(crate) struct Cache(Mutex<HashMap<SchoolId, Vec<Kept>>>);

/// A picture, and what it rests on.
type Kept = (Key, Arc<Picture>);

/// So many days of a school are kept: today, and those that pages compare it with.
const DAYS_KEPT: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    day: Date,
    ends: Ends,
    generation: u64,
}

impl Cache {
    fn find(&self, key: Key) -> Option<Arc<Picture>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, picture) = kept.get(&key.ends.school)?.iter().find(|(known, _)| *known == key)?;
        Some(Arc::clone(picture))
    }

    fn keep(&self, key: Key, picture: &Arc<Picture>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let days = kept.entry(key.ends.school).or_default();
        days.retain(|(known, _)| known.day != key.day);
        if days.len() == DAYS_KEPT {
            days.remove(0);
        }
        days.push((key, Arc::clone(picture)));
    }
}

/// The picture of one school at the end of `day`.
pub(crate) fn of_school(app: &App, school: SchoolId, day: Date) -> Result<Arc<Picture>, Error> {
    let ends = app.follow_all()?.into_iter().find(|ends| ends.school == school).ok_or(Error::NotFound("school"))?;
    of_ends(app, ends, day)
}

/// The pictures of all schools at the end of `day`, in the order of [`App::schools`], worked out on all cores.
pub(crate) fn of_all(app: &App, day: Date) -> Result<Vec<Arc<Picture>>, Error> {
    let ends: HashMap<SchoolId, Ends> = app.follow_all()?.into_iter().map(|ends| (ends.school, ends)).collect();
    let ends: Vec<Ends> = app.schools().filter_map(|school| ends.get(&school.id).copied()).collect();
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(ends.len())));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(ends.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(&ends) = ends.get(at) else { break };
                    let picture = of_ends(app, ends, day);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, picture));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|&(at, _)| at);
    done.into_iter().map(|(_, picture)| picture).collect()
}

fn of_ends(app: &App, ends: Ends, day: Date) -> Result<Arc<Picture>, Error> {
    let key = Key { day, ends, generation: app.cache.generation() };
    if let Some(picture) = app.pictures.find(key) {
        return Ok(picture);
    }
    let picture = Arc::new(work_out(app, ends.school, day)?);
    app.pictures.keep(key, &picture);
    Ok(picture)
}

/// The roll is held only while marks are counted: everything that the store has to say is read before.
fn work_out(app: &App, school: SchoolId, day: Date) -> Result<Picture, Error> {
    let rules = app.rules_on(school, day)?;
    let thresholds = crate::school::thresholds_of(rules)?;
    let pupils = app.store.read(|tx| store::pupil::of_school(tx, school, day))?;
    let histories = match rules.cohorts.iter().any(|cohort| cohort.when.is_some()) {
        true => histories(app, school, day)?,
        false => HashMap::new(),
    };
    let view = app.view(school);
    let roll = view.roll()?;
    let groups = group::of_pupils(&group::Counting { rules, roll, day, thresholds, histories: &histories }, &pupils);
    let weeks = by_week(roll, roll.pupils(), Period::year_to(day));
    let weeks = weeks.into_iter().filter(|week| week.tally.possible() > 0).map(|week| (week.first, week.tally));
    Ok(Picture { school, day, groups, weeks: weeks.collect() })
}

/// What was done about each pupil in the school year to the end of `day`.
fn histories(app: &App, school: SchoolId, day: Date) -> Result<HashMap<PupilId, Vec<Event>>, Error> {
    let events = app.store.read(|tx| store::case::of_school(tx, school, school_year_start(day)))?;
    let mut histories: HashMap<PupilId, Vec<Event>> = HashMap::new();
    for event in events.into_iter().filter(|event| clock::local(event.at).date() <= day) {
        histories.entry(event.pupil).or_default().push(event);
    }
    Ok(histories)
}

#[cfg(test)]
mod tests;
