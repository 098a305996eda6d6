//! A school's figure opened: the very children or sessions that make it.

use std::sync::Arc;

use analysis::{
    Period,
    figures::{Counted, sessions_behind},
};
use domain::{
    Date,
    calendar::monday,
    code::{Code, Role},
    id::{GroupId, SchoolId},
    permission::{Actor, Forbidden, Permission},
    session::Session,
    tally::Tally,
};

use super::{Names, bands, cohorts, figures};
use crate::{App, Error, standing, standing::Standing};

/// Which children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Everybody on the roll.
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
    /// A year, a cohort, or both.
    Group {
        /// The national curriculum year; nothing for all.
        year: Option<u8>,
        /// The cohort; nothing for all.
        cohort: Option<String>,
    },
}

/// Which sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Missed this school year.
    Missed,
    /// Missed without authority this school year.
    Unauthorised,
    /// Late arrivals this week, before and after the close.
    LateThisWeek,
    /// Without a known reason, this school year.
    NoReasonYet,
    /// Whatever is counted, of a class or of everybody, in the school year to the end of a day.
    Counted {
        /// What is counted.
        counted: Counted,
        /// The class; nothing for everybody.
        group: Option<GroupId>,
        /// The last day.
        to: Date,
    },
}

/// One of the sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Whose: place in the list of the school's children.
    pub child: usize,
    /// Which.
    pub session: Session,
    /// The mark.
    pub code: Code,
    /// Minutes late, where somebody recorded them.
    pub minutes_late: Option<u16>,
}

/// Children of a school, for somebody who may be shown all of them: nearest first, or who missed most first.
pub fn children(app: &App, by: &Actor, school: SchoolId, who: &Who) -> Result<Vec<Standing>, Error> {
    let mut found = found(app, by, school, who)?;
    if *who != Who::Near {
        found.sort_by_key(|child| std::cmp::Reverse(child.tally.absent()));
    }
    Ok(found)
}

fn found(app: &App, by: &Actor, school: SchoolId, who: &Who) -> Result<Vec<Standing>, Error> {
    let all = everybody(app, by, school)?;
    let (thresholds, rules) = (super::thresholds(app, school)?, app.rules(school)?);
    let kept = |keep: &dyn Fn(&Standing) -> bool| all.iter().filter(|child| keep(child)).cloned().collect();
    Ok(match who {
        Who::Everybody => all.as_ref().clone(),
        Who::Persistent => kept(&|child| child.tally.has_missed(thresholds.persistent) == Some(true)),
        Who::Severe => kept(&|child| child.tally.has_missed(thresholds.severe) == Some(true)),
        Who::Near => {
            let near = bands::nearest(rules, &all, thresholds).children;
            near.into_iter().map(|near| all[near.child].clone()).collect()
        }
        Who::Band { set, place } => {
            let known = rules.deciding_bands().any(|known| known.head.name == *set && *place < known.bands.len());
            if !known {
                return Err(Error::NotFound("band"));
            }
            kept(&|child| child.decided.bands.iter().any(|band| band.set == *set && band.place == *place))
        }
        Who::Group { year, cohort: None } => kept(&|child| year.is_none_or(|year| child.pupil.year == year)),
        Who::Group { year, cohort: Some(name) } => {
            let cohort = rules.cohorts.iter().find(|cohort| cohort.head.name == *name);
            let cohort = cohort.ok_or(Error::NotFound("cohort"))?;
            let view = app.view(school);
            let members = cohorts::members(rules, view.roll()?, &all, cohort, app.today());
            let members = members.into_iter().map(|at| &all[at]);
            members.filter(|child| year.is_none_or(|year| child.pupil.year == year)).cloned().collect()
        }
    })
}

/// Sessions of a school, newest first, with the list of children that they belong to.
pub fn sessions(app: &App, by: &Actor, school: SchoolId, what: What) -> Result<(Arc<Vec<Standing>>, Vec<Line>), Error> {
    let all = everybody(app, by, school)?;
    let today = app.today();
    let view = app.view(school);
    let roll = view.roll()?;
    let day = roll.calendar().on_or_before(today).unwrap_or(today);
    let holding = app.codes().with_role(Role::ReasonNotKnown, day).map(Counted::Coded);
    let counted: Vec<Counted> = match what {
        What::Missed => vec![Counted::Absent],
        What::Unauthorised => vec![Counted::Unauthorised],
        What::LateThisWeek => vec![Counted::LateBeforeClose, Counted::LateAfterClose],
        What::NoReasonYet => holding.into_iter().collect(),
        What::Counted { counted, .. } => vec![counted],
    };
    let year = Period::year_to(day);
    let (period, group) = match what {
        What::LateThisWeek => (Period { first: monday(day), ..year }, None),
        What::Counted { group, to, .. } => (Period::year_to(to), group),
        _ => (year, None),
    };
    let mut lines = Vec::new();
    let is_in = |child: &Standing| group.is_none_or(|group| child.pupil.group == group);
    for (child, standing) in all.iter().enumerate().filter(|(_, child)| is_in(child)) {
        let pupil = standing.pupil.id;
        let sheet = roll.sheet_or_blank(pupil).between(period.first, period.last);
        for (session, code) in counted.iter().flat_map(|&counted| sessions_behind(sheet, counted)) {
            lines.push(Line { child, session, code, minutes_late: roll.minutes_late(pupil, session) });
        }
    }
    lines.sort_by_key(|line| (std::cmp::Reverse(line.session), line.child));
    drop(view);
    Ok((all, lines))
}

/// How often each code stands in the school year to the end of `to`, and the counts of it: of a class, or of everybody on the roll.
pub fn counts(
    app: &App,
    by: &Actor,
    school: SchoolId,
    group: Option<GroupId>,
    to: Date,
) -> Result<(Tally, Vec<(Code, u32)>), Error> {
    let all = everybody(app, by, school)?;
    let view = app.view(school);
    let roll = view.roll()?;
    let period = Period::year_to(to);
    let mut tally = Tally::default();
    let mut numbers = [0_u32; 256];
    for child in all.iter().filter(|child| group.is_none_or(|group| child.pupil.group == group)) {
        let sheet = roll.sheet_or_blank(child.pupil.id).between(period.first, period.last);
        tally += sheet.tally();
        sheet.by_code().into_iter().for_each(|(code, count)| numbers[usize::from(code.number())] += count);
    }
    let each = app.codes().entries().iter().map(|entry| (entry.code, numbers[usize::from(entry.code.number())]));
    Ok((tally, each.filter(|&(_, count)| count > 0).collect()))
}

/// Every child of the school, for somebody who may be shown all of them by name.
fn everybody(app: &App, by: &Actor, school: SchoolId) -> Result<Arc<Vec<Standing>>, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    app.permit(by, Permission::SeePupils, school)?;
    let all = standing::of_school(app, school)?;
    match figures::names(by, &all) {
        Names::Shown => Ok(all),
        Names::Hidden => Err(Forbidden(by.role).into()),
    }
}
