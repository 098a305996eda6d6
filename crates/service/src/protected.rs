//! What a reader may not see of a pupil's circumstances, such as that there is a social worker, and of all that follows from them.
//!
//! Whoever may not see them is shown what the rules make of the pupil without them: a page can then give nothing away, neither by
//! what stands on it nor by what is missing. Where a condition asks about such a circumstance, the answer is left open.

use std::collections::BTreeSet;

use domain::{
    Date,
    case::{Done, Event},
    decide::{Decided, Explained, Proof, Receipt, Truth},
    id::SchoolId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    rule::{Condition, Rules, Test},
};

use crate::{App, Error, admission::is_sensitive};

/// What a receipt says instead of a condition that asks about something the reader may not see.
pub const WITHHELD: &str = "a circumstance on record that you may not see";

/// What is kept from a reader: the names of the handbook that rest on a sensitive cohort.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Veil {
    /// Entries that ask about one anywhere.
    ask: BTreeSet<String>,
    /// Entries that can never hold without one.
    demand: BTreeSet<String>,
}

/// Whether somebody may see what needs care in a school.
pub fn may_see(by: &Actor, school: SchoolId) -> bool {
    by.may(Permission::SeeProtected, Place::School(school))
}

/// The pupil as this reader may know them: without the cohorts that are kept from the reader.
pub fn pupil(app: &App, by: &Actor, mut pupil: Pupil) -> Pupil {
    if !may_see(by, pupil.school) {
        pupil.cohorts.retain(|cohort| !is_sensitive(app, cohort));
    }
    pupil
}

/// What is kept from this reader in a school; nothing for somebody who may see all of it.
pub fn veil(app: &App, by: &Actor, school: SchoolId, day: Date) -> Result<Option<Veil>, Error> {
    if may_see(by, school) {
        return Ok(None);
    }
    let rules = app.rules_on(school, day)?;
    Ok(Some(Veil::over(rules, |name| is_sensitive(app, name))))
}

/// What is kept from somebody who looks after the cohorts `own` alone: what rests on other circumstances that need care.
pub(crate) fn veil_of_others(app: &App, school: SchoolId, own: &BTreeSet<String>) -> Result<Veil, Error> {
    Ok(Veil::over(app.rules(school)?, |name| is_sensitive(app, name) && !own.contains(name)))
}

/// What was done about a pupil, without what can only be done where there is something that this reader may not see.
pub fn history(app: &App, by: &Actor, pupil: &Pupil, mut history: Vec<Event>) -> Result<Vec<Event>, Error> {
    if let Some(veil) = veil(app, by, pupil.school, app.today())? {
        history.retain(|event| !veil.covers(event));
    }
    Ok(history)
}

impl Veil {
    /// Over the cohorts for which `is_first` holds, and all that rests on them.
    fn over(rules: &Rules, is_first: impl Fn(&str) -> bool) -> Veil {
        Veil {
            ask: resting(rules, &is_first, |condition, names| {
                condition.atoms().iter().any(|atom| names_one(&atom.test, names))
            }),
            demand: resting(rules, &is_first, demands),
        }
    }

    /// Whether an entry of this name can never hold without something that is kept from the reader.
    pub fn demands(&self, name: &str) -> bool {
        self.demand.contains(name)
    }

    /// Whether an entry of this name asks about something that is kept from the reader.
    pub fn asks(&self, name: &str) -> bool {
        self.ask.contains(name)
    }

    /// Whether an event says something that is kept from the reader.
    pub(crate) fn covers(&self, event: &Event) -> bool {
        let is_to_a_worker =
            matches!(&event.done, Done::Messaged { template, .. } if template == crate::message::WORKER_ABSENT);
        is_to_a_worker || event.name().is_some_and(|name| self.demands(name))
    }

    /// Withholds from everything that was decided what asks about more than the reader may see.
    pub fn cover_decided(&self, decided: &mut Decided) {
        decided.bands.iter_mut().for_each(|one| self.cover_receipt(&mut one.receipt));
        decided.flags.iter_mut().chain(&mut decided.lists).for_each(|one| self.cover_receipt(&mut one.receipt));
        decided.tasks.iter_mut().for_each(|one| self.cover_receipt(&mut one.receipt));
        decided.offers.iter_mut().for_each(|one| self.cover_receipt(&mut one.receipt));
    }

    /// The same of one decision: whether it holds is left open where only such a circumstance is missing.
    pub fn cover_explained(&self, explained: &mut Explained) {
        self.cover_receipt(&mut explained.receipt);
        let is_covered = explained.receipt.proofs.iter().any(|proof| proof.words == WITHHELD);
        if explained.holds == Truth::No && (is_covered || self.demands(&explained.name)) {
            explained.holds = Truth::NotKnown;
        }
    }

    fn cover_receipt(&self, receipt: &mut Receipt) {
        self.cover(&mut receipt.proofs);
    }

    /// Withholds the conditions that ask about more than the reader may see. One that holds stands on what they do see.
    pub fn cover(&self, proofs: &mut [Proof]) {
        let is_open = |proof: &&mut Proof| proof.holds != Truth::Yes || proof.words.contains(" not ");
        for proof in proofs.iter_mut().filter(is_open) {
            if named(&proof.words).any(|name| self.ask.contains(name)) {
                *proof = Proof { words: WITHHELD.into(), found: String::new(), holds: Truth::NotKnown };
            }
        }
    }
}

/// The names in brackets.
fn named(words: &str) -> impl Iterator<Item = &str> {
    words.split('[').skip(1).filter_map(|part| part.split_once(']')).map(|(name, _)| name)
}

/// The names for which `is_first` holds, and those of entries whose condition rests on one of them, by however many steps.
fn resting(
    rules: &Rules,
    is_first: impl Fn(&str) -> bool,
    rests: impl Fn(&Condition, &BTreeSet<String>) -> bool,
) -> BTreeSet<String> {
    let cohorts = rules.cohorts.iter().map(|cohort| (&cohort.head.name, cohort.when.as_ref()));
    let flags = rules.flags.iter().chain(&rules.lists).map(|flag| (&flag.head.name, Some(&flag.when)));
    let tasks = rules.tasks.iter().map(|task| (&task.head.name, Some(&task.when)));
    let actions = rules.actions.iter().map(|action| (&action.head.name, action.when.as_ref()));
    let entries: Vec<(&String, Option<&Condition>)> = cohorts.chain(flags).chain(tasks).chain(actions).collect();
    let first = entries.iter().map(|(name, _)| *name).filter(|name| is_first(name));
    let mut names: BTreeSet<String> = first.cloned().collect();
    // One names another: until nothing more comes in.
    loop {
        let is_more = |(name, when): &&(&String, Option<&Condition>)| {
            !names.contains(*name) && when.is_some_and(|when| rests(when, &names))
        };
        let more: Vec<String> = entries.iter().filter(is_more).map(|(name, _)| (*name).clone()).collect();
        if more.is_empty() {
            return names;
        }
        names.extend(more);
    }
}

/// Whether `condition` can never hold unless one of `names` does.
fn demands(condition: &Condition, names: &BTreeSet<String>) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().any(|part| demands(part, names)),
        Condition::Any(parts) => !parts.is_empty() && parts.iter().all(|part| demands(part, names)),
        Condition::Not(_) => false,
        Condition::Atom(atom) => !atom.is_negated && names_one(&atom.test, names),
    }
}

fn names_one(test: &Test, names: &BTreeSet<String>) -> bool {
    matches!(test, Test::Cohort(name) | Test::Holds(name) if names.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_withheld_only_while_it_does_not_hold_by_what_the_reader_sees() {
        let veil = Veil { ask: BTreeSet::from([String::from("in care")]), demand: BTreeSet::new() };
        let proof = |holds| Proof { words: "the pupil is [in care]".into(), found: String::new(), holds };
        let mut proofs = [proof(Truth::No), proof(Truth::Yes)];
        veil.cover(&mut proofs);
        assert_eq!((proofs[0].words.as_str(), proofs[0].holds), (WITHHELD, Truth::NotKnown));
        assert_eq!(proofs[1], proof(Truth::Yes));
    }

    #[test]
    fn what_several_circumstances_open_does_not_demand_one_of_them() {
        let names = BTreeSet::from([String::from("in care")]);
        let atom = |name: &str| {
            Condition::Atom(domain::rule::Atom {
                words: String::new(),
                test: Test::Cohort(name.into()),
                is_negated: false,
            })
        };
        assert!(demands(&Condition::All(vec![atom("SEN Support"), atom("in care")]), &names));
        assert!(!demands(&Condition::Any(vec![atom("SEN Support"), atom("in care")]), &names));
        assert!(!demands(&Condition::Not(Box::new(atom("in care"))), &names));
    }
}
