//! What is counted of many pupils together, without a list for each of them.

use core::ops::AddAssign;

use domain::{id::PupilId, tally::Tally};

use super::{Facts, Lates, Thresholds, gather::Gather};
use crate::{Period, SchoolRoll};

/// What is counted of some pupils together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Pupils with a possible session: of whom persistent and severe absence can be asked.
    pub pupils: u32,
    /// Their sessions.
    pub tally: Tally,
    /// Sessions with any mark.
    pub recorded: u32,
    /// Late arrivals.
    pub lates: Lates,
    /// How many are persistently absent, the severely absent included (C-G-07).
    pub persistent: u32,
    /// How many are severely absent.
    pub severe: u32,
}

/// What is counted of each of these pupils, in their order, to be added up by whoever asks. Somebody without a mark has only
/// zeros.
pub fn totals_each<'a>(
    school: &'a SchoolRoll,
    pupils: &'a [PupilId],
    period: Period,
    thresholds: Thresholds,
) -> impl Iterator<Item = Totals> + 'a {
    let gather = Gather::new(school, period, thresholds);
    pupils.iter().map(move |&pupil| {
        let brief = gather.brief(pupil);
        let has_missed = |percent| brief.tally.has_missed(percent);
        let (persistent, severe) = (has_missed(thresholds.persistent), has_missed(thresholds.severe));
        Totals {
            pupils: persistent.is_some().into(),
            tally: brief.tally,
            recorded: brief.recorded,
            lates: brief.lates,
            persistent: (persistent == Some(true)).into(),
            severe: (severe == Some(true)).into(),
        }
    })
}

/// What is counted of these pupils together.
pub fn totals(school: &SchoolRoll, pupils: &[PupilId], period: Period, thresholds: Thresholds) -> Totals {
    totals_each(school, pupils, period, thresholds).sum()
}

impl From<&Facts> for Totals {
    fn from(facts: &Facts) -> Totals {
        Totals {
            pupils: facts.persistent.is_some().into(),
            tally: facts.tally,
            recorded: facts.recorded,
            lates: facts.lates,
            persistent: (facts.persistent == Some(true)).into(),
            severe: (facts.severe == Some(true)).into(),
        }
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Totals) {
        self.pupils += other.pupils;
        self.tally += other.tally;
        self.recorded += other.recorded;
        self.lates.before_close += other.lates.before_close;
        self.lates.after_close += other.lates.after_close;
        self.lates.minutes += other.lates.minutes;
        self.persistent += other.persistent;
        self.severe += other.severe;
    }
}

impl core::iter::Sum for Totals {
    fn sum<I: Iterator<Item = Totals>>(all: I) -> Totals {
        all.fold(Totals::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}
