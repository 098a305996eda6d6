//! Bits of eight pupils side by side: for each session, whether it was possible, missed, and missed without leave.

use super::{LANES, WORDS};

/// One bit a session, for eight pupils: the first word of all eight, then the second …
pub(super) type Plane = [[u64; LANES]; WORDS];

/// What is kept of eight pupils' marks: 144 bytes a pupil.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[repr(C, align(64))]
pub(super) struct Planes {
    pub(super) possible: Plane,
    pub(super) absent: Plane,
    pub(super) unauthorised: Plane,
}

/// One pupil's words of a plane.
pub(super) fn of_lane(plane: &Plane, lane: usize) -> [u64; WORDS] {
    plane.map(|word| word[lane])
}

/// Up to 64 bits from `first` on.
pub(super) fn bits_from(words: &[u64; WORDS], first: usize) -> u64 {
    let (word, by) = (first / 64, first % 64);
    let next = if by > 0 && word + 1 < WORDS { words[word + 1] << (64 - by) } else { 0 };
    (words[word] >> by) | next
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
