//! What a register is expected to say before it is taken: closures, leave and timetables that were agreed, absences that were
//! announced, and what pupils attend elsewhere. None of it is a mark: it becomes one when somebody takes the register.

use std::collections::HashMap;

use domain::{
    Date,
    act::Mark,
    calendar::Calendar,
    closing::Closing,
    code::{Code, CodeTable, Role},
    decide::{Facts, Given, Who, given},
    elsewhere::Arrangement,
    id::{PlanId, PupilId, SchoolId},
    pupil::{Plan, Pupil},
    rule::{Applies, Rules},
    session::Session,
    sheet::Sheet,
};
use jiff::ToSpan;
use store::Tx;

use crate::{App, Error};

/// What is expected of the pupils of a school from one day to another.
pub(crate) struct Expected {
    pub(crate) closings: Vec<Closing>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) arrangements: Vec<Arrangement>,
    /// What things that were done give the sessions of each pupil, the latest first.
    given: HashMap<PupilId, Vec<Agreed>>,
}

/// A code that something done gives sessions, with the number of the code and why in words.
struct Agreed {
    given: Given,
    code: Code,
    why: String,
}

impl Expected {
    /// What is expected in the school from `first` to `last`.
    pub(crate) fn between(
        app: &App,
        tx: &mut dyn Tx,
        (school, first, last): (SchoolId, Date, Date),
        pupils: &[Pupil],
    ) -> Result<Expected, Error> {
        Ok(Expected {
            given: agreed(app, tx, school, pupils)?,
            closings: store::closing::of_school(tx, school, first, last)?,
            plans: store::plan::of_school(tx, school, first, last)?,
            arrangements: store::arrangement::of_school(tx, school, first, last)?,
        })
    }

    /// What is expected of `pupil` in `session`: the last closure before what was agreed last before the last announcement
    /// before what they attend regularly.
    pub(crate) fn of(&self, pupil: &Pupil, session: Session) -> Option<Plan> {
        let plan =
            |code, reason: String| Plan { id: PlanId(0), pupil: pupil.id, first: session, last: session, code, reason };
        let closed = self.closing(pupil, session).map(|closing| plan(closing.code, closing.reason.clone()));
        let agreed = || self.agreed(pupil.id, session, Applies::Always).map(|one| plan(one.code, one.why.clone()));
        let announced = || self.plan(pupil.id, session).cloned();
        let elsewhere = || self.arrangement(pupil.id, session).map(|one| plan(one.code, one.note()));
        closed.or_else(agreed).or_else(announced).or_else(elsewhere)
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

    /// Everything that was agreed about `pupil` and still stands, each with its code.
    pub(crate) fn all_agreed(&self, pupil: PupilId) -> impl Iterator<Item = (&Given, Code)> {
        self.given.get(&pupil).into_iter().flatten().map(|one| (&one.given, one.code))
    }

    /// `mark`, or what an absence without a reason is on a day about which somebody has decided: leave that was refused.
    pub(crate) fn decided(&self, codes: &CodeTable, mark: Mark) -> Mark {
        let is_without_reason = codes.with_role(Role::ReasonNotKnown, mark.session.date) == Some(mark.code);
        let decided = self.agreed(mark.pupil, mark.session, Applies::IfAbsent).filter(|_| is_without_reason);
        match decided {
            Some(one) => Mark { code: one.code, note: one.why.clone(), ..mark },
            None => mark,
        }
    }

    /// What was agreed last about the session, if it applies so.
    fn agreed(&self, pupil: PupilId, session: Session, applies: Applies) -> Option<&Agreed> {
        let last = self.given.get(&pupil)?.iter().find(|one| one.given.covers(session))?;
        (last.given.applies == applies).then_some(last)
    }
}

/// What was agreed about each of `pupils`, by the handbook of today.
fn agreed(
    app: &App,
    tx: &mut dyn Tx,
    school: SchoolId,
    pupils: &[Pupil],
) -> Result<HashMap<PupilId, Vec<Agreed>>, Error> {
    let today = app.today();
    let rules = app.rules_on(school, today)?;
    let names = giving(rules);
    let since = today.saturating_sub(LONGEST.years());
    let mut agreed: HashMap<PupilId, Vec<Agreed>> = HashMap::new();
    for event in store::case::named(tx, school, since, &names)? {
        let Some(pupil) = pupils.iter().find(|pupil| pupil.id == event.pupil) else { continue };
        if agreed.contains_key(&pupil.id) {
            continue;
        }
        let history = store::case::of_pupil(tx, pupil.id)?;
        let calendar = Calendar::default();
        let sheet = Sheet { sessions: &[], marks: &[], codes: app.codes(), calendar: &calendar };
        let facts = Facts { day: today, who: Who::of(pupil, today), sheet, cohorts: &pupil.cohorts, history: &history };
        let all = given(rules, &facts).into_iter().filter_map(|given| of(app, given));
        agreed.insert(pupil.id, all.collect());
    }
    Ok(agreed)
}

/// The years after which nothing that was agreed is looked for any more.
const LONGEST: i64 = 2;

/// The names under which something is done that gives codes, today's and earlier ones.
fn giving(rules: &Rules) -> Vec<&str> {
    let giving = rules.actions.iter().filter(|action| !action.gives.is_empty());
    let names = giving.flat_map(|action| {
        let earlier = action.head.succession.earlier.iter().map(|earlier| earlier.name.as_str());
        std::iter::once(action.head.name.as_str()).chain(earlier)
    });
    names.collect()
}

/// The code by its number, and why in words: `Leave decision of 30 November 2026: granted`.
fn of(app: &App, given: Given) -> Option<Agreed> {
    let code = app.codes().find(&given.code, given.first)?;
    let how = if given.outcome.is_empty() { String::new() } else { format!(": {}", given.outcome) };
    let why = format!("{} of {}{how}", given.head.name, given.done.strftime("%-d %B %Y"));
    Some(Agreed { given, code, why })
}
