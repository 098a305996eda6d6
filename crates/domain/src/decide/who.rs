//! Who a decision is about, as far as rules ask: how old a pupil is, and which year they are in.

use jiff::{Unit, civil::Date};

use crate::{calendar::school_year_start, pupil::Pupil};

/// How old a pupil is and which year they are in, each as far as it is known. Of a school nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Who {
    /// Their birthday.
    pub born: Option<Date>,
    /// The calendar year in which their school year of Reception began, counted back from the year that they are in.
    reception: Option<i16>,
}

impl Who {
    /// A pupil as the admission register has them on `day`.
    pub fn of(pupil: &Pupil, day: Date) -> Who {
        Who { born: Some(pupil.born), ..Who::default() }.in_year(pupil.year, day)
    }

    /// The same, born on `born`.
    pub fn born(self, born: Date) -> Who {
        Who { born: Some(born), ..self }
    }

    /// The same, in this national curriculum year on `day`; 0 is Reception. It is one more in the next school year.
    pub fn in_year(self, year: u8, day: Date) -> Who {
        Who { reception: Some(school_year_start(day).year() - i16::from(year)), ..self }
    }

    /// Whole years on `day`; nothing before the birth.
    pub fn age_on(self, day: Date) -> Option<u32> {
        let lived = self.born?.until((Unit::Year, day)).ok()?;
        u32::try_from(lived.get_years()).ok().filter(|_| self.born.is_some_and(|born| born <= day))
    }

    /// The national curriculum year on `day`; nothing before Reception.
    pub fn year_on(self, day: Date) -> Option<u8> {
        u8::try_from(school_year_start(day).year() - self.reception?).ok()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_of_age_is_reached_on_the_birthday() {
        let who = Who::default().born(date(2017, 5, 3));
        assert_eq!([2, 3].map(|day| who.age_on(date(2027, 5, day))), [Some(9), Some(10)]);
        assert_eq!(who.age_on(date(2017, 5, 2)), None);
        assert_eq!(Who::default().age_on(date(2027, 5, 3)), None);
    }

    #[test]
    fn the_year_is_one_more_when_the_records_begin_another_school_year() {
        let who = Who::default().in_year(6, date(2027, 5, 3));
        assert_eq!(who.year_on(date(2026, 8, 1)), Some(6));
        assert_eq!([date(2026, 7, 31), date(2027, 8, 1)].map(|day| who.year_on(day)), [Some(5), Some(7)]);
        assert_eq!(Who::default().in_year(0, date(2027, 5, 3)).year_on(date(2026, 7, 1)), None);
        assert_eq!(Who::default().year_on(date(2027, 5, 3)), None);
    }
}
