//! The spells of many pupils, by their length.

use std::{collections::BTreeMap, ops::RangeInclusive};

use domain::sheet::Sheet;

/// How many spells there are of each length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lengths {
    of: BTreeMap<u32, u32>,
}

impl Lengths {
    /// Counts a spell of so many sessions.
    pub fn count(&mut self, sessions: u32) {
        *self.of.entry(sessions).or_default() += 1;
    }

    /// How many spells.
    pub fn spells(&self) -> u32 {
        self.of.values().sum()
    }

    /// How many sessions were missed in all of them.
    pub fn missed(&self) -> u32 {
        self.of.iter().map(|(sessions, spells)| sessions * spells).sum()
    }

    /// The longest; 0 without a spell.
    pub fn longest(&self) -> u32 {
        self.of.last_key_value().map_or(0, |(&sessions, _)| sessions)
    }

    /// The shortest length that at least half of the spells do not exceed; nothing without a spell.
    pub fn median(&self) -> Option<u32> {
        let half = self.spells().div_ceil(2);
        let mut so_far = 0;
        let middle = self.of.iter().find(|&(_, &spells)| {
            so_far += spells;
            so_far >= half
        });
        middle.map(|(&sessions, _)| sessions)
    }

    /// The spells whose length is one of these.
    #[must_use]
    pub fn within(&self, sessions: RangeInclusive<u32>) -> Lengths {
        Lengths { of: self.of.range(sessions).map(|(&sessions, &spells)| (sessions, spells)).collect() }
    }
}

/// The length of each spell of a sheet, in order.
pub fn spell_lengths(sheet: Sheet<'_>) -> Vec<u32> {
    let mut lengths: Vec<u32> = Vec::new();
    let mut is_open = false;
    for class in sheet.marks.iter().filter_map(|&number| sheet.codes.class_of(number)) {
        match lengths.last_mut().filter(|_| is_open) {
            Some(open) if class.is_absent() => *open += 1,
            _ if class.is_absent() => lengths.push(1),
            _ => {}
        }
        if class.is_possible() {
            is_open = class.is_absent();
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lengths: &[u32]) -> Lengths {
        let mut counted = Lengths::default();
        lengths.iter().for_each(|&length| counted.count(length));
        counted
    }

    #[test]
    fn at_least_half_of_the_spells_are_no_longer_than_the_median() {
        assert_eq!(of(&[]).median(), None);
        assert_eq!(of(&[7]).median(), Some(7));
        assert_eq!(of(&[1, 9]).median(), Some(1));
        assert_eq!(of(&[2, 1, 30]).median(), Some(2));
        assert_eq!(of(&[1, 2, 2, 4, 9]).median(), Some(2));
    }

    #[test]
    fn what_is_missed_divides_among_the_lengths() {
        let all = of(&[1, 1, 2, 5, 11, 40]);
        assert_eq!((all.spells(), all.missed(), all.longest()), (6, 60, 40));
        let parts = [1..=2, 3..=10, 11..=u32::MAX].map(|range| all.within(range));
        assert_eq!(parts.each_ref().map(Lengths::spells), [3, 1, 2]);
        assert_eq!(parts.each_ref().map(Lengths::missed), [4, 5, 51]);
        assert_eq!(of(&[]).longest(), 0);
    }
}
