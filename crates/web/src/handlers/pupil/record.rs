//! A pupil's entry in the admission register, and the amendments of their marks.

use axum::{extract::Path, response::Response};
use domain::{
    id::{PupilId, SchoolId},
    log,
    permission::{Permission, Place},
    pupil::Contact,
};
use service::{App, pupil::Span};

use super::{
    around, event,
    header::{date_of, header},
    id,
    known::Known,
};
use crate::{
    error::Problem,
    frame::Section,
    handlers::Visit,
    link::Link,
    mark::MarkCell,
    pages::pupil::{
        Tab,
        record::{Amendment, Cohort, ContactRow, Enrolment, Fact, RecordPage},
    },
    reader::Reader,
    urls, words,
};

pub(super) async fn page(visit: Visit, Path(pupil): Path<String>) -> Response {
    visit.answer(move |app, reader| show(app, reader, id(&pupil)?)).await
}

fn show(app: &App, reader: &Reader, pupil: PupilId) -> Result<Response, Problem> {
    let known = Known::load(app, reader, pupil)?;
    let may_see = reader.actor.may(Permission::SeeContacts, Place::School(known.school.id));
    let page = RecordPage {
        header: header(app, reader, &known, Tab::Record)?,
        facts: facts(&known),
        admission: may_see
            .then(|| Link::new("Everything that it says, with its history", urls::admission::record(pupil))),
        retention: reader
            .actor
            .may(Permission::KeepRecords, Place::School(known.school.id))
            .then(|| Link::new("Holds, and a copy of everything that is kept", urls::retention::of_pupil(pupil))),
        enrolments: enrolments(app, &known),
        cohorts: cohorts(&known),
        contacts: known.record.contacts.iter().map(contact).collect(),
        contacts_hidden: around::nobody(reader, &known).into(),
        amendments: known.record.amendments.iter().flat_map(|entry| amendments(app, entry)).collect(),
    };
    let title = format!("{}: record", known.pupil().name());
    Ok(reader.show(&reader.frame(&title, Some(Section::Pupils)).wide(), "pupil/record.html", page))
}

fn facts(known: &Known<'_>) -> Vec<Fact> {
    let pupil = known.pupil();
    let fact = |key: &str, value: String| Fact { key: key.into(), value };
    let sex = match pupil.sex {
        'F' => String::from("female"),
        'M' => String::from("male"),
        other => other.to_string(),
    };
    vec![
        fact("Name", pupil.name()),
        fact("Born", date_of(pupil.born)),
        fact("Sex, as registered", sex),
        fact("Unique pupil number", pupil.upn.clone()),
    ]
}

fn enrolments(app: &App, known: &Known<'_>) -> Vec<Enrolment> {
    let mut all = known.record.enrolments.clone();
    all.sort_by_key(|(_, span)| std::cmp::Reverse(span.from));
    let enrolment = |(school, span): (SchoolId, Span)| Enrolment {
        school: app.school(school).map_or_else(|_| String::from("another school"), |school| school.name.clone()),
        group: last_group(known, school, span).unwrap_or_else(|| String::from("none on record")),
        from: date_of(span.from),
        until: span.until.map_or_else(|| String::from("still on roll"), date_of),
    };
    all.into_iter().map(enrolment).collect()
}

/// The class of an enrolment: of today, or of its last day.
fn last_group(known: &Known<'_>, school: SchoolId, enrolled: Span) -> Option<String> {
    let day = enrolled.until.map_or(known.today, |until| until.min(known.today)).max(enrolled.from);
    let is_then = |span: &Span| span.from <= day && span.until.is_none_or(|until| day <= until);
    let mut classes = known.record.groups.iter().rev().filter(|(group, _)| group.school == school);
    classes.find(|(_, span)| is_then(span)).map(|(group, _)| group.name.clone())
}

fn cohorts(known: &Known<'_>) -> Vec<Cohort> {
    let cohort = |cohort: &service::pupil::Cohort| {
        let until = cohort.span.until.map(|last| format!(" until {}", date_of(last))).unwrap_or_default();
        Cohort { name: cohort.name.clone(), when: format!("since {}{until}", date_of(cohort.span.from)) }
    };
    known.record.cohorts.iter().map(cohort).collect()
}

fn contact(contact: &Contact) -> ContactRow {
    let mut detail = vec![contact.relationship.as_str()];
    detail.extend(contact.is_parent.then_some("parent"));
    detail.extend(contact.lives_with.then_some("lives with"));
    ContactRow {
        name: contact.name.clone(),
        detail: detail.join(", "),
        phone: contact.phone.clone(),
        address: if contact.is_protected { String::new() } else { contact.address.clone() },
        protected: if contact.is_protected { String::from("Address protected") } else { String::new() },
    }
}

fn amendments<'a>(app: &'a App, entry: &'a log::Entry) -> impl Iterator<Item = Amendment> + 'a {
    let what = &entry.what;
    what.marks.iter().map(|mark| Amendment {
        session: Link::new(words::session(mark.session), urls::mark(mark.pupil, mark.session)),
        original: MarkCell::new(app.codes(), mark.was),
        new: MarkCell::new(app.codes(), Some(mark.code)),
        reason: what.reason.clone(),
        when: event::when(what.at),
        person: what.by.name.clone(),
        position: what.by.position.clone(),
    })
}
