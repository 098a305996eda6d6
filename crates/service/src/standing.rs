//! How every pupil of a school stands today under its rules, worked out once and kept until a mark or an event changes it.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{
    Date,
    case::Event,
    clock,
    decide::{Deadline, Decided, Facts, Who, deadline_since, decide},
    id::{GroupId, PupilId, SchoolId},
    pupil::Pupil,
    rule::Rules,
    tally::Tally,
};

use crate::{App, Error, edition::Editions, unsay::Corrections};

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
    /// When each task is due that has a date, by name.
    pub deadlines: HashMap<String, Deadline>,
    /// What was done this school year, in order.
    pub history: Vec<Event>,
}

/// What was worked out, and what it rests on.
#[derive(Default)]
pub(crate) struct Cache {
    kept: Mutex<HashMap<SchoolId, Kept>>,
    /// The schools that are kept, the one asked for last at the end.
    asked: Mutex<VecDeque<SchoolId>>,
    generation: AtomicU64,
}

/// Everything about so many pupils is kept at once, at some 20 kB each: the schools that people work at. What an authority shows of
/// all its schools is kept by itself, and is small.
const MOST_PUPILS: usize = 12_000;

/// Before everything on record.
pub(crate) const FIRST_DAY: Date = Date::constant(1900, 1, 1);

/// The standings of a school, and what they rest on.
type Kept = (Key, Arc<Vec<Standing>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    day: Date,
    entry: i64,
    event: i64,
    admission: i64,
    generation: u64,
}

impl Cache {
    /// Another number each time something was recorded that the numbers of the logs do not show.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    /// Keeps what was worked out of a school, and lets go of the schools that nobody asked for the longest where it is too much.
    fn keep(&self, school: SchoolId, worked_out: Kept) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(school, worked_out);
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.retain(|one| *one != school);
        asked.push_back(school);
        let mut pupils: usize = kept.values().map(|(_, standings)| standings.len()).sum();
        while pupils > MOST_PUPILS && asked.len() > 1 {
            let Some(oldest) = asked.pop_front() else { break };
            pupils -= kept.remove(&oldest).map_or(0, |(_, standings)| standings.len());
        }
    }

    /// Notes that somebody asked for a school that is kept.
    fn was_asked_for(&self, school: SchoolId) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.back() != Some(&school)
            && let Some(at) = asked.iter().position(|one| *one == school)
        {
            asked.remove(at);
            asked.push_back(school);
        }
    }

    /// Something was recorded that the numbers of the logs do not show.
    pub(crate) fn forget(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
    }
}

/// Every pupil on the roll of a school today, by name.
pub fn of_school(app: &App, school: SchoolId) -> Result<Arc<Vec<Standing>>, Error> {
    app.follow(school)?;
    let day = app.today();
    let (event, admission) = app.store.read::<_, Error>(|tx| {
        Ok((store::case::last_number(tx, school)?, store::admission::last_number(tx, school)?))
    })?;
    let key =
        Key { day, entry: app.view(school).roll()?.last_entry(), event, admission, generation: app.cache.generation() };
    let kept = app.cache.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&school).cloned();
    if let Some((known, standings)) = kept
        && known == key
    {
        app.cache.was_asked_for(school);
        return Ok(standings);
    }
    let standings = Arc::new(work_out(app, school, day)?);
    app.cache.keep(school, (key, Arc::clone(&standings)));
    Ok(standings)
}

/// Every pupil who was on the roll of a school on `day`, by name, as they stood then by what the registers say now.
pub fn of_school_on(app: &App, school: SchoolId, day: Date) -> Result<Arc<Vec<Standing>>, Error> {
    if day == app.today() {
        return of_school(app, school);
    }
    app.follow(school)?;
    work_out(app, school, day).map(Arc::new)
}

fn work_out(app: &App, school: SchoolId, day: Date) -> Result<Vec<Standing>, Error> {
    let year = domain::calendar::school_year_start(day);
    let (pupils, groups, events) = app.store.read::<_, Error>(|tx| {
        Ok((
            store::pupil::of_school(tx, school, day)?,
            store::group::of_school(tx, school)?,
            // Levels and limits look back further than the year.
            store::case::of_school(tx, school, FIRST_DAY)?,
        ))
    })?;
    let names: HashMap<GroupId, String> = groups.into_iter().map(|group| (group.id, group.name)).collect();
    let mut histories: HashMap<PupilId, Vec<Event>> = HashMap::new();
    for event in events.into_iter().filter(|event| clock::local(event.at).date() <= day) {
        histories.entry(event.pupil).or_default().push(event);
    }
    let rules = app.rules_on(school, day)?;
    let editions = Editions::to(app, school, day)?;
    let corrections = Corrections::since(app, school, histories.values().flatten())?;
    let view = app.view(school);
    let roll = view.roll()?;
    pupils
        .into_iter()
        .map(|pupil| {
            let history = histories.remove(&pupil.id).unwrap_or_default();
            let facts = Facts {
                day,
                who: Who::of(&pupil, day),
                sheet: roll.sheet_or_blank(pupil.id),
                cohorts: &pupil.cohorts,
                history: &history,
            };
            let mut decided = decide(rules, &facts);
            let mut since = all_since(&editions, &facts, &decided);
            let unsaid = corrections.unsaid((school, pupil.id), &facts, &|day| app.rules_on(school, day))?;
            since.extend(unsaid.iter().map(|one| (one.task.name.clone(), one.since)));
            crate::unsay::add(&mut decided, unsaid);
            let deadlines = deadlines(rules, &facts, &decided, &since);
            let history = history.iter().filter(|event| clock::local(event.at).date() >= year).cloned().collect();
            let tally = facts.sheet.between(year, day).tally();
            Ok(Standing {
                group: names.get(&pupil.group).cloned().unwrap_or_default(),
                tally,
                decided,
                since,
                deadlines,
                history,
                pupil,
            })
        })
        .collect()
}

/// When each task of `decided` is due, where `since` says how long it has stood.
pub(crate) fn deadlines(
    rules: &Rules,
    facts: &Facts<'_>,
    decided: &Decided,
    since: &HashMap<String, Date>,
) -> HashMap<String, Deadline> {
    let of = |task: &domain::decide::Standing| {
        let due = deadline_since(rules, facts, task, since.get(&task.name).copied())?;
        Some((task.name.clone(), due))
    };
    decided.tasks.iter().filter_map(of).collect()
}

fn all_since(editions: &Editions<'_>, facts: &Facts<'_>, decided: &Decided) -> HashMap<String, Date> {
    let bands = decided.bands.iter().filter(|band| band.place > 0).map(|band| &band.set);
    let flags = decided.flags.iter().chain(&decided.lists).map(|holds| &holds.name);
    let tasks = decided.tasks.iter().map(|task| &task.name);
    let names: Vec<&str> = bands.chain(flags).chain(tasks).map(String::as_str).collect();
    let each = editions.since_each(facts, &names).into_iter();
    each.filter_map(|(name, since)| Some((name.to_owned(), since?))).collect()
}
