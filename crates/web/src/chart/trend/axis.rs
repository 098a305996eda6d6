//! The percentages that a line's axis prints.

use domain::tally::Percent;

/// An axis from one round percentage to another. It may start above zero, and prints both its ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Axis {
    low: u32,
    high: u32,
    step: u32,
}

/// Grid lines at most, whatever the figures.
const LINES: u32 = 6;

impl Axis {
    /// The axis that holds all of these percentages. Nothing when there is none.
    pub fn over(percentages: impl Iterator<Item = Percent> + Clone) -> Option<Axis> {
        let values = || percentages.clone().map(Percent::in_thousandths);
        let (lowest, highest) = (values().min()?, values().max()?);
        let steps = [1, 2, 5, 10, 25, 50].map(|step| step * 1000);
        let axis = |step: u32| {
            let low = lowest / step * step;
            let high = highest.div_ceil(step).max(low / step + 1) * step;
            Axis { low, high, step }
        };
        steps.into_iter().map(axis).find(|axis| (axis.high - axis.low) / axis.step < LINES)
    }

    /// Where the lines of the grid stand, from the lowest.
    pub fn lines(&self) -> impl Iterator<Item = Percent> {
        (self.low..=self.high).step_by(self.step as usize).map(Percent::thousandths)
    }

    /// How far up the axis `percent` is, from 0 to 1.
    pub fn share(&self, percent: Percent) -> f64 {
        (f64::from(percent.in_thousandths()) - f64::from(self.low)) / f64::from(self.high - self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(thousandths: &[u32]) -> Option<Vec<u32>> {
        let axis = Axis::over(thousandths.iter().map(|&n| Percent::thousandths(n)))?;
        Some(axis.lines().map(|line| line.in_thousandths() / 1000).collect())
    }

    #[test]
    fn an_axis_prints_round_ends_around_its_figures() {
        assert_eq!(over(&[92_200, 96_500]), Some(vec![92, 93, 94, 95, 96, 97]));
        assert_eq!(over(&[90_700, 97_100]), Some(vec![90, 92, 94, 96, 98]));
        assert_eq!(over(&[60_100, 88_000]), Some(vec![60, 70, 80, 90]));
        assert_eq!(over(&[0, 100_000]), Some(vec![0, 25, 50, 75, 100]));
    }

    #[test]
    fn one_figure_is_enough_for_an_axis_and_none_is_not() {
        assert_eq!(over(&[95_000]), Some(vec![95, 96]));
        assert_eq!(over(&[100_000]), Some(vec![100, 101]));
        assert_eq!(over(&[]), None);
    }
}
