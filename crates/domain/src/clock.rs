//! The clocks of England: British Summer Time from the last Sunday of March to the last Sunday of October, at 01:00 UTC.
//!
//! The rule has stood since 1996 and is all that registers need, so no time zone database is.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, Weekday},
    tz::{Offset, TimeZone},
};

/// What the clocks show at `at`.
pub fn local(at: Timestamp) -> DateTime {
    let utc = TimeZone::UTC.to_datetime(at);
    let offset = Offset::constant(i8::from(is_summer(utc)));
    offset.to_datetime(at)
}

/// The instant at which the clocks show `time` on `date`. In the hour that comes twice, the first time.
pub fn instant(date: Date, time: Time) -> Timestamp {
    let shown = date.to_datetime(time);
    let utc = |hours: i8| Offset::constant(hours).to_timestamp(shown);
    let summer = utc(1).ok().filter(|&at| is_summer(TimeZone::UTC.to_datetime(at)));
    summer.or_else(|| utc(0).ok()).unwrap_or(Timestamp::MIN)
}

fn is_summer(utc: DateTime) -> bool {
    let change = |month| last_sunday(utc.year(), month).at(1, 0, 0, 0);
    change(3) <= utc && utc < change(10)
}

fn last_sunday(year: i16, month: i8) -> Date {
    let last = jiff::civil::date(year, month, 1).last_of_month();
    let back = match last.weekday() {
        Weekday::Sunday => 0,
        weekday => weekday.to_monday_one_offset(),
    };
    jiff::civil::date(year, month, last.day() - back)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn winter_is_utc_and_summer_an_hour_ahead() {
        for (day, hour) in
            [(date(2026, 11, 24), 8), (date(2026, 6, 24), 7), (date(2027, 3, 27), 8), (date(2027, 3, 28), 7)]
        {
            let at = instant(day, time(8, 50, 0, 0));
            assert_eq!(TimeZone::UTC.to_datetime(at), day.at(hour, 50, 0, 0), "{day}");
            assert_eq!(local(at), day.at(8, 50, 0, 0), "{day}");
        }
    }

    #[test]
    fn the_clocks_change_at_one_on_the_last_sunday_of_march_and_october() {
        let shows =
            |day: Date, hour| local(TimeZone::UTC.to_timestamp(day.at(hour, 0, 0, 0)).expect("in range")).hour();
        assert_eq!((shows(date(2026, 3, 29), 0), shows(date(2026, 3, 29), 1)), (0, 2));
        assert_eq!((shows(date(2026, 10, 25), 0), shows(date(2026, 10, 25), 1)), (1, 1));
    }
}
