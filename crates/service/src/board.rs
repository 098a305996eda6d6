//! The office's morning: registers not taken, absences without a reason, late arrivals, holding codes and their deadline.

use std::collections::HashMap;

use domain::{
    Date, Time,
    act::{Act, Mark, NewEntry},
    case::{Done, Event},
    code::{Misfit, Role},
    escalation::Step,
    id::PupilId,
    log::Entry,
    permission::{Actor, Permission, Place},
    pupil::{Contact, Pupil},
    register::TakeError,
    school::School,
    session::{Half, Session},
};
use jiff::Timestamp;

use crate::{
    App, Error,
    register::{self, State},
    standing::{self, Standing},
};

mod absence;
pub mod across;
pub mod escalation;

pub use absence::{About, Absence, Found, absence, days_to_settle, find_reason};

/// Everything on the board.
#[derive(Debug, Clone)]
pub struct Board {
    /// The session that it is about.
    pub session: Session,
    /// Every group's register of that session.
    pub registers: Vec<State>,
    /// Absences of that session without a reason, those who need it most first, brothers and sisters together.
    pub unexplained: Vec<Unexplained>,
    /// Who was signed in today after the register opened, latest first.
    pub arrivals: Vec<Arrival>,
    /// Earlier sessions that still have a holding code, nearest deadline first.
    pub holding: Vec<Holding>,
}

/// Children of one household who are absent without a reason.
#[derive(Debug, Clone)]
pub struct Unexplained {
    /// The children.
    pub children: Vec<Standing>,
    /// Whom to ring, in the order to try.
    pub contacts: Vec<Contact>,
    /// What was tried about this session, in order.
    pub tries: Vec<Event>,
    /// What was written to them about this day, oldest first.
    pub messages: Vec<Event>,
    /// Visits at home and checks by the police since nobody has said a word, in order.
    pub steps: Vec<Event>,
    /// What they have said about it, latest first.
    pub replies: Vec<Event>,
    /// How many school days in a row, today included, somebody was absent without a word.
    pub days_without_word: usize,
    /// Cohorts that make it urgent, as the pack's vulnerable ones.
    pub is_vulnerable: bool,
}

/// A late arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Who.
    pub pupil: Pupil,
    /// When it was recorded.
    pub at: Timestamp,
    /// The mark that stands.
    pub mark: Mark,
}

/// Sessions of one pupil in a row that still have a holding code.
#[derive(Debug, Clone)]
pub struct Holding {
    /// Who.
    pub child: Standing,
    /// Which sessions, oldest first.
    pub sessions: Vec<Session>,
    /// The last day on which the oldest may still have it.
    pub deadline: Option<Date>,
    /// What was tried about them.
    pub tries: Vec<Event>,
}

/// The board of the actor's school.
pub fn board(app: &App, by: &Actor) -> Result<Board, Error> {
    by.require(Permission::SignIn, Place::Anywhere)?;
    let school = app.own_school(by)?;
    let session = app.current_session(school)?.ok_or(Error::NotFound("school day"))?;
    let standings = standing::of_school(app, school.id)?;
    Ok(Board {
        session,
        registers: register::states(app, school, session)?,
        unexplained: unexplained(app, school, session, &standings)?,
        arrivals: arrivals(app, school, session.date)?,
        holding: holding(app, school, session.date, &standings)?,
    })
}

/// Absences of `session` whose reason is not known, by household.
pub(crate) fn unexplained(
    app: &App,
    school: &School,
    session: Session,
    standings: &[Standing],
) -> Result<Vec<Unexplained>, Error> {
    let Some(holding) = app.codes().with_role(Role::ReasonNotKnown, session.date) else { return Ok(Vec::new()) };
    let (households, contacts) = app.store.read::<_, Error>(|tx| {
        Ok((store::pupil::households(tx, school.id)?, store::contact::of_school(tx, school.id)?))
    })?;
    let view = app.view(school.id);
    let roll = view.roll()?;
    let mut by_household: HashMap<i64, Vec<&Standing>> = HashMap::new();
    for child in standings.iter().filter(|child| roll.mark(child.pupil.id, session) == Some(holding)) {
        let household = households.get(&child.pupil.id).copied().unwrap_or(-child.pupil.id.0);
        by_household.entry(household).or_default().push(child);
    }
    let mut all: Vec<Unexplained> = by_household
        .into_values()
        .map(|children| {
            let first = children[0].pupil.id;
            let tries = children
                .iter()
                .flat_map(|child| &child.history)
                .filter(|event| is_about(event, |about| about.date == session.date));
            let mut tries: Vec<Event> = tries.cloned().collect();
            tries.dedup_by(|one, other| one.at == other.at && one.done == other.done);
            let days = children.iter().map(|child| days_without_word(roll, child.pupil.id, session, holding));
            let days_without_word = days.max().unwrap_or(1);
            let of_first = &children[0].history;
            let is_today = |about: Session| about.date == session.date;
            Unexplained {
                contacts: contacts.iter().filter(|contact| contact.pupil == first).cloned().collect(),
                tries,
                messages: crate::message::about(of_first, is_today),
                replies: crate::reply::about(of_first, is_today),
                steps: steps(of_first, first_day(roll, session.date, days_without_word)),
                days_without_word,
                is_vulnerable: children.iter().any(|child| is_vulnerable(child)),
                children: children.into_iter().cloned().collect(),
            }
        })
        .collect();
    all.sort_by_key(|one| {
        let missed = one.children.iter().map(|child| child.tally.absent()).max();
        (std::cmp::Reverse((one.days_without_word, one.is_vulnerable, missed)), one.children[0].pupil.id)
    });
    Ok(all)
}

/// The first of so many school days in a row that end with `day`.
fn first_day(roll: &analysis::SchoolRoll, day: Date, count: usize) -> Date {
    let days = roll.calendar().days();
    let upto = days.partition_point(|&one| one <= day);
    days[..upto].iter().rev().nth(count.saturating_sub(1)).copied().unwrap_or(day)
}

/// Visits at home and checks by the police from `first` on.
fn steps(history: &[Event], first: Date) -> Vec<Event> {
    let is_step = |event: &&Event| {
        let is_named = [Step::HomeVisit, Step::WelfareCheck].iter().any(|step| event.name() == Some(step.name()));
        is_named && domain::clock::local(event.at).date() >= first
    };
    history.iter().filter(is_step).cloned().collect()
}

fn is_about(event: &Event, wanted: impl Fn(Session) -> bool) -> bool {
    matches!(event.done, Done::Contacted { about, .. } if wanted(about))
}

/// Those with a worker or a plan, whose absence may mean more.
fn is_vulnerable(child: &Standing) -> bool {
    !child.pupil.cohorts.is_empty()
}

fn days_without_word(
    roll: &analysis::SchoolRoll,
    pupil: PupilId,
    session: Session,
    holding: domain::code::Code,
) -> usize {
    let days = roll.calendar().days();
    let upto = days.partition_point(|&day| day <= session.date);
    let all_day = |day: Date| {
        let halves = Half::BOTH.map(|half| roll.mark(pupil, Session::new(day, half)));
        halves.iter().flatten().all(|&code| code == holding) && halves.iter().any(Option::is_some)
    };
    days[..upto].iter().rev().take_while(|&&day| all_day(day)).count().max(1)
}

fn arrivals(app: &App, school: &School, day: Date) -> Result<Vec<Arrival>, Error> {
    let entries = app.store.read(|tx| store::log::on(tx, school.id, day))?;
    let mut arrivals = Vec::new();
    for entry in entries.into_iter().rev().filter(|entry| entry.what.act == Act::SignedIn) {
        for mark in entry.what.marks {
            if let Some(pupil) = app.store.read(|tx| store::pupil::find(tx, mark.pupil, day))? {
                arrivals.push(Arrival { pupil, at: entry.what.at, mark });
            }
        }
    }
    Ok(arrivals)
}

/// Sessions before `today` that still have the holding code, with the day by which it has to give way.
pub(crate) fn holding(app: &App, school: &School, today: Date, standings: &[Standing]) -> Result<Vec<Holding>, Error> {
    let days = absence::days_to_settle(app, school.id, today)?;
    let view = app.view(school.id);
    let roll = view.roll()?;
    let year = domain::calendar::school_year_start(today);
    let mut all = Vec::new();
    for child in standings {
        let sheet = roll.sheet_or_blank(child.pupil.id).between(year, today);
        let is_holding = |code| app.codes().entry(code).is_some_and(|entry| entry.role == Role::ReasonNotKnown);
        let marked: Vec<(Session, bool)> = sheet
            .marked()
            .filter(|(session, _)| session.date < today)
            .map(|(session, code)| (session, is_holding(code)))
            .collect();
        // One absence is one question to the parents; two absences may have two reasons.
        for spell in marked.chunk_by(|(_, one), (_, next)| one == next).filter(|spell| spell[0].1) {
            let sessions: Vec<Session> = spell.iter().map(|(session, _)| *session).collect();
            let is_of = |about: Session| sessions.iter().any(|one| one.date == about.date);
            let tries = child.history.iter().filter(|event| is_about(event, is_of)).cloned().collect();
            let deadline = roll.calendar().after(sessions[0].date, days);
            all.push(Holding { tries, deadline, sessions, child: child.clone() });
        }
    }
    all.sort_by_key(|one| (one.deadline, one.child.pupil.id));
    Ok(all)
}

/// The session for which somebody arrives at `time` on `day`.
pub fn arrival_session(school: &School, day: Date, time: Time) -> Session {
    let is_morning = time < school.afternoon.opens && time <= school.morning.ends;
    Session::new(day, if is_morning { Half::Morning } else { Half::Afternoon })
}

/// Signs a pupil in who arrived at `time` today. Late or after the close falls out of the school's own times.
pub fn sign_in_late(app: &App, by: &Actor, pupil: PupilId, time: Time, reason: &str) -> Result<Entry, Error> {
    let pupil = crate::pupil::seen(app, by, pupil, app.today())?;
    app.permit(by, Permission::SignIn, pupil.school)?;
    let school = app.school(pupil.school)?;
    let today = app.today();
    let session = arrival_session(school, today, time);
    let half = session.half;
    if !app.calendar(school.id)?.is_school_day(today) {
        return Err(Error::NotFound("session today"));
    }
    if time > app.time() {
        return Err(Error::Missing("give a time of arrival that has already been"));
    }
    let (role, late) = school.times_of(pupil.group, half).arrival(half, time);
    let missing = || TakeError::from(Misfit::NotInForce { letters: String::from("late"), date: today });
    let code = app.codes().with_role(role, today).ok_or_else(missing)?;
    let minutes_late = (late > 0 || role == Role::LateBeforeClose).then(|| u16::try_from(late).unwrap_or(u16::MAX));
    let (at, stamp, reason) = (app.now(), by.stamp(), reason.trim().to_owned());
    app.append(school.id, |_, roll| {
        let was = roll.mark(pupil.id, session);
        let mark = Mark { pupil: pupil.id, session, was, code, minutes_late, note: reason.clone() };
        Ok(NewEntry {
            school: school.id,
            at,
            by: stamp.clone(),
            act: Act::SignedIn,
            reason: reason.clone(),
            marks: vec![mark],
        })
    })
}
