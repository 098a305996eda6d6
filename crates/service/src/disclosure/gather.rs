//! Everything about a pupil, without what is about others.

mod cases;
mod marks;
mod sent;

use std::collections::BTreeSet;

use documents::dossier::{Dossier, Section};
use domain::{
    Date,
    admission::{Entry, Fact, write},
    id::{ContactId, PupilId},
    pupil::{Contact, Pupil},
};
use store::{StoreError, Tx};

use crate::{App, Error};

/// What stands where something was left out.
const WITHHELD: &str = "withheld";
/// What stands where the name of another child stood.
const ANOTHER: &str = "another child";

/// What a copy must not say.
struct Secrets {
    /// Contacts whose address is protected, or was.
    protected: BTreeSet<ContactId>,
    /// Where they live or lived, and how they are reached.
    places: BTreeSet<String>,
    /// The names of brothers, sisters and others whom messages name.
    names: BTreeSet<String>,
}

impl Secrets {
    fn of(tx: &mut dyn Tx, (pupil, today): (&Pupil, Date), admissions: &[Entry]) -> Result<Secrets, StoreError> {
        let contacts = admissions.iter().flat_map(|entry| &entry.facts).filter_map(|fact| match fact {
            Fact::Contact(contact) => Some(contact.clone()),
            _ => None,
        });
        let contacts: Vec<Contact> = contacts.chain(store::contact::with_protected(tx, pupil.id)?).collect();
        let protected: BTreeSet<ContactId> =
            contacts.iter().filter(|contact| contact.is_protected).map(|contact| contact.id).collect();
        let theirs = contacts.iter().filter(|contact| protected.contains(&contact.id));
        let places = theirs.flat_map(|one| [one.address.clone(), one.phone.clone(), one.email.clone()]);
        let places: BTreeSet<String> = places.filter(|place| !place.is_empty()).collect();
        let mut names = BTreeSet::new();
        for day in [pupil.enrolled_from, today] {
            names.extend(store::pupil::siblings(tx, pupil.id, day)?.into_iter().map(|other| other.forename));
        }
        Ok(Secrets { protected, places, names })
    }

    /// A text without what it must not say: longer texts first, so that no part of one is left.
    fn clean(&self, text: &str) -> String {
        let mut clean = self.places.iter().fold(text.to_owned(), |text, place| text.replace(place, WITHHELD));
        for name in &self.names {
            clean = replace_word(&clean, name);
        }
        clean
    }

    /// Whether a text says what it must not.
    fn are_in(&self, text: &str) -> bool {
        self.clean(text) != text
    }
}

/// A text with a name replaced where it stands as a word.
fn replace_word(text: &str, name: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name).filter(|_| !name.is_empty()) {
        let (before, from) = rest.split_at(at);
        let after = &from[name.len()..];
        let is_word = !before.chars().next_back().is_some_and(char::is_alphanumeric)
            && !after.chars().next().is_some_and(char::is_alphanumeric);
        clean.push_str(before);
        clean.push_str(if is_word { ANOTHER } else { name });
        rest = after;
    }
    clean + rest
}

/// The tables and files of a copy, and what was left out of it.
pub(super) fn gather(app: &App, pupil: &Pupil) -> Result<Dossier, Error> {
    let school = pupil.school;
    let (mut dossier, history) = app.store.read::<_, Error>(|tx| {
        let admissions = store::admission::of_pupil(tx, school, pupil.id)?;
        let mut secrets = Secrets::of(tx, (pupil, app.today()), &admissions)?;
        let messages = sent::messages(tx, (school, pupil.id), &mut secrets)?;
        let history = store::case::of_pupil(tx, pupil.id)?;
        let mut dossier = Dossier { left_out: said(&secrets), ..Dossier::default() };
        dossier.sections.push(particulars(pupil));
        dossier.sections.push(admission(&admissions, &secrets));
        dossier.sections.push(contacts(&store::contact::with_protected(tx, pupil.id)?, &secrets));
        dossier.sections.push(cohorts(&store::pupil::cohorts(tx, pupil.id)?));
        dossier.sections.push(marks::section(tx, app.codes(), school, pupil.id)?);
        dossier.sections.push(cases::section(&history, &secrets));
        sent::letters(tx, pupil.id, &secrets, &mut dossier)?;
        dossier.sections.extend(sent::sections(&messages, &secrets));
        sent::evidence(tx, pupil.id, &mut dossier)?;
        dossier.sections.push(cases::kept(&store::retention::of_pupil(tx, pupil.id)?));
        Ok((dossier, history))
    })?;
    dossier.sections.push(cases::decisions(app, pupil, &history)?);
    Ok(dossier)
}

fn said(secrets: &Secrets) -> Vec<String> {
    let mut left_out = Vec::new();
    if !secrets.protected.is_empty() {
        left_out.push(String::from(
            "The address, telephone number and e-mail address of a parent whose address is protected, the address of the child \
             where it is the same, and letters in which one of them stands.",
        ));
    }
    left_out.push(String::from(
        "What is kept about other children: their marks and records, and the names of brothers and sisters in messages and notes.",
    ));
    left_out
}

fn particulars(pupil: &Pupil) -> Section {
    let until = pupil.enrolled_until.map(|day| day.to_string()).unwrap_or_default();
    Section {
        name: "pupil",
        title: "The pupil",
        columns: &["upn", "forename", "surname", "sex", "born", "on_roll_from", "on_roll_until"],
        rows: vec![vec![
            pupil.upn.clone(),
            pupil.forename.clone(),
            pupil.surname.clone(),
            pupil.sex.to_string(),
            pupil.born.to_string(),
            pupil.enrolled_from.to_string(),
            until,
        ]],
    }
}

fn admission(entries: &[Entry], secrets: &Secrets) -> Section {
    let row = |entry: &Entry| {
        let facts: Vec<Fact> = entry.facts.iter().map(|fact| without(fact, secrets)).collect();
        vec![
            entry.at.to_string(),
            entry.act.word().to_owned(),
            entry.from.to_string(),
            secrets.clean(&write(&facts)),
            secrets.clean(&entry.reason),
            entry.by.name.clone(),
            entry.by.position.clone(),
        ]
    };
    Section {
        name: "admission_register",
        title: "The admission register, every entry",
        columns: &["entered_at", "kind", "true_from", "what", "why", "by", "position"],
        rows: entries.iter().map(row).collect(),
    }
}

/// A fact without what is protected in it.
fn without(fact: &Fact, secrets: &Secrets) -> Fact {
    match fact {
        Fact::Contact(one) if secrets.protected.contains(&one.id) => Fact::Contact(hidden(one)),
        Fact::Is(particular, value)
            if !secrets.protected.is_empty() && particular.is_address() && !value.is_empty() =>
        {
            Fact::Is(*particular, WITHHELD.into())
        }
        other => other.clone(),
    }
}

fn hidden(contact: &Contact) -> Contact {
    Contact { address: WITHHELD.into(), phone: WITHHELD.into(), email: WITHHELD.into(), ..contact.clone() }
}

fn contacts(all: &[Contact], secrets: &Secrets) -> Section {
    let row = |contact: &Contact| {
        let one = if secrets.protected.contains(&contact.id) { hidden(contact) } else { contact.clone() };
        let word = |yes: bool| String::from(if yes { "yes" } else { "no" });
        vec![
            one.name,
            one.relationship,
            word(one.is_parent),
            word(one.lives_with),
            one.phone,
            one.email,
            secrets.clean(&one.address),
        ]
    };
    Section {
        name: "contacts",
        title: "Whom the school rings",
        columns: &["name", "relationship", "is_parent", "lives_with", "telephone", "email", "address"],
        rows: all.iter().map(row).collect(),
    }
}

fn cohorts(all: &[store::pupil::Cohort]) -> Section {
    let row = |one: &store::pupil::Cohort| {
        let until = one.span.until.map(|day| day.to_string()).unwrap_or_default();
        vec![one.name.clone(), one.span.from.to_string(), until, one.source.clone()]
    };
    Section {
        name: "cohorts",
        title: "Groups that the school counts the pupil in",
        columns: &["group", "from", "until", "source"],
        rows: all.iter().map(row).collect(),
    }
}

/// Whether a message or form is about the pupil.
fn is_about(pupils: &[PupilId], pupil: PupilId) -> bool {
    pupils.contains(&pupil)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_where_they_are_words_and_places_go_everywhere() {
        let secrets = Secrets {
            protected: BTreeSet::new(),
            places: ["4 Mill Lane".into()].into(),
            names: ["Al".into(), "Zoë".into()].into(),
        };
        let said = "Also Al, and Zoë, at 4 Mill Lane. Alfred";
        assert_eq!(secrets.clean(said), "Also another child, and another child, at withheld. Alfred");
        assert!(secrets.are_in(said) && !secrets.are_in("Also Alfred"));
    }
}
