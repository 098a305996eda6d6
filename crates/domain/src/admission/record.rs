//! What the register said of a pupil on a day, folded from its entries.

use alloc::{borrow::ToOwned, collections::BTreeMap, string::String, vec::Vec};

use jiff::civil::Date;

use super::{Deletion, Enquiry, Enrolment, Entry, Fact, Kind, Membership, Particular, Worker};
use crate::{clock, id::ContactId, pupil::Contact};

/// A value with the day from which it is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The first day.
    pub from: Date,
    /// What is true from then on.
    pub value: String,
}

/// Everything that the register says of one pupil.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    particulars: BTreeMap<Particular, Vec<Stated>>,
    /// Parents and others to ring, in the order to try.
    pub contacts: Vec<Contact>,
    /// The times on the register, oldest first.
    pub enrolments: Vec<Enrolment>,
    /// The cohorts, by name and first day.
    pub cohorts: Vec<Membership>,
    /// Who works with the pupil, by post and first day.
    pub workers: Vec<Worker>,
    /// What was done to find the pupil, in order.
    pub enquiries: Vec<Enquiry>,
    /// The deletion of the name; nothing while it stands.
    pub deletion: Option<Deletion>,
    day: Date,
}

/// Something that the register ought to say and does not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// No address of the pupil.
    Address,
    /// Nobody is entered as a parent.
    Parent,
    /// It is not said with whom the pupil lives.
    LivesWith,
    /// No address of this parent.
    AddressOf(String),
    /// No telephone number of this parent, with whom the pupil lives.
    PhoneOf(String),
    /// Fewer people can be rung than are asked for.
    FewContacts {
        /// How many can be rung.
        are: usize,
        /// How many are asked for.
        asked: usize,
    },
    /// The number stands in for one that another school has.
    TemporaryUpn,
}

impl Record {
    /// What `entries` of one pupil in order, as far as they were made by the end of `day`, say of that day; nothing when none was.
    pub fn on<'a>(entries: impl IntoIterator<Item = &'a Entry>, day: Date) -> Option<Record> {
        let mut known: Vec<&Entry> = entries.into_iter().filter(|entry| clock::local(entry.at).date() <= day).collect();
        if known.is_empty() {
            return None;
        }
        let mut record = Record { day, ..Record::default() };
        record.take_all(&known, is_of_roll);
        // What was entered later wins among what is true from the same day on.
        known.sort_by_key(|entry| entry.from);
        record.take_all(&known, |fact| !is_of_roll(fact));
        record.contacts.sort_by_key(|contact| (contact.order, contact.id));
        record.enrolments.sort_by_key(|enrolment| enrolment.from);
        record.cohorts.sort_by(|one, other| (&one.name, one.from).cmp(&(&other.name, other.from)));
        Some(record)
    }

    fn take_all(&mut self, entries: &[&Entry], is_wanted: fn(&Fact) -> bool) {
        for entry in entries {
            for fact in entry.facts.iter().filter(|fact| is_wanted(fact)) {
                self.take(entry.from, fact);
            }
        }
    }

    fn take(&mut self, from: Date, fact: &Fact) {
        match fact {
            Fact::Is(particular, value) => {
                let stated = Stated { from, value: value.clone() };
                self.particulars.entry(*particular).or_default().push(stated);
            }
            Fact::Contact(contact) if from <= self.day => {
                self.remove(contact.id);
                self.contacts.push(contact.clone());
            }
            Fact::ContactGone(contact) if from <= self.day => self.remove(*contact),
            Fact::Contact(_) | Fact::ContactGone(_) => {}
            Fact::Enrolment(enrolment) => {
                self.enrolments.retain(|known| known.from != enrolment.from);
                self.enrolments.push(enrolment.clone());
                if self.deletion.as_ref().is_some_and(|deletion| deletion.on < enrolment.from) {
                    self.deletion = None;
                }
            }
            Fact::Cohort(cohort) => {
                self.withdraw(&cohort.name, cohort.from);
                self.cohorts.push(cohort.clone());
            }
            Fact::CohortWithdrawn(name, first) => self.withdraw(name, *first),
            Fact::Worker(worker) => {
                self.workers.retain(|known| known.post != worker.post || known.from != worker.from);
                self.workers.push(worker.clone());
            }
            Fact::Enquiry(enquiry) => self.enquiries.push(enquiry.clone()),
            Fact::DeletionWithdrawn(on) => {
                self.deletion = None;
                for enrolment in self.enrolments.iter_mut().filter(|enrolment| enrolment.until == Some(*on)) {
                    enrolment.until = None;
                }
            }
            Fact::Deleted(deletion) => {
                for enrolment in &mut self.enrolments {
                    let stands = enrolment.from <= deletion.on && enrolment.until.is_none_or(|last| last > deletion.on);
                    if stands {
                        enrolment.until = Some(deletion.on);
                    }
                }
                self.deletion = Some(deletion.clone());
            }
        }
    }

    fn remove(&mut self, contact: ContactId) {
        self.contacts.retain(|known| known.id != contact);
    }

    fn withdraw(&mut self, name: &str, from: Date) {
        self.cohorts.retain(|known| known.name != name || known.from != from);
    }

    /// The day that it is about.
    pub const fn day(&self) -> Date {
        self.day
    }

    /// What is true of the pupil on the day; empty when nothing is on record.
    pub fn is(&self, particular: Particular) -> &str {
        self.so_far(particular).last().map_or("", |stated| stated.value.as_str())
    }

    /// What was true before, oldest first, without what is true now.
    pub fn former(&self, particular: Particular) -> Vec<String> {
        let now = self.is(particular);
        let mut former: Vec<String> = Vec::new();
        for stated in self.so_far(particular).filter(|stated| stated.value != now && !stated.value.is_empty()) {
            if !former.contains(&stated.value) {
                former.push(stated.value.clone());
            }
        }
        former
    }

    fn so_far(&self, particular: Particular) -> impl Iterator<Item = &Stated> {
        let all = self.particulars.get(&particular).map_or(&[][..], Vec::as_slice);
        all.iter().filter(|stated| stated.from <= self.day)
    }

    /// The name that the school uses: that one, or the first that is registered.
    pub fn forename(&self) -> String {
        match self.is(Particular::Called) {
            "" => self.is(Particular::Forenames).to_owned(),
            called => called.to_owned(),
        }
    }

    /// The full name, as registered.
    pub fn full_name(&self) -> String {
        alloc::format!("{} {}", self.is(Particular::Forenames), self.is(Particular::Surname))
    }

    /// The enrolment that the day falls in; before the first, the one to come.
    pub fn enrolment(&self) -> Option<&Enrolment> {
        let begun = self.enrolments.iter().rev().find(|enrolment| enrolment.from <= self.day);
        begun.or(self.enrolments.first())
    }

    /// Whether the name stood on the register on the day. A guest's never does.
    pub fn is_on_register(&self) -> bool {
        let covers = |enrolment: &&Enrolment| {
            enrolment.from <= self.day && enrolment.until.is_none_or(|until| self.day <= until)
        };
        self.enrolments.iter().rev().find(covers).is_some_and(|enrolment| enrolment.kind != Kind::Guest)
    }

    /// Whether where the pupil lives must not become known: they live with somebody whose address is protected.
    pub fn is_protected(&self) -> bool {
        self.contacts.iter().any(|contact| contact.is_protected && contact.lives_with)
    }

    /// What is missing. `asked` is how many people the school wants to be able to ring.
    pub fn gaps(&self, asked: usize) -> Vec<Gap> {
        let mut gaps = Vec::new();
        if self.is(Particular::Address).is_empty() {
            gaps.push(Gap::Address);
        }
        let parents = || self.contacts.iter().filter(|contact| contact.is_parent);
        if parents().next().is_none() {
            gaps.push(Gap::Parent);
        } else if !self.contacts.iter().any(|contact| contact.lives_with) {
            gaps.push(Gap::LivesWith);
        }
        gaps.extend(parents().filter(|one| one.address.is_empty()).map(|one| Gap::AddressOf(one.name.clone())));
        let silent = parents().filter(|one| one.lives_with && one.phone.is_empty());
        gaps.extend(silent.map(|one| Gap::PhoneOf(one.name.clone())));
        let are = self.contacts.iter().filter(|contact| !contact.phone.is_empty()).count();
        if are < asked {
            gaps.push(Gap::FewContacts { are, asked });
        }
        if crate::upn::Upn::parse(self.is(Particular::Upn)).is_ok_and(|upn| upn.is_temporary()) {
            gaps.push(Gap::TemporaryUpn);
        }
        gaps
    }

    /// The same record for somebody who may not see protected addresses.
    #[must_use]
    pub fn withheld(mut self, words: &str) -> Record {
        if self.is_protected() {
            for (_, stated) in self.particulars.iter_mut().filter(|(particular, _)| particular.is_address()) {
                for one in stated.iter_mut().filter(|one| !one.value.is_empty()) {
                    words.clone_into(&mut one.value);
                }
            }
        }
        for contact in self.contacts.iter_mut().filter(|contact| contact.is_protected) {
            words.clone_into(&mut contact.address);
        }
        self
    }
}

/// Whether it is about being on the register, where what was decided last counts, whatever day it is for.
fn is_of_roll(fact: &Fact) -> bool {
    matches!(fact, Fact::Enrolment(_) | Fact::Enquiry(_) | Fact::Deleted(_) | Fact::DeletionWithdrawn(_))
}

#[cfg(test)]
mod tests;
