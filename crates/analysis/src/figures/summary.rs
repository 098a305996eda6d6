//! What a head, a governor or an authority sees first of a school, a year, a class or a cohort.

use domain::{
    Date,
    calendar::monday,
    id::PupilId,
    tally::{Percent, Tally},
};
use jiff::ToSpan;

use super::{Dated, Thresholds, tallies, tally};
use crate::{Period, SchoolRoll};

/// Somebody not yet persistently absent, and how little is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// Who.
    pub pupil: PupilId,
    /// How many sessions more, missed of those possible so far, would make it persistent.
    pub half_days: u32,
}

/// The school year up to a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many of the pupils had a possible session.
    pub pupils: u32,
    /// The counts of all of them.
    pub tally: Tally,
    /// Who is persistently absent, the severely absent included (C-G-07).
    pub persistent: Vec<PupilId>,
    /// Who is severely absent.
    pub severe: Vec<PupilId>,
    /// Who is close to being persistently absent, nearest first.
    pub near: Vec<Near>,
}

/// A week beside the weeks it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// The week of the day, up to the day.
    pub this_week: Dated,
    /// The school week before, whole. Holidays are passed over.
    pub week_before: Option<Dated>,
    /// The week that began 52 weeks earlier, whole.
    pub year_before: Dated,
    /// The school year up to the day.
    pub year: Tally,
}

/// The school year up to `day`. Whoever would be persistently absent with at most `near` half days more is listed as near.
pub fn summary(school: &SchoolRoll, pupils: &[PupilId], day: Date, thresholds: Thresholds, near: u32) -> Summary {
    let mut summary =
        Summary { pupils: 0, tally: Tally::default(), persistent: Vec::new(), severe: Vec::new(), near: Vec::new() };
    for (pupil, tally) in tallies(school, pupils, Period::year_to(day)) {
        summary.tally += tally;
        let Some(half_days) = half_days_before(tally, thresholds.persistent) else { continue };
        summary.pupils += 1;
        if tally.has_missed(thresholds.severe) == Some(true) {
            summary.severe.push(pupil);
        }
        match half_days {
            0 => summary.persistent.push(pupil),
            _ if half_days <= near => summary.near.push(Near { pupil, half_days }),
            _ => {}
        }
    }
    summary.near.sort_by_key(|near| near.half_days);
    summary
}

/// How many sessions more, missed of those possible so far, would reach `percent`; 0 when it is reached, nothing when no
/// session was possible.
pub const fn half_days_before(tally: Tally, percent: Percent) -> Option<u32> {
    match tally.possible() as u64 {
        0 => None,
        possible => {
            let edge = (possible * percent.in_thousandths() as u64).div_ceil(100_000);
            Some(edge.saturating_sub(tally.absent() as u64) as u32)
        }
    }
}

/// The week of `day` beside the school week before, the week a year before, and the year so far.
pub fn compare(school: &SchoolRoll, pupils: &[PupilId], day: Date) -> Compared {
    let this = monday(day);
    let week = |first: Date| Dated { first, tally: tally(school, pupils, Period::week_of(first)) };
    let before = this.yesterday().ok().and_then(|sunday| school.calendar().on_or_before(sunday));
    Compared {
        this_week: Dated { first: this, tally: tally(school, pupils, Period { first: this, last: day }) },
        week_before: before.map(|last| week(monday(last))),
        year_before: week(this.saturating_sub(52.weeks())),
        year: tally(school, pupils, Period::year_to(day)),
    }
}
