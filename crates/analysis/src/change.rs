//! Whether children missed less after something began than others like them did in the same weeks.
//!
//! Help begins when a child is at their worst, and after the worst comes better with help or without. So a fall beside the
//! weeks before says nothing by itself. Each child is set beside children who had missed as much in the same weeks and had not
//! had it, and only what their absence fell by beyond that of the others is counted.

mod resample;

use std::collections::HashSet;

use domain::{Date, id::PupilId, sheet::Sheet, tally::Tally};
use jiff::ToSpan;

use crate::Period;

pub use resample::{Change, PerHundred, Resampling, change};

/// The stretches around a beginning. The week in which it falls belongs to none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Windows {
    /// Twice as many school weeks as the others have, before them: what the child was like before it got worse.
    pub earlier: Period,
    /// The school weeks before.
    pub before: Period,
    /// As many school weeks after.
    pub after: Period,
}

impl Windows {
    /// The windows of `length` school weeks around `start`. `weeks` are the Mondays of all weeks with school, in order. Nothing
    /// where the calendar does not reach so far.
    pub fn around(weeks: &[Date], start: Date, length: usize) -> Option<Windows> {
        let monday = domain::calendar::monday(start);
        let begins = weeks.partition_point(|&week| week < monday);
        let after = weeks.partition_point(|&week| week <= monday);
        let before = begins.checked_sub(length)?;
        // Who was not at school yet has no earlier weeks; that is no reason to leave the child out.
        let earlier = before.saturating_sub(2 * length);
        let stretch = |weeks: &[Date]| {
            let (&first, &last) = (weeks.first()?, weeks.last()?);
            Some(Period { first, last: last.saturating_add(6.days()) })
        };
        let before = stretch(weeks.get(before..begins)?)?;
        Some(Windows {
            earlier: stretch(&weeks[earlier..begins - length])
                .unwrap_or(Period { first: before.first, last: before.first.saturating_sub(1.days()) }),
            before,
            after: stretch(weeks.get(after..after + length)?)?,
        })
    }
}

/// What one child missed in each of the windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Around {
    /// In the earlier weeks.
    pub earlier: Tally,
    /// In the weeks before.
    pub before: Tally,
    /// In the weeks after.
    pub after: Tally,
}

impl Around {
    /// Counts a child; nothing where no session was possible before or none after, as of a child who came or left meanwhile.
    pub fn of(sheet: Sheet<'_>, windows: &Windows) -> Option<Around> {
        let tally = |period: Period| sheet.between(period.first, period.last).tally();
        let around =
            Around { earlier: tally(windows.earlier), before: tally(windows.before), after: tally(windows.after) };
        (around.before.possible() > 0 && around.after.possible() > 0).then_some(around)
    }

    /// The band of absence in the weeks before, five points of a hundred wide; half and more is the last.
    fn band(self) -> u64 {
        (u64::from(self.before.absent()) * 20 / u64::from(self.before.possible()).max(1)).min(10)
    }

    /// How unlike two children are: what they missed of a hundred before, and earlier, in thousandths.
    fn distance(self, other: Around) -> u32 {
        let rate = |tally: Tally| tally.absence().map(|percent| percent.in_thousandths());
        let apart = |one: Tally, two: Tally| match (rate(one), rate(two)) {
            (Some(one), Some(two)) => one.abs_diff(two),
            (None, None) => 0,
            // Of one of them nothing is known.
            _ => FARTHEST / 2,
        };
        apart(self.before, other.before) + apart(self.earlier, other.earlier)
    }
}

/// So many children at most are set beside one.
pub const MOST_BESIDE: usize = 5;
/// How far apart two children may be to stand beside each other: what they missed of a hundred before and earlier, in thousandths.
const FARTHEST: u32 = 10_000;

/// A child, and everybody who might be set beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The child.
    pub child: Around,
    /// The others, in the same weeks.
    pub others: Vec<(PupilId, Around)>,
}

/// A child, and the children set beside them added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matched {
    /// The child.
    pub child: Around,
    /// How many were found.
    pub beside: u32,
    /// Their sessions, together.
    pub others: Around,
}

impl Matched {
    fn add(&mut self, other: Around) {
        self.beside += 1;
        self.others.earlier += other.earlier;
        self.others.before += other.before;
        self.others.after += other.after;
    }
}

/// Sets beside each child those of the others in the same band of absence who are most like them: the nearest to each, then the
/// second nearest to each, and so on. Nobody stands beside two, or one child’s chance would be counted twice and the range
/// would be too narrow. A child beside whom nobody could be set is left out.
pub fn matched(sought: &[Sought]) -> Vec<Matched> {
    let mut near: Vec<_> = sought.iter().map(|one| nearest(one).into_iter()).collect();
    let mut found: Vec<Matched> =
        sought.iter().map(|one| Matched { child: one.child, beside: 0, others: Around::default() }).collect();
    let mut taken: HashSet<PupilId> = HashSet::new();
    for _ in 0..MOST_BESIDE {
        for (near, found) in near.iter_mut().zip(&mut found) {
            if let Some((_, _, other)) = near.find(|&(_, pupil, _)| taken.insert(pupil)) {
                found.add(other);
            }
        }
    }
    found.retain(|one| one.beside > 0);
    found
}

/// Whoever is in the child's band and not too far from them, nearest first.
fn nearest(sought: &Sought) -> Vec<(u32, PupilId, Around)> {
    let child = sought.child;
    let alike = sought.others.iter().filter(|(_, other)| other.band() == child.band());
    let mut near: Vec<(u32, PupilId, Around)> = alike
        .map(|&(pupil, other)| (child.distance(other), pupil, other))
        .filter(|&(distance, ..)| distance <= FARTHEST)
        .collect();
    near.sort_by_key(|&(distance, pupil, _)| (distance, pupil));
    near
}

#[cfg(test)]
mod tests;
