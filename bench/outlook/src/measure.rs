//! The test: worlds that neither the points nor the ranges have seen.

use std::collections::BTreeMap;

use analysis::outlook::{
    Group, Measured, Model, Part, Reliability, Row, Stage,
    calibration::{Case, Count},
};

use crate::case::Seen;

/// Of fewer children nothing is known well enough to speak.
const WORTH_SPEAKING: u32 = 300;

/// What was said and what happened, by world.
#[derive(Default)]
struct Tested {
    count: Count,
    worlds: BTreeMap<usize, Count>,
}

impl Tested {
    fn add(&mut self, world: usize, case: &Case) {
        self.count.add(case);
        self.worlds.entry(world).or_default().add(case);
    }

    /// By how much the simple rule is worse for certain, in hundred thousandths: the mean less two standard errors, worlds being
    /// what is drawn.
    fn gain(&self) -> i32 {
        let children = f64::from(self.count.children);
        let gained = |count: &Count| count.rule_loss as f64 - count.loss as f64;
        let mean = gained(&self.count) / children;
        let off = |count: &Count| (gained(count) - mean * f64::from(count.children)).powi(2);
        let error = self.worlds.values().map(off).sum::<f64>().sqrt() / children;
        ((mean - 2.0 * error) / 10.0).floor() as i32
    }

    fn row(&self, part: Part, group: Group) -> Row {
        let (count, gain) = (&self.count, self.gain());
        let speaks = gain > 0 && count.is_calibrated() && count.children >= WORTH_SPEAKING;
        let (children, reached) = (count.children, count.reached);
        Row { part, group, children, reached, range: count.range(), brier: count.brier(), gain, speaks }
    }
}

/// Tests a model on the cases of each of its stages.
pub fn measure(model: &Model, cases: &[Vec<Seen>]) -> Measured {
    let mut measured = Measured::default();
    for (place, (stage, cases)) in model.stages.iter().zip(cases).enumerate() {
        let by_group = tested(cases.iter().map(|case| (said(stage, case), case)));
        measured.rows.extend(by_group.iter().map(|(&group, tested)| tested.row(Part::Stage(place), group)));
    }
    let mut spoken: Vec<(Case, &Seen)> = Vec::new();
    for (place, (stage, cases)) in model.stages.iter().zip(cases).enumerate() {
        let is_spoken = |case: &&Seen| measured.speaks(place, &case.groups);
        spoken.extend(cases.iter().filter(is_spoken).map(|case| (said(stage, case), case)));
    }
    let whole = tested(spoken.iter().copied());
    measured.rows.extend(whole.iter().map(|(&group, tested)| tested.row(Part::All, group)));
    let mut tenths: BTreeMap<(Group, u32), Count> = BTreeMap::new();
    for (case, seen) in &spoken {
        for group in std::iter::once(Group::Everybody).chain(seen.groups.iter().copied()) {
            tenths.entry((group, case.range.middle / 100)).or_default().add(case);
        }
    }
    let bar = |(&(group, _), count): (&(Group, u32), &Count)| Reliability {
        group,
        children: count.children,
        reached: count.reached,
        range: count.range(),
    };
    measured.reliability = tenths.iter().map(bar).collect();
    measured
}

/// In how many worlds of a hundred the children of a bin of a stage came out in the range that was said of them.
pub fn covered(model: &Model, cases: &[Vec<Seen>]) -> u32 {
    let (mut inside, mut all) = (0, 0);
    for (stage, cases) in model.stages.iter().zip(cases) {
        let mut bins: BTreeMap<(usize, u32), Count> = BTreeMap::new();
        for case in cases {
            let said = said(stage, case);
            bins.entry((case.world, said.range.middle)).or_default().add(&said);
        }
        for count in bins.values().filter(|count| count.children >= 30) {
            let range = count.range();
            all += 1;
            inside += u32::from((range.low..=range.high).contains(&count.observed()));
        }
    }
    inside * 100 / all.max(1)
}

fn tested<'a>(cases: impl Iterator<Item = (Case, &'a Seen)>) -> BTreeMap<Group, Tested> {
    let mut by_group: BTreeMap<Group, Tested> = BTreeMap::new();
    for (case, seen) in cases {
        for group in std::iter::once(Group::Everybody).chain(seen.groups.iter().copied()) {
            by_group.entry(group).or_default().add(seen.world, &case);
        }
    }
    by_group
}

fn said(stage: &Stage, seen: &Seen) -> Case {
    let (over, under) = stage.rule;
    Case {
        range: stage.range(seen.points(stage).iter().sum()),
        rule: if seen.is_over { over } else { under },
        base: stage.base,
        reached: seen.reached,
    }
}
