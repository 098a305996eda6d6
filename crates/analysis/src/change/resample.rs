//! How sure a change is: the same question asked of many draws of the same children.

use domain::tally::Tally;

use super::Matched;

/// Sessions of a hundred possible ones, in thousandths: 4.2 sessions are 4,200. A fall is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PerHundred(pub i64);

impl std::ops::Sub for PerHundred {
    type Output = PerHundred;

    fn sub(self, other: PerHundred) -> PerHundred {
        PerHundred(self.0 - other.0)
    }
}

/// How often children are drawn anew, and from which seed; the same seed gives the same range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// How often.
    pub draws: usize,
    /// Where chance begins.
    pub seed: u64,
}

/// What became of the children, and of the others like them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Children who were compared.
    pub children: u32,
    /// What they missed of a hundred sessions before.
    pub before: PerHundred,
    /// What they missed after.
    pub after: PerHundred,
    /// What they would have come to after, had they changed as the others did.
    pub expected: PerHundred,
    /// The children’s change less that of the others: below nothing where they missed less than expected.
    pub difference: PerHundred,
    /// Of 100 draws of the children, 95 give a difference from the first of these to the second.
    pub range: (PerHundred, PerHundred),
}

impl Change {
    /// Whether the range leaves it open which way the difference goes.
    pub fn is_open(&self) -> bool {
        self.range.0.0 <= 0 && self.range.1.0 >= 0
    }
}

/// Sessions of the others are scaled to those of the child, in millionths of a session.
const MILLION: u64 = 1_000_000;

/// One child's counts: possible and missed sessions before and after, and what the others missed of as many, in millionths.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    possible: [u64; 2],
    missed: [u64; 2],
    others: [u64; 2],
}

impl Counts {
    fn of(matched: &Matched) -> Counts {
        let sides = [(matched.child.before, matched.others.before), (matched.child.after, matched.others.after)];
        let scaled = |(child, others): (Tally, Tally)| {
            let share = u128::from(others.absent()) * u128::from(child.possible()) * u128::from(MILLION);
            let possible = u128::from(others.possible()).max(1);
            ((share + possible / 2) / possible) as u64
        };
        Counts {
            possible: sides.map(|(child, _)| child.possible().into()),
            missed: sides.map(|(child, _)| child.absent().into()),
            others: sides.map(scaled),
        }
    }

    fn add(&mut self, other: &Counts) {
        for side in 0..2 {
            self.possible[side] += other.possible[side];
            self.missed[side] += other.missed[side];
            self.others[side] += other.others[side];
        }
    }

    fn missed_of_hundred(&self, side: usize) -> PerHundred {
        of_hundred(u128::from(self.missed[side]) * u128::from(MILLION), self.possible[side])
    }

    fn others_of_hundred(&self, side: usize) -> PerHundred {
        of_hundred(self.others[side].into(), self.possible[side])
    }

    /// The change of the children less that of the others.
    fn difference(&self) -> PerHundred {
        let children = self.missed_of_hundred(1) - self.missed_of_hundred(0);
        children - (self.others_of_hundred(1) - self.others_of_hundred(0))
    }
}

fn of_hundred(millionths: u128, possible: u64) -> PerHundred {
    let whole = u128::from(possible.max(1)) * u128::from(MILLION);
    PerHundred(((millionths * 100_000 + whole / 2) / whole) as i64)
}

/// What became of these children; nothing without one.
pub fn change(children: &[Matched], resampling: Resampling) -> Option<Change> {
    if children.is_empty() || resampling.draws == 0 {
        return None;
    }
    let counts: Vec<Counts> = children.iter().map(Counts::of).collect();
    let mut all = Counts::default();
    counts.iter().for_each(|one| all.add(one));
    let mut chance = Chance(resampling.seed);
    let mut drawn: Vec<PerHundred> = (0..resampling.draws).map(|_| draw(&counts, &mut chance).difference()).collect();
    drawn.sort_unstable();
    let outside = drawn.len() * 25 / 1000;
    let (before, difference) = (all.missed_of_hundred(0), all.difference());
    let after = all.missed_of_hundred(1);
    Some(Change {
        children: children.len() as u32,
        before,
        after,
        expected: after - difference,
        difference,
        range: (
            widened(drawn[outside], difference, children.len()),
            widened(drawn[drawn.len() - 1 - outside], difference, children.len()),
        ),
    })
}

/// Draws of few children vary less than children do: an end of the range is moved outwards as Student's t and the root of
/// n ÷ (n − 1) ask for together, which is by 1.71 ÷ (n − 1) of its way from the middle.
fn widened(end: PerHundred, middle: PerHundred, children: usize) -> PerHundred {
    let way = end.0 - middle.0;
    PerHundred(end.0 + way * 171 / (100 * (children as i64 - 1).max(1)))
}

/// As many children as there are, each drawn from all.
fn draw(counts: &[Counts], chance: &mut Chance) -> Counts {
    let mut sum = Counts::default();
    for _ in 0..counts.len() {
        sum.add(&counts[chance.below(counts.len())]);
    }
    sum
}

/// SplitMix64: small, even enough for this, and the same on every machine.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `end`, which is not among them.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
}
