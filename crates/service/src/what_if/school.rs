//! One school under both handbooks.

use std::collections::{BTreeSet, HashMap};

use analysis::{
    Period,
    what_if::{Bands, Comparison, Known, Stand, Week, Work, change},
};
use domain::{
    Date,
    calendar::school_year_start,
    case::Event,
    clock,
    decide::{Facts, Recorded, Who, decide},
    id::{GroupId, PupilId, SchoolId},
    pupil::Pupil,
    rule::Rules,
};
use store::pupil::{Cohort, Span};

use super::{Asked, Child};
use crate::{App, Error};

/// What is found of one school.
pub(super) struct OfSchool {
    pub weeks: Vec<Week>,
    pub bands: (Bands, Bands),
    pub work: (Work, Work),
    pub children: Vec<Child>,
}

/// What is on record of the children of a school.
struct Records {
    /// Everybody who was on the roll in the period, by name.
    pupils: Vec<Pupil>,
    /// Those on the roll on the last day, with what was so of them then.
    on_last_day: HashMap<PupilId, Pupil>,
    stays: HashMap<PupilId, Vec<Span>>,
    cohorts: HashMap<PupilId, Vec<Cohort>>,
    histories: HashMap<PupilId, Vec<Event>>,
    groups: HashMap<GroupId, String>,
}

pub(super) fn compare(app: &App, school: SchoolId, period: Period, asked: Asked<'_>) -> Result<OfSchool, Error> {
    app.follow(school)?;
    let mut records = records(app, school, period)?;
    let before = asked.from.map_or_else(|| app.rules(school), Ok)?;
    let view = app.view(school);
    let roll = view.roll()?;
    let comparison = Comparison::new((before, asked.to), period, roll.calendar());
    let mut found = OfSchool {
        weeks: comparison.blank(),
        bands: (Bands::of(before), Bands::of(asked.to)),
        work: (Work::default(), Work::default()),
        children: Vec::new(),
    };
    for pupil in std::mem::take(&mut records.pupils) {
        let recorded = recorded(records.cohorts.get(&pupil.id).map_or(&[], Vec::as_slice), period);
        let stays = records.stays.get(&pupil.id).map_or(&[][..], Vec::as_slice);
        let history = records.histories.get(&pupil.id).map_or(&[][..], Vec::as_slice);
        let on_roll = |day: Date| stays.iter().any(|stay| stay.contains(day));
        let sheet = roll.sheet_or_blank(pupil.id);
        let known = Known { who: Who::of(&pupil, period.last), sheet, recorded: &recorded, history, on_roll: &on_roll };
        let (work_before, work_after) = comparison.count(&known, &mut found.weeks);
        found.work.0.extend(&work_before);
        found.work.1.extend(&work_after);
        let Some(pupil) = records.on_last_day.remove(&pupil.id) else { continue };
        let facts =
            Facts { day: period.last, who: Who::of(&pupil, period.last), sheet, cohorts: &pupil.cohorts, history };
        let (before, after) = (stand(before, &facts), stand(asked.to, &facts));
        count(&mut found.bands.0, &before);
        count(&mut found.bands.1, &after);
        found.children.push(Child {
            group: records.groups.get(&pupil.group).cloned().unwrap_or_default(),
            change: change(&before, &after),
            tasks: (work_before.all(), work_after.all()),
            before,
            after,
            pupil,
        });
    }
    Ok(found)
}

fn stand(rules: &Rules, facts: &Facts<'_>) -> Stand {
    Stand::of(&decide(rules, facts))
}

fn count(bands: &mut Bands, stand: &Stand) {
    stand.bands.iter().chain(&stand.stages).for_each(|band| bands.add(&band.set, &band.name, 1));
}

fn records(app: &App, school: SchoolId, period: Period) -> Result<Records, Error> {
    let (pupils, on_last_day, stays, cohorts, events, groups) = app.store.read::<_, Error>(|tx| {
        Ok((
            store::pupil::of_school_during(tx, school, period.first, period.last)?,
            store::pupil::of_school(tx, school, period.last)?,
            store::pupil::stays(tx, school)?,
            store::pupil::cohorts_of_school(tx, school)?,
            // Levels and limits look back further than the period.
            store::case::of_school(tx, school, crate::standing::FIRST_DAY)?,
            store::group::of_school(tx, school)?,
        ))
    })?;
    let mut histories: HashMap<PupilId, Vec<Event>> = HashMap::new();
    for event in events.into_iter().filter(|event| clock::local(event.at).date() <= period.last) {
        histories.entry(event.pupil).or_default().push(event);
    }
    Ok(Records {
        pupils,
        on_last_day: on_last_day.into_iter().map(|pupil| (pupil.id, pupil)).collect(),
        stays,
        cohorts,
        histories,
        groups: groups.into_iter().map(|group| (group.id, group.name)).collect(),
    })
}

/// Which cohorts a pupil had when: a record for each day on which they change.
fn recorded(cohorts: &[Cohort], period: Period) -> Vec<Recorded> {
    let start = school_year_start(period.first);
    let begins = cohorts.iter().map(|cohort| cohort.span.from);
    let ends = cohorts.iter().filter_map(|cohort| cohort.span.until?.tomorrow().ok());
    let later = begins.chain(ends).filter(|&day| start < day && day <= period.last);
    let days: BTreeSet<Date> = std::iter::once(start).chain(later).collect();
    let on = |day: Date| {
        let had = cohorts.iter().filter(|cohort| cohort.span.contains(day));
        had.map(|cohort| cohort.name.clone()).collect()
    };
    days.into_iter().map(|day| Recorded { from: day, cohorts: on(day) }).collect()
}
