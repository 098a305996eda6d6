//! An event of a pupil's case in words.

use domain::{
    case::{Done, Event},
    id::ContactId,
};

use super::known::Known;
use crate::words;

/// `Considered: Early Help. Not taken up`.
pub(super) fn what(known: &Known<'_>, event: &Event) -> String {
    match &event.done {
        Done::Contacted { contact, reached, .. } => format!("Rang {}: {}", name_of(known, *contact), reached.word()),
        Done::TaskDone { task } => format!("Done: {task}"),
        Done::Considered { item, taken_up } => {
            format!("Considered: {item}. {}", if *taken_up { "Taken up" } else { "Not taken up" })
        }
        Done::Did { action, outcome } if outcome.is_empty() => action.clone(),
        Done::Did { action, outcome } => format!("{action}: {outcome}"),
        Done::LetterMade { letter, .. } => format!("Letter made: {letter}"),
    }
}

/// A contact is named only to readers who may see contacts, and who are all that a [`Known`] then has.
fn name_of<'k>(known: &'k Known<'_>, contact: ContactId) -> &'k str {
    let found = known.record.contacts.iter().find(|one| one.id == contact);
    found.map_or("a contact", |contact| &contact.name)
}

/// `Priya Nair, attendance lead`.
pub(super) fn who(by: &domain::act::By) -> String {
    format!("{}, {}", by.name, by.position)
}

/// `Wednesday 3 March 2027, 10:02`.
pub(super) fn when(at: jiff::Timestamp) -> String {
    let local = domain::clock::local(at);
    format!("{}, {}", words::full_day(local.date()), words::time(local.time()))
}
