//! Recording a call about an absence, and saying what was tried.

use axum::{http::StatusCode, response::Response};
use domain::{
    Date,
    case::{Done, Event, Reached},
    clock,
    id::PupilId,
    pupil::Contact,
    session::Session,
};
use service::{
    App,
    board::{self, About},
    case,
};

use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::Section,
    handlers::Visit,
    link::Link,
    pages::board::{
        call::{Call, CallForm, ContactLine},
        reason,
    },
    reader::Reader,
    urls, words,
};

pub(super) async fn show(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (pupils, sessions) = reason::about(&fields).ok_or(Problem::NotFound)?;
            let session = *sessions.first().ok_or(Problem::NotFound)?;
            let (title, form) = page(app, reader, &pupils, session)?;
            let form = CallForm { back: back(&fields), ..form };
            Ok(reader.show(&reader.frame(&title, Some(Section::Board)), "board/call.html", form))
        })
        .await
}

pub(super) async fn add(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let call = match Call::parse(&fields).ok_or(Problem::NotFound)? {
                Ok(call) => call,
                Err(errors) => return again(app, reader, &fields, errors),
            };
            let to_pupil = call.pupils.first().map_or_else(urls::board, |&first| urls::board_pupil(first));
            let back = if fields.text("back").is_empty() { to_pupil } else { back(&fields).href };
            let recorded = case::Call {
                pupils: call.pupils,
                contact: call.contact,
                reached: call.reached,
                about: call.session,
                note: call.note,
            };
            case::record_call(app, &reader.actor, &recorded)?;
            Ok(reader.go_on(&back, &format!("Call recorded: {}.", call.reached.word())))
        })
        .await
}

fn again(app: &App, reader: &Reader, fields: &Fields, errors: Vec<FormError>) -> Result<Response, Problem> {
    let (pupils, sessions) = reason::about(fields).ok_or(Problem::NotFound)?;
    let session = *sessions.first().ok_or(Problem::NotFound)?;
    let (title, form) = page(app, reader, &pupils, session)?;
    let form = CallForm { back: back(fields), ..form };
    let frame = reader.frame(&title, Some(Section::Board));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(reader.show_again(status, frame, "board/call.html", form.again(fields, errors)))
}

/// The page that the reader came from and goes back to.
pub(super) fn back(fields: &Fields) -> Link {
    match fields.text("back") {
        "" => Link::new("Board", urls::board()),
        address => match urls::local(address) {
            "/" => Link::new("Today", urls::today()),
            address => Link::new("Back", address),
        },
    }
}

fn page(app: &App, reader: &Reader, pupils: &[PupilId], session: Session) -> Result<(String, CallForm), Problem> {
    let about = About { pupils: pupils.to_vec(), sessions: vec![session] };
    let absence = board::absence(app, &reader.actor, &about)?;
    let named: Vec<(PupilId, String)> = absence.children.iter().map(|child| (child.id, child.name())).collect();
    let names: Vec<String> = named.iter().map(|(_, name)| name.clone()).collect();
    let next = next(&absence.contacts, &absence.tries).map(|contact| contact.id);
    let form = CallForm::new(&named, session, lines(&absence.contacts, &absence.tries), next);
    Ok((format!("A call about {}", words::list(&names)), form))
}

/// Whom to ring, each with what was tried.
pub(super) fn lines(contacts: &[Contact], tries: &[Event]) -> Vec<ContactLine> {
    let each = contacts.iter().map(|contact| {
        let own = tries.iter().filter(|event| is_to(event, contact));
        let said: Vec<String> = own.map(said).collect();
        ContactLine::new(contact, &said.join("; "))
    });
    each.collect()
}

/// The contact to ring next: the first not tried yet, else the one tried longest ago; nobody once somebody answered.
pub(super) fn next(contacts: &[Contact], tries: &[Event]) -> Option<Contact> {
    let reached = |event: &Event| matches!(event.done, Done::Contacted { reached: Reached::Spoken, .. });
    if tries.iter().any(reached) {
        return None;
    }
    let last_try = |contact: &&Contact| tries.iter().rev().find(|event| is_to(event, contact)).map(|event| event.at);
    contacts.iter().min_by_key(|contact| (last_try(contact), contact.order)).cloned()
}

/// `Next: ring Gail Buckley`.
pub(super) fn next_words(next: Option<&Contact>, tries: &[Event]) -> String {
    match next {
        Some(contact) if tries.iter().any(|event| is_to(event, contact)) => {
            format!("Next: ring {} again", contact.name)
        }
        Some(contact) => format!("Next: ring {}", contact.name),
        None if tries.is_empty() => String::new(),
        None => String::from("Next: record the reason"),
    }
}

/// `Rung 3 times, last Thu 11 March at 09:05: no answer`.
pub(in crate::handlers) fn tried(today: Date, tries: &[Event]) -> String {
    let Some(last) = tries.last() else { return String::new() };
    let times = match tries.len() {
        1 => String::from("Rung once,"),
        2 => String::from("Rung twice, last"),
        more => format!("Rung {more} times, last"),
    };
    let at = clock::local(last.at);
    let ended = outcome(last);
    let note = if last.note.is_empty() { String::new() } else { format!(", “{}”", last.note) };
    let day = if at.date() == today { String::from("today") } else { words::short_day(at.date()) };
    format!("{times} {day} at {}: {ended}{note}", words::time(at.time()))
}

/// `Text message to Gail Buckley at 08:58`.
pub(super) fn messaged(event: &Event) -> Option<String> {
    let Done::Messaged { to, channel, .. } = &event.done else { return None };
    let at = words::time(clock::local(event.at).time());
    Some(format!("{} to {to} at {at}", words::sentence(channel.word())))
}

/// `rung 08:56, no answer`.
fn said(event: &Event) -> String {
    let at = words::time(clock::local(event.at).time());
    let note = if event.note.is_empty() { String::new() } else { format!(": “{}”", event.note) };
    format!("rung {at}, {}{note}", outcome(event))
}

fn outcome(event: &Event) -> &'static str {
    match event.done {
        Done::Contacted { reached, .. } => reached.word(),
        _ => "",
    }
}

fn is_to(event: &Event, wanted: &Contact) -> bool {
    matches!(event.done, Done::Contacted { contact, .. } if contact == wanted.id)
}

#[cfg(test)]
mod tests {
    use domain::{
        act::By,
        id::{ContactId, PersonId, SchoolId},
        session::Half,
    };
    use jiff::civil::{date, time};

    use super::*;

    const DAY: Date = date(2027, 3, 12);

    fn contact(id: i64, name: &str) -> Contact {
        Contact {
            id: ContactId(id),
            pupil: PupilId(4),
            order: u8::try_from(id).expect("small"),
            name: name.into(),
            relationship: "mother".into(),
            phone: "07700 900361".into(),
            email: String::new(),
            is_parent: true,
            lives_with: true,
            address: String::new(),
            is_protected: false,
        }
    }

    fn rung(id: i64, minute: i8, reached: Reached) -> Event {
        Event {
            pupil: PupilId(4),
            school: SchoolId(1),
            at: clock::instant(DAY, time(9, minute, 0, 0)),
            by: By { person: PersonId(2), name: "Joan Prescott".into(), position: "school office".into() },
            done: Done::Contacted { contact: ContactId(id), reached, about: Session::new(DAY, Half::Morning) },
            note: String::new(),
        }
    }

    #[test]
    fn whoever_was_not_tried_is_next_and_then_whoever_was_tried_longest_ago() {
        let contacts = [contact(1, "Gail Buckley"), contact(2, "Dean Buckley")];
        let words = |tries: &[Event]| next_words(next(&contacts, tries).as_ref(), tries);
        assert_eq!(words(&[]), "Next: ring Gail Buckley");
        let once = [rung(1, 1, Reached::NoAnswer)];
        assert_eq!(words(&once), "Next: ring Dean Buckley");
        let both = [rung(1, 1, Reached::NoAnswer), rung(2, 5, Reached::Message)];
        assert_eq!(words(&both), "Next: ring Gail Buckley again");
    }

    #[test]
    fn nobody_is_rung_again_once_somebody_answered() {
        let tries = [rung(1, 1, Reached::Spoken)];
        let next = next(&[contact(1, "Gail Buckley"), contact(2, "Dean Buckley")], &tries);
        assert_eq!(next, None);
        assert_eq!(next_words(next.as_ref(), &tries), "Next: record the reason");
    }

    #[test]
    fn what_was_tried_is_said_with_its_day_unless_that_is_today() {
        let tries = [rung(1, 1, Reached::NoAnswer), rung(1, 5, Reached::Message)];
        assert_eq!(tried(DAY, &tries), "Rung twice, last today at 09:05: message left");
        assert_eq!(tried(date(2027, 3, 15), &tries), "Rung twice, last Fri 12 March at 09:05: message left");
        assert_eq!(tried(DAY, &[]), "");
    }

    #[test]
    fn one_goes_back_to_where_one_came_from_and_never_elsewhere() {
        let to = |address: &str| back(&Fields::new([("back", address)])).href;
        assert_eq!(["", "/", "/pupils/4", "https://elsewhere.example"].map(to), ["/board", "/", "/pupils/4", "/"]);
    }
}
