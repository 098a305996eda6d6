//! What the admission register says, in the words of a return.

use domain::{
    admission::{Particular, Record},
    pupil::Contact,
};

/// The full name, and where the pupil lives; empty while the register has no address.
pub(super) fn name_and_address(register: Option<&Record>) -> String {
    match register.map(|register| (register.full_name(), register.is(Particular::Address))) {
        Some((name, address)) if !address.is_empty() => format!("{name}, {address}"),
        _ => String::new(),
    }
}

/// Every particular, the terms of the enrolment, and everybody to ring.
pub(super) fn everything(register: Option<&Record>) -> String {
    let Some(register) = register else { return String::new() };
    let mut lines: Vec<String> = Particular::ALL
        .into_iter()
        .filter(|particular| !register.is(*particular).is_empty())
        .map(|particular| format!("{}: {}", particular.label(), register.is(particular)))
        .collect();
    if let Some(enrolment) = register.enrolment() {
        let other = if enrolment.other_school.is_empty() { "" } else { ", other school: " };
        lines.push(format!("Starting day: {}", super::figures::day(enrolment.from)));
        lines.push(format!("Registered: {}{other}{}", enrolment.kind.words(), enrolment.other_school));
    }
    lines.extend(register.contacts.iter().map(|contact| format!("{}: {}", role(contact), person(contact))));
    lines.join("\n")
}

/// Everybody with whom the pupil lives.
pub(super) fn lives_with(register: Option<&Record>) -> String {
    let contacts = register.map(|register| register.contacts.as_slice()).unwrap_or_default();
    contacts.iter().filter(|contact| contact.lives_with).map(person).collect::<Vec<String>>().join("\n")
}

/// The address and the school that the pupil will have.
pub(super) fn future(register: Option<&Record>) -> String {
    let wanted = [Particular::FutureAddress, Particular::FutureSchool];
    let said = wanted.into_iter().filter_map(|particular| Some(register?.is(particular))).filter(|one| !one.is_empty());
    said.collect::<Vec<&str>>().join("\n")
}

fn role(contact: &Contact) -> &'static str {
    match (contact.is_parent, contact.lives_with) {
        (true, true) => "Parent, lives with the pupil",
        (true, false) => "Parent",
        (false, _) => "Contact",
    }
}

fn person(contact: &Contact) -> String {
    let parts = [contact.relationship.as_str(), contact.address.as_str(), contact.phone.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}, {}", contact.name, parts.join(", "))
}
