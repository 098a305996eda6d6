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
    for (lane, sums) in all.iter_mut().enumerate() {
        sums.fill(block, lane, limits);
    }
    all
}

impl Sums {
    /// What one pupil adds; all zero before.
    #[inline(always)]
    fn fill(&mut self, block: &Block, lane: usize, limits: &Limits) {
        let Sums(sums) = self;
        sums[0] = 1;
        sums[1] = u32::from(block.possible[lane]);
        sums[2] = u32::from(block.attended[lane]);
        sums[3] = u32::from(block.authorised[lane]);
        sums[4] = u32::from(block.unauthorised[lane]);
        sums[5] = u32::from(block.lates[lane]);
        sums[6] = u32::from(block.standing[lane].is_persistent());
        sums[7] = u32::from(block.standing[lane].is_severe());
        sums[BANDS + usize::from(block.standing[lane].band())] = 1;
        sums[NOTICES] = u32::from(block.largest_window[lane] >= limits.notice_sessions);
    }

    fn of_group(group: &Group) -> Sums {
        let Group { pupils, possible, attended, authorised, unauthorised, lates, persistent, severe, .. } = *group;
        let mut sums = [0; FIGURES];
        sums[..BANDS].copy_from_slice(&[
            pupils,
            possible,
            attended,
            authorised,
            unauthorised,
            lates,
            persistent,
            severe,
        ]);
        sums[BANDS..BANDS + group.bands.len()].copy_from_slice(&group.bands);
        sums[NOTICES] = group.notices;
        Sums(sums)
    }
}

/// Adds one pupil, with the figures of a lane, to the groups that they are in.
pub(super) fn put(table: &mut Aggregate, pupil: Pupil, block: &Block, lane: usize, limits: &Limits) {
    change(table, pupil, block, lane, limits, |sum, one| *sum += one);
}

/// Takes one pupil out of the groups that they are in, with the figures that they were added with.
pub(super) fn take(table: &mut Aggregate, pupil: Pupil, block: &Block, lane: usize, limits: &Limits) {
    change(table, pupil, block, lane, limits, |sum, one| *sum -= one);
}

fn change(
    table: &mut Aggregate,
    pupil: Pupil,
    block: &Block,
    lane: usize,
    limits: &Limits,
    by: impl Fn(&mut u32, u32),
) {
    let mut of_pupil = Sums([0; FIGURES]);
    of_pupil.fill(block, lane, limits);
    let is_in = |cohort: u8| cohort == 0 || pupil.cohorts & (1 << (cohort - 1)) != 0;
    for cohort in (0..COHORTS as u8).filter(|&cohort| is_in(cohort)) {
        let found = table.binary_search_by_key(&(pupil.year_group, cohort), |group| (group.year_group, group.cohort));
        let mut sums = found.map_or(Sums([0; FIGURES]), |at| Sums::of_group(&table[at]));
        sums.0.iter_mut().zip(of_pupil.0).for_each(|(sum, one)| by(sum, one));
        match found {
            Ok(at) if sums.0[0] == 0 => drop(table.remove(at)),
            Ok(at) => table[at] = group(pupil.year_group, cohort, &sums),
            Err(at) => table.insert(at, group(pupil.year_group, cohort, &sums)),
        }
    }
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
