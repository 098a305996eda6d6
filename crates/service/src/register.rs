//! Taking registers.

use std::collections::HashMap;

use domain::{
    Date,
    act::{Act, NewEntry},
    code::{Code, Situation},
    id::{GroupId, PupilId, SchoolId},
    log::Entry,
    permission::{Actor, Permission, Place},
    pupil::{Plan, Pupil},
    register::{Given, Line, Register, Terms},
    school::{Group, School},
    session::{Half, Session},
};
use jiff::Timestamp;

use crate::{App, Error, expected::Expected, situation::Situations};

/// How many earlier sessions stand beside each pupil.
pub const RECENT: usize = 10;

/// A register with everything that the teacher sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Whose.
    pub group: Group,
    /// The school.
    pub school: School,
    /// The register itself, with the version that a submission has to name.
    pub register: Register,
    /// The pupils, in the order of the register's lines.
    pub pupils: Vec<Pupil>,
    /// Planned absences that cover the session.
    pub plans: Vec<Plan>,
    /// The marks of the sessions before, oldest first, for each pupil.
    pub recent: Vec<Vec<(Session, Option<Code>)>>,
    /// Minutes late of the marks that stand.
    pub minutes: Vec<Option<u16>>,
    /// Notes of the marks that stand; empty where there is none.
    pub notes: Vec<String>,
    /// The last act on this register: when, by whom.
    pub last: Option<(Timestamp, String)>,
}

/// How a group's register of one session stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Whose.
    pub group: Group,
    /// Who teaches it.
    pub teachers: Vec<String>,
    /// When it was taken and by whom; nothing while it is not.
    pub taken: Option<(Timestamp, String)>,
    /// How many pupils it has.
    pub pupils: usize,
    /// How many of them are marked present, late or at an approved activity.
    pub present: usize,
}

/// The registers of the actor's school on `day` for `half`: their own groups for a teacher, all for others.
pub fn of_day(app: &App, by: &Actor, day: Date, half: Half) -> Result<Vec<State>, Error> {
    by.require(Permission::TakeRegister, Place::Anywhere)?;
    let school = app.own_school(by)?;
    Ok(states(app, school, Session::new(day, half))?
        .into_iter()
        .filter(|state| by.may(Permission::TakeRegister, Place::Group(school.id, state.group.id)))
        .collect())
}

/// How many registers of a session of a school are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The session that is on, or the last one begun.
    pub session: Session,
    /// Those that are taken.
    pub taken: usize,
    /// All.
    pub registers: usize,
}

/// How far the registers of the session that is on, or was last, have come: for whoever may see the school's figures.
pub fn progress(app: &App, by: &Actor, school: SchoolId) -> Result<Option<Progress>, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    let school = app.school(school)?;
    let Some(session) = app.current_session(school)? else { return Ok(None) };
    let states = states(app, school, session)?;
    let taken = states.iter().filter(|state| state.taken.is_some()).count();
    Ok(Some(Progress { session, taken, registers: states.len() }))
}

/// The registers of every group of a school for one session.
pub(crate) fn states(app: &App, school: &School, session: Session) -> Result<Vec<State>, Error> {
    let (groups, teachers, pupils, entries) = app.store.read::<_, Error>(|tx| {
        Ok((
            store::group::of_school(tx, school.id)?,
            store::person::teachers_of_school(tx, school.id)?,
            store::pupil::of_school(tx, school.id, session.date)?,
            store::log::on(tx, school.id, session.date)?,
        ))
    })?;
    let mut taken: HashMap<GroupId, (Timestamp, String)> = HashMap::new();
    for entry in entries {
        if let Act::Taken { group } = entry.what.act
            && entry.what.marks.iter().any(|mark| mark.session == session)
        {
            taken.insert(group, (entry.what.at, entry.what.by.name));
        }
    }
    let view = app.view(school.id);
    let roll = view.roll()?;
    let codes = app.codes();
    let is_present = |pupil: &Pupil| {
        let mark = roll.mark(pupil.id, session);
        mark.and_then(|code| codes.class(code)).is_some_and(|class| class.is_attended())
    };
    let states = groups.into_iter().map(|group| {
        let of_group: Vec<&Pupil> = pupils.iter().filter(|pupil| pupil.group == group.id).collect();
        State {
            teachers: teachers.iter().filter(|(of, _)| *of == group.id).map(|(_, name)| name.clone()).collect(),
            taken: taken.remove(&group.id),
            pupils: of_group.len(),
            present: of_group.into_iter().filter(|pupil| is_present(pupil)).count(),
            group,
        }
    });
    Ok(states.filter(|state| state.pupils > 0).collect())
}

/// Opens the register of a group for one session.
pub fn open(app: &App, by: &Actor, group: GroupId, session: Session) -> Result<Opened, Error> {
    let group = app.store.read(|tx| store::group::find(tx, group))?.ok_or(Error::NotFound("class"))?;
    by.require(Permission::TakeRegister, Place::Group(group.school, group.id))?;
    let school = app.school(group.school)?.clone();
    if !app.calendar(school.id)?.is_school_day(session.date) {
        return Err(Error::NotFound("session on that day"));
    }
    app.follow(school.id)?;
    let (pupils, plans, entries) = app.store.read::<_, Error>(|tx| {
        let pupils = store::pupil::of_group(tx, group.id, session.date)?;
        let known = Expected::between(app, tx, (school.id, session.date, session.date), &pupils)?;
        let plans = expected(&known, &pupils, session);
        Ok((pupils, plans, store::log::on(tx, school.id, session.date)?))
    })?;
    let view = app.view(school.id);
    let roll = view.roll()?;
    let register = register(roll, group.id, session, &pupils, &plans);
    let last = entries.iter().rev().find(|entry| {
        entry.what.act == Act::Taken { group: group.id } && entry.what.marks.iter().any(|mark| mark.session == session)
    });
    let before = roll.sessions().partition_point(|&earlier| earlier < session);
    let calendar = roll.calendar();
    let school_days = roll.sessions()[..before].iter().rev().filter(|earlier| calendar.is_school_day(earlier.date));
    let mut recent_sessions: Vec<Session> = school_days.take(RECENT).copied().collect();
    recent_sessions.reverse();
    let recent =
        |pupil: &Pupil| recent_sessions.iter().map(|&earlier| (earlier, roll.mark(pupil.id, earlier))).collect();
    Ok(Opened {
        recent: pupils.iter().map(recent).collect(),
        minutes: pupils.iter().map(|pupil| roll.minutes_late(pupil.id, session)).collect(),
        notes: pupils.iter().map(|pupil| note(&entries, pupil.id, session)).collect(),
        last: last.map(|entry| (entry.what.at, entry.what.by.name.clone())),
        register,
        group,
        school,
        pupils,
        plans,
    })
}

/// What is expected of each of `pupils` in `session`.
fn expected(known: &Expected, pupils: &[Pupil], session: Session) -> Vec<Plan> {
    pupils.iter().filter_map(|pupil| known.of(pupil, session)).collect()
}

/// The note of the mark that stands, from the entries of its day.
fn note(entries: &[Entry], pupil: PupilId, session: Session) -> String {
    let marks = entries.iter().flat_map(|entry| &entry.what.marks);
    let last = marks.rev().find(|mark| mark.pupil == pupil && mark.session == session);
    last.map(|mark| mark.note.clone()).unwrap_or_default()
}

fn register(
    roll: &analysis::SchoolRoll,
    group: GroupId,
    session: Session,
    pupils: &[Pupil],
    plans: &[Plan],
) -> Register {
    let ids: Vec<PupilId> = pupils.iter().map(|pupil| pupil.id).collect();
    let line = |pupil: &Pupil| Line {
        pupil: pupil.id,
        mark: roll.mark(pupil.id, session),
        planned: plans.iter().find(|plan| plan.pupil == pupil.id && plan.covers(session)).map(|plan| plan.code),
    };
    Register { group, session, version: roll.version(session, &ids), lines: pupils.iter().map(line).collect() }
}

/// Takes a register: `given` was filled in on the version `seen`. Gives the entry of the log.
pub fn take(
    app: &App,
    by: &Actor,
    group: GroupId,
    session: Session,
    seen: i64,
    given: &[Given],
) -> Result<Entry, Error> {
    let group = app.store.read(|tx| store::group::find(tx, group))?.ok_or(Error::NotFound("class"))?;
    by.require(Permission::TakeRegister, Place::Group(group.school, group.id))?;
    let school = app.school(group.school)?;
    if !app.calendar(school.id)?.is_school_day(session.date) {
        return Err(Error::NotFound("session on that day"));
    }
    let is_over = (session.date, school.times_of(group.id, session.half).ends) < (app.today(), app.time());
    let (at, today, stamp) = (app.now(), app.today(), by.stamp());
    app.append(school.id, |tx, roll| {
        let pupils = store::pupil::of_group(tx, group.id, session.date)?;
        let situations = Situations::load(app, tx, (school.id, session.date, session.date), &pupils)?;
        let plans = expected(situations.expected(), &pupils, session);
        let register = register(roll, group.id, session, &pupils, &plans);
        // A session that is over is taken once, late; after that a change is an amendment.
        if is_over && register.lines.iter().all(|line| line.mark.is_some()) {
            return Err(Error::Closed);
        }
        let known: HashMap<PupilId, Situation> = pupils
            .iter()
            .map(|pupil| Ok((pupil.id, situations.of(pupil.id, session)?)))
            .collect::<Result<_, Error>>()?;
        let situation = |pupil| known.get(&pupil).copied().unwrap_or(Situation::ordinary(session));
        let marks = register.take(given, seen, Terms { today, codes: app.codes(), situation: &situation })?;
        let marks = marks.into_iter().map(|mark| situations.expected().decided(app.codes(), mark)).collect();
        Ok(NewEntry {
            school: school.id,
            at,
            by: stamp.clone(),
            act: Act::Taken { group: group.id },
            reason: String::new(),
            marks,
        })
    })
}
