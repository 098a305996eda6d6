//! What invented staff did for their school as a whole: returns, reports and duties of the handbook, most of them in time.

use domain::{
    Date,
    case::{Done, Event, NOBODY},
    decide::{Attempt, Facts, Who, attempt},
    rule::{Action, Rules},
};

use super::{desk::Desk, filling};
use crate::{
    demo::{
        clock::{Midnight, Minute},
        draw::Draw,
    },
    duty::{catalogue, owed},
};

/// When the first of a day's things is recorded.
const BEGINS_AT: Minute = 960;

/// What was done for the school, in order.
pub(in crate::demo) fn work(desk: &Desk<'_>) -> Vec<Event> {
    let mut draw = Draw::seeded(&[74, desk.place.school.id.0.unsigned_abs()]);
    let mut history: Vec<Event> = Vec::new();
    let all = catalogue(desk.rules);
    for (at, &day) in desk.days.iter().enumerate() {
        let mut minute = BEGINS_AT;
        let due = facts(desk, day, &history, |rules, facts| owed(rules, facts).tasks);
        for action in &all {
            let name = &action.head.name;
            let is_due = due.iter().any(|task| task.name == *name || task.opens.as_ref() == Some(name));
            // What is owed at no set time is done once, near the beginning.
            let is_wanted =
                if is_due { draw.chance(0.6) } else { at == 0 && action.every.is_none() && draw.chance(0.6) };
            if !is_wanted {
                continue;
            }
            if let Some(event) = done(desk, action, day, &history, (&mut draw, &mut minute)) {
                history.push(event);
            }
        }
    }
    history
}

fn facts<T>(desk: &Desk<'_>, day: Date, history: &[Event], ask: impl FnOnce(&Rules, &Facts<'_>) -> T) -> T {
    let sheet = desk.roll.sheet_or_blank(NOBODY);
    ask(desk.rules, &Facts { day, who: Who::default(), sheet, cohorts: &[], history })
}

/// The event of doing it; nothing where the handbook lets nobody do it now.
fn done(
    desk: &Desk<'_>,
    action: &Action,
    day: Date,
    history: &[Event],
    (draw, minute): (&mut Draw, &mut Minute),
) -> Option<Event> {
    let rules = desk.rules;
    let (post, held) = desk.posts.find(&action.by)?;
    let asked = filling::asked(rules, action);
    for number in 0..filling::TRIES {
        let fields = filling::fields(rules, (action, &asked), (day, &desk.place.calendar), number, draw);
        let outcome = action.ends_as.first().cloned().unwrap_or_default();
        let given: Vec<(&str, &str)> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
        let name = action.head.name.as_str();
        let tried = Attempt { action: name, outcome: &outcome, fields: &given, to: "", roles: Some(held) };
        if facts(desk, day, history, |rules, facts| attempt(rules, facts, &tried)).is_ok() {
            let at = Midnight::of(day).at(*minute, draw.between(0, 59));
            *minute += 1;
            let by = desk.staff.by(post).clone();
            let done = Done::Did { action: name.into(), outcome, to: String::new(), fields };
            return Some(Event { pupil: NOBODY, school: desk.place.school.id, at, by, done, note: String::new() });
        }
    }
    None
}
