//! An event of a pupil's case in words.

use domain::{
    case::{Done, Event},
    decide::TAKE_BACK,
    elsewhere::Pattern,
    id::ContactId,
};

use super::known::Known;
use crate::words;

/// `Considered: Early Help. Not taken up`.
pub(super) fn what(known: &Known<'_>, event: &Event) -> String {
    match &event.done {
        Done::Contacted { contact, reached, .. } => format!("Rang {}: {}", name_of(known, *contact), reached.word()),
        Done::TaskDone { task } => format!("Done: {task}"),
        Done::Considered { item, taken_up } if item.starts_with(TAKE_BACK) => {
            let said = if *taken_up { "Taken back" } else { "It stands" };
            format!("{said}: {}", item.trim_start_matches(TAKE_BACK))
        }
        Done::Considered { item, taken_up } => {
            format!("Considered: {item}. {}", if *taken_up { "Taken up" } else { "Not taken up" })
        }
        Done::Did { action, outcome, to, .. } => {
            let to = if to.is_empty() { String::new() } else { format!(" to {}", parent(known, to)) };
            let outcome = if outcome.is_empty() { String::new() } else { format!(": {outcome}") };
            words::sentence(&format!("{action}{to}{outcome}"))
        }
        Done::LetterMade { letter, .. } => format!("Letter made: {letter}"),
        Done::Replied { contact, reason, back, .. } => {
            let back = back.map(|day| format!(". Back on {}", words::day(day))).unwrap_or_default();
            format!("{} wrote: {reason}{back}", name_of(known, *contact))
        }
        Done::Purged => String::from("What was done here was deleted when its time was over"),
        Done::Messaged { to, channel, .. } => format!("{} to {}", words::sentence(channel.word()), parent(known, to)),
    }
}

/// A contact is named only to readers who may see contacts, and who are all that a [`Known`] then has.
fn name_of<'k>(known: &'k Known<'_>, contact: ContactId) -> &'k str {
    let found = known.record.contacts.iter().find(|one| one.id == contact);
    found.map_or("a contact", |contact| &contact.name)
}

/// A parent is named only to readers who may see contacts.
fn parent<'k>(known: &'k Known<'_>, name: &'k str) -> &'k str {
    if known.record.contacts.iter().any(|contact| contact.name == name) { name } else { "a parent" }
}

/// What was filled in, field by field; a day and the half-days of a week in words.
pub(super) fn filled(event: &Event) -> Vec<(String, String)> {
    let (Done::Did { fields, .. } | Done::LetterMade { fields, .. }) = &event.done else { return Vec::new() };
    let value = |text: &String| match (text.parse(), Pattern::parse(text)) {
        (Ok(day), _) => words::full_day(day),
        (_, Some(pattern)) => pattern.words(),
        _ => text.clone(),
    };
    fields.iter().map(|(name, text)| (words::sentence(name), value(text))).collect()
}

/// `Priya Nair, attendance lead`.
pub(super) fn who(by: &domain::act::By) -> String {
    format!("{}, {}", by.name, by.position)
}

/// `Wednesday 3 March 2027, 10:02`.
pub(in crate::handlers) fn when(at: jiff::Timestamp) -> String {
    let local = domain::clock::local(at);
    format!("{}, {}", words::full_day(local.date()), words::time(local.time()))
}
