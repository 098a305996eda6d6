//! Marking many pupils over many days at once: what would change, confirmed, written. Sessions still to come get an expectation
//! and no mark.

use domain::{
    Date,
    act::{Act, Mark, NewEntry},
    code::{Code, Role},
    id::{PersonId, PlanId, PupilId},
    log::Entry,
    permission::{Actor, Permission, Place},
    pupil::{Plan, Pupil},
    school::School,
    session::{Half, Session},
};
use jiff::Timestamp;
use store::{StoreError, Tx};

use crate::{App, Error, app::Beside, seal, situation::Situations};

/// The most marks at once: a class of thirty for a term.
pub const MOST: usize = 5_000;

/// What somebody wants to mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Whom.
    pub pupils: Vec<PupilId>,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Which halves of each day.
    pub halves: Vec<Half>,
    /// The code. A code for being present stands for that of each half.
    pub code: Code,
    /// The note of each mark.
    pub note: String,
    /// Why.
    pub reason: String,
}

/// What becomes of one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is set, or takes the place of what stands.
    Sets,
    /// The register will expect it.
    Expected,
    /// It stands or is expected already.
    Same,
    /// It cannot be set, and why.
    Refused(String),
}

/// One mark of many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whose.
    pub pupil: Pupil,
    /// When.
    pub session: Session,
    /// What stands there, or is expected of a session to come.
    pub was: Option<Code>,
    /// The code that it gets.
    pub code: Code,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Every mark, by pupil and session.
    pub lines: Vec<Line>,
    /// What was seen, to be sent with the confirmation.
    pub seal: String,
}

impl Preview {
    /// How many lines have an outcome that `is`.
    pub fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        self.lines.iter().filter(|line| is(&line.outcome)).count()
    }
}

/// The children of the actor's school today, by name.
pub fn children(app: &App, by: &Actor) -> Result<Vec<Pupil>, Error> {
    by.require(Permission::EnterCodes, Place::Anywhere)?;
    let school = app.own_school(by)?.id;
    Ok(app.store.read(|tx| store::pupil::of_school(tx, school, app.today()))?)
}

/// What the registers of the actor's school expect from today on because somebody announced it, soonest first.
pub fn expected(app: &App, by: &Actor) -> Result<Vec<(Pupil, Plan)>, Error> {
    by.require(Permission::EnterCodes, Place::Anywhere)?;
    let school = app.own_school(by)?.id;
    let today = app.today();
    let (pupils, mut plans) = app.store.read::<_, Error>(|tx| {
        let pupils = store::pupil::of_school(tx, school, today)?;
        Ok((pupils, store::plan::of_school(tx, school, today, Date::constant(9999, 12, 31))?))
    })?;
    plans.sort_by_key(|plan| (plan.first, plan.pupil));
    let of = |plan: Plan| Some((pupils.iter().find(|pupil| pupil.id == plan.pupil)?.clone(), plan));
    Ok(plans.into_iter().filter_map(of).collect())
}

/// Takes back an announcement, so that no register expects it any more. It stays on record who took it back.
pub fn cancel(app: &App, by: &Actor, id: PlanId) -> Result<(), Error> {
    if expected(app, by)?.iter().all(|(_, plan)| plan.id != id) {
        return Err(Error::NotFound("announced absence"));
    }
    let (person, at) = (by.person, app.now());
    Ok(app.store.write::<(), StoreError>(move |tx| store::plan::cancel(tx, id, person, at))?)
}

/// What the marks would change.
pub fn preview(app: &App, by: &Actor, ask: &Ask) -> Result<Preview, Error> {
    let (school, pupils) = begin(app, by, ask)?;
    app.follow(school.id)?;
    let view = app.view(school.id);
    let roll = view.roll()?;
    app.store.read(|tx| look(app, tx, roll, (school, &pupils), ask))
}

/// Sets the marks and expectations whose preview was `seal`. Those refused are left out. Gives how many were set and how many
/// are expected.
pub fn confirm(app: &App, by: &Actor, ask: &Ask, seal: &str) -> Result<(usize, usize), Error> {
    let (school, pupils) = begin(app, by, ask)?;
    let (at, stamp) = (app.now(), by.stamp());
    app.append_beside(
        school.id,
        |tx, roll| {
            let preview = look(app, tx, roll, (school, &pupils), ask)?;
            if preview.seal != seal {
                return Err(Error::Changed);
            }
            let set = preview.lines.iter().filter(|line| line.outcome == Outcome::Sets);
            let marks: Vec<Mark> = set
                .map(|line| Mark {
                    pupil: line.pupil.id,
                    session: line.session,
                    was: line.was,
                    code: line.code,
                    minutes_late: None,
                    note: ask.note.clone(),
                })
                .collect();
            let plans = plans(&preview.lines, ask);
            if marks.is_empty() && plans.is_empty() {
                return Err(Error::Missing("nothing would change: choose other children, days or another code"));
            }
            let counts = (marks.len(), preview.count(|outcome| *outcome == Outcome::Expected));
            let entry = (!marks.is_empty()).then(|| NewEntry {
                school: school.id,
                at,
                by: stamp.clone(),
                act: Act::Amended,
                reason: ask.reason.clone(),
                marks,
            });
            Ok(Beside::Write(entry, Ahead { plans, by: stamp.person, at, counts }))
        },
        keep,
    )
}

struct Ahead {
    plans: Vec<Plan>,
    by: PersonId,
    at: Timestamp,
    counts: (usize, usize),
}

fn keep(tx: &mut dyn Tx, _: Option<&Entry>, ahead: Ahead) -> Result<(usize, usize), StoreError> {
    for plan in &ahead.plans {
        store::plan::add(tx, plan, ahead.by, ahead.at)?;
    }
    Ok(ahead.counts)
}

fn begin<'a>(app: &'a App, by: &Actor, ask: &Ask) -> Result<(&'a School, Vec<Pupil>), Error> {
    by.require(Permission::EnterCodes, Place::Anywhere)?;
    let school = app.own_school(by)?;
    crate::mark::permit_code(app, by, school.id, ask.code)?;
    if ask.pupils.is_empty() {
        return Err(Error::Missing("choose the children"));
    }
    if ask.last < ask.first {
        return Err(Error::Missing("let the last day be on or after the first"));
    }
    if ask.halves.is_empty() {
        return Err(Error::Missing("choose mornings, afternoons or both"));
    }
    if ask.reason.trim().is_empty() {
        return Err(Error::Missing("say why the marks are set"));
    }
    let days = app.calendar(school.id)?.between(ask.first, ask.last).len();
    if days == 0 {
        return Err(Error::Missing("the school is not open on these days: choose others"));
    }
    if days * ask.halves.len() * ask.pupils.len() > MOST {
        return Err(Error::Missing("these are more than five thousand marks at once: choose fewer days or children"));
    }
    let on_roll = app.store.read(|tx| store::pupil::of_school_during(tx, school.id, ask.first, ask.last))?;
    let chosen: Vec<Pupil> = on_roll.into_iter().filter(|pupil| ask.pupils.contains(&pupil.id)).collect();
    let mut wanted = ask.pupils.clone();
    wanted.sort();
    wanted.dedup();
    if chosen.len() != wanted.len() {
        return Err(Error::NotFound("child of this school"));
    }
    Ok((school, chosen))
}

fn look(
    app: &App,
    tx: &mut dyn Tx,
    roll: &analysis::SchoolRoll,
    (school, pupils): (&School, &[Pupil]),
    ask: &Ask,
) -> Result<Preview, Error> {
    let situations = Situations::load(app, tx, (school.id, ask.first, ask.last), pupils)?;
    let mut lines = Vec::new();
    for pupil in pupils {
        for &day in roll.calendar().between(ask.first, ask.last) {
            for &half in &ask.halves {
                let session = Session::new(day, half);
                lines.push(line(app, roll, &situations, (school, pupil), session, ask)?);
            }
        }
    }
    let seen: Vec<(i64, Date, Half, Option<Code>, Code, bool)> = lines
        .iter()
        .map(|line| {
            let is_written = matches!(line.outcome, Outcome::Sets | Outcome::Expected);
            (line.pupil.id.0, line.session.date, line.session.half, line.was, line.code, is_written)
        })
        .collect();
    Ok(Preview { seal: seal::of(&(seen, &ask.note, &ask.reason)), lines })
}

fn line(
    app: &App,
    roll: &analysis::SchoolRoll,
    situations: &Situations<'_>,
    (school, pupil): (&School, &Pupil),
    session: Session,
    ask: &Ask,
) -> Result<Line, Error> {
    let codes = app.codes();
    let role = |code: Code| codes.entry(code).map(|entry| entry.role);
    let is_present = matches!(role(ask.code), Some(Role::PresentMorning | Role::PresentAfternoon));
    let code = if is_present { codes.present(session.half, session.date).unwrap_or(ask.code) } else { ask.code };
    let is_ahead = (session.date, school.times_of(pupil.group, session.half).opens) > (app.today(), app.time());
    let was = match is_ahead {
        true => situations.expected().of(pupil, session).map(|plan| plan.code),
        false => roll.mark(pupil.id, session),
    };
    let is_enrolled =
        pupil.enrolled_from <= session.date && pupil.enrolled_until.is_none_or(|until| session.date <= until);
    let outcome = if !is_enrolled {
        Outcome::Refused(String::from("not on the roll that day"))
    } else if role(code).is_some_and(Role::is_late) {
        Outcome::Refused(String::from("a late arrival has minutes of its own: amend each mark by itself"))
    } else if is_ahead && is_present {
        Outcome::Refused(String::from("nobody is marked as present before the session"))
    } else if was == Some(code) {
        Outcome::Same
    } else if let Err(misfit) = codes.fit(code, &situations.of(pupil.id, session)?, &ask.note) {
        Outcome::Refused(misfit.to_string())
    } else if is_ahead {
        Outcome::Expected
    } else {
        Outcome::Sets
    };
    Ok(Line { pupil: pupil.clone(), session, was, code, outcome })
}

/// The expectations, one for each run of sessions of a pupil that follow each other in what was asked.
fn plans(lines: &[Line], ask: &Ask) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    let is_one = |one: &Line, next: &Line| {
        let is_expected = one.outcome == Outcome::Expected && next.outcome == Outcome::Expected;
        // With single halves asked, a plan over several days would cover the other halves too.
        let is_run = ask.halves.len() == Half::BOTH.len() || one.session.date == next.session.date;
        is_expected && is_run && one.pupil.id == next.pupil.id
    };
    for run in lines.chunk_by(is_one).filter(|run| run[0].outcome == Outcome::Expected) {
        plans.push(Plan {
            id: PlanId(0),
            pupil: run[0].pupil.id,
            first: run[0].session,
            last: run[run.len() - 1].session,
            code: run[0].code,
            reason: if ask.note.is_empty() { ask.reason.clone() } else { ask.note.clone() },
        });
    }
    plans
}
