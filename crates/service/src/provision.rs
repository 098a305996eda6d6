//! What pupils attend somewhere else: arranging it, and the report that the provider gives of each day. A pupil who did not come
//! gets the true code in the place of the one that says they were taught there.

use domain::{
    Date,
    act::{Act, Mark, NewEntry},
    code::{Class, Code, CodeEntry, Only},
    elsewhere::Arrangement,
    id::{ArrangementId, PupilId},
    log::Entry,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    register::TakeError,
    school::Group,
    session::{Half, Session},
};

use crate::{App, Error, situation::Situations};

/// A pupil who is expected somewhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Who.
    pub pupil: Pupil,
    /// Where and on which terms.
    pub arrangement: Arrangement,
    /// The sessions of the day in which they are expected there, each with the mark that stands.
    pub sessions: Vec<(Session, Option<Code>)>,
}

/// What pupils of a school attend elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The day.
    pub day: Date,
    /// Whether the school is open then.
    pub is_school_day: bool,
    /// Everybody who is expected somewhere that day, by place.
    pub expected: Vec<Expected>,
    /// Every arrangement that runs or is to come, with its pupil, by place.
    pub arrangements: Vec<(Pupil, Arrangement)>,
    /// The groups of the school, to choose from.
    pub groups: Vec<Group>,
}

/// What pupils of the actor's school attend elsewhere on `day`.
pub fn on(app: &App, by: &Actor, day: Date) -> Result<Provision, Error> {
    by.require(Permission::EnterCodes, Place::Anywhere)?;
    let school = app.own_school(by)?.id;
    app.follow(school)?;
    let today = app.today();
    let (known, on_day, groups, pupils) = app.store.read::<_, Error>(|tx| {
        Ok((
            store::arrangement::of_school(tx, school, today.min(day), Date::constant(9999, 12, 31))?,
            store::pupil::of_school(tx, school, day)?,
            store::group::of_school(tx, school)?,
            store::pupil::of_school(tx, school, today)?,
        ))
    })?;
    let view = app.view(school);
    let roll = view.roll()?;
    let is_school_day = roll.calendar().is_school_day(day);
    let expected = known.iter().filter(|_| is_school_day).filter_map(|one| {
        let pupil = on_day.iter().find(|pupil| pupil.id == one.pupil)?.clone();
        let sessions: Vec<(Session, Option<Code>)> = Half::BOTH
            .map(|half| Session::new(day, half))
            .into_iter()
            .filter(|&session| one.expects(session))
            .map(|session| (session, roll.mark(pupil.id, session)))
            .collect();
        (!sessions.is_empty()).then(|| Expected { pupil, arrangement: one.clone(), sessions })
    });
    let expected = expected.collect();
    let arrangements = known.iter().filter(|one| one.last.is_none_or(|last| last >= today));
    let arrangements =
        arrangements.filter_map(|one| Some((pupils.iter().find(|pupil| pupil.id == one.pupil)?.clone(), one.clone())));
    Ok(Provision { day, is_school_day, expected, arrangements: arrangements.collect(), groups })
}

/// The codes that an arrangement can have on `day`: another school, and every approved activity.
pub fn codes(app: &App, day: Date) -> Vec<&CodeEntry> {
    let is_elsewhere = |entry: &&CodeEntry| entry.class == Class::ApprovedActivity || entry.only == Only::AtOtherSchool;
    app.codes().in_force(day).filter(is_elsewhere).collect()
}

/// Records what a pupil attends elsewhere.
pub fn arrange(app: &App, by: &Actor, new: &Arrangement) -> Result<ArrangementId, Error> {
    let pupil = crate::pupil::seen(app, by, new.pupil, new.first)?;
    app.permit(by, Permission::EnterCodes, pupil.school)?;
    let entry = codes(app, new.first).into_iter().find(|entry| entry.code == new.code);
    let entry = entry.ok_or(Error::Missing("choose the code that the register has for it"))?;
    if new.place.trim().is_empty() {
        return Err(Error::Missing("give the name of the school or the provider"));
    }
    if new.last.is_some_and(|last| last < new.first) {
        return Err(Error::Missing("let the last day be on or after the first"));
    }
    if entry.only != Only::AtOtherSchool && new.nature.trim().is_empty() {
        return Err(Error::Missing("say what the pupil does there"));
    }
    if entry.only == Only::AtOtherSchool {
        let terms = app.store.read(|tx| store::pupil::terms(tx, pupil.school, pupil.id))?;
        if !terms.iter().any(|terms| terms.kind.is_dual() && terms.span.contains(new.first)) {
            return Err(Error::Missing("enter the dual registration in the admission register first"));
        }
    }
    // The two parts of the note of its marks are parted by a semicolon.
    if new.nature.contains(';') || new.place.contains(';') {
        return Err(Error::Missing("leave the semicolon out"));
    }
    let (school, person, at, new) = (pupil.school, by.person, app.now(), new.clone());
    Ok(app.store.write::<_, store::StoreError>(move |tx| store::arrangement::add(tx, school, &new, person, at))?)
}

/// Ends what a pupil attends elsewhere; `last` is the last day.
pub fn end(app: &App, by: &Actor, id: ArrangementId, last: Date) -> Result<(), Error> {
    by.require(Permission::EnterCodes, Place::Anywhere)?;
    let school = app.own_school(by)?.id;
    let known = app.store.read(|tx| store::arrangement::of_school(tx, school, last, Date::constant(9999, 12, 31)))?;
    if known.iter().all(|one| one.id != id || one.first > last) {
        return Err(Error::Missing("give a last day on which it still runs"));
    }
    Ok(app.store.write::<(), store::StoreError>(move |tx| store::arrangement::end(tx, school, id, last))?)
}

/// What a provider says of one pupil in one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Of whom.
    pub pupil: PupilId,
    /// Of which session.
    pub session: Session,
    /// The mark that stood when the report was filled in.
    pub seen: Option<Code>,
    /// The true code of a pupil who did not come; nothing for one who came.
    pub absent: Option<Code>,
    /// What was said.
    pub note: String,
}

/// Takes in a provider's report of a day. `reporter` says who gave it. Whoever came gets the code of the arrangement, if the
/// register has another or none yet. Gives nothing when the register said all of it already.
pub fn report(app: &App, by: &Actor, reporter: &str, said: &[Said]) -> Result<Option<Entry>, Error> {
    by.require(Permission::EnterCodes, Place::Anywhere)?;
    let school = app.own_school(by)?;
    if reporter.trim().is_empty() {
        return Err(Error::Missing("say who gave the report"));
    }
    let day = said.first().ok_or(Error::Missing("say of each pupil whether they came"))?.session.date;
    if said.iter().any(|one| one.session.date != day) {
        return Err(Error::Missing("report one day at a time"));
    }
    let known = on(app, by, day)?;
    for one in said {
        if let Some(code) = one.absent {
            crate::mark::permit_code(app, by, school.id, code)?;
        }
        let expected = known.expected.iter().find(|expected| expected.pupil.id == one.pupil);
        let sessions = expected.map_or(&[][..], |expected| &expected.sessions);
        if sessions.iter().all(|(session, _)| *session != one.session) {
            return Err(Error::NotFound("child expected there"));
        }
        if (day, school.times(one.session.half).opens) > (app.today(), app.time()) {
            return Err(TakeError::Future(day).into());
        }
    }
    let is_news = said.iter().any(|one| one.seen != Some(code(&known, one)));
    if !is_news {
        return Ok(None);
    }
    let pupils: Vec<Pupil> = known.expected.iter().map(|one| one.pupil.clone()).collect();
    let (at, stamp, reason) = (app.now(), by.stamp(), format!("Report of the day by {}", reporter.trim()));
    let entry = app.append(school.id, |tx, roll| {
        let situations = Situations::load(app, tx, (school.id, day, day), &pupils)?;
        let mut marks = Vec::new();
        for one in said {
            let was = roll.mark(one.pupil, one.session);
            if was != one.seen {
                return Err(Error::Changed);
            }
            let code = code(&known, one);
            if was == Some(code) {
                continue;
            }
            let note = if one.absent.is_some() { one.note.trim().to_owned() } else { note(&known, one) };
            let situation = situations.of(one.pupil, one.session)?;
            app.codes()
                .fit(code, &situation, &note)
                .map_err(|misfit| TakeError::MisfitOf { pupil: one.pupil, misfit })?;
            marks.push(Mark { pupil: one.pupil, session: one.session, was, code, minutes_late: None, note });
        }
        Ok(NewEntry { school: school.id, at, by: stamp.clone(), act: Act::Amended, reason: reason.clone(), marks })
    })?;
    Ok(Some(entry))
}

fn arrangement<'a>(known: &'a Provision, said: &Said) -> Option<&'a Arrangement> {
    let is_it = |one: &&Expected| one.pupil.id == said.pupil && one.arrangement.expects(said.session);
    known.expected.iter().find(is_it).map(|one| &one.arrangement)
}

/// The code that a report gives; every pupil of it was found to be expected.
fn code(known: &Provision, said: &Said) -> Code {
    let there = arrangement(known, said).map(|one| one.code);
    said.absent.or(there).or(said.seen).expect("a report is only taken of pupils who are expected somewhere")
}

fn note(known: &Provision, said: &Said) -> String {
    arrangement(known, said).map(Arrangement::note).unwrap_or_default()
}
