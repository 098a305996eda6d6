//! How much may still be missed: before a share of absence is reached, and by the end of days that are known to come.

use domain::{
    Date,
    sheet::Sheet,
    tally::{Percent, Tally},
};

const WHOLE: u64 = 100_000;

/// How many sessions more, missed one after another from now on, reach `percent`: each of them is possible and missed. 0 when
/// it is reached now; nothing when no number of them would.
pub const fn missed_in_a_row_before(tally: Tally, percent: Percent) -> Option<u32> {
    let (share, possible) = (percent.in_thousandths() as u64, tally.possible() as u64);
    let (owed, have) = (share * possible, WHOLE * tally.absent() as u64);
    match (possible, owed > have) {
        (0, _) if share <= WHOLE => Some(1),
        (1.., false) => Some(0),
        (1.., true) if share < WHOLE => Some((owed - have).div_ceil(WHOLE - share) as u32),
        _ => None,
    }
}

/// The most of `to_come` sessions that may be missed so that `percent` is not reached when they are over, if all of them are
/// possible. Nothing where it is reached even if none is missed, and where there is no session at all.
pub const fn may_miss(tally: Tally, percent: Percent, to_come: u32) -> Option<u32> {
    let possible = tally.possible() as u64 + to_come as u64;
    let edge = (possible * percent.in_thousandths() as u64).div_ceil(WHOLE);
    match edge.checked_sub(1 + tally.absent() as u64) {
        None => None,
        Some(room) if room < to_come as u64 => Some(room as u32),
        Some(_) => Some(to_come),
    }
}

/// The sessions to come to the end of `last`: those of school days after `day`, and those of `day` itself without a mark.
pub fn to_come(sheet: Sheet<'_>, day: Date, last: Date) -> u32 {
    let calendar = sheet.calendar;
    let after = day.tomorrow().map_or(0, |next| calendar.between(next, last).len() as u32 * 2);
    if day > last || !calendar.is_school_day(day) {
        return after;
    }
    after + 2 - (sheet.between(day, day).marked().count() as u32).min(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERCENTS: [Percent; 6] = [
        Percent::thousandths(1),
        Percent::whole(10),
        Percent::thousandths(12_500),
        Percent::thousandths(33_333),
        Percent::whole(50),
        Percent::whole(100),
    ];

    fn of(absent: u32, possible: u32) -> Tally {
        Tally { attended: possible - absent, authorised: absent / 2, unauthorised: absent - absent / 2 }
    }

    fn later(tally: Tally, missed: u32, attended: u32) -> Tally {
        Tally { attended: tally.attended + attended, authorised: tally.authorised + missed, ..tally }
    }

    #[test]
    fn so_many_sessions_in_a_row_reach_the_share_and_one_fewer_does_not() {
        for (possible, percent) in (0..=60).flat_map(|possible| PERCENTS.map(|percent| (possible, percent))) {
            for tally in (0..=possible).map(|absent| of(absent, possible)) {
                let counted = (0..=200).find(|&more| later(tally, more, 0).has_missed(percent) == Some(true));
                assert_eq!(missed_in_a_row_before(tally, percent), counted, "{tally:?} {percent:?}");
            }
        }
    }

    #[test]
    fn so_many_of_the_sessions_to_come_may_be_missed_and_one_more_may_not() {
        for (possible, percent) in (0..=40).flat_map(|possible| PERCENTS.map(|percent| (possible, percent))) {
            for (absent, to_come) in (0..=possible).flat_map(|absent| (0..=25).map(move |more| (absent, more))) {
                let tally = of(absent, possible);
                let stays_below =
                    |&missed: &u32| later(tally, missed, to_come - missed).has_missed(percent) == Some(false);
                let counted = (0..=to_come).rev().find(stays_below);
                assert_eq!(may_miss(tally, percent, to_come), counted, "{tally:?} {percent:?} {to_come}");
            }
        }
    }

    #[test]
    fn ten_of_a_hundred_and_twenty_are_two_and_a_half_days_away_in_a_row() {
        let tally = of(10, 120);
        // 13 of 123 are 10.6%; 12 of 122 are 9.8%.
        assert_eq!(missed_in_a_row_before(tally, Percent::whole(10)), Some(3));
        // To 380 sessions the 38th reaches it: 27 more may be missed.
        assert_eq!(may_miss(tally, Percent::whole(10), 260), Some(27));
        assert_eq!(may_miss(of(38, 120), Percent::whole(10), 260), None);
    }
}
