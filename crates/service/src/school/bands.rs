//! Who stands in which band of the pack, who came into one this week, and who is close to the next.

use analysis::figures::{Thresholds, half_days_before};
use domain::{
    Date,
    decide::InBand,
    rule::{Band, Bands, Rules, Unit},
};

use crate::standing::Standing;

/// A set of bands with the children in each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// The set as the pack has it.
    pub set: Bands,
    /// The bands in order, each with the places of its children in the list of the school.
    pub bands: Vec<Held>,
}

/// A band with its children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The band.
    pub band: Band,
    /// Who is in it: places in the list of the school's children.
    pub children: Vec<usize>,
    /// Those of them who came into it this week. Nobody comes into the first band.
    pub new: Vec<usize>,
}

/// Children close to something, nearest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// To what.
    pub goal: Goal,
    /// They.
    pub children: Vec<Near>,
}

/// What somebody can be close to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The next band of days missed.
    NextBand,
    /// Persistent absence.
    Persistent,
}

/// A child close to the goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Place in the list of the school's children.
    pub child: usize,
    /// How many half days more reach it.
    pub half_days: u32,
    /// What is reached: the band's name; empty for persistent absence.
    pub reaches: String,
}

/// So many half days count as close.
pub const CLOSE_HALF_DAYS: u32 = 5;

/// The deciding sets of the pack with the children in each band; those since `week` began are new.
pub(crate) fn sets(rules: &Rules, children: &[Standing], week: Date) -> Vec<Set> {
    rules.deciding_bands().map(|set| with_children(set, children, week)).collect()
}

fn with_children(set: &Bands, children: &[Standing], week: Date) -> Set {
    let mut bands: Vec<Held> =
        set.bands.iter().map(|band| Held { band: band.clone(), children: Vec::new(), new: Vec::new() }).collect();
    for (at, child) in children.iter().enumerate() {
        let Some(held) = in_set(child, set).and_then(|band| bands.get_mut(band.place)) else { continue };
        held.children.push(at);
        if child.since.get(&set.head.name).is_some_and(|&since| since >= week) {
            held.new.push(at);
        }
    }
    Set { set: set.clone(), bands }
}

/// The band in which a child is.
pub fn in_set<'a>(child: &'a Standing, set: &Bands) -> Option<&'a InBand> {
    child.decided.bands.iter().find(|band| band.set == set.head.name)
}

/// The children within [`CLOSE_HALF_DAYS`] of the next band; of persistent absence where no band counts days.
pub(crate) fn nearest(rules: &Rules, children: &[Standing], thresholds: Thresholds) -> Nearest {
    let set = rules.deciding_bands().find(|set| matches!(set.measure.unit(), Unit::Days | Unit::Sessions));
    let near = |(at, child): (usize, &Standing)| {
        let (reaches, half_days) = match set {
            Some(set) => in_set(child, set)?.next.clone()?,
            None => (String::new(), half_days_before(child.tally, thresholds.persistent)?),
        };
        (1..=CLOSE_HALF_DAYS).contains(&half_days).then_some(Near { child: at, half_days, reaches })
    };
    let mut near: Vec<Near> = children.iter().enumerate().filter_map(near).collect();
    near.sort_by_key(|near| near.half_days);
    Nearest { goal: if set.is_some() { Goal::NextBand } else { Goal::Persistent }, children: near }
}
