//! The figures of eight pupils side by side, in one piece of memory: a refresh writes one stream, not fifty.

use super::{
    Counting, LANES, Limits, Terms, Timetable, WORDS,
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
    pub(super) band: [u8; LANES],
    pub(super) is_persistent: [bool; LANES],
    pub(super) is_severe: [bool; LANES],
}

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
    /// Works out every figure that planes give: all but the late arrivals, which are a count of codes.
    #[inline(always)]
    pub(super) fn fill<L: Lanes>(&mut self, planes: &Planes, timetable: &Timetable, terms: &Terms) {
        let absent = load::<L>(&planes.absent);
        let possible = total(load::<L>(&planes.possible));
        let missed = total(absent);
        let unauthorised = total(load::<L>(&planes.unauthorised));
        self.possible = possible.narrow();
        self.attended = possible.subtract(missed).narrow();
        self.authorised = missed.subtract(unauthorised).narrow();
        self.unauthorised = unauthorised.narrow();
        self.fill_days(absent, timetable);
        self.longest_run = longest_run::of_block::<L>(planes);
        let windows = window::of_block::<L>(&planes.unauthorised, timetable, &terms.limits);
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
    pub(super) fn fill_lates(&mut self, counts: &[Figure], counting: &Counting) {
        let mut lates = [0; LANES];
        for &code in &counting.lates {
            let count = counts[usize::from(code)];
            for lane in 0..LANES {
                lates[lane] += count[lane];
            }
        }
        self.lates = lates;
    }

    #[inline(always)]
    pub(super) fn fill_rates(&mut self, limits: &Limits) {
        let (possible, attended) = (self.possible.map(u32::from), self.attended.map(u32::from));
        let mut absent = possible;
        for lane in 0..LANES {
            absent[lane] -= attended[lane];
        }
        for lane in 0..LANES {
            self.absence_basis_points[lane] = (10_000 * absent[lane] / possible[lane].max(1)) as u16;
        }
        let reach = |percent| -> [bool; LANES] {
            std::array::from_fn(|lane| Limits::reaches(percent, absent[lane], possible[lane]))
        };
        (self.is_persistent, self.is_severe) = (reach(limits.persistent_percent), reach(limits.severe_percent));
        let mut band = [0; LANES];
        for edge in limits.bands_percent {
            let above = reach(edge);
            for lane in 0..LANES {
                band[lane] += u8::from(above[lane]);
            }
        }
        self.band = band;
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
            is_persistent: self.is_persistent[lane],
            is_severe: self.is_severe[lane],
            band: self.band[lane],
            largest_window: self.largest_window[lane],
            notice_reached: (reached != NEVER).then_some(usize::from(reached)),
            longest_run: self.longest_run[lane],
            weekdays: self.weekdays.map(|figure| figure[lane]),
            days_absent: self.days_absent[lane],
        }
    }
}
