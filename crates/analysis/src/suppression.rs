//! Which numbers of children a reader without names may be shown, so that nobody can work out a small one.
//!
//! A number below [`SMALLEST`], zero among them, is hidden: who reads it does not learn whether there is anybody. What would
//! give it away is hidden too: a second row of the same column, whose total stands below; whoever is *not* in a group, where
//! these are few; the difference of two groups of which one lies in the other; bands that lie across persistent absence.
//! Rates and sums are shown exactly where the number of children is, so what is shown of all rows less what is shown of some
//! is again of [`SMALLEST`] children or more; and what a hidden few missed stays open by at least half of it.
//!
//! Every page and file about a school on a day asks the same function, so that no two of them differ.

mod bands;
mod cohorts;
mod column;

pub use bands::Block;

use self::column::Column;

/// The smallest number of children that is shown to a reader without names.
pub const SMALLEST: u32 = 5;

/// How far a child's absence has gone. Severe absence is persistent too (C-G-07).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// Neither persistent nor severe.
    #[default]
    Neither,
    /// Persistent, not severe.
    Persistent,
    /// Severe.
    Severe,
}

/// A child, as far as they are counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Child {
    /// The row in which they stand, such as that of their year, from 0.
    pub row: usize,
    /// How far their absence has gone.
    pub level: Level,
    /// How many sessions they missed, of which sums and rates are shown beside the numbers of children.
    pub missed: u32,
    /// The cohorts to which they belong: bit by bit, from the lowest.
    pub cohorts: u64,
    /// Their band in each set, from 0; nothing where they are in none.
    pub bands: Vec<Option<usize>>,
}

/// How large what is asked about is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    /// How many rows there are.
    pub rows: usize,
    /// How many cohorts, at most 64.
    pub cohorts: usize,
    /// How many bands each set has.
    pub bands: Vec<usize>,
}

/// Numbers of children in the rows and in all; nothing for what is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// All rows together.
    pub total: Option<u32>,
    /// Each row.
    pub rows: Vec<Option<u32>>,
}

/// What is shown of a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfCohort {
    /// How many children are in it.
    pub children: Line,
    /// How many of them are persistently absent.
    pub persistent: Option<u32>,
    /// How many of them are severely absent.
    pub severe: Option<u32>,
}

/// Everything that may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// Children.
    pub children: Line,
    /// Those persistently absent, the severely absent among them.
    pub persistent: Line,
    /// Those severely absent.
    pub severe: Line,
    /// The cohorts, as they were asked about.
    pub cohorts: Vec<OfCohort>,
    /// The bands of each set, neighbours joined where one alone holds few; none where nothing may be shown.
    pub bands: Vec<Vec<Block>>,
}

/// Works out what may be shown of these children. Where two numbers cannot both be shown, the one that stands first in
/// [`Published`] is: children before persistent before severe absence, a large cohort before a small one.
pub fn publish(children: &[Child], shape: &Shape) -> Published {
    let all = column::within(&[], Column::with_sums(children, shape, |_| true));
    let persistent = Column::of(children, shape, |child| child.level >= Level::Persistent);
    let persistent = column::within(&[&all], persistent);
    let severe = Column::of(children, shape, |child| child.level == Level::Severe);
    let severe = column::within(&[&all, &persistent], severe);
    let levels = [&persistent, &severe];
    Published {
        cohorts: cohorts::publish(children, shape, &all, levels),
        bands: bands::publish(children, shape, &all, levels),
        children: all.line(),
        persistent: persistent.line(),
        severe: severe.line(),
    }
}

/// Numbers of children of whom only the whole is shown, not its rows: everybody, the persistently and the severely absent.
pub fn publish_whole(children: u32, persistent: u32, severe: u32) -> [Option<u32>; 3] {
    let is_shown =
        |part: u32, whole: Option<u32>| whole.is_some_and(|whole| part >= SMALLEST && whole - part >= SMALLEST);
    let all = (children >= SMALLEST).then_some(children);
    let first = is_shown(persistent, all).then_some(persistent);
    [all, first, is_shown(severe, first).then_some(severe)]
}
