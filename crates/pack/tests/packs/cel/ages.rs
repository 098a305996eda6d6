//! How old a pupil is and in which year, counted on the fingers.

use domain::Date;
use jiff::civil::{Weekday, date};

use super::{
    calendar::{august_before, days_on},
    hand::Hand,
};
use crate::{chance::Chance, pupil::Pupil};

/// The school year for which a story says in which year its pupil is.
const SOME_DAY: Date = date(2026, 9, 1);

/// Gives a pupil of a story a birthday and a year: some in Reception or before compulsory school age, some after it.
pub(super) fn somebody(pupil: &mut Pupil, chance: &mut Chance) {
    let born = days_on(date(2008, 9, 1), chance.below(365 * 14) as i64);
    // Some are in another year than most of their age.
    let year = (2021 - i64::from(august_before(born).year()) + chance.below(2) as i64).clamp(1, 13);
    pupil.who = domain::decide::Who::default().born(born).in_year(year as u8, SOME_DAY);
}

impl Hand<'_> {
    /// Birthdays since the birth.
    pub(super) fn age(&self) -> Option<i64> {
        let born = self.pupil.who.born?;
        let had = (1..100).take_while(|&years| birthday(born, years) <= self.day);
        (born <= self.day).then(|| had.count() as i64)
    }

    /// One more each September.
    pub(super) fn year(&self) -> Option<i64> {
        let then = self.pupil.who.year_on(SOME_DAY)?;
        Some(i64::from(then) + i64::from(august_before(self.day).year() - august_before(SOME_DAY).year()))
            .filter(|year| *year >= 0)
    }

    pub(super) fn is_of_compulsory_age(&self) -> Option<bool> {
        let born = self.pupil.who.born?;
        let mut first = birthday(born, 5);
        while ![(8, 31), (12, 31), (3, 31)].contains(&(first.month(), first.day())) {
            first = days_on(first, 1);
        }
        let mut august = birthday(born, 16);
        while (august.month(), august.day()) != (8, 31) {
            august = days_on(august, 1);
        }
        let mut last = date(august.year(), 6, 30);
        while last.weekday() != Weekday::Friday {
            last = days_on(last, -1);
        }
        Some(first <= self.day && self.day <= last)
    }
}

/// On 28 February where there is no 29th.
fn birthday(born: Date, years: i16) -> Date {
    let year = born.year() + years;
    Date::new(year, born.month(), born.day()).unwrap_or_else(|_| date(year, 2, 28))
}
