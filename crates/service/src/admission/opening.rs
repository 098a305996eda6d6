//! The first entry of each pupil who came onto the roll by another way: from a list, or before there was this register.

use std::collections::{HashMap, HashSet};

use domain::{
    act::By,
    admission::{Act, Enrolment, Entry, Fact, Membership, Particular},
    clock,
    id::{PersonId, PupilId, SchoolId},
    pupil::Contact,
};
use jiff::{Timestamp, civil::time};
use store::{
    StoreError, Tx,
    pupil::{Cohort, NewPupil, Terms},
};

use crate::{App, Error};

/// When an opening entry is said to have been made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// At this instant.
    At(Timestamp),
    /// On the morning of the pupil's starting day: only of what is invented.
    OnStartingDay,
}

/// Gives every pupil of every school who has no entry their opening one.
pub(crate) fn fill_all(app: &App) -> Result<(), Error> {
    let made = Made::At(app.now());
    for school in app.schools().map(|school| school.id) {
        if !app.store.read(|tx| store::admission::without(tx, school))?.is_empty() {
            app.store.write(move |tx| fill(tx, school, made).map(drop))?;
        }
    }
    Ok(())
}

/// Gives every pupil of a school who has no entry their opening one, and gives how many those were.
pub fn fill(tx: &mut dyn Tx, school: SchoolId, made: Made) -> Result<usize, StoreError> {
    // Whoever holds the end of the log first: another server may be at the same.
    store::admission::append_many(tx, school, &[])?;
    let without: HashSet<PupilId> = store::admission::without(tx, school)?.into_iter().collect();
    if without.is_empty() {
        return Ok(0);
    }
    let mut terms = store::pupil::terms_of_school(tx, school)?;
    let mut cohorts = store::pupil::cohorts_of_school(tx, school)?;
    let mut contacts: HashMap<PupilId, Vec<Contact>> = HashMap::new();
    for contact in store::contact::with_protected_of_school(tx, school)? {
        contacts.entry(contact.pupil).or_default().push(contact);
    }
    let mut entries = Vec::with_capacity(without.len());
    for pupil in store::pupil::on_record_of_school(tx, school)?.iter().filter(|pupil| without.contains(&pupil.id)) {
        let known = Known {
            terms: terms.remove(&pupil.id).unwrap_or_default(),
            cohorts: cohorts.remove(&pupil.id).unwrap_or_default(),
            contacts: contacts.remove(&pupil.id).unwrap_or_default(),
        };
        entries.extend(opening(school, pupil, known, made));
    }
    entries.sort_by_key(|entry| entry.at);
    store::admission::append_many(tx, school, &entries)?;
    Ok(entries.len())
}

/// What other records say of a pupil.
struct Known {
    terms: Vec<Terms>,
    cohorts: Vec<Cohort>,
    contacts: Vec<Contact>,
}

/// The opening entry; nothing for a pupil who was never enrolled.
fn opening(school: SchoolId, pupil: &NewPupil, known: Known, made: Made) -> Option<Entry> {
    let from = known.terms.first()?.span.from;
    let home = known.contacts.iter().find(|contact| contact.lives_with && !contact.address.is_empty());
    let particulars = [
        (Particular::Forenames, pupil.forename.clone()),
        (Particular::Surname, pupil.surname.clone()),
        (Particular::Sex, pupil.sex.to_string()),
        (Particular::Born, pupil.born.to_string()),
        (Particular::Upn, pupil.upn.clone()),
        (Particular::Address, home.map(|contact| contact.address.clone()).unwrap_or_default()),
    ];
    let said = particulars.into_iter().filter(|(_, value)| !value.is_empty());
    let mut facts: Vec<Fact> = said.map(|(particular, value)| Fact::Is(particular, value)).collect();
    facts.extend(known.contacts.into_iter().map(Fact::Contact));
    facts.extend(known.terms.into_iter().map(enrolment));
    facts.extend(known.cohorts.into_iter().map(membership));
    let at = match made {
        Made::At(at) => at,
        Made::OnStartingDay => clock::instant(from, time(8, 0, 0, 0)),
    };
    let by = By { person: PersonId(0), name: String::from("Rollbook"), position: String::from("the program") };
    let reason = String::from("Carried over from the records that were here");
    Some(Entry { school, pupil: pupil.id, at, by, act: Act::Opening, from, facts, reason })
}

fn enrolment(terms: Terms) -> Fact {
    Fact::Enrolment(Enrolment {
        from: terms.span.from,
        kind: terms.kind,
        other_school: terms.other_school,
        other_from: None,
        until: terms.span.until,
    })
}

fn membership(cohort: Cohort) -> Fact {
    Fact::Cohort(Membership {
        name: cohort.name,
        from: cohort.span.from,
        until: cohort.span.until,
        source: cohort.source,
    })
}
