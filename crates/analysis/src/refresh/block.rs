//! The figures of eight pupils side by side, in one piece of memory: a refresh writes one stream, not fifty.

use super::{
    Counting, LANES, Limits, SESSIONS, Terms, Timetable, WORDS,
    lanes::{Lanes, each_word, load, total},
    longest_run,
    planes::Planes,
    window::{self, NEVER},
};

pub(super) type Figure = [u16; LANES];

/// Figures of eight pupils, without the counts of codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[repr(C, align(64))]
pub(super) struct Block {
    pub(super) possible: Figure,
    pub(super) attended: Figure,
    pub(super) authorised: Figure,
    pub(super) unauthorised: Figure,
    pub(super) lates: Figure,
    pub(super) absence_basis_points: Figure,
    pub(super) largest_window: Figure,
    pub(super) notice_reached: Figure,
    pub(super) longest_run: Figure,
    pub(super) days_absent: Figure,
    pub(super) weekdays: [Figure; 5],
    pub(super) standing: [Standing; LANES],
}

/// The band of absence, and whether absence is persistent and severe, in one byte: so a block is four lines of the cache.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing(u8);

impl Standing {
    const PERSISTENT: u32 = 3;
    const SEVERE: u32 = 4;

    pub(super) const fn band(self) -> u8 {
        self.0 & 7
    }

    pub(super) const fn is_persistent(self) -> bool {
        self.0 >> Standing::PERSISTENT & 1 == 1
    }

    pub(super) const fn is_severe(self) -> bool {
        self.0 >> Standing::SEVERE & 1 == 1
    }
}

// How often a number goes into 2⁴⁰, rounded up: multiplied with basis points of a year it divides exactly, because they are
// below 2²² and the error of the factor is below 2⁻³¹ of them.
const RECIPROCALS: [u64; SESSIONS + 1] = {
    let mut factors = [0; SESSIONS + 1];
    let mut by = 1;
    while by <= SESSIONS {
        factors[by] = (1_u64 << 40).div_ceil(by as u64);
        by += 1;
    }
    factors
};

/// All figures of one pupil for a school year, in sessions unless said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PupilFacts {
    /// Sessions that were possible: attended or missed.
    pub possible: u16,
    /// Sessions attended.
    pub attended: u16,
    /// Missed with leave.
    pub authorised: u16,
    /// Missed without leave.
    pub unauthorised: u16,
    /// Late arrivals, before and after the register closed.
    pub lates: u16,
    /// How many marks of each code, by the code's number.
    pub codes: Vec<u16>,
    /// Hundredths of a percent missed, rounded down; 0 where nothing was possible.
    pub absence_basis_points: u16,
    /// Whether absence is persistent.
    pub is_persistent: bool,
    /// Whether absence is severe.
    pub is_severe: bool,
    /// The band of absence, 0 for the least.
    pub band: u8,
    /// The most unauthorised sessions within one window of school weeks.
    pub largest_window: u16,
    /// The session at which such a window first reached a notice.
    pub notice_reached: Option<usize>,
    /// The most possible sessions missed in a row.
    pub longest_run: u16,
    /// Missed on Monday to Friday.
    pub weekdays: [u16; 5],
    /// Days with at least one session missed.
    pub days_absent: u16,
}

impl Block {
    /// The figures of eight pupils without a mark.
    pub(super) fn of_nobody() -> Block {
        Block { notice_reached: [NEVER; LANES], ..Block::default() }
    }

    /// Works out every figure that planes give, after those that are counts of codes ([`Block::fill_counted`]).
    #[inline(always)]
    pub(super) fn fill<L: Lanes>(&mut self, planes: &Planes, timetable: &Timetable, terms: &Terms) {
        let absent = load::<L>(&planes.absent);
        let possible = total(load::<L>(&planes.possible));
        let missed = total(absent);
        self.possible = possible.narrow();
        self.attended = possible.subtract(missed).narrow();
        if terms.counting.unauthorised.is_none() {
            self.unauthorised = total(load::<L>(&planes.notice)).narrow();
        }
        let missed = missed.narrow().into_iter().zip(self.unauthorised);
        for (authorised, (missed, unauthorised)) in self.authorised.iter_mut().zip(missed) {
            *authorised = missed - unauthorised;
        }
        self.fill_days(absent, timetable);
        self.longest_run = longest_run::of_block::<L>(planes);
        let windows = window::of_block::<L>(&planes.notice, timetable, &terms.limits);
        self.largest_window = windows.largest;
        self.notice_reached = windows.reached;
        self.fill_rates(&terms.limits);
    }

    #[inline(always)]
    fn fill_days<L: Lanes>(&mut self, absent: [L; WORDS], timetable: &Timetable) {
        let mornings = L::splat(0x5555_5555_5555_5555);
        self.days_absent =
            total(each_word!(word => absent[word].or(absent[word].shift_right(1)).and(mornings))).narrow();
        for (figure, sessions) in self.weekdays.iter_mut().zip(&timetable.weekdays) {
            *figure = total(each_word!(word => absent[word].and(L::splat(sessions[word])))).narrow();
        }
    }

    #[inline(always)]
    pub(super) fn fill_counted(&mut self, counts: &[Figure], counting: &Counting) {
        self.lates = sum(counts, &counting.lates);
        if let Some(codes) = &counting.unauthorised {
            self.unauthorised = sum(counts, codes);
        }
    }

    #[inline(always)]
    pub(super) fn fill_rates(&mut self, limits: &Limits) {
        let (possible, attended) = (self.possible.map(u32::from), self.attended.map(u32::from));
        let mut absent = possible;
        for lane in 0..LANES {
            absent[lane] -= attended[lane];
        }
        for lane in 0..LANES {
            let factor = RECIPROCALS[possible[lane] as usize % RECIPROCALS.len()];
            self.absence_basis_points[lane] = ((u64::from(10_000 * absent[lane]) * factor) >> 40) as u16;
        }
        let edges = limits.bands_percent.map(|edge| (edge, 1));
        let persistent = (limits.persistent_percent, 1 << Standing::PERSISTENT);
        let severe = (limits.severe_percent, 1 << Standing::SEVERE);
        let mut standing = [0_u32; LANES];
        for (percent, more) in edges.into_iter().chain([persistent, severe]) {
            for lane in 0..LANES {
                standing[lane] += u32::from(Limits::reaches(percent, absent[lane], possible[lane])) * more;
            }
        }
        self.standing = standing.map(|standing| Standing(standing as u8));
    }

    pub(super) fn of_lane(&self, lane: usize, counts: &[Figure]) -> PupilFacts {
        let reached = self.notice_reached[lane];
        PupilFacts {
            possible: self.possible[lane],
            attended: self.attended[lane],
            authorised: self.authorised[lane],
            unauthorised: self.unauthorised[lane],
            lates: self.lates[lane],
            codes: counts.iter().map(|count| count[lane]).collect(),
            absence_basis_points: self.absence_basis_points[lane],
            is_persistent: self.standing[lane].is_persistent(),
            is_severe: self.standing[lane].is_severe(),
            band: self.standing[lane].band(),
            largest_window: self.largest_window[lane],
            notice_reached: (reached != NEVER).then_some(usize::from(reached)),
            longest_run: self.longest_run[lane],
            weekdays: self.weekdays.map(|figure| figure[lane]),
            days_absent: self.days_absent[lane],
        }
    }
}

/// The counts of some codes together.
#[inline(always)]
fn sum(counts: &[Figure], codes: &[u8]) -> Figure {
    let mut sum = [0; LANES];
    for &code in codes {
        let count = counts[usize::from(code)];
        for lane in 0..LANES {
            sum[lane] += count[lane];
        }
    }
    sum
}
