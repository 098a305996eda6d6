//! Spells of absence of the children of a school: how many, how long, and whose.

use std::ops::RangeInclusive;

use analysis::figures::{Lengths, spell_lengths};
use domain::{id::SchoolId, permission::Actor, sheet::Sheet};

use super::{
    behind,
    scope::{Child, Scope},
};
use crate::{App, Error};

/// The spells of the children of a scope in its days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spells {
    /// How many children.
    pub children: u32,
    /// All spells by their length.
    pub lengths: Lengths,
    /// How many children have a spell of each of [`LENGTHS`].
    pub children_by_length: [u32; LENGTHS.len()],
    /// How many children have each of [`NUMBERS`] of spells.
    pub children_by_number: [u32; NUMBERS.len()],
    /// How many sessions were missed by the children with each of [`NUMBERS`] of spells.
    pub missed_by_number: [u32; NUMBERS.len()],
    /// Whoever has a spell, most spells first.
    pub of_children: Vec<OfChild>,
}

/// A child and their spells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfChild {
    /// The child.
    pub child: Child,
    /// How many spells.
    pub spells: u32,
    /// The longest, in sessions.
    pub longest: u32,
}

/// The lengths of spells that are shown together, in sessions: to a day, to a school week, longer.
pub const LENGTHS: [RangeInclusive<u32>; 3] = [1..=2, 3..=10, 11..=u32::MAX];

/// The numbers of spells that are shown together.
pub const NUMBERS: [RangeInclusive<u32>; 5] = [0..=0, 1..=2, 3..=5, 6..=9, 10..=u32::MAX];

/// The spells, for somebody who may be shown all of the school by name.
pub fn spells(app: &App, by: &Actor, school: SchoolId, scope: &Scope) -> Result<Spells, Error> {
    let all = behind::among(app, by, school, scope)?;
    let view = app.view(school);
    let roll = view.roll()?;
    let period = scope.period();
    let mut spells = Spells::default();
    for child in all {
        let sheet = roll.sheet_or_blank(child.pupil.id).between(period.first, period.last);
        spells.count(child, sheet);
    }
    spells.of_children.sort_by_key(|one| std::cmp::Reverse((one.spells, one.child.tally.absent())));
    Ok(spells)
}

impl Spells {
    fn count(&mut self, child: Child, sheet: Sheet<'_>) {
        let lengths = spell_lengths(sheet);
        self.children += 1;
        lengths.iter().for_each(|&length| self.lengths.count(length));
        for (children, range) in self.children_by_length.iter_mut().zip(&LENGTHS) {
            *children += u32::from(lengths.iter().any(|length| range.contains(length)));
        }
        let number = lengths.len() as u32;
        if let Some(at) = NUMBERS.iter().position(|range| range.contains(&number)) {
            self.children_by_number[at] += 1;
            self.missed_by_number[at] += child.tally.absent();
        }
        if let Some(&longest) = lengths.iter().max() {
            self.of_children.push(OfChild { child, spells: number, longest });
        }
    }
}
