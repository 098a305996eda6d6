//! Receipts: why something is so, complete enough to be worked out again by hand.

use alloc::{format, string::String, vec::Vec};

use jiff::civil::Date;

use super::judge::{Judge, Truth};
use crate::{
    rule::{Band, Bands, Condition, Head, Test},
    tally::Tally,
};

/// One condition of the handbook, in its own words, with what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The words of the chapter.
    pub words: String,
    /// What was found, such as `12 days (24 sessions)`; empty where there is nothing to count.
    pub found: String,
    /// Whether it holds.
    pub holds: Truth,
}

/// The derivation of one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The entry that decided: its name, place, strength, rows and readings.
    pub head: Head,
    /// The day for which it was decided.
    pub day: Date,
    /// The first day counted.
    pub from: Date,
    /// The counts of the school year to that day.
    pub tally: Tally,
    /// Sessions on which attendance was not possible, which are not counted.
    pub not_counted: u32,
    /// What was asked, and what it came to.
    pub proofs: Vec<Proof>,
}

impl Receipt {
    /// The conditions that hold, each with what it came to: `days absent is at least 15 days: 16 days (32 sessions)`.
    pub fn why(&self) -> String {
        let holding = self.proofs.iter().filter(|proof| proof.holds == Truth::Yes);
        let words = holding.map(|proof| match (proof.words.replace(['[', ']'], ""), proof.found.as_str()) {
            (words, "") => words,
            (words, found) => format!("{words}: {found}"),
        });
        words.collect::<Vec<String>>().join("; ")
    }
}

impl<'a> Judge<'a> {
    pub(super) fn receipt(&self, head: &Head, when: Option<&'a Condition>) -> Receipt {
        Receipt {
            head: head.clone(),
            day: self.facts.day,
            from: crate::calendar::school_year_start(self.facts.day),
            tally: self.tally,
            not_counted: self.not_counted(),
            proofs: when.map(|when| self.proofs(when)).unwrap_or_default(),
        }
    }

    pub(super) fn band_receipt(&self, set: &'a Bands, band: &'a Band) -> Receipt {
        let found = self.measure(&set.measure).map(|measured| measured.words()).unwrap_or_default();
        let words = format!("{} is {}", set.measure_words, band.range);
        let mut receipt = self.receipt(&Head { line: band.line, ..set.head.clone() }, None);
        receipt.proofs.push(Proof { words, found, holds: Truth::Yes });
        receipt
    }

    pub(super) fn proofs(&self, when: &'a Condition) -> Vec<Proof> {
        let atoms = when.atoms();
        atoms
            .into_iter()
            .map(|atom| Proof { words: atom.words.clone(), found: self.found(&atom.test), holds: self.atom(atom) })
            .collect()
    }

    fn found(&self, test: &'a Test) -> String {
        match test {
            Test::Measured(measure, _) => self.measure(measure).map(|measured| measured.words()).unwrap_or_default(),
            Test::In { set, .. } if self.stages(set).is_some() => {
                self.stages(set).map(|stages| stages.stages[self.stage(stages).0].name.clone()).unwrap_or_default()
            }
            Test::In { set, .. } => {
                let found = self.set(set).and_then(|set| Some(set.bands[self.band(set)?].name.clone()));
                found.unwrap_or_default()
            }
            Test::Cohort(name) => {
                let parts =
                    self.cohort(name).and_then(|cohort| cohort.when.as_ref()).map(Condition::atoms).unwrap_or_default();
                let holding = parts.into_iter().filter_map(|atom| match &atom.test {
                    Test::Cohort(part) if self.atom(atom) == Truth::Yes => Some(part.as_str()),
                    _ => None,
                });
                holding.collect::<Vec<&str>>().join(", ")
            }
            // A flag is shown by what it counts.
            Test::Holds(name) => {
                let atoms = self.flag(name).map(|flag| flag.when.atoms()).unwrap_or_default();
                let mut found: Vec<String> = atoms.into_iter().map(|atom| self.found(&atom.test)).collect();
                found.retain(|words| !words.is_empty());
                found.dedup();
                found.join("; ")
            }
            _ => String::new(),
        }
    }
}
