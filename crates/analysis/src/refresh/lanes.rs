//! Eight numbers of 64 bits that are worked on together: what every kernel is written over.

use super::{LANES, WORDS, planes::Plane, timetable::Bytes};

/// Eight numbers, and what can be done with them. Counts in them stay below 2³¹.
pub(super) trait Lanes: Copy {
    /// An answer of yes or no for each lane.
    type Mask: Copy;

    fn load(from: &[u64; LANES]) -> Self;
    fn splat(value: u64) -> Self;
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    /// The bits of `self` that `other` does not have.
    fn without(self, other: Self) -> Self;
    fn add(self, other: Self) -> Self;
    fn subtract(self, other: Self) -> Self;
    /// Shifts by less than 64.
    fn shift_right(self, by: u32) -> Self;
    /// The low 64 of the 128 bits `high:self`, shifted right by 1 to 63.
    fn shift_in(self, high: Self, by: u32) -> Self;
    fn count_ones(self) -> Self;
    /// The same for each byte of each lane.
    fn count_ones_of_bytes(self) -> Self;
    /// In each byte of each lane the greater of two.
    fn max_of_bytes(self, other: Self) -> Self;
    /// In each byte of each lane eight bits from elsewhere in the lane; what they are outside the mask does not matter.
    fn pick_bytes(self, bytes: &Bytes) -> Self;
    fn narrow(self) -> [u16; LANES];

    fn is_nonzero(self) -> Self::Mask;
    fn is_at_least(self, other: Self) -> Self::Mask;
    fn both(one: Self::Mask, other: Self::Mask) -> Self::Mask;
    /// `yes` in the lanes of `mask`, `no` in the others.
    fn pick(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// One bit a lane.
    fn bits(mask: Self::Mask) -> u8;
}

/// Six words, each worked out by `$value` for the word `$word`. A loop and not `map` or `from_fn`, because instructions that only
/// some processors know are not taken into a closure, and a call for each would cost more than all of them.
macro_rules! each_word {
    ($word:ident => $value:expr) => {{
        let mut words = [L::splat(0); WORDS];
        for $word in 0..WORDS {
            words[$word] = $value;
        }
        words
    }};
}

pub(super) use each_word;

/// The words of a plane, eight pupils in each.
#[inline(always)]
pub(super) fn load<L: Lanes>(plane: &Plane) -> [L; WORDS] {
    each_word!(word => L::load(&plane[word]))
}

/// How many ones there are in all words, for each pupil.
#[inline(always)]
pub(super) fn total<L: Lanes>(words: [L; WORDS]) -> L {
    let counts = each_word!(word => words[word].count_ones());
    let low = counts[0].add(counts[1]).add(counts[2]);
    low.add(counts[3].add(counts[4]).add(counts[5]))
}

/// The pupils who have a one in any word.
#[inline(always)]
pub(super) fn any_of<L: Lanes>(words: [L; WORDS]) -> L::Mask {
    words[0].or(words[1]).or(words[2]).or(words[3].or(words[4]).or(words[5])).is_nonzero()
}

/// The way to work: which lanes, and how rows of bytes become bits and counts.
pub(super) trait Machine: Copy {
    type Lanes: Lanes;
    /// Memory for reading, so that nothing is laid out anew for each eight pupils.
    type Scratch: Default;

    /// Asks for memory that is soon read or written, so that it is at hand when it is its turn. Changes nothing.
    #[inline(always)]
    fn fetch<T>(self, _: &[T]) {}

    /// Reads the marks of eight pupils into planes, and counts each code. `counts` has a line for each counted code.
    fn read(
        self,
        scratch: &mut Self::Scratch,
        rows: &super::Rows,
        counting: &super::Counting,
        planes: &mut super::planes::Planes,
        counts: &mut [[u16; LANES]],
    );
}
