//! What decides which codes fit a session of a pupil: their age, their part-time timetable, their other school.

use std::collections::HashMap;

use domain::{
    Date,
    code::{
        Code,
        fit::{Age, Only, OtherSchool, PartTime, Situation},
    },
    compulsory_age::CompulsoryAge,
    decide::Given,
    id::{PupilId, SchoolId},
    pupil::Pupil,
    session::Session,
};
use store::{Tx, pupil::Terms};

use crate::{App, Error, expected::Expected};

/// The situations of some pupils of one school.
pub(crate) struct Situations<'a> {
    app: &'a App,
    school: SchoolId,
    born: HashMap<PupilId, Date>,
    enrolments: HashMap<PupilId, Vec<Terms>>,
    expected: Expected,
}

impl<'a> Situations<'a> {
    /// Loads what is known of `pupils` for sessions from `first` to `last`.
    pub(crate) fn load(
        app: &'a App,
        tx: &mut dyn Tx,
        (school, first, last): (SchoolId, Date, Date),
        pupils: &[Pupil],
    ) -> Result<Self, Error> {
        let expected = Expected::between(app, tx, (school, first, last), pupils)?;
        let born = pupils.iter().map(|pupil| (pupil.id, pupil.born)).collect();
        let enrolments = store::pupil::terms_of_school(tx, school)?;
        Ok(Situations { app, school, born, enrolments, expected })
    }

    /// What is expected of the pupils of the school.
    pub(crate) const fn expected(&self) -> &Expected {
        &self.expected
    }

    /// The situation of a pupil in a session.
    pub(crate) fn of(&self, pupil: PupilId, session: Session) -> Result<Situation, Error> {
        Ok(Situation {
            session,
            age: self.age(pupil, session)?,
            part_time: self.part_time(pupil, session),
            other_school: self.other_school(pupil, session),
        })
    }

    /// A pack that does not say when compulsory school age is leaves nobody outside it.
    fn age(&self, pupil: PupilId, session: Session) -> Result<Age, Error> {
        let rules = self.app.rules_on(self.school, session.date)?;
        let known = CompulsoryAge::read(rules).zip(self.born.get(&pupil));
        Ok(known.map_or(Age::Compulsory, |(age, &born)| age.on(born, session.date)))
    }

    /// A timetable that was agreed and not ended leaves out its half-days and expects the pupil in all others. What else was
    /// agreed for a session, such as leave, changes nothing of that.
    fn part_time(&self, pupil: PupilId, session: Session) -> PartTime {
        let is_timetable = |code| self.only(code) == Some(Only::OffPartTimeTimetable);
        let running = |(given, code): &(&Given, Code)| given.runs(session.date) && is_timetable(*code);
        let timetables: Vec<&Given> = self.expected.all_agreed(pupil).filter(running).map(|(given, _)| given).collect();
        if timetables.iter().any(|given| given.covers(session)) {
            PartTime::LeftOut
        } else if timetables.is_empty() {
            PartTime::None
        } else {
            PartTime::Expected
        }
    }

    /// Another school is one where the pupil is registered too. It expects them on the half-days that were arranged with it.
    fn other_school(&self, pupil: PupilId, session: Session) -> OtherSchool {
        let mut others = self.expected.arrangements.iter().filter(|one| one.pupil == pupil);
        match others.any(|one| self.only(one.code) == Some(Only::AtOtherSchool) && one.expects(session)) {
            _ if !self.is_dual(pupil, session.date) => OtherSchool::None,
            true => OtherSchool::Expecting,
            false => OtherSchool::NotExpecting,
        }
    }

    fn is_dual(&self, pupil: PupilId, day: Date) -> bool {
        let mut terms = self.enrolments.get(&pupil).into_iter().flatten();
        terms.any(|terms| terms.kind.is_dual() && terms.span.contains(day))
    }

    fn only(&self, code: Code) -> Option<Only> {
        self.app.codes().entry(code).map(|entry| entry.only)
    }
}
