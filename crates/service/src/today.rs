//! Everybody's work for today, with why: a different list for each role.

mod schools;

use std::sync::Arc;

use domain::{
    Date, Time,
    decide::{Deadline, Standing as Task},
    id::{PupilId, SchoolId},
    permission::{Actor, Permission, Place, Role},
    rule::{Rules, Strength},
    session::{Half, Session},
};

pub use schools::{SchoolLine, of_authority};

use crate::{
    App, Error,
    board::{self, Holding, Unexplained},
    case::roles,
    register::{self, State},
    standing::{self, Standing},
};

/// The work of one reader.
#[derive(Debug, Clone, Default)]
pub struct Today {
    /// The session that is on, or the last one begun.
    pub session: Option<Session>,
    /// Registers of the day's sessions that have begun, latest first: a teacher's own, all for others who may take them.
    pub registers: Vec<(Session, State)>,
    /// Children absent without a reason in that session.
    pub unexplained: Vec<Unexplained>,
    /// Earlier sessions without a reason, and their deadline.
    pub holding: Vec<Holding>,
    /// What the handbook makes due of the reader, what is overdue first.
    pub due: Vec<Due>,
    /// What it makes due of others about the reader's pupils, what is overdue first.
    pub waiting: Vec<Due>,
    /// Children who entered a band beyond the first within the last five school days, newest first.
    pub entered: Vec<Entered>,
    /// Schools, for somebody who looks after several.
    pub schools: Vec<SchoolLine>,
}

/// A task of the pack about a child.
#[derive(Debug, Clone)]
pub struct Due {
    /// The child.
    pub child: Standing,
    /// The task.
    pub task: Task,
    /// Since when it has stood.
    pub since: Option<Date>,
    /// When it is due, where it has a date.
    pub deadline: Option<Deadline>,
    /// Whether its date, or the count that makes it overdue, has gone by.
    pub is_overdue: bool,
    /// Brothers and sisters who have work too: what they are called, and their class.
    pub siblings: Vec<(String, String)>,
}

/// Half days missed in two stretches of equally many school days, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trend {
    /// How many school days each stretch has.
    pub days: usize,
    /// Half days missed in the stretch before.
    pub before: u32,
    /// Half days missed in the last one, today included.
    pub lately: u32,
}

/// A child who entered a band.
#[derive(Debug, Clone)]
pub struct Entered {
    /// The child.
    pub child: Standing,
    /// The band set.
    pub set: String,
    /// The band.
    pub band: String,
    /// When.
    pub since: Date,
}

/// How many school days a band counts as newly entered.
const NEW_DAYS: usize = 5;
/// How many school days each stretch of a trend has: four weeks.
const TREND_DAYS: usize = 20;

/// The work of the actor today.
pub fn today(app: &App, by: &Actor) -> Result<Today, Error> {
    match by.role {
        Role::AuthorityOfficer => schools::today(app, by),
        Role::Administrator | Role::Governor | Role::CohortHolder => Ok(Today::default()),
        _ => of_school(app, by),
    }
}

fn of_school(app: &App, by: &Actor) -> Result<Today, Error> {
    let school = app.own_school(by)?;
    let session = app.current_session(school)?;
    let Some(now) = session else { return Ok(Today::default()) };
    let may = |permission| by.may(permission, Place::School(school.id));
    let mut today = Today { session, ..Today::default() };
    if may(Permission::TakeRegister) {
        for half in Half::BOTH.into_iter().rev().filter(|&half| half <= now.half) {
            let session = Session::new(now.date, half);
            let mut states = register::states(app, school, session)?;
            states.retain(|state| by.may(Permission::TakeRegister, Place::Group(school.id, state.group.id)));
            today.registers.extend(states.into_iter().map(|state| (session, state)));
        }
    }
    let standings = standing::of_school(app, school.id)?;
    if may(Permission::LogContact) {
        today.unexplained = board::unexplained(app, school, now, &standings)?;
        today.holding = board::holding(app, school, now.date, &standings)?;
    }
    (today.due, today.waiting) = due(app, by, school.id, &standings)?;
    if may(Permission::LeadCases) {
        today.entered = entered(app, school.id, &standings)?;
    }
    Ok(today)
}

/// Whether a task is this reader's: its owner is held by their post. A task without one is for whoever leads cases.
pub(crate) fn is_readers(rules: &Rules, by: &Actor, task: &Task) -> bool {
    match task.owner.as_slice() {
        [] => by.role != Role::AuthorityOfficer && by.role.may(Permission::LeadCases),
        owners => owners.iter().any(|owner| is_owned(rules, by, owner)),
    }
}

/// A role that nobody holds who signs in is no reader's own, though they record what it does.
fn is_owned(rules: &Rules, by: &Actor, owner: &str) -> bool {
    match rules.role(owner) {
        Some(role) => Role::parse(&role.held_by).is_some() && roles::holds(rules, by.role, owner),
        None => by.role == Role::AttendanceLead,
    }
}

/// The reader's tasks, and those of others about the same pupils; what must be done and is overdue first.
fn due(app: &App, by: &Actor, school: SchoolId, standings: &Arc<Vec<Standing>>) -> Result<(Vec<Due>, Vec<Due>), Error> {
    let rules = app.rules(school)?;
    let now = (app.today(), app.time());
    let is_seen = |child: &&Standing| by.may(Permission::SeePupils, Place::Group(school, child.pupil.group));
    let children = standings.iter().filter(is_seen);
    let all = children.flat_map(|child| child.decided.tasks.iter().map(move |task| (child, task)));
    // What others owe is for whoever leads cases.
    let leads = by.role.may(Permission::LeadCases);
    let all = all.filter(|(_, task)| leads || is_readers(rules, by, task));
    let (mut own, mut others): (Vec<Due>, Vec<Due>) =
        all.map(|(child, task)| of_child(child, task, now)).partition(|due| is_readers(rules, by, &due.task));
    with_siblings(app, school, &mut own)?;
    own.sort_by_cached_key(order);
    others.sort_by_cached_key(order);
    Ok((own, others))
}

fn of_child(child: &Standing, task: &Task, now: (Date, Time)) -> Due {
    let deadline = child.deadlines.get(&task.name).copied();
    Due {
        since: child.since.get(&task.name).copied(),
        is_overdue: task.is_overdue || deadline.is_some_and(|deadline| deadline.is_over(now)),
        deadline,
        task: task.clone(),
        siblings: Vec::new(),
        child: child.clone(),
    }
}

/// What must be done and is overdue; whatever else is overdue; then by date, by strength, the newest first.
pub fn order(due: &Due) -> impl Ord + use<> {
    let pupil = &due.child.pupil;
    let is_pressing = due.is_overdue && due.task.strength == Strength::Must;
    (
        (!is_pressing, !due.is_overdue, due.task.strength),
        due.deadline.map_or(Date::MAX, |deadline| deadline.day),
        std::cmp::Reverse(due.since),
        (pupil.surname.clone(), pupil.id),
    )
}

/// Brothers and sisters who have work too.
fn with_siblings(app: &App, school: SchoolId, due: &mut [Due]) -> Result<(), Error> {
    let households = app.store.read(|tx| store::pupil::households(tx, school))?;
    let with_work: Vec<(PupilId, String, String)> =
        due.iter().map(|due| (due.child.pupil.id, due.child.pupil.name(), due.child.group.clone())).collect();
    for due in due {
        let own = due.child.pupil.id;
        for (other, name, group) in with_work.iter().filter(|(other, ..)| *other != own) {
            let lives_with = households.get(&own).is_some_and(|one| households.get(other) == Some(one));
            let sibling = (name.clone(), group.clone());
            if lives_with && !due.siblings.contains(&sibling) {
                due.siblings.push(sibling);
            }
        }
    }
    Ok(())
}

fn entered(app: &App, school: SchoolId, standings: &Arc<Vec<Standing>>) -> Result<Vec<Entered>, Error> {
    let calendar = app.calendar(school)?;
    let days = calendar.between(domain::calendar::school_year_start(app.today()), app.today());
    let Some(&from) = days.iter().rev().nth(NEW_DAYS - 1).or(days.first()) else { return Ok(Vec::new()) };
    let mut entered: Vec<Entered> = standings
        .iter()
        .flat_map(|child| {
            let bands = child
                .decided
                .bands
                .iter()
                .filter(|band| band.place > 0 && band.second_opinion_to.is_none() && band.shown_to.is_empty());
            bands.filter_map(move |band| {
                let since = *child.since.get(&band.set)?;
                (since >= from).then(|| Entered {
                    child: child.clone(),
                    set: band.set.clone(),
                    band: band.band.clone(),
                    since,
                })
            })
        })
        .collect();
    entered.sort_by_key(|one| (std::cmp::Reverse(one.since), one.child.pupil.surname.clone(), one.child.pupil.id));
    Ok(entered)
}

/// How often a pupil was away lately, against the time before.
pub fn trend(app: &App, school: SchoolId, pupil: PupilId) -> Result<Trend, Error> {
    let today = app.today();
    let view = app.view(school);
    let roll = view.roll()?;
    let days = roll.calendar().between(domain::calendar::school_year_start(today), today);
    let split = days.len().saturating_sub(TREND_DAYS);
    let (earlier, lately) = days.split_at(split);
    let earlier = &earlier[earlier.len().saturating_sub(TREND_DAYS)..];
    let missed = |days: &[Date]| match (days.first(), days.last()) {
        (Some(&first), Some(&last)) => roll.sheet_or_blank(pupil).between(first, last).tally().absent(),
        _ => 0,
    };
    Ok(Trend { days: lately.len().min(TREND_DAYS), before: missed(earlier), lately: missed(lately) })
}
