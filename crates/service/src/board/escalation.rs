//! The clock of an absence that nobody has explained: what is done next, by when, and that it was done.

use domain::{
    case::{Done, Event},
    escalation::{Clock, Due, Stand, Step, next},
    id::{PupilId, SchoolId},
    permission::{Actor, Permission},
    school::School,
    session::{Half, Session},
};

use super::Unexplained;
use crate::{App, Error, case};

/// What is to be done next about an absence of today; nothing for another day, and once somebody has answered.
pub fn due(app: &App, school: &School, session: Session, absent: &Unexplained) -> Result<Option<Due>, Error> {
    let is_reached =
        |event: &Event| matches!(event.done, Done::Contacted { reached: domain::case::Reached::Spoken, .. });
    if session.date != app.today() || !absent.replies.is_empty() || absent.tries.iter().any(is_reached) {
        return Ok(None);
    }
    let is_done = |step: Step| absent.steps.iter().any(|event| event.name() == Some(step.name()));
    let count = |events: &[Event]| u32::try_from(events.len()).unwrap_or(u32::MAX);
    let group = absent.children.first().map(|child| child.pupil.group).ok_or(Error::NotFound("child"))?;
    let stand = Stand {
        closed: school.times_of(group, session.half).closes,
        ends: school.times_of(group, Half::Afternoon).ends,
        day: u32::try_from(absent.days_without_word).unwrap_or(u32::MAX),
        calls: count(&absent.tries),
        messages: count(&absent.messages),
        is_visited: is_done(Step::HomeVisit),
        is_checked: is_done(Step::WelfareCheck),
    };
    Ok(next(&clock(app, school.id)?, &stand))
}

fn clock(app: &App, school: SchoolId) -> Result<Clock, Error> {
    let rules = app.rules(school)?;
    // A pack without the setting asks for nothing of the kind.
    let set = |name: &str| {
        let amount = rules.setting(name).and_then(|setting| setting.amount());
        amount.and_then(|amount| u32::try_from(amount.thousandths / 1000).ok()).unwrap_or(u32::MAX)
    };
    Ok(Clock {
        call_minutes: set("first call after the register closes"),
        second_contact_minutes: set("second contact after the register closes"),
        home_visit_day: set("home visit on a day without a word"),
        welfare_check_day: set("police welfare check on a day without a word"),
    })
}

/// Records that somebody went to the home, or that the police were asked, about each child of a household. Calls and messages are
/// recorded where they are made.
pub fn take(app: &App, by: &Actor, pupils: &[PupilId], step: Step, note: &str) -> Result<(), Error> {
    if !matches!(step, Step::HomeVisit | Step::WelfareCheck) {
        return Err(Error::NotFound("step"));
    }
    if pupils.is_empty() {
        return Err(Error::NotFound("child"));
    }
    if note.trim().is_empty() {
        return Err(Error::Missing("say what was found, and who went or was spoken to"));
    }
    let mut events = Vec::new();
    for &pupil in pupils {
        let pupil = crate::pupil::seen(app, by, pupil, app.today())?;
        app.permit(by, Permission::LogContact, pupil.school)?;
        let (action, fields) = (step.name().to_owned(), Vec::new());
        let done = Done::Did { action, outcome: String::new(), to: String::new(), fields };
        events.push(case::event(app, by, pupil.id, pupil.school, done, note));
    }
    case::append(app, events)
}
