//! Some children together: how many change band, and what arises of them.

use std::collections::BTreeMap;

use analysis::what_if::Change;

use super::Child;

/// Some children together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common: a school, a cohort.
    pub name: String,
    /// How many are on the roll on the last day.
    pub children: u64,
    /// How many of them go to a later band.
    pub later: u64,
    /// How many of them go to an earlier band.
    pub earlier: u64,
    /// How many of them go to a later band of one set and an earlier one of another.
    pub both: u64,
    /// How many tasks arise in all weeks, before and after.
    pub tasks: (u64, u64),
}

/// Children who go from the same place to the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Their bands before: `Pathway: Improvement`.
    pub before: String,
    /// Their bands after.
    pub after: String,
    /// How many.
    pub children: u64,
    /// Whether that is a change of band.
    pub change: Change,
}

impl Group {
    pub(super) fn named(name: &str) -> Group {
        Group { name: name.to_owned(), children: 0, later: 0, earlier: 0, both: 0, tasks: (0, 0) }
    }

    /// How many of them change band.
    pub const fn changed(&self) -> u64 {
        self.later + self.earlier + self.both
    }

    pub(super) fn count(&mut self, child: &Child) {
        self.children += 1;
        match child.change {
            Change::Later => self.later += 1,
            Change::Earlier => self.earlier += 1,
            Change::Both => self.both += 1,
            Change::Stays => {}
        }
        self.tasks.0 += child.tasks.0;
        self.tasks.1 += child.tasks.1;
    }

    pub(super) fn extend(&mut self, other: &Group) {
        self.children += other.children;
        self.later += other.later;
        self.earlier += other.earlier;
        self.both += other.both;
        self.tasks.0 += other.tasks.0;
        self.tasks.1 += other.tasks.1;
    }
}

/// Who goes from where to where, most children first.
pub(super) fn moved(children: &[Child]) -> Vec<Moved> {
    let mut all: BTreeMap<(String, String), (u64, Change)> = BTreeMap::new();
    for child in children {
        let place = (child.before.words(), child.after.words());
        all.entry(place).or_insert((0, child.change)).0 += 1;
    }
    let moved = all.into_iter().map(|((before, after), (children, change))| Moved { before, after, children, change });
    let mut moved: Vec<Moved> = moved.collect();
    moved.sort_by_key(|moved| std::cmp::Reverse(moved.children));
    moved
}

/// The children of each cohort that is on record, by its name; last those of none.
pub(super) fn cohorts(children: &[Child]) -> Vec<Group> {
    let mut all: BTreeMap<&str, Group> = BTreeMap::new();
    let mut none = Group::named("no cohort on record");
    for child in children {
        for name in &child.pupil.cohorts {
            all.entry(name).or_insert_with(|| Group::named(name)).count(child);
        }
        if child.pupil.cohorts.is_empty() {
            none.count(child);
        }
    }
    all.into_values().chain(Some(none).filter(|none| none.children > 0)).collect()
}
