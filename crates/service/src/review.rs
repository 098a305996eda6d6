//! Marks of a file under the rules of a pack: who needs what, and why. No register is kept and nothing is changed.

use std::{collections::HashMap, sync::Arc};

use analysis::SchoolRoll;
use domain::{
    Date,
    calendar::{Calendar, school_year_start},
    decide::{Decided, Facts, Who, decide, due_on, since_each},
    id::{PupilId, SchoolId},
    rule::Rules,
    tally::Tally,
};
use imports::{Layout, Plan, pupil_list::ListedPupil};

use crate::{Error, Packs};

/// Why marks cannot be reviewed.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The file has counts and no days.
    #[error("these are totals without days, and rules count days: export the marks of each session instead")]
    NoDays,
    /// There is no such pack.
    #[error("there is no pack `{name}`: choose one of {}", known.join(", "))]
    NoPack {
        /// The name given.
        name: String,
        /// The packs that there are.
        known: Vec<String>,
    },
    /// A cohort that the pack does not know would count for nothing.
    #[error("line {line} of the pupils: the pack knows no cohort `{name}`: write one of {}", known.join(", "))]
    NoCohort {
        /// Where it stands.
        line: u64,
        /// The name given.
        name: String,
        /// The cohorts that somebody can record.
        known: Vec<String>,
    },
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// A pupil of the file as they stand.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The number by which the file names them.
    pub key: String,
    /// Their name; empty where no file has it.
    pub name: String,
    /// Their class; empty where no file has it.
    pub group: String,
    /// The school year to the day.
    pub tally: Tally,
    /// What the rules make of it.
    pub decided: Decided,
    /// Since when each task and flag has held, by name.
    pub since: HashMap<String, Date>,
    /// When each task is due, by name; a task without a known date is not here.
    pub due: HashMap<String, Date>,
}

impl Reviewed {
    /// Whether the rules make anything of the pupil beyond the first band of each set.
    pub fn needs_something(&self) -> bool {
        let decided = &self.decided;
        !decided.tasks.is_empty() || !decided.flags.is_empty() || decided.bands.iter().any(|band| band.place > 0)
    }
}

/// The roll that a plan makes, with the pupils numbered by their places in [`Plan::pupils`], from 1.
pub fn roll(plan: &Plan, packs: &Packs, calendar: Calendar) -> SchoolRoll {
    let marks = plan.marks_of(|at, _| Some(pupil_id(at)));
    SchoolRoll::new(SchoolId(1), Arc::clone(&packs.codes), calendar).with_marks(&marks)
}

/// The pupil at a place in [`Plan::pupils`].
pub const fn pupil_id(at: usize) -> PupilId {
    PupilId(at as i64 + 1)
}

/// Every pupil of `plan` as they stand at the end of `day`, in the order of the file. Cohorts, names and classes come from
/// `listed` where it has them.
pub fn review(
    plan: &Plan,
    calendar: Calendar,
    listed: &[ListedPupil],
    packs: &Packs,
    pack: &str,
    day: Date,
) -> Result<Vec<Reviewed>, ReviewError> {
    if plan.layout == Layout::Totals {
        return Err(ReviewError::NoDays);
    }
    let known = || packs.rules.keys().map(|name| format!("`{name}`")).collect();
    let rules = packs.rules(pack).map_err(|_| ReviewError::NoPack { name: pack.to_owned(), known: known() })?;
    known_cohorts(listed, rules)?;
    let roll = roll(plan, packs, calendar);
    let listed: HashMap<&str, &ListedPupil> = listed.iter().map(|one| (one.key.as_str(), one)).collect();
    let reviewed = plan.pupils.iter().enumerate().map(|(at, pupil)| {
        let beside = listed.get(pupil.key.as_str());
        let cohorts: &[String] = beside.map_or(&[], |one| &one.cohorts);
        let facts = Facts {
            day,
            who: beside.map_or_else(Who::default, |one| who(one, day)),
            sheet: roll.sheet_or_blank(pupil_id(at)),
            cohorts,
            history: &[],
        };
        let decided = decide(rules, &facts);
        let or_listed = |own: &str, other: fn(&ListedPupil) -> &str| {
            if own.is_empty() { beside.map_or("", |one| other(one)).to_owned() } else { own.to_owned() }
        };
        let since = since(rules, &facts, &decided);
        Reviewed {
            key: pupil.key.clone(),
            name: or_listed(&pupil.name, |one| &one.name),
            group: or_listed(&pupil.group, |one| &one.group),
            tally: facts.sheet.between(school_year_start(day), day).tally(),
            due: due(&decided, &since, facts.sheet.calendar),
            since,
            decided,
        }
    });
    Ok(reviewed.collect())
}

/// How old a pupil is and in which year, as far as the list says.
fn who(listed: &ListedPupil, day: Date) -> Who {
    let who = listed.born.map_or_else(Who::default, |born| Who::default().born(born));
    listed.year.map_or(who, |year| who.in_year(year, day))
}

fn known_cohorts(listed: &[ListedPupil], rules: &Rules) -> Result<(), ReviewError> {
    let known = || rules.cohorts.iter().filter(|cohort| cohort.is_recorded).map(|cohort| &cohort.head.name);
    for pupil in listed {
        if let Some(name) = pupil.cohorts.iter().find(|&name| known().all(|other| other != name)) {
            let known = known().map(|name| format!("`{name}`")).collect();
            return Err(ReviewError::NoCohort { line: pupil.line, name: name.clone(), known });
        }
    }
    Ok(())
}

fn since(rules: &Rules, facts: &Facts<'_>, decided: &Decided) -> HashMap<String, Date> {
    let flags = decided.flags.iter().map(|flag| flag.name.as_str());
    let names: Vec<&str> = decided.tasks.iter().map(|task| task.name.as_str()).chain(flags).collect();
    let each = since_each(rules, facts, &names).into_iter();
    each.filter_map(|(name, since)| Some((name.to_owned(), since?))).collect()
}

fn due(decided: &Decided, since: &HashMap<String, Date>, calendar: &Calendar) -> HashMap<String, Date> {
    let due = decided.tasks.iter().map(|task| (&task.name, since.get(&task.name), &task.due));
    due.filter_map(|(name, since, due)| Some((name.clone(), due_on(due, *since?, calendar)?))).collect()
}
