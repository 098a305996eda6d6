//! What else the handbook lets somebody do about a pupil: what is open, what waits for something else, and what is closed.

use domain::rule::{Action, Kind, slug};
use service::{
    App,
    case::{Possible, State},
};

use super::super::{action::runs, event, known::Known, step};
use crate::{
    error::Problem,
    link::Link,
    pages::pupil::pathway::{ActionGroup, ActionKind, ActionLine},
    reader::Reader,
    urls, words,
};

/// The groups of the list, in its order, with the words for them. What is due or offered stands above the list already.
const GROUPS: [(State, &str); 3] =
    [(State::Open, "Open"), (State::Gated, "Something is missing first"), (State::Closed, "Not open now")];

/// The kinds in the order of a list, with the word for several.
const KINDS: [(Kind, &str); 11] = [
    (Kind::Meeting, "Meetings"),
    (Kind::Step, "Steps"),
    (Kind::Form, "Forms"),
    (Kind::Plan, "Plans"),
    (Kind::Referral, "Referrals"),
    (Kind::Finding, "Judgements"),
    (Kind::Notice, "Notices"),
    (Kind::Letter, "Letters"),
    (Kind::Return, "Returns"),
    (Kind::Report, "Reports"),
    (Kind::Duty, "Duties"),
];

pub(super) fn groups(
    app: &App,
    reader: &Reader,
    known: &Known<'_>,
    all: &[Possible],
) -> Result<Vec<ActionGroup>, Problem> {
    let of_state = |(state, title): (State, &str)| {
        let lines = all.iter().filter(|one| one.state == state).map(|one| (one.action.kind, line(known, one)));
        group(title, lines.collect())
    };
    let letters = letters(app, reader, known)?;
    Ok(GROUPS.map(of_state).into_iter().chain([letters]).filter(|group| !group.kinds.is_empty()).collect())
}

fn group(title: &str, lines: Vec<(Kind, ActionLine)>) -> ActionGroup {
    let of_kind = |(kind, title): (Kind, &'static str)| {
        let own = lines.iter().filter(|(of, _)| *of == kind).map(|(_, line)| line.clone());
        ActionKind { title, lines: own.collect() }
    };
    ActionGroup {
        title: format!("{title}, {}", lines.len()),
        id: slug(title),
        kinds: KINDS.map(of_kind).into_iter().filter(|kind| !kind.lines.is_empty()).collect(),
    }
}

/// The letters that may be made now; each is read before it is made.
fn letters(app: &App, reader: &Reader, known: &Known<'_>) -> Result<ActionGroup, Problem> {
    let open = service::letter::open(app, &reader.actor, known.pupil(), &known.record.history)?;
    let line = |letter: &Action| {
        let head = &letter.head;
        let made = known.record.history.iter().rev().find(|event| event.name() == Some(&head.name));
        let line = ActionLine {
            name: Link::new(&head.name, urls::letter(known.pupil().id, &head.pack, &head.slug)),
            whose: String::new(),
            missing: Vec::new(),
            last: made
                .map(|event| format!("Last on {}, by {}.", event::when(event.at), event::who(&event.by)))
                .into_iter()
                .collect(),
        };
        (Kind::Letter, line)
    };
    Ok(group("Letters that may be written", open.iter().map(line).collect()))
}

fn line(known: &Known<'_>, possible: &Possible) -> ActionLine {
    let action = &possible.action;
    let head = &action.head;
    let opening = action.when.as_ref().filter(|_| possible.state == State::Closed);
    ActionLine {
        name: Link::new(&head.name, urls::action(known.pupil().id, &head.pack, &slug(&head.name))),
        whose: if possible.is_readers { String::new() } else { format!("For {}.", words::either(&action.by)) },
        missing: match opening {
            Some(when) => vec![format!("It opens when {}.", known.rules.plainly(when))],
            None => step::sentences(&possible.missing),
        },
        last: last(possible),
    }
}

/// `Last on Friday 5 March 2027: close, by Priya Nair, attendance lead.`, and what runs because of it.
pub(in crate::handlers) fn last(possible: &Possible) -> Vec<String> {
    let said = possible.last.as_ref().map(|last| {
        let to = if last.to.is_empty() { String::new() } else { format!(" to {}", last.to) };
        let outcome = if last.outcome.is_empty() { String::new() } else { format!(": {}", last.outcome) };
        format!("Last on {}{to}{outcome}, by {}, {}.", words::full_day(last.day), last.by.name, last.by.position)
    });
    said.into_iter().chain(possible.run.map(runs)).collect()
}
