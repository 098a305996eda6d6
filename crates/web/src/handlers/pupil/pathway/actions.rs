//! Everything that the handbook lets somebody do about a pupil: what is due or offered, what is open, what waits for
//! something else, and what is closed.

use domain::rule::{Action, Kind, slug};
use service::{
    App,
    case::{Possible, State},
};

use super::super::{action::runs, event, known::Known, plain};
use crate::{
    error::Problem,
    link::Link,
    pages::pupil::pathway::{ActionGroup, ActionLine},
    reader::Reader,
    status::Status,
    urls, words,
};

/// The groups of a list, in its order: the words for them, and what is said when there is nothing.
const GROUPS: [(State, &str); 4] = [
    (State::Asked, "Due or offered now"),
    (State::Open, "Open"),
    (State::Gated, "Something is missing first"),
    (State::Closed, "Not open now"),
];

pub(super) fn groups(app: &App, reader: &Reader, known: &Known<'_>) -> Result<Vec<ActionGroup>, Problem> {
    let all = service::case::possible(app, &reader.actor, known.pupil().id)?;
    let group = |(state, title): (State, &str)| {
        let lines: Vec<ActionLine> = all.iter().filter(|one| one.state == state).map(|one| line(known, one)).collect();
        ActionGroup {
            title: format!("{title}, {}", lines.len()),
            id: slug(title),
            is_open: state == State::Asked,
            lines,
        }
    };
    let letters = letters(app, reader, known)?;
    Ok(GROUPS.map(group).into_iter().chain([letters]).filter(|group| !group.lines.is_empty()).collect())
}

/// The letters that may be made now; each is read before it is made.
fn letters(app: &App, reader: &Reader, known: &Known<'_>) -> Result<ActionGroup, Problem> {
    let open = service::letter::open(app, &reader.actor, known.pupil(), &known.record.history)?;
    let line = |letter: &Action| {
        let head = &letter.head;
        let made = known.record.history.iter().rev().find(|event| event.name() == Some(&head.name));
        ActionLine {
            name: Link::new(&head.name, urls::letter(known.pupil().id, &head.pack, &head.slug)),
            kind: String::from(Kind::Letter.word()),
            status: None,
            missing: Vec::new(),
            last: made
                .map(|event| format!("Last on {}, by {}.", event::when(event.at), event::who(&event.by)))
                .into_iter()
                .collect(),
        }
    };
    let lines: Vec<ActionLine> = open.iter().map(line).collect();
    Ok(ActionGroup { title: format!("Letters, {}", lines.len()), id: String::from("letters"), is_open: false, lines })
}

fn line(known: &Known<'_>, possible: &Possible) -> ActionLine {
    let head = &possible.action.head;
    let kind = if possible.action.kind == Kind::Finding { "Judgement" } else { possible.action.kind.word() };
    let by = match possible.action.by.as_slice() {
        _ if possible.is_readers => String::new(),
        by => format!(", for {}", words::either(by)),
    };
    ActionLine {
        name: Link::new(&head.name, urls::action(known.pupil().id, &head.pack, &slug(&head.name))),
        kind: format!("{kind}{by}"),
        status: status(possible),
        missing: possible.missing.iter().map(|words| words::sentence(&plain(words))).collect(),
        last: last(possible),
    }
}

fn status(possible: &Possible) -> Option<Status> {
    match possible.missing.len() {
        0 => None,
        count => Some(Status::wait(format!("{} missing", words::number(count as i64)))),
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
