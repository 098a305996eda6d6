//! The most sessions missed in a row. A session that was not possible neither breaks a run nor makes it longer.

use super::{
    LANES, WORDS,
    lanes::{Lanes, any_of, each_word, load},
    planes::{Planes, of_lane},
};

/// The longest run of each of eight pupils, in sessions.
#[inline(always)]
pub(super) fn of_block<L: Lanes>(planes: &Planes) -> [u16; LANES] {
    let absent = load::<L>(&planes.absent);
    let mut runs = of_words(absent).narrow();
    // Where sessions that were not possible stand between missed ones, the run goes on behind them. Few pupils have such a place.
    let mut touched = L::bits(touches(absent, planes));
    while touched != 0 {
        let lane = touched.trailing_zeros() as usize;
        runs[lane] = over_gaps(of_lane(&planes.possible, lane), of_lane(&planes.absent, lane));
        touched &= touched - 1;
    }
    runs
}

/// Longest runs of ones. Where the word of runs of `a` ones is R(a), a run of `a + s` starts at R(a) & (R(a) >> s), for s
/// up to a: so the length is doubled while any run is left, and then halves of that are added.
#[inline(always)]
fn of_words<L: Lanes>(ones: [L; WORDS]) -> L {
    let mut length = L::pick(any_of(ones), L::splat(1), L::splat(0));
    let mut runs = ones;
    // How long runs may be now: twice as long while any doubles. Each step is a number that the compiler knows, so that
    // the words stay in registers.
    let mut reach = 1;
    macro_rules! double {
        ($($step:literal)*) => { $(if reach == $step && lengthen::<L, $step>(&mut runs, &mut length) { reach *= 2; })* };
    }
    macro_rules! add {
        ($($step:literal)*) => { $(if reach > $step { lengthen::<L, $step>(&mut runs, &mut length); })* };
    }
    double!(1 2 4 8 16 32 64 128 256);
    add!(256 128 64 32 16 8 4 2 1);
    length
}

/// Makes runs longer by `STEP` in the lanes where they are at least that long, and some stay. Says whether any did.
#[inline(always)]
fn lengthen<L: Lanes, const STEP: usize>(runs: &mut [L; WORDS], length: &mut L) -> bool {
    let longer = together(*runs, shifted::<L, STEP>(*runs));
    let step = L::splat(STEP as u64);
    let able = L::both(any_of(longer), length.is_at_least(step));
    for word in 0..WORDS {
        runs[word] = L::pick(able, longer[word], runs[word]);
    }
    *length = L::pick(able, length.add(step), *length);
    L::bits(able) != 0
}

#[inline(always)]
fn together<L: Lanes>(one: [L; WORDS], other: [L; WORDS]) -> [L; WORDS] {
    each_word!(word => one[word].and(other[word]))
}

/// All sessions `BY` places earlier.
#[inline(always)]
fn shifted<L: Lanes, const BY: usize>(words: [L; WORDS]) -> [L; WORDS] {
    let (whole, rest) = (BY / 64, BY % 64);
    each_word!(word => {
        let low = if word + whole < WORDS { words[word + whole] } else { L::splat(0) };
        let high = if word + whole + 1 < WORDS { words[word + whole + 1] } else { L::splat(0) };
        if rest == 0 { low } else { low.shift_in(high, rest as u32) }
    })
}

/// The lanes in which sessions that were not possible come after a missed one, and others come before one. Where runs go over
/// gaps, both is so.
#[inline(always)]
fn touches<L: Lanes>(absent: [L; WORDS], planes: &Planes) -> L::Mask {
    let possible = load::<L>(&planes.possible);
    let gaps = each_word!(word => L::splat(u64::MAX).without(possible[word]));
    let after = together(absent, shifted::<L, 1>(gaps));
    let before = together(gaps, shifted::<L, 1>(absent));
    L::both(any_of(after), any_of(before))
}

/// The longest run of one pupil: between two sessions attended, all that were missed.
fn over_gaps(possible: [u64; WORDS], absent: [u64; WORDS]) -> u16 {
    let (mut longest, mut run) = (0, 0);
    for word in 0..WORDS {
        let attended = possible[word] & !absent[word];
        let mut left = absent[word];
        let mut ends = attended;
        // Ends behind the last missed session of the word are all alike.
        while ends != 0 && left != 0 {
            let end = ends.trailing_zeros();
            let before = left & ((1 << end) - 1);
            run += before.count_ones();
            longest = longest.max(run);
            run = 0;
            left ^= before;
            let next = if left == 0 { 64 } else { left.trailing_zeros() };
            ends = if next == 64 { 0 } else { ends & (u64::MAX << next) };
        }
        let is_ended = attended > absent[word];
        if is_ended {
            run = 0;
        }
        run += left.count_ones();
        longest = longest.max(run);
    }
    longest as u16
}
