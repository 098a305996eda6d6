//! What the register says of a pupil, today or as it was known on a day.

use axum::response::Response;
use domain::{
    admission::{Enrolment, Gap, Particular, Record},
    id::PupilId,
    pupil::Contact,
};
use service::{App, admission::Shown};

use super::{Address, Visit, date_of, entry, on, pupil, urls};
use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    link::Link,
    pages::admission::{self, Fact, Person, RecordPage},
    reader::Reader,
    words,
};

pub(super) async fn page(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| show(app, reader, pupil(&address)?, &fields)).await
}

fn show(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    let asked = on(fields)?;
    let shown = service::admission::look(app, &reader.actor, pupil, asked)?;
    let (record, day, today) = (&shown.record, shown.record.day(), app.today());
    let may_enter = shown.may_keep && day == today;
    let view = RecordPage {
        back: back(app, &shown),
        on: day.to_string(),
        today: today.to_string(),
        action: urls::record(pupil),
        past: if day == today { String::new() } else { format!("As it was known on {}.", words::full_day(day)) },
        gaps: shown.gaps.iter().map(gap).collect(),
        links: if may_enter { links(&shown, pupil) } else { Vec::new() },
        facts: facts(record),
        people: record.contacts.iter().map(|contact| person(contact, pupil, may_enter)).collect(),
        enrolments: record.enrolments.iter().rev().map(enrolment).collect(),
        workers: record.workers.iter().map(worker).collect(),
        cohorts: record.cohorts.iter().map(|cohort| cohort_line(cohort, pupil, may_enter)).collect(),
        hidden: match shown.hidden_cohorts {
            0 => String::new(),
            1 => String::from("1 cohort is shown only to those who need to know."),
            many => format!("{many} cohorts are shown only to those who need to know."),
        },
        enquiries: record.enquiries.iter().map(enquiry).collect(),
        deletion: deletion(record),
        history: shown.history.iter().rev().map(entry::entry).collect(),
    };
    let title = format!("Admission register: {}", record.full_name());
    let frame = reader.frame(&title, Some(Section::Pupils)).wide();
    Ok(reader.show(&frame, "admission/record.html", view))
}

/// To the pupil's page, which only those on the roll have.
fn back(app: &App, shown: &Shown) -> Link {
    let (pupil, today) = (&shown.pupil, app.today());
    let is_on_roll = pupil.enrolled_from <= today && pupil.enrolled_until.is_none_or(|until| today <= until);
    match is_on_roll {
        true => Link::new(pupil.name(), crate::urls::pupil(pupil.id)),
        false => Link::new("Admission register of the school", urls::register(pupil.school)),
    }
}

fn links(shown: &Shown, pupil: PupilId) -> Vec<Link> {
    let record = &shown.record;
    let mut links = vec![
        Link::new("Enter a change", urls::amend(pupil)),
        Link::new("Add a parent or contact", urls::contacts(pupil)),
        Link::new("Change the enrolment", urls::enrolment(pupil)),
        Link::new("Add a cohort", urls::cohorts(pupil)),
        Link::new("Record a joint enquiry", urls::enquiries(pupil)),
    ];
    links.push(Link::new("Common transfer file", crate::urls::transfer::of_pupil(pupil)));
    if shown.may_see_protected {
        links.push(Link::new("Add who works with the child", crate::urls::worker::of_pupil(pupil)));
    }
    match &record.deletion {
        None => links.push(Link::new("Delete the name", urls::deletion(pupil))),
        Some(deletion) if deletion.on >= record.day() => {
            links.push(Link::new("Take the deletion back", urls::stay(pupil)));
        }
        Some(_) => {}
    }
    links
}

fn gap(gap: &Gap) -> String {
    match gap {
        Gap::Address => String::from("the address of the pupil"),
        Gap::Parent => String::from("every parent, with full name and address"),
        Gap::LivesWith => String::from("with whom the pupil normally lives"),
        Gap::AddressOf(name) => format!("the address of {name}"),
        Gap::PhoneOf(name) => format!("a telephone number of {name}, with whom the pupil lives"),
        Gap::FewContacts { are, asked } => {
            format!("more people to ring: there are {are}, and {asked} are asked for where it can be had")
        }
        Gap::TemporaryUpn => String::from("the permanent unique pupil number: the one here stands in for it"),
    }
}

fn facts(record: &Record) -> Vec<Fact> {
    let shown = Particular::ALL.into_iter().filter(|particular| is_shown(record, *particular));
    shown.map(|particular| fact(record, particular)).collect()
}

/// What most pupils do not have is left out until it is entered.
fn is_shown(record: &Record, particular: Particular) -> bool {
    let is_rare = matches!(
        particular,
        Particular::Called
            | Particular::SecondAddress
            | Particular::FormerUpn
            | Particular::FutureAddress
            | Particular::FutureSchool
            | Particular::Boarding
    );
    !is_rare || !record.is(particular).is_empty() || !record.former(particular).is_empty()
}

fn fact(record: &Record, particular: Particular) -> Fact {
    let mut beside = Vec::new();
    if particular == Particular::Upn
        && domain::upn::Upn::parse(record.is(particular)).is_ok_and(|upn| upn.is_temporary())
    {
        beside.push(String::from("For the time being"));
    }
    let former = record.former(particular);
    if !former.is_empty() {
        let former: Vec<String> = former.iter().map(|value| entry::value(particular, value)).collect();
        beside.push(format!("Before: {}", former.join("; ")));
    }
    if particular == Particular::Address && record.is_protected() {
        beside.push(String::from("Protected: the pupil lives with somebody whose address is"));
    }
    Fact {
        key: particular.label().into(),
        value: entry::value(particular, record.is(particular)),
        beside: beside.join(". "),
    }
}

fn person(contact: &Contact, pupil: PupilId, may_enter: bool) -> Person {
    Person {
        name: contact.name.clone(),
        detail: entry::detail(contact),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
        address: contact.address.clone(),
        protected: if contact.is_protected { String::from("Address protected") } else { String::new() },
        change: may_enter.then(|| urls::contact(pupil, contact.id)),
    }
}

fn enrolment(one: &Enrolment) -> admission::Enrolment {
    let since = one.other_from.map(|day| format!(", from {}", date_of(day))).unwrap_or_default();
    admission::Enrolment {
        kind: words::sentence(one.kind.words()),
        other: if one.other_school.is_empty() { String::new() } else { format!("{}{since}", one.other_school) },
        from: date_of(one.from),
        until: one.until.map_or_else(|| String::from("the name stands"), date_of),
    }
}

fn cohort_line(one: &domain::admission::Membership, pupil: PupilId, may_enter: bool) -> admission::Cohort {
    admission::Cohort {
        name: one.name.clone(),
        when: match one.until {
            Some(until) => format!("{} to {}", date_of(one.from), date_of(until)),
            None => format!("since {}", date_of(one.from)),
        },
        source: one.source.clone(),
        change: may_enter.then(|| urls::cohort(pupil, &one.name, one.from)),
    }
}

fn worker(one: &domain::admission::Worker) -> Fact {
    let until = one.until.map(|day| format!(" to {}", date_of(day))).unwrap_or_default();
    Fact {
        key: words::sentence(&one.post),
        value: format!("{} ({})", one.name, super::ways(one)),
        beside: format!("since {}{until}", date_of(one.from)),
    }
}

fn enquiry(one: &domain::admission::Enquiry) -> Fact {
    Fact {
        key: date_of(one.on),
        value: format!("With {}: {}", one.with, one.done),
        beside: format!("Found: {}", one.found),
    }
}

fn deletion(record: &Record) -> Vec<Fact> {
    let Some(deletion) = &record.deletion else { return Vec::new() };
    let ground = Fact {
        key: format!("Regulation {}", deletion.paragraph),
        value: deletion.ground.clone(),
        beside: format!("The name stands to the end of {}", words::full_day(deletion.on)),
    };
    let proofs = deletion.proofs.iter().map(|(condition, proof)| Fact {
        key: condition.clone(),
        value: proof.clone(),
        beside: String::new(),
    });
    std::iter::once(ground).chain(proofs).collect()
}
