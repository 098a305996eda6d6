//! How every pupil of a school stands today under its rules, worked out once and kept until a mark or an event changes it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{
    Date,
    case::Event,
    decide::{Decided, Facts, decide, since_each},
    id::{GroupId, PupilId, SchoolId},
    pupil::Pupil,
    rule::Rules,
    tally::Tally,
};

use crate::{App, Error};

/// A pupil as they stand.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The pupil.
    pub pupil: Pupil,
    /// The name of their class.
    pub group: String,
    /// The school year to the day.
    pub tally: Tally,
    /// What the rules make of it.
    pub decided: Decided,
    /// Since when each task, flag, list and band set beyond its first band has held, by name.
    pub since: HashMap<String, Date>,
    /// What was done this school year, in order.
    pub history: Vec<Event>,
}

/// What was worked out, and what it rests on.
#[derive(Default)]
pub(crate) struct Cache {
    kept: Mutex<HashMap<SchoolId, Kept>>,
    generation: AtomicU64,
}

/// The standings of a school, and what they rest on.
type Kept = (Key, Arc<Vec<Standing>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    day: Date,
    entry: i64,
    event: i64,
    generation: u64,
}

impl Cache {
    /// Something was recorded that the numbers of the logs do not show.
    pub(crate) fn forget(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
    }
}

/// Every pupil on the roll of a school today, by name.
pub fn of_school(app: &App, school: SchoolId) -> Result<Arc<Vec<Standing>>, Error> {
    app.follow(school)?;
    let day = app.today();
    let event = app.store.read(|tx| store::case::last_number(tx, school))?;
    let key = Key {
        day,
        entry: app.view(school).roll()?.last_entry(),
        event,
        generation: app.cache.generation.load(Ordering::Relaxed),
    };
    let kept = app.cache.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&school).cloned();
    if let Some((known, standings)) = kept
        && known == key
    {
        return Ok(standings);
    }
    let standings = Arc::new(work_out(app, school, day)?);
    app.cache.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(school, (key, Arc::clone(&standings)));
    Ok(standings)
}

fn work_out(app: &App, school: SchoolId, day: Date) -> Result<Vec<Standing>, Error> {
    let year = domain::calendar::school_year_start(day);
    let (pupils, groups, events) = app.store.read::<_, Error>(|tx| {
        Ok((
            store::pupil::of_school(tx, school, day)?,
            store::group::of_school(tx, school)?,
            store::case::of_school(tx, school, year)?,
        ))
    })?;
    let names: HashMap<GroupId, String> = groups.into_iter().map(|group| (group.id, group.name)).collect();
    let mut histories: HashMap<PupilId, Vec<Event>> = HashMap::new();
    for event in events {
        histories.entry(event.pupil).or_default().push(event);
    }
    let rules = app.rules(school)?;
    let view = app.view(school);
    let roll = view.roll()?;
    Ok(pupils
        .into_iter()
        .map(|pupil| {
            let history = histories.remove(&pupil.id).unwrap_or_default();
            let facts = Facts { day, sheet: roll.sheet_or_blank(pupil.id), cohorts: &pupil.cohorts, history: &history };
            let decided = decide(rules, &facts);
            let since = all_since(rules, &facts, &decided);
            let tally = facts.sheet.between(year, day).tally();
            Standing {
                group: names.get(&pupil.group).cloned().unwrap_or_default(),
                tally,
                decided,
                since,
                history,
                pupil,
            }
        })
        .collect())
}

fn all_since(rules: &Rules, facts: &Facts<'_>, decided: &Decided) -> HashMap<String, Date> {
    let bands = decided.bands.iter().filter(|band| band.place > 0).map(|band| &band.set);
    let flags = decided.flags.iter().chain(&decided.lists).map(|holds| &holds.name);
    let tasks = decided.tasks.iter().map(|task| &task.name);
    let names: Vec<&str> = bands.chain(flags).chain(tasks).map(String::as_str).collect();
    let each = since_each(rules, facts, &names).into_iter();
    each.filter_map(|(name, since)| Some((name.to_owned(), since?))).collect()
}
