//! Counting the marks of everybody who stands in a return.

use std::collections::BTreeSet;

use analysis::{
    Period, SchoolRoll,
    figures::{Thresholds, of_pupil},
};
use domain::{
    census::Ages,
    code::Role,
    id::SchoolId,
    pupil::Pupil,
    session::{Half, Session},
    tally::Tally,
    upn::Upn,
};
use imports::census_return::{Part, Returned, Sessions, returned};

use super::{Asked, Census, CensusError, Problem, ProblemKind};
use crate::{App, Error};

/// Counts the marks of everybody who was on the roll of `school` in the period and has the age of the handbook. Boarders are
/// in it: they are left out by the system that makes the whole return.
pub fn of_school(app: &App, school: SchoolId, asked: Asked) -> Result<Census, CensusError> {
    let Period { first, last } = asked.period;
    if last < first {
        return Err(CensusError::Backwards { first, last });
    }
    if last >= app.today() {
        return Err(CensusError::NotOver(last));
    }
    app.follow(school)?;
    let mut pupils =
        app.store.read(|tx| store::pupil::of_school_during(tx, school, first, last)).map_err(Error::from)?;
    pupils
        .sort_by(|one, other| (&one.surname, &one.forename, one.id).cmp(&(&other.surname, &other.forename, other.id)));
    let thresholds = crate::school::thresholds(app, school, last)?;
    let ages = Ages::read(app.rules_on(school, last)?);
    let view = app.view(school);
    let roll = view.roll()?;
    if roll.calendar().between(first, last).is_empty() {
        return Err(CensusError::NoSchool { first, last });
    }
    let mut known = BTreeSet::new();
    pupils.retain(|pupil| known.insert(pupil.id));
    let all = pupils.len();
    pupils.retain(|pupil| ages.is_none_or(|ages| ages.has(pupil.born, first)));
    let of_other_ages = all - pupils.len();
    let (total, problems) = (Tally::default(), Vec::new());
    let mut census = Census { asked, pupils: Vec::new(), total, problems, ages, of_other_ages };
    for pupil in &pupils {
        add(&mut census, roll, pupil, thresholds);
    }
    Ok(census)
}

fn add(census: &mut Census, roll: &SchoolRoll, pupil: &Pupil, thresholds: Thresholds) {
    let period = census.asked.period;
    let on_roll = Period {
        first: period.first.max(pupil.enrolled_from),
        last: pupil.enrolled_until.map_or(period.last, |until| period.last.min(until)),
    };
    let facts = of_pupil(roll, pupil.id, on_roll, thresholds);
    let mut problem = |kind| census.problems.push(Problem { pupil: pupil.id, name: pupil.name(), kind });
    let (waiting, gaps) = open(roll, pupil, on_roll);
    if !waiting.is_empty() {
        problem(ProblemKind::NoReasonYet(waiting));
    }
    if !gaps.is_empty() {
        problem(ProblemKind::NoMark(gaps));
    }
    match Upn::parse(&pupil.upn) {
        Err(why) => problem(ProblemKind::NoNumber(why)),
        Ok(upn) => {
            census.total += facts.tally;
            let counts = returned(&facts.by_code, roll.codes());
            let sessions = Some(Sessions { possible: facts.tally.possible(), counts });
            let (term, second_half) = match census.asked.part {
                Part::Term => (sessions, None),
                Part::SecondHalf => (None, sessions),
            };
            let (surname, forename) = (pupil.surname.clone(), pupil.forename.clone());
            census.pupils.push(Returned {
                upn,
                surname,
                forename,
                sex: pupil.sex,
                born: pupil.born,
                term,
                second_half,
            });
        }
    }
}

/// The sessions of days of school whose absence has no reason yet, and those without a mark.
fn open(roll: &SchoolRoll, pupil: &Pupil, period: Period) -> (Vec<Session>, Vec<Session>) {
    let waits = |code| roll.codes().entry(code).is_some_and(|entry| entry.role == Role::ReasonNotKnown);
    let (mut waiting, mut gaps) = (Vec::new(), Vec::new());
    let days = roll.calendar().between(period.first, period.last).iter();
    for session in days.flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))) {
        match roll.mark(pupil.id, session) {
            None => gaps.push(session),
            Some(code) if waits(code) => waiting.push(session),
            Some(_) => {}
        }
    }
    (waiting, gaps)
}
