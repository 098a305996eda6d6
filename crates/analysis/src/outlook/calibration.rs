//! How far what was said agrees with what happened: counts and losses in whole numbers, over invented years and over a school's own.

use super::Range;

/// What was said of one child at one time, and what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// What the early warning said.
    pub range: Range,
    /// Of a thousand children of whom the simple rule says the same, how many reached the line.
    pub rule: u32,
    /// Of a thousand children, how many did.
    pub base: u32,
    /// Whether this one did.
    pub reached: bool,
}

/// Many cases together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How many.
    pub children: u32,
    /// Of them, how many reached the line.
    pub reached: u32,
    /// The lower ends added up, in thousandths of a child.
    pub low: u64,
    /// The middles.
    pub middle: u64,
    /// The upper ends.
    pub high: u64,
    /// The squared errors of the middle, in millionths.
    pub loss: u64,
    /// Those of the simple rule.
    pub rule_loss: u64,
    /// Those of saying the same of every child.
    pub base_loss: u64,
    // The sum of middle × (1000 − middle), in millionths: what chance alone would give.
    chance: u64,
}

impl Count {
    /// Counts one more.
    pub fn add(&mut self, case: &Case) {
        let loss = |said: u32| {
            let happened = if case.reached { 1000 } else { 0 };
            u64::from(said.abs_diff(happened)).pow(2)
        };
        self.children += 1;
        self.reached += u32::from(case.reached);
        self.low += u64::from(case.range.low);
        self.middle += u64::from(case.range.middle);
        self.high += u64::from(case.range.high);
        self.loss += loss(case.range.middle);
        self.rule_loss += loss(case.rule);
        self.base_loss += loss(case.base);
        self.chance += u64::from(case.range.middle) * u64::from(1000 - case.range.middle);
    }

    /// Of a thousand, how many reached the line.
    pub const fn observed(&self) -> u32 {
        per_thousand(self.reached as u64 * 1000, self.children)
    }

    /// The range that was said of them together.
    pub const fn range(&self) -> Range {
        Range {
            low: per_thousand(self.low, self.children),
            middle: per_thousand(self.middle, self.children),
            high: per_thousand(self.high, self.children),
        }
    }

    /// The mean squared errors in hundred thousandths: of the early warning, of the simple rule, of one answer for all.
    pub fn brier(&self) -> (u32, u32, u32) {
        let mean = |loss: u64| match self.children {
            0 => 0,
            children => ((loss / 10 + children as u64 / 2) / children as u64) as u32,
        };
        (mean(self.loss), mean(self.rule_loss), mean(self.base_loss))
    }

    /// Whether as many reached the line as was said, give or take what chance does to this many children: two standard
    /// deviations.
    pub fn is_calibrated(&self) -> bool {
        let slack = 2 * self.chance.isqrt();
        let reached = u64::from(self.reached) * 1000;
        self.children > 0 && reached + slack >= self.low && reached <= self.high + slack
    }

    /// Whether it is nearer to what happened than the simple rule.
    pub const fn is_better(&self) -> bool {
        self.loss < self.rule_loss
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.children += other.children;
        self.reached += other.reached;
        self.low += other.low;
        self.middle += other.middle;
        self.high += other.high;
        self.loss += other.loss;
        self.rule_loss += other.rule_loss;
        self.base_loss += other.base_loss;
        self.chance += other.chance;
    }
}

const fn per_thousand(sum: u64, children: u32) -> u32 {
    match children {
        0 => 0,
        children => ((sum + children as u64 / 2) / children as u64) as u32,
    }
}
