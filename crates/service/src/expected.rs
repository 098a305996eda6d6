//! What a register is expected to say before it is taken: closures, absences that were announced, and what pupils attend
//! elsewhere. None of it is a mark: it becomes one when somebody takes the register.

use domain::{
    Date,
    closing::Closing,
    elsewhere::Arrangement,
    id::{PlanId, PupilId, SchoolId},
    pupil::{Plan, Pupil},
    session::Session,
};
use store::{StoreError, Tx};

/// What is expected of the pupils of a school from one day to another.
pub(crate) struct Expected {
    pub(crate) closings: Vec<Closing>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) arrangements: Vec<Arrangement>,
}

impl Expected {
    /// What is expected in the school from `first` to `last`.
    pub(crate) fn between(tx: &mut dyn Tx, school: SchoolId, first: Date, last: Date) -> Result<Expected, StoreError> {
        Ok(Expected {
            closings: store::closing::of_school(tx, school, first, last)?,
            plans: store::plan::of_school(tx, school, first, last)?,
            arrangements: store::arrangement::of_school(tx, school, first, last)?,
        })
    }

    /// What is expected of `pupil` in `session`: the last closure before the last announcement before what they attend
    /// regularly.
    pub(crate) fn of(&self, pupil: &Pupil, session: Session) -> Option<Plan> {
        let plan =
            |code, reason: String| Plan { id: PlanId(0), pupil: pupil.id, first: session, last: session, code, reason };
        let closed = self.closing(pupil, session).map(|closing| plan(closing.code, closing.reason.clone()));
        let announced = || self.plan(pupil.id, session).cloned();
        let elsewhere = || self.arrangement(pupil.id, session).map(|one| plan(one.code, one.note()));
        closed.or_else(announced).or_else(elsewhere)
    }

    /// The last closure that holds `pupil` in `session`.
    pub(crate) fn closing(&self, pupil: &Pupil, session: Session) -> Option<&Closing> {
        let holds = |one: &&Closing| one.sessions.hold(session) && one.scope.holds(pupil.year, pupil.group);
        self.closings.iter().rev().find(holds)
    }

    /// The last announcement for `pupil` that covers `session`.
    pub(crate) fn plan(&self, pupil: PupilId, session: Session) -> Option<&Plan> {
        self.plans.iter().rev().find(|plan| plan.pupil == pupil && plan.covers(session))
    }

    /// What `pupil` attends elsewhere in `session`.
    pub(crate) fn arrangement(&self, pupil: PupilId, session: Session) -> Option<&Arrangement> {
        self.arrangements.iter().find(|one| one.pupil == pupil && one.expects(session))
    }
}
