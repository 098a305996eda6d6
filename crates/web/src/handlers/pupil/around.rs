//! Who is around a child: whom to ring, who teaches them, brothers and sisters.

use domain::{
    calendar::school_year_start,
    permission::{Permission, Place},
    pupil::{self, Pupil},
    school::year_name,
};
use service::App;

use super::known::Known;
use crate::{
    error::Problem,
    link::Link,
    pages::pupil::{Around, Contact, Other, Sibling},
    reader::Reader,
    urls, words,
};

pub(super) fn around(app: &App, reader: &Reader, known: &Known<'_>) -> Result<Around, Problem> {
    let record = &known.record;
    let teacher = |name: &String| Other { name: name.clone(), detail: String::from("class teacher") };
    let siblings = record.siblings.iter().map(|other| sibling(app, known, other));
    Ok(Around {
        contacts: record.contacts.iter().map(contact).collect(),
        others: record.teachers.iter().map(teacher).collect(),
        siblings: siblings.collect::<Result<_, _>>()?,
        nobody: nobody(reader, known).into(),
    })
}

/// Why no contact is shown; empty when one is.
pub(super) fn nobody(reader: &Reader, known: &Known<'_>) -> &'static str {
    if !known.record.contacts.is_empty() {
        ""
    } else if reader.actor.may(Permission::SeeContacts, Place::School(known.school.id)) {
        "No contact is on record. The office adds them from the admission register."
    } else {
        "Contacts are shown to the office and to those who lead cases."
    }
}

fn contact(contact: &pupil::Contact) -> Contact {
    let lives_with = if contact.lives_with { ", lives with" } else { "" };
    let first = if contact.order == 1 { " Rings first:" } else { "" };
    Contact {
        name: contact.name.clone(),
        detail: format!("{}{lives_with}.{first}", contact.relationship),
        phone: contact.phone.clone(),
        protected: if contact.is_protected { String::from("Address protected") } else { String::new() },
    }
}

fn sibling(app: &App, known: &Known<'_>, other: &Pupil) -> Result<Sibling, Problem> {
    let view = app.view(other.school);
    let sheet = view.roll()?.sheet_or_blank(other.id).between(school_year_start(known.today), known.today);
    let relation = match other.sex {
        'F' => "Sister",
        'M' => "Brother",
        _ => "Sibling",
    };
    Ok(Sibling {
        relation: relation.into(),
        who: Link::new(format!("{}, {}", other.forename, year_name(other.year)), urls::pupil(other.id)),
        missed: format!("{} missed", words::days(sheet.tally().half_days_missed().into())),
    })
}
