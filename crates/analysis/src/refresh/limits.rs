//! Where persistent absence, bands and notices begin. The numbers come from a pack.

/// The limits of one school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Percent of possible sessions missed from which absence is persistent.
    pub persistent_percent: u32,
    /// Percent of possible sessions missed from which absence is severe.
    pub severe_percent: u32,
    /// The lower edge of each band above the lowest, in percent missed; the edge belongs to the band it opens.
    pub bands_percent: [u32; 4],
    /// School weeks in a row within which unauthorised sessions count towards a notice; 16 at most.
    pub notice_weeks: usize,
    /// Unauthorised sessions within those weeks that reach a notice.
    pub notice_sessions: u16,
}

impl Limits {
    /// Whether `absent` of `possible` sessions are at least `percent`; never, where no session was possible.
    pub(super) const fn reaches(percent: u32, absent: u32, possible: u32) -> bool {
        possible > 0 && absent * 100 >= percent * possible
    }
}
