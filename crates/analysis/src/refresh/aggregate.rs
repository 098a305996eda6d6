//! Sums by year group and cohort within a school.

use super::{LANES, Limits, Pupil, block::Block};

/// One more than the highest year group.
pub(super) const YEARS: usize = 16;
/// Everybody, and the four cohorts that a pupil may be in.
pub(super) const COHORTS: usize = 5;

// Pupils, six sums, … one after another, so that one pupil is added by one instruction or two.
const FIGURES: usize = 16;
/// INVARIANT: aligned, so that no sum lies across two lines of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Sums([u32; FIGURES]);
const BANDS: usize = 8;
const NOTICES: usize = 13;

/// The sums of one school while they are being made.
#[derive(Debug, Clone)]
pub(super) struct Adding([[Sums; COHORTS]; YEARS]);

/// The aggregate table of a school: by year group, then cohort; groups without a pupil are left out.
pub type Aggregate = Vec<Group>;

/// The pupils of one year group in one cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// The year group.
    pub year_group: u8,
    /// 0 for everybody, 1 to 4 for the cohorts in the order of their bits.
    pub cohort: u8,
    /// Pupils in it.
    pub pupils: u32,
    /// Sessions that were possible, of all together.
    pub possible: u32,
    /// Sessions attended.
    pub attended: u32,
    /// Sessions missed with leave.
    pub authorised: u32,
    /// Sessions missed without leave.
    pub unauthorised: u32,
    /// Late arrivals.
    pub lates: u32,
    /// Pupils whose absence is persistent.
    pub persistent: u32,
    /// Pupils whose absence is severe.
    pub severe: u32,
    /// Pupils in each band.
    pub bands: [u32; 5],
    /// Pupils with a window of school weeks that reaches a notice.
    pub notices: u32,
    /// Hundredths of a percent missed, rounded down; 0 where nothing was possible.
    pub absence_basis_points: u32,
}

impl Adding {
    pub(super) const fn new() -> Adding {
        Adding([[Sums([0; FIGURES]); COHORTS]; YEARS])
    }

    /// Adds up to eight pupils.
    #[inline(always)]
    pub(super) fn add(&mut self, pupils: &[Pupil], block: &Block, limits: &Limits) {
        // All sums are laid down before the first is picked up: to read what was only just written in pieces is slow.
        let sums = of_block(block, limits);
        for (pupil, sums) in pupils.iter().zip(&sums) {
            let year = &mut self.0[usize::from(pupil.year_group) % YEARS];
            add(&mut year[0], sums);
            let mut cohorts = pupil.cohorts;
            while cohorts != 0 {
                add(&mut year[cohorts.trailing_zeros() as usize % (COHORTS - 1) + 1], sums);
                cohorts &= cohorts - 1;
            }
        }
    }

    pub(super) fn write(&self, table: &mut Aggregate) {
        table.clear();
        for (year_group, cohorts) in self.0.iter().enumerate() {
            for (cohort, sums) in cohorts.iter().enumerate().filter(|(_, sums)| sums.0[0] > 0) {
                table.push(group(year_group as u8, cohort as u8, sums));
            }
        }
    }
}

/// What each of eight pupils adds.
#[inline(always)]
fn of_block(block: &Block, limits: &Limits) -> [Sums; LANES] {
    let mut all = [Sums([0; FIGURES]); LANES];
    for (lane, Sums(sums)) in all.iter_mut().enumerate() {
        sums[0] = 1;
        sums[1] = u32::from(block.possible[lane]);
        sums[2] = u32::from(block.attended[lane]);
        sums[3] = u32::from(block.authorised[lane]);
        sums[4] = u32::from(block.unauthorised[lane]);
        sums[5] = u32::from(block.lates[lane]);
        sums[6] = u32::from(block.is_persistent[lane]);
        sums[7] = u32::from(block.is_severe[lane]);
        sums[BANDS + usize::from(block.band[lane] & 7)] = 1;
        sums[NOTICES] = u32::from(block.largest_window[lane] >= limits.notice_sessions);
    }
    all
}

#[inline(always)]
fn add(to: &mut Sums, sums: &Sums) {
    for (to, sum) in to.0.iter_mut().zip(&sums.0) {
        *to += sum;
    }
}

fn group(year_group: u8, cohort: u8, Sums(sums): &Sums) -> Group {
    let [pupils, possible, attended, authorised, unauthorised, lates, persistent, severe, ..] = *sums;
    let missed = u64::from(possible - attended);
    Group {
        year_group,
        cohort,
        pupils,
        possible,
        attended,
        authorised,
        unauthorised,
        lates,
        persistent,
        severe,
        bands: std::array::from_fn(|band| sums[BANDS + band]),
        notices: sums[NOTICES],
        absence_basis_points: (10_000 * missed / u64::from(possible.max(1))) as u32,
    }
}
