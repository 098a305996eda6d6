//! What was done for children: how often, and for how many, never for whom.

use std::collections::HashSet;

use analysis::{Period, suppression::SMALLEST};
use documents::table::Cell;
use domain::{
    case::{Done, Event},
    id::{PupilId, SchoolId},
    rule::{Kind, Rules},
};

use super::{Both, HIDDEN};
use crate::{
    App, Error,
    report::{Section, figure_column, small::Counted, text, words_column},
};

/// Whether an event is of a kind.
type Is = fn(&Rules, &Event) -> bool;

/// What can be done, in the order of the table.
const KINDS: [(&str, Is); 8] = [
    ("Calls and other talks with parents", |_, event| matches!(event.done, Done::Contacted { .. })),
    ("Messages to parents", |_, event| matches!(event.done, Done::Messaged { .. })),
    ("Letters", |_, event| matches!(event.done, Done::LetterMade { .. })),
    ("Meetings", |rules, event| is(rules, event, &[Kind::Meeting])),
    ("Plans and contracts", |rules, event| is(rules, event, &[Kind::Plan])),
    ("Referrals", |rules, event| is(rules, event, &[Kind::Referral])),
    ("Notices", |rules, event| is(rules, event, &[Kind::Notice])),
    ("Other steps of support", |rules, event| is(rules, event, &[Kind::Step, Kind::Form, Kind::Duty])),
];

fn is(rules: &Rules, event: &Event, kinds: &[Kind]) -> bool {
    let Done::Did { action, .. } = &event.done else { return false };
    rules.action(action).is_some_and(|action| kinds.contains(&action.kind))
}

pub(super) fn section(app: &App, school: SchoolId, both: &Both<'_>) -> Result<Section, Error> {
    let columns = ["Times", "Children", "Times last year", "Children last year"].map(figure_column);
    let columns = std::iter::once(words_column("What was done")).chain(columns).collect();
    let mut section = Section::new("done", "What was done", columns);
    let rules = app.rules_on(school, both.now.days.last)?;
    let [now, then] = [both.now, both.then].map(|counted| events(app, school, counted.days));
    let (now, then) = (now?, then?);
    for (name, is) in KINDS {
        let cells =
            |events: &[Event], counted: &Counted| numbers(events.iter().filter(|event| is(rules, event)), counted);
        let [times, children] = cells(&now, both.now);
        let [times_then, children_then] = cells(&then, both.then);
        section.row(vec![text(name), times, children, times_then, children_then]);
    }
    let words = "Counted by the day on which it was recorded. What was done for few children, or for all but a few, is hidden, \
                 how often as well as for how many.";
    Ok(section.say(words))
}

fn events(app: &App, school: SchoolId, days: Period) -> Result<Vec<Event>, Error> {
    let events = app.store.read(|tx| store::case::of_school(tx, school, days.first))?;
    Ok(events.into_iter().filter(|event| days.contains(domain::clock::local(event.at).date())).collect())
}

/// How often, and for how many children.
fn numbers<'a>(events: impl Iterator<Item = &'a Event>, counted: &Counted) -> [Cell; 2] {
    let mut pupils: HashSet<PupilId> = HashSet::new();
    let mut times = 0;
    for event in events {
        times += 1;
        pupils.insert(event.pupil);
    }
    let (children, all) = (pupils.len() as u32, counted.published.children.total);
    let is_shown = children >= SMALLEST && all.is_some_and(|all| all >= children + SMALLEST);
    match is_shown {
        true => [Cell::Number(times), Cell::Number(children.into())],
        false => [text(HIDDEN), text(HIDDEN)],
    }
}
