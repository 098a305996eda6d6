//! From the clock on a school's wall to an instant.

use domain::Date;
use jiff::{Timestamp, civil::time};

/// Minutes since midnight.
pub(super) type Minute = u16;

/// A school day's midnight in London, from which its instants are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Midnight(i64);

impl Midnight {
    pub(super) fn of(date: Date) -> Midnight {
        // The clocks change on Sundays, so noon and the whole of a school day have one offset.
        Midnight(domain::clock::instant(date, time(12, 0, 0, 0)).as_second() - 12 * 60 * 60)
    }

    /// The instant at `minute` and `second` by the wall clock.
    pub(super) fn at(self, minute: Minute, second: u32) -> Timestamp {
        Timestamp::from_second(self.0 + i64::from(minute) * 60 + i64::from(second)).expect("a day of this century")
    }
}

/// The minutes since midnight of a time of day.
pub(super) fn minute(time: domain::Time) -> Minute {
    time.hour().unsigned_abs() as u16 * 60 + time.minute().unsigned_abs() as u16
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Midnight;

    #[test]
    fn ten_in_the_morning_is_nine_in_summer_and_ten_in_winter_by_universal_time() {
        let at = |day| Midnight::of(day).at(600, 0).to_string();
        assert_eq!(at(date(2026, 11, 24)), "2026-11-24T10:00:00Z");
        assert_eq!(at(date(2027, 3, 26)), "2027-03-26T10:00:00Z");
        assert_eq!(at(date(2027, 3, 29)), "2027-03-29T09:00:00Z");
        assert_eq!(at(date(2026, 10, 23)), "2026-10-23T09:00:00Z");
        assert_eq!(at(date(2026, 10, 26)), "2026-10-26T10:00:00Z");
    }
}
