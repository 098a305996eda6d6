//! Bits of eight pupils side by side: for each session, whether it was possible, missed, and counts for a
//! notice.

use super::{
    LANES, WORDS,
    counting::{ABSENT, NOTICE, POSSIBLE},
};

/// One bit a session, for eight pupils: the first word of all eight, then the second …
pub(super) type Plane = [[u64; LANES]; WORDS];

/// What is kept of eight pupils' marks: 144 bytes a pupil.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[repr(C, align(64))]
pub(super) struct Planes {
    pub(super) possible: Plane,
    pub(super) absent: Plane,
    pub(super) notice: Plane,
}

impl Planes {
    /// Sets what the mark of one pupil counts as in one session.
    pub(super) fn set(&mut self, lane: usize, session: usize, bits: u8) {
        let (word, at) = (session / 64, session % 64);
        let planes = [(&mut self.possible, POSSIBLE), (&mut self.absent, ABSENT), (&mut self.notice, NOTICE)];
        for (plane, bit) in planes {
            let has = u64::from(bits & bit != 0);
            plane[word][lane] = plane[word][lane] & !(1 << at) | has << at;
        }
    }
}

/// One pupil's words of a plane.
pub(super) fn of_lane(plane: &Plane, lane: usize) -> [u64; WORDS] {
    plane.map(|word| word[lane])
}

/// How many bits are set in the sessions from `first` up to `end`, which is not among them.
pub(super) fn count_between(words: &[u64; WORDS], first: usize, end: usize) -> u32 {
    (0..WORDS)
        .map(|word| {
            let low = first.saturating_sub(word * 64).min(64);
            let high = end.saturating_sub(word * 64).min(64);
            let below = |bits: usize| if bits == 64 { u64::MAX } else { (1 << bits) - 1 };
            (words[word] & below(high) & !below(low)).count_ones()
        })
        .sum()
}
