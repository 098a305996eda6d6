//! Unauthorised sessions within so many school weeks in a row, and the session that reached a notice.

use super::{
    LANES, Limits, Timetable, WORDS,
    lanes::{Lanes, load},
    planes::{Plane, bits_from, count_between, of_lane},
};

/// The most weeks that a window can have.
const MOST_WEEKS: usize = 16;
/// Stands where no session reached a notice.
pub(super) const NEVER: u16 = u16::MAX;

/// What eight pupils' windows come to.
pub(super) struct Windows {
    /// The largest number of unauthorised sessions in one window.
    pub(super) largest: [u16; LANES],
    /// The first session at which a window reached the limit, or [`NEVER`].
    pub(super) reached: [u16; LANES],
}

/// The windows of eight pupils.
#[inline(always)]
pub(super) fn of_block<L: Lanes>(unauthorised: &Plane, timetable: &Timetable, limits: &Limits) -> Windows {
    let words = load::<L>(unauthorised);
    let span = limits.notice_weeks.clamp(1, MOST_WEEKS);
    let limit = L::splat(u64::from(limits.notice_sessions));
    let (one, zero) = (L::splat(1), L::splat(0));
    let mut weeks = [zero; MOST_WEEKS];
    let (mut running, mut largest, mut weeks_before, mut count_before) = (zero, zero, zero, zero);
    for (at, week) in timetable.weeks.iter().enumerate() {
        let (word, by) = (week.first / 64, week.first as u32 % 64);
        let is_across = by as usize + week.sessions > 64;
        let low = words[word];
        let bits = if is_across { low.shift_in(words[word + 1], by) } else { low.shift_right(by) };
        let count = bits.and(L::splat(week.mask())).count_ones();
        let gone = if at < span { zero } else { weeks[(at - span) % MOST_WEEKS] };
        weeks[at % MOST_WEEKS] = count;
        running = running.add(count).subtract(gone);
        largest = largest.max(running);
        // Both stop where the limit is reached: the weeks before that one, and the window that ended with the last of them.
        let is_reached = largest.is_at_least(limit);
        weeks_before = weeks_before.add(L::pick(is_reached, zero, one));
        count_before = L::pick(is_reached, count_before, running);
    }
    let mut reached = [NEVER; LANES];
    let mut lanes = L::bits(largest.is_at_least(limit));
    let (weeks_before, count_before) = (weeks_before.narrow(), count_before.narrow());
    while lanes != 0 {
        let lane = lanes.trailing_zeros() as usize;
        let (week, before) = (usize::from(weeks_before[lane]), u32::from(count_before[lane]));
        reached[lane] = reached_in(&of_lane(unauthorised, lane), timetable, limits, week, before);
        lanes &= lanes - 1;
    }
    Windows { largest: largest.narrow(), reached }
}

/// The session within `week` at which the window that ends with it reached the limit; the window of the week before it came
/// to `before`.
#[inline(always)]
fn reached_in(unauthorised: &[u64; WORDS], timetable: &Timetable, limits: &Limits, week: usize, before: u32) -> u16 {
    let Some(this) = timetable.weeks.get(week) else { return NEVER };
    let gone = week.checked_sub(limits.notice_weeks.clamp(1, MOST_WEEKS)).map_or(0, |gone| {
        let gone = timetable.weeks[gone];
        (bits_from(unauthorised, gone.first) & gone.mask()).count_ones()
    });
    let mut bits = bits_from(unauthorised, this.first) & this.mask();
    for _ in before - gone + 1..u32::from(limits.notice_sessions) {
        bits &= bits.wrapping_sub(1);
    }
    (this.first + bits.trailing_zeros() as usize) as u16
}

/// Unauthorised sessions in the window that ends with `week`, up to session `end`, which is not among them.
pub(super) fn count_in_window(
    unauthorised: &[u64; WORDS],
    timetable: &Timetable,
    limits: &Limits,
    week: usize,
    end: usize,
) -> u32 {
    let first = (week + 1).saturating_sub(limits.notice_weeks.clamp(1, MOST_WEEKS));
    count_between(unauthorised, timetable.weeks[first].first, end)
}
