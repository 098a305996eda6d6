//! What decides which codes fit a session of a pupil: their age, their part-time timetable, their other school.

use std::collections::HashMap;

use domain::{
    Date,
    code::fit::{Age, Only, OtherSchool, PartTime, Situation},
    compulsory_age::CompulsoryAge,
    id::{PupilId, SchoolId},
    pupil::Pupil,
    session::Session,
};
use store::Tx;

use crate::{App, Error, expected::Expected};

/// The situations of some pupils of one school.
pub(crate) struct Situations<'a> {
    app: &'a App,
    school: SchoolId,
    born: HashMap<PupilId, Date>,
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
        let expected = Expected::between(tx, school, first, last)?;
        let born = pupils.iter().map(|pupil| (pupil.id, pupil.born)).collect();
        Ok(Situations { app, school, born, expected })
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

    fn part_time(&self, pupil: PupilId, session: Session) -> PartTime {
        match self.is_announced(pupil, session, Only::OffPartTimeTimetable) {
            true => PartTime::LeftOut,
            false => PartTime::None,
        }
    }

    fn other_school(&self, pupil: PupilId, session: Session) -> OtherSchool {
        let is_other = |code| self.only(code) == Some(Only::AtOtherSchool);
        let mut others =
            self.expected.arrangements.iter().filter(|one| one.pupil == pupil && is_other(one.code)).peekable();
        if self.is_announced(pupil, session, Only::AtOtherSchool) {
            OtherSchool::Expecting
        } else if others.peek().is_none() {
            OtherSchool::None
        } else if others.any(|one| one.expects(session)) {
            OtherSchool::Expecting
        } else {
            OtherSchool::NotExpecting
        }
    }

    /// Whether an absence with a code so restricted was agreed for the session beforehand.
    fn is_announced(&self, pupil: PupilId, session: Session, only: Only) -> bool {
        self.expected.plan(pupil, session).is_some_and(|plan| self.only(plan.code) == Some(only))
    }

    fn only(&self, code: domain::code::Code) -> Option<Only> {
        self.app.codes().entry(code).map(|entry| entry.only)
    }
}
