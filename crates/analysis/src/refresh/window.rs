//! Sessions that count for a notice within so many school weeks in a row, and the session that reached a notice.

use super::{
    LANES, Limits, Timetable, WORDS,
    lanes::{Lanes, load},
    planes::{Plane, count_between, of_lane},
};

/// The most weeks that a window can have.
const MOST_WEEKS: usize = 16;
/// Stands where no session reached a notice.
pub(super) const NEVER: u16 = u16::MAX;

/// What eight pupils' windows come to.
pub(super) struct Windows {
    /// The largest number of such sessions in one window.
    pub(super) largest: [u16; LANES],
    /// The first session at which a window reached the limit, or [`NEVER`].
    pub(super) reached: [u16; LANES],
}

/// Weeks in a row that a window has.
fn span(limits: &Limits) -> usize {
    limits.notice_weeks.clamp(1, MOST_WEEKS)
}

/// The windows of eight pupils.
#[inline(always)]
pub(super) fn of_block<L: Lanes>(notice: &Plane, timetable: &Timetable, limits: &Limits) -> Windows {
    let largest = largest::<L>(load(notice), timetable, span(limits));
    let mut reached = [NEVER; LANES];
    let mut lanes = L::bits(largest.is_at_least(L::splat(u64::from(limits.notice_sessions))));
    while lanes != 0 {
        let lane = lanes.trailing_zeros() as usize;
        reached[lane] = reached_in(of_lane(notice, lane), timetable, limits);
        lanes &= lanes - 1;
    }
    Windows { largest: largest.narrow(), reached }
}

/// The largest window: eight weeks at a time, one in each byte, so that no sum can leave its byte.
#[inline(always)]
fn largest<L: Lanes>(words: [L; WORDS], timetable: &Timetable, span: usize) -> L {
    let zero = L::splat(0);
    // Sums of one, two, four and eight weeks, for the eight weeks before these.
    let mut before = [zero; 4];
    let mut largest = zero;
    for weeks in &timetable.eights {
        let (mut low, mut high) = (zero, zero);
        for pick in weeks {
            let (word, rest) = (pick.word, pick.word + 1);
            let bits = if pick.is_across { words[word].shift_in(words[rest % WORDS], 32) } else { words[word] };
            low = low.or(bits.pick_bytes(&pick.low).and(L::splat(pick.low.mask)));
            high = high.or(bits.pick_bytes(&pick.high).and(L::splat(pick.high.mask)));
        }
        let one = low.count_ones_of_bytes().add(high.count_ones_of_bytes());
        let two = one.add(later(before[0], one, 1));
        let four = two.add(later(before[1], two, 2));
        let eight = four.add(later(before[2], four, 4));
        let mut window = if span == MOST_WEEKS { eight.add(before[3]) } else { zero };
        let mut weeks = 0;
        for (sum, sum_before, size) in
            [(one, before[0], 1), (two, before[1], 2), (four, before[2], 4), (eight, before[3], 8)]
        {
            if span & size != 0 {
                window = window.add(later(sum_before, sum, weeks));
                weeks += size as u32;
            }
        }
        largest = largest.max_of_bytes(window);
        before = [one, two, four, eight];
    }
    largest = largest.max_of_bytes(largest.shift_right(32));
    largest = largest.max_of_bytes(largest.shift_right(16));
    largest.max_of_bytes(largest.shift_right(8)).and(L::splat(0xFF))
}

/// Sums of weeks as they were some weeks, fewer than eight, ago.
#[inline(always)]
fn later<L: Lanes>(before: L, sums: L, weeks: u32) -> L {
    if weeks == 0 { sums } else { before.shift_in(sums, 64 - 8 * weeks) }
}

/// The first session that has enough of its kind in its week and the weeks before, itself among them.
#[inline(always)]
fn reached_in(notice: [u64; WORDS], timetable: &Timetable, limits: &Limits) -> u16 {
    let (mut first, mut last, span) = (Ones::of(notice), Ones::of(notice), span(limits));
    for _ in 1..limits.notice_sessions {
        last.next();
    }
    while let (Some(first), Some(last)) = (first.next(), last.next()) {
        if timetable.week_of(last) < timetable.week_of(first) + span {
            return last as u16;
        }
    }
    NEVER
}

/// The places of all ones, in order.
struct Ones {
    words: [u64; WORDS],
    at: usize,
}

impl Ones {
    const fn of(words: [u64; WORDS]) -> Ones {
        Ones { words, at: 0 }
    }

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.at < WORDS {
            let word = &mut self.words[self.at];
            if *word != 0 {
                let bit = word.trailing_zeros() as usize;
                *word &= *word - 1;
                return Some(self.at * 64 + bit);
            }
            self.at += 1;
        }
        None
    }
}

/// Such sessions in the window that ends with `week`, up to session `end`, which is not among them.
pub(super) fn count_in_window(
    notice: &[u64; WORDS],
    timetable: &Timetable,
    limits: &Limits,
    week: usize,
    end: usize,
) -> u32 {
    let first = (week + 1).saturating_sub(span(limits));
    count_between(notice, timetable.weeks[first].first, end)
}
