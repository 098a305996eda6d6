//! Of whom and of when a figure is: a class, a year, a cohort or everybody, to the end of a day.

use std::collections::{BTreeSet, HashMap, HashSet};

use analysis::Period;
use domain::{
    Date,
    calendar::monday,
    id::{GroupId, PupilId, SchoolId},
    permission::{Actor, Permission},
    pupil::Pupil,
    tally::Tally,
};

use super::cohorts;
use crate::{App, Error, standing, standing::Standing};

/// Which children of a school, and which days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// One class; nothing for all.
    pub group: Option<GroupId>,
    /// One national curriculum year; nothing for all.
    pub year: Option<u8>,
    /// One cohort, by its name in the packs; nothing for all.
    pub cohort: Option<String>,
    /// The first day, where the figure is of a stretch: then of everybody who was on the roll in it. Otherwise it is of
    /// those on the roll on the last day, from the beginning of the school year.
    pub from: Option<Date>,
    /// The last day.
    pub to: Date,
}

impl Scope {
    /// Everybody on the roll on a day, in the school year to the end of it.
    pub const fn to(to: Date) -> Scope {
        Scope { group: None, year: None, cohort: None, from: None, to }
    }

    /// Its days.
    pub fn period(&self) -> Period {
        let year = Period::year_to(self.to);
        Period { first: self.from.unwrap_or(year.first), ..year }
    }

    fn has(&self, pupil: &Pupil) -> bool {
        self.group.is_none_or(|group| pupil.group == group) && self.year.is_none_or(|year| pupil.year == year)
    }
}

/// A child of the school, as they were on the last day of a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The pupil.
    pub pupil: Pupil,
    /// The name of their class.
    pub group: String,
    /// What is counted of them in the days of the scope.
    pub tally: Tally,
}

/// What can be chosen to count alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// The classes that somebody on the roll is in, by year and name.
    pub classes: Vec<(GroupId, String)>,
    /// Their years.
    pub years: Vec<u8>,
    /// The cohorts of the rules.
    pub cohorts: Vec<String>,
}

/// The classes, years and cohorts of a school at the end of a day.
pub fn choices(app: &App, by: &Actor, school: SchoolId, day: Date) -> Result<Choices, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    let standings = standing::of_school_on(app, school, day)?;
    let class = |child: &Standing| (child.pupil.year, child.group.clone(), child.pupil.group);
    let classes: BTreeSet<(u8, String, GroupId)> = standings.iter().map(class).collect();
    let mut years: Vec<u8> = classes.iter().map(|(year, ..)| *year).collect();
    years.dedup();
    Ok(Choices {
        classes: classes.into_iter().map(|(_, name, id)| (id, name)).collect(),
        years,
        cohorts: app.rules_on(school, day)?.cohorts.iter().map(|cohort| cohort.head.name.clone()).collect(),
    })
}

/// Everybody whom `scope` is about, by name.
pub(super) fn children(app: &App, school: SchoolId, scope: &Scope) -> Result<Vec<Child>, Error> {
    let pupils = in_stretch(app, school, scope)?;
    let members = match &scope.cohort {
        Some(cohort) => Some(of_cohort(app, school, cohort, scope.to)?),
        None => None,
    };
    let is_in = |pupil: &Pupil| scope.has(pupil) && members.as_ref().is_none_or(|members| members.contains(&pupil.id));
    let pupils = pupils.into_iter().filter(|(pupil, _)| is_in(pupil));
    let (view, period) = (app.view(school), scope.period());
    let roll = view.roll()?;
    let child = |(pupil, group): (Pupil, String)| Child {
        group,
        tally: roll.sheet_or_blank(pupil.id).between(period.first, period.last).tally(),
        pupil,
    };
    Ok(pupils.map(child).collect())
}

/// Everybody who was on the roll in the days of `scope`, by name, with the name of their class.
fn in_stretch(app: &App, school: SchoolId, scope: &Scope) -> Result<Vec<(Pupil, String)>, Error> {
    if scope.from.is_none() && scope.to == app.today() {
        let standings = standing::of_school(app, school)?;
        return Ok(standings.iter().map(|child| (child.pupil.clone(), child.group.clone())).collect());
    }
    app.follow(school)?;
    let (pupils, groups) = app.store.read::<_, Error>(|tx| {
        let pupils = match scope.from {
            Some(first) => store::pupil::of_school_during(tx, school, first, scope.to)?,
            None => store::pupil::of_school(tx, school, scope.to)?,
        };
        Ok((pupils, store::group::of_school(tx, school)?))
    })?;
    let names: HashMap<GroupId, String> = groups.into_iter().map(|group| (group.id, group.name)).collect();
    let name = |pupil: &Pupil| names.get(&pupil.group).cloned().unwrap_or_default();
    let with_name = |pupil: Pupil| {
        let name = name(&pupil);
        (pupil, name)
    };
    Ok(pupils.into_iter().map(with_name).collect())
}

/// The children of a cohort on a day: recorded, or following from what is recorded.
fn of_cohort(app: &App, school: SchoolId, name: &str, day: Date) -> Result<HashSet<PupilId>, Error> {
    let rules = app.rules_on(school, day)?;
    let cohort = rules.cohorts.iter().find(|cohort| cohort.head.name == name).ok_or(Error::NotFound("cohort"))?;
    let all = standing::of_school_on(app, school, day)?;
    let view = app.view(school);
    let roll = view.roll()?;
    let members = cohorts::members(rules, roll, &all, cohort, last_school_day(roll, day));
    Ok(members.into_iter().map(|at| all[at].pupil.id).collect())
}

/// The school day to which figures reach that are asked for to the end of `day`.
pub(crate) fn last_school_day(roll: &analysis::SchoolRoll, day: Date) -> Date {
    roll.calendar().on_or_before(day).unwrap_or(day)
}

/// The week to which a figure of a week to the end of `day` belongs, up to the day.
pub(super) fn week_to(roll: &analysis::SchoolRoll, day: Date) -> Period {
    let last = last_school_day(roll, day);
    Period { first: monday(last), last }
}

impl From<&Standing> for Child {
    fn from(standing: &Standing) -> Child {
        Child { pupil: standing.pupil.clone(), group: standing.group.clone(), tally: standing.tally }
    }
}
