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
    /// A school stands in it once, the one asked for last at the end.
    kept: Mutex<Vec<Kept>>,
    generation: AtomicU64,
}

/// Everything about so many pupils is kept at once, at some 20 kB each: the schools that people work at. What an authority shows of
/// all its schools is kept by itself, and is small.
const MOST_PUPILS: usize = 12_000;

/// Before everything on record.
pub(crate) const FIRST_DAY: Date = Date::constant(1900, 1, 1);

/// The standings of a school, and what they rest on.
struct Kept {
    school: SchoolId,
    key: Key,
    standings: Arc<Vec<Standing>>,
}

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

    /// What is kept of a school, if it rests on what is known now.
    fn find(&self, school: SchoolId, now: Key) -> Option<Arc<Vec<Standing>>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|one| one.school == school && one.key == now)?;
        let found = kept.remove(at);
        let standings = Arc::clone(&found.standings);
        kept.push(found);
        Some(standings)
    }

    /// Keeps what was worked out of a school, and lets go of the schools that nobody asked for the longest where it is too much.
    fn keep(&self, worked_out: Kept) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.school != worked_out.school);
        kept.push(worked_out);
        while kept.len() > 1 && kept.iter().map(|one| one.standings.len()).sum::<usize>() > MOST_PUPILS {
            kept.remove(0);
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
    if let Some(standings) = app.cache.find(school, key) {
        return Ok(standings);
    }
    let standings = Arc::new(work_out(app, school, day)?);
    app.cache.keep(Kept { school, key, standings: Arc::clone(&standings) });
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

#[cfg(test)]
mod tests {
    use domain::pupil::Pupil;

    use super::*;

    fn worked_out(school: i64, pupils: usize) -> Kept {
        let one = Standing {
            pupil: Pupil {
                id: PupilId(1),
                upn: String::new(),
                forename: String::from("Ellis"),
                surname: String::from("Vale"),
                sex: 'F',
                born: FIRST_DAY,
                school: SchoolId(school),
                group: GroupId(1),
                year: 5,
                enrolled_from: FIRST_DAY,
                enrolled_until: None,
                cohorts: Vec::new(),
            },
            group: String::from("5 Hazel"),
            tally: Tally::default(),
            decided: Decided {
                bands: Vec::new(),
                flags: Vec::new(),
                lists: Vec::new(),
                tasks: Vec::new(),
                offers: Vec::new(),
                stages: Vec::new(),
            },
            since: HashMap::new(),
            deadlines: HashMap::new(),
            history: Vec::new(),
        };
        Kept { school: SchoolId(school), key: key(1), standings: Arc::new(vec![one; pupils]) }
    }

    fn key(entry: i64) -> Key {
        Key { day: FIRST_DAY, entry, event: 0, admission: 0, generation: 0 }
    }

    #[test]
    fn the_school_that_nobody_asked_for_the_longest_goes_first() {
        let cache = Cache::default();
        let is_kept = |school| cache.find(SchoolId(school), key(1)).is_some();
        cache.keep(worked_out(1, MOST_PUPILS / 2));
        cache.keep(worked_out(2, MOST_PUPILS / 2));
        assert!(is_kept(2) && is_kept(1), "both fit");
        cache.keep(worked_out(3, 1));
        assert!(is_kept(1) && !is_kept(2) && is_kept(3), "the second was asked for before the first");
        cache.keep(worked_out(4, MOST_PUPILS + 1));
        assert!(is_kept(4) && !is_kept(1) && !is_kept(3), "a school that is too large by itself is kept alone");
    }

    #[test]
    fn what_rests_on_something_older_is_not_given_and_is_replaced() {
        let cache = Cache::default();
        cache.keep(worked_out(1, 2));
        assert!(cache.find(SchoolId(1), key(2)).is_none());
        cache.keep(Kept { key: key(2), ..worked_out(1, 3) });
        assert!(cache.find(SchoolId(1), key(1)).is_none());
        assert_eq!(cache.find(SchoolId(1), key(2)).map(|standings| standings.len()), Some(3));
    }
}
