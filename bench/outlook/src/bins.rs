//! From points to ranges: on worlds that the points were not fitted to.

use std::collections::BTreeMap;

use analysis::outlook::{Bin, Range, Stage};

use crate::case::Seen;

/// How many bins there are before neighbours that are out of order are put together.
const BINS: usize = 16;
/// Nine of ten worlds lie within so many standard deviations.
const NINE_OF_TEN: f64 = 1.645;
/// A world with fewer children in a bin says nothing about how much worlds differ.
const WORTH_A_SHARE: f64 = 15.0;

struct Pool {
    from: i32,
    /// Children and those who reached the line, by world.
    worlds: BTreeMap<usize, (f64, f64)>,
}

impl Pool {
    fn sums(&self) -> (f64, f64) {
        self.worlds.values().fold((0.0, 0.0), |(all, some), (children, reached)| (all + children, some + reached))
    }

    fn share(&self) -> f64 {
        let (children, reached) = self.sums();
        reached / children
    }
}

/// Fills the bins of a stage, what the simple rule is worth in it, and its base.
pub fn fill(stage: &mut Stage, cases: &[Seen]) {
    let mut scored: Vec<(i32, &Seen)> = cases.iter().map(|case| (case.points(stage).iter().sum(), case)).collect();
    scored.sort_by_key(|&(points, _)| points);
    let mut pools: Vec<Pool> = Vec::new();
    for (at, &(points, case)) in scored.iter().enumerate() {
        let is_new = pools.is_empty() || (at * BINS / scored.len() >= pools.len() && scored[at - 1].0 < points);
        if is_new {
            pools.push(Pool { from: points, worlds: BTreeMap::new() });
        }
        let pool = pools.last_mut().expect("one was just put in");
        let world = pool.worlds.entry(case.world).or_default();
        world.0 += 1.0;
        world.1 += f64::from(u8::from(case.reached));
    }
    stage.bins = in_order(pools).iter().map(bin).collect();
    widen(&mut stage.bins);
    let share = |is_asked: &dyn Fn(&Seen) -> bool| {
        let (mut children, mut reached) = (0_u64, 0);
        for case in cases.iter().filter(|case| is_asked(case)) {
            children += 1;
            reached += u64::from(case.reached);
        }
        (reached * 1000 / children.max(1)) as u32
    };
    stage.rule = (share(&|case| case.is_over), share(&|case| !case.is_over));
    stage.base = share(&|_| true);
}

/// Puts neighbours together until more points never mean that fewer reach the line.
fn in_order(pools: Vec<Pool>) -> Vec<Pool> {
    let mut kept: Vec<Pool> = Vec::new();
    for pool in pools {
        kept.push(pool);
        while kept.len() > 1 && kept[kept.len() - 2].share() >= kept[kept.len() - 1].share() {
            let upper = kept.pop().expect("there are two");
            let lower = kept.last_mut().expect("there were two");
            for (world, (children, reached)) in upper.worlds {
                let sums = lower.worlds.entry(world).or_default();
                *sums = (sums.0 + children, sums.1 + reached);
            }
        }
    }
    kept
}

fn bin(pool: &Pool) -> Bin {
    let (children, reached) = pool.sums();
    let share = reached / children;
    let worlds: Vec<f64> = pool.worlds.values().filter(|one| one.0 >= WORTH_A_SHARE).map(|one| one.1 / one.0).collect();
    let between = worlds.iter().map(|one| (one - share).powi(2)).sum::<f64>() / worlds.len().max(2) as f64;
    let chance = share * (1.0 - share) / children;
    let half = NINE_OF_TEN * (between + chance).sqrt();
    let thousandths = |share: f64| (share.clamp(0.0, 1.0) * 1000.0).round() as u32;
    let range = Range { low: thousandths(share - half), middle: thousandths(share), high: thousandths(share + half) };
    Bin { from: pool.from, children: children as u32, reached: reached as u32, range }
}

/// Ends that fall from bin to bin are moved outwards, never inwards.
fn widen(bins: &mut [Bin]) {
    for at in 1..bins.len() {
        bins[at].range.high = bins[at].range.high.max(bins[at - 1].range.high);
    }
    for at in (1..bins.len()).rev() {
        bins[at - 1].range.low = bins[at - 1].range.low.min(bins[at].range.low);
    }
}
