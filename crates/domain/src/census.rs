//! Who stands in the attendance part of a school census, and where the summer term is parted for it. The ages and days come
//! from a pack.

use alloc::string::ToString;

use jiff::{
    Span,
    civil::{Date, Weekday},
};

use crate::{
    calendar::{Calendar, school_year_start},
    compulsory_age::{birthday, month, month_and_day, of},
    rule::Rules,
};

/// The ages of those who stand in it, in whole years on one day of the school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    /// The youngest.
    pub youngest_years: i16,
    /// The oldest.
    pub oldest_years: i16,
    /// The month and the day on which the age is taken.
    day: (i8, i8),
}

impl Ages {
    /// Reads the settings; nothing when one is missing or says something else, and then nobody is left out by age.
    pub fn read(rules: &Rules) -> Option<Ages> {
        let years = |name: &str| i16::try_from(rules.setting(name)?.amount()?.thousandths / 1000).ok();
        Some(Ages {
            youngest_years: years("youngest in census attendance")?,
            oldest_years: years("oldest in census attendance")?,
            day: month_and_day(&rules.setting("day of the ages in census attendance")?.value.to_string())?,
        })
    }

    /// The day on which the ages are taken for sessions that begin on `first`: the one of that school year.
    pub fn taken_on(&self, first: Date) -> Date {
        let (start, (month, day)) = (school_year_start(first), self.day);
        let this = of(start.year(), month, day);
        if this < start { of(start.year() + 1, month, day) } else { this }
    }

    /// Whether a pupil born on `born` stands in the return of sessions that begin on `first`.
    pub fn has(&self, born: Date, first: Date) -> bool {
        let day = self.taken_on(first);
        birthday(born, self.youngest_years) <= day && day < birthday(born, self.oldest_years + 1)
    }
}

/// The first and the last school day of a term, or of each half of one that the census parts: the term in which `parting` of
/// its year lies. Halves without a school day are left out.
pub fn halves(calendar: &Calendar, (first, last): (Date, Date), parting: Option<Date>) -> [Option<(Date, Date)>; 2] {
    let stretch = |from: Date, to: Date| {
        let days = calendar.between(from, to);
        Some((*days.first()?, *days.last()?))
    };
    match parting.filter(|&day| first < day && day <= last) {
        Some(day) => [stretch(first, day.saturating_sub(Span::new().days(1))), stretch(day, last)],
        None => [Some((first, last)), None],
    }
}

/// The day of `year` from which on sessions stand in the second half of the summer; nothing without the setting.
pub fn parting_day(rules: &Rules, year: i16) -> Option<Date> {
    let words = rules.setting("second half of the summer in the census from")?.value.to_string();
    let last = of(year, month(words.strip_prefix("last Monday of ")?)?, 1).last_of_month();
    let after_monday = last.weekday().since(Weekday::Monday);
    Some(last.saturating_sub(Span::new().days(i64::from(after_monday))))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::example;

    const AGES: Ages = Ages { youngest_years: 5, oldest_years: 15, day: (8, 31) };

    #[test]
    fn a_pupil_stands_in_it_from_the_fifth_birthday_on_31_august_to_the_day_before_the_sixteenth() {
        for first in [date(2025, 9, 1), date(2026, 1, 5), date(2026, 4, 13), date(2025, 8, 25)] {
            assert_eq!(AGES.taken_on(first), date(2025, 8, 31));
            assert!(AGES.has(date(2020, 8, 31), first), "five on the day");
            assert!(!AGES.has(date(2020, 9, 1), first), "four on the day");
            assert!(AGES.has(date(2009, 9, 1), first), "sixteen on the day after");
            assert!(!AGES.has(date(2009, 8, 31), first), "sixteen on the day");
        }
        assert!(AGES.has(date(2020, 9, 1), date(2026, 9, 1)), "a year later");
    }

    #[test]
    fn a_day_before_august_is_that_of_the_end_of_the_school_year() {
        let spring = Ages { day: (3, 31), ..AGES };
        assert_eq!(spring.taken_on(date(2025, 9, 1)), date(2026, 3, 31));
    }

    #[test]
    fn only_the_term_of_the_parting_day_is_parted_and_each_half_begins_and_ends_with_a_school_day() {
        let (calendar, parting) = (example::calendar(), Some(date(2027, 5, 31)));
        let summer = (date(2027, 4, 12), date(2027, 7, 15));
        let parted = [Some((date(2027, 4, 12), date(2027, 5, 28))), Some((date(2027, 6, 7), date(2027, 7, 15)))];
        assert_eq!(halves(&calendar, summer, parting), parted);
        assert_eq!(halves(&calendar, summer, None), [Some(summer), None]);
        let spring = (date(2027, 1, 4), date(2027, 3, 25));
        assert_eq!(halves(&calendar, spring, parting), [Some(spring), None]);
    }
}
