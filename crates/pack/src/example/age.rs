//! How old the children of an example are.

use domain::{Date, decide::Who};

/// The first day of September in the school year in which every example is set.
const SOME_DAY: Date = Date::constant(2026, 9, 1);
/// Where an example says nothing, a child is in this year.
const USUAL_YEAR: u8 = 5;
/// Reception begins in the fifth school year after the one of the birth.
const SCHOOL_YEARS_BEFORE_RECEPTION: i16 = 5;

/// Who a child is: of one whose birthday is not said it is the first of January that fits their year, and of one whose year is
/// not said it is the year that fits their birthday.
pub(super) fn who(born: Option<Date>, year: Option<u8>) -> Who {
    let this_year = SOME_DAY.year();
    let (born, year) = match (born, year) {
        (Some(born), Some(year)) => (born, Some(year)),
        (Some(born), None) => {
            let year = this_year - september_before(born) - SCHOOL_YEARS_BEFORE_RECEPTION;
            (born, u8::try_from(year).ok())
        }
        (None, year) => {
            let year = year.unwrap_or(USUAL_YEAR);
            let born = this_year - i16::from(year) - SCHOOL_YEARS_BEFORE_RECEPTION + 1;
            (Date::new(born, 1, 1).unwrap_or(SOME_DAY), Some(year))
        }
    };
    let who = Who::default().born(born);
    year.map_or(who, |year| who.in_year(year, SOME_DAY))
}

/// The calendar year of the September on or before a birthday: from then to August, children come into one year of school.
fn september_before(born: Date) -> i16 {
    if born.month() >= SOME_DAY.month() { born.year() } else { born.year() - 1 }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_birthday_and_a_year_follow_from_each_other() {
        let usual = who(None, None);
        assert_eq!((usual.born, usual.year_on(SOME_DAY)), (Some(date(2017, 1, 1)), Some(5)));
        for (born, year) in [(date(2017, 8, 31), Some(5)), (date(2017, 9, 1), Some(4)), (date(2022, 9, 1), None)] {
            assert_eq!(who(Some(born), None).year_on(SOME_DAY), year, "{born}");
        }
        assert_eq!(who(None, Some(0)).born, Some(date(2022, 1, 1)));
    }
}
