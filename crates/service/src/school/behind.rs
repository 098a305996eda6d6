//! A school's figure opened: the very children or sessions that make it.

use std::{collections::HashSet, ops::RangeInclusive};

use analysis::{
    Period, SchoolRoll,
    figures::{Counted, sessions_behind, spell_lengths},
};
use domain::{
    code::{Code, Role},
    id::{PupilId, SchoolId},
    permission::{Actor, Forbidden, Permission},
    pupil::Pupil,
    session::Session,
    tally::Tally,
};

use super::{
    Names, bands, figures,
    scope::{self, Child, Scope},
};
use crate::{App, Error, board, standing, standing::Standing};

/// Which children of a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Everybody,
    /// The persistently absent, the severely absent among them.
    Persistent,
    /// The severely absent.
    Severe,
    /// Those close to the next band.
    Near,
    /// Those in one band of a set.
    Band {
        /// The set's name.
        set: String,
        /// The band's place in it, from 0.
        place: usize,
    },
    /// Those with so many spells of absence in the days of the scope.
    Spells(RangeInclusive<u32>),
    /// Those with a spell of so many sessions in the days of the scope.
    SpellOf(RangeInclusive<u32>),
    /// Those who came late in the days of the scope.
    Late,
    /// Those whom a few sessions missed in a row make persistently absent.
    NearPersistent,
}

/// Which sessions of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Late arrivals in the week of the last day, before and after the close.
    LateThisWeek,
    /// Without a known reason.
    NoReasonYet,
    /// Without a known reason, from before the week of the last day.
    NoReasonBeforeThisWeek,
    /// Without a known reason, though the day by which it had to be settled is past.
    NoReasonPastItsDay,
    /// Whatever is counted.
    Counted(Counted),
}

/// One of the sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Whose: place in the list of children.
    pub child: usize,
    /// Which.
    pub session: Session,
    /// The mark.
    pub code: Code,
    /// Minutes late, where somebody recorded them.
    pub minutes_late: Option<u16>,
}

/// The children of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// They: nearest first, or who missed most first.
    pub children: Vec<Child>,
    /// Among how many.
    pub among: usize,
    /// The name of the class whose children they are; empty where the scope is no class, or nobody is in it.
    pub class: String,
}

/// Children of a school, for somebody who may be shown all of them.
pub fn children(app: &App, by: &Actor, school: SchoolId, who: &Who, scope: &Scope) -> Result<Found, Error> {
    let all = among(app, by, school, scope)?;
    let class = all.first().filter(|_| scope.group.is_some()).map(|child| child.group.clone()).unwrap_or_default();
    Ok(Found { among: all.len(), class, children: found((app, by), school, all, who, scope)? })
}

fn found(
    (app, by): (&App, &Actor),
    school: SchoolId,
    all: Vec<Child>,
    who: &Who,
    scope: &Scope,
) -> Result<Vec<Child>, Error> {
    let (thresholds, rules) = (super::thresholds(app, school, scope.to)?, app.rules_on(school, scope.to)?);
    let missed = |percent| move |child: &Child| child.tally.has_missed(percent) == Some(true);
    let of = |standings: &mut dyn Iterator<Item = &Standing>| {
        let ids: HashSet<PupilId> = all.iter().map(|child| child.pupil.id).collect();
        let found = standings.filter(|child| ids.contains(&child.pupil.id)).map(Child::from);
        found
            .map(|child| Child { pupil: crate::protected::pupil(app, by, child.pupil), ..child })
            .collect::<Vec<Child>>()
    };
    let lengths_of = |child: &Child| -> Result<Vec<u32>, Error> {
        let (view, period) = (app.view(school), scope.period());
        let sheet = view.roll()?.sheet_or_blank(child.pupil.id).between(period.first, period.last);
        Ok(spell_lengths(sheet))
    };
    let mut found: Vec<Child> = match who {
        Who::Everybody => all,
        Who::Spells(number) => with(all, |child| Ok(number.contains(&(lengths_of(child)?.len() as u32))))?,
        Who::SpellOf(sessions) => with(all, |child| Ok(lengths_of(child)?.iter().any(|one| sessions.contains(one))))?,
        Who::Late => {
            let late = super::lateness::lateness(app, by, school, scope)?.late;
            return Ok(late.into_iter().map(|late| late.child).collect());
        }
        Who::NearPersistent => {
            let near = super::near::near_persistent(app, by, school, scope)?.children;
            return Ok(near.into_iter().map(|near| near.child).collect());
        }
        Who::Persistent => all.into_iter().filter(missed(thresholds.persistent)).collect(),
        Who::Severe => all.into_iter().filter(missed(thresholds.severe)).collect(),
        Who::Near => {
            let standings = standing::of_school_on(app, school, scope.to)?;
            let near = bands::nearest(rules, &standings, thresholds).children;
            return Ok(of(&mut near.iter().map(|near| &standings[near.child])));
        }
        Who::Band { set, place } => {
            let known = rules.deciding_bands().any(|known| known.head.name == *set && *place < known.bands.len());
            if !known {
                return Err(Error::NotFound("band"));
            }
            let standings = standing::of_school_on(app, school, scope.to)?;
            let is_in =
                |child: &&Standing| child.decided.bands.iter().any(|band| band.set == *set && band.place == *place);
            of(&mut standings.iter().filter(is_in))
        }
    };
    found.sort_by_key(|child| std::cmp::Reverse(child.tally.absent()));
    Ok(found)
}

/// Those of whom it is so.
fn with(all: Vec<Child>, is_so: impl Fn(&Child) -> Result<bool, Error>) -> Result<Vec<Child>, Error> {
    let asked = all.into_iter().map(|child| Ok(is_so(&child)?.then_some(child)));
    Ok(asked.collect::<Result<Vec<Option<Child>>, Error>>()?.into_iter().flatten().collect())
}

/// Sessions of a school, newest first, with the list of the children whom the scope is about.
pub fn sessions(
    app: &App,
    by: &Actor,
    school: SchoolId,
    what: What,
    scope: &Scope,
) -> Result<(Vec<Child>, Vec<Line>), Error> {
    let all = among(app, by, school, scope)?;
    let past = match what {
        What::NoReasonPastItsDay => past_its_day(app, school, scope)?,
        _ => HashSet::new(),
    };
    let view = app.view(school);
    let roll = view.roll()?;
    let period = days(roll, what, scope);
    let counted = counted(app, roll, what, scope);
    let is_wanted = |pupil, session| what != What::NoReasonPastItsDay || past.contains(&(pupil, session));
    let mut lines = Vec::new();
    for (child, one) in all.iter().enumerate() {
        let pupil = one.pupil.id;
        let sheet = roll.sheet_or_blank(pupil).between(period.first, period.last);
        let found = counted.iter().flat_map(|&counted| sessions_behind(sheet, counted));
        for (session, code) in found.filter(|&(session, _)| is_wanted(pupil, session)) {
            lines.push(Line { child, session, code, minutes_late: roll.minutes_late(pupil, session) });
        }
    }
    lines.sort_by_key(|line| (std::cmp::Reverse(line.session), line.child));
    Ok((all, lines))
}

fn days(roll: &SchoolRoll, what: What, scope: &Scope) -> Period {
    let year = scope.period();
    match what {
        What::LateThisWeek => scope::week_to(roll, scope.to),
        What::NoReasonBeforeThisWeek => {
            let monday = scope::week_to(roll, scope.to).first;
            Period { last: monday.yesterday().unwrap_or(monday), ..year }
        }
        _ => year,
    }
}

fn counted(app: &App, roll: &SchoolRoll, what: What, scope: &Scope) -> Vec<Counted> {
    match what {
        What::LateThisWeek => vec![Counted::Late],
        What::Counted(counted) => vec![counted],
        What::NoReasonYet | What::NoReasonBeforeThisWeek | What::NoReasonPastItsDay => {
            let day = scope::last_school_day(roll, scope.to);
            app.codes().with_role(Role::ReasonNotKnown, day).map(Counted::Coded).into_iter().collect()
        }
    }
}

fn past_its_day(app: &App, school: SchoolId, scope: &Scope) -> Result<HashSet<(PupilId, Session)>, Error> {
    let standings = standing::of_school_on(app, school, scope.to)?;
    let holding = board::holding(app, app.school(school)?, scope.to, &standings)?;
    let past = holding.into_iter().filter(|one| one.deadline.is_some_and(|deadline| deadline < scope.to));
    Ok(past.flat_map(|one| one.sessions.into_iter().map(move |session| (one.child.pupil.id, session))).collect())
}

/// How often each code stands in the days of a scope, and the counts of it.
pub fn counts(app: &App, by: &Actor, school: SchoolId, scope: &Scope) -> Result<(Tally, Vec<(Code, u32)>), Error> {
    let all = among(app, by, school, scope)?;
    let view = app.view(school);
    let (roll, period) = (view.roll()?, scope.period());
    let mut numbers = [0_u32; 256];
    for child in &all {
        let sheet = roll.sheet_or_blank(child.pupil.id).between(period.first, period.last);
        sheet.by_code().into_iter().for_each(|(code, count)| numbers[usize::from(code.number())] += count);
    }
    let each = app.codes().entries().iter().map(|entry| (entry.code, numbers[usize::from(entry.code.number())]));
    let tally = all.iter().map(|child| child.tally).sum();
    Ok((tally, each.filter(|&(_, count)| count > 0).collect()))
}

/// Every child whom a scope is about, for somebody who may be shown all of the school by name, now and then.
pub(super) fn among(app: &App, by: &Actor, school: SchoolId, scope: &Scope) -> Result<Vec<Child>, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    app.permit(by, Permission::SeePupils, school)?;
    if let (Some(cohort), Some(veil)) = (&scope.cohort, crate::protected::veil(app, by, school, scope.to)?)
        && veil.asks(cohort)
    {
        return Err(Forbidden(by.role).into());
    }
    let today = standing::of_school(app, school)?;
    let found = scope::children(app, school, scope)?;
    let pupils = today.iter().map(|child| &child.pupil).chain(found.iter().map(|child| &child.pupil));
    match figures::names(by, pupils.collect::<Vec<&Pupil>>()) {
        Names::Shown => {
            let covered = |child: Child| Child { pupil: crate::protected::pupil(app, by, child.pupil), ..child };
            Ok(found.into_iter().map(covered).collect())
        }
        Names::Hidden => Err(Forbidden(by.role).into()),
    }
}
