//! An entry of the register in words.

use domain::{
    admission::{Entry, Fact, Particular, Worker},
    pupil::Contact,
};

use super::date_of;
use crate::{handlers::pupil::when, pages::admission, words};

pub(super) fn entry(entry: &Entry) -> admission::Entry {
    admission::Entry {
        what: words::sentence(entry.act.word()),
        from: date_of(entry.from),
        says: entry.facts.iter().map(says).collect(),
        reason: entry.reason.clone(),
        when: when(entry.at),
        person: entry.by.name.clone(),
        position: entry.by.position.clone(),
    }
}

fn says(fact: &Fact) -> String {
    match fact {
        Fact::Is(particular, said) if said.is_empty() => format!("{}: nothing any more", particular.label()),
        Fact::Is(particular, said) => format!("{}: {}", particular.label(), value(*particular, said)),
        Fact::Contact(contact) => {
            let parts = [detail(contact), contact.phone.clone(), contact.email.clone(), contact.address.clone()];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            format!("Contact {}: {} ({})", contact.order, contact.name, parts.join("; "))
        }
        Fact::ContactGone(_) => String::from("A contact is no longer rung"),
        Fact::Enrolment(one) => {
            let other = if one.other_school.is_empty() { String::new() } else { format!(", {}", one.other_school) };
            let until = one.until.map(|day| format!(", until {}", date_of(day))).unwrap_or_default();
            format!("On the register from {}: {}{other}{until}", date_of(one.from), one.kind.words())
        }
        Fact::Cohort(one) => {
            let until = one.until.map(|day| format!(" to {}", date_of(day))).unwrap_or_default();
            format!("Cohort: {} from {}{until} ({})", one.name, date_of(one.from), one.source)
        }
        Fact::CohortWithdrawn(name, from) => format!("Never in the cohort {name} from {}", date_of(*from)),
        Fact::Worker(one) => {
            let until = one.until.map(|day| format!(" to {}", date_of(day))).unwrap_or_default();
            format!("{}: {} from {}{until} ({})", words::sentence(&one.post), one.name, date_of(one.from), ways(one))
        }
        Fact::Enquiry(one) => format!("With {}: {}. Found: {}", one.with, one.done, one.found),
        Fact::DeletionWithdrawn(on) => format!("The deletion on {} is taken back: the name stands", date_of(*on)),
        Fact::Deleted(one) => format!("Name deleted on {} under {}: {}", date_of(one.on), one.paragraph, one.ground),
    }
}

/// `01632 960123; reid@fellshire.example`.
pub(in crate::handlers) fn ways(worker: &Worker) -> String {
    let ways = [worker.telephone.as_str(), worker.email.as_str()];
    ways.into_iter().filter(|way| !way.is_empty()).collect::<Vec<&str>>().join("; ")
}

/// A particular as a page shows it.
pub(super) fn value(particular: Particular, said: &str) -> String {
    match (particular, said) {
        (Particular::Sex, "F") => String::from("female"),
        (Particular::Sex, "M") => String::from("male"),
        (Particular::Born, said) => said.parse().map_or_else(|_| said.to_owned(), date_of),
        (_, said) => said.to_owned(),
    }
}

/// `mother, parent, lives with`.
pub(super) fn detail(contact: &Contact) -> String {
    let mut detail = vec![contact.relationship.as_str()];
    detail.extend(contact.is_parent.then_some("parent"));
    detail.extend(contact.lives_with.then_some("lives with"));
    detail.extend(contact.is_protected.then_some("address protected"));
    detail.join(", ")
}
