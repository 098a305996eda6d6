//! Compulsory school age: from which day on, and to which, a child has to be educated. The years and days come from a pack.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use crate::{code::fit::Age, rule::Rules};

/// The settings of a pack that say when a child is of compulsory school age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompulsoryAge {
    /// At which birthday it comes near.
    begins_years: i16,
    /// The days on which it begins, each as month and day. The first also ends a school year.
    starts: [(i8, i8); 3],
    /// Before the end of which school year, by the birthday in it, it ends.
    ends_years: i16,
    /// The month whose last Friday is the leaving day.
    leaving_month: i8,
}

impl CompulsoryAge {
    /// Reads the settings; nothing when one is missing or says something else.
    pub fn read(rules: &Rules) -> Option<CompulsoryAge> {
        let years = |name: &str| i16::try_from(rules.setting(name)?.amount()?.thousandths / 1000).ok();
        let words = |name: &str| Some(alloc::string::ToString::to_string(&rules.setting(name)?.value));
        let days = words("days on which compulsory school age begins")?;
        let mut starts = days.split(',').map(month_and_day);
        Some(CompulsoryAge {
            begins_years: years("compulsory school age begins after")?,
            starts: [starts.next()??, starts.next()??, starts.next()??],
            ends_years: years("compulsory school age ends after")?,
            leaving_month: month(words("school leaving day")?.strip_prefix("last Friday of ")?)?,
        })
    }

    /// How old a child born on `born` is on `day`, in the words of the law.
    pub fn on(&self, born: Date, day: Date) -> Age {
        if day < self.first_day(born) {
            Age::Below
        } else if day <= self.last_day(born) {
            Age::Compulsory
        } else {
            Age::Above
        }
    }

    /// The first day: the first of the named days on or after the birthday.
    pub fn first_day(&self, born: Date) -> Date {
        let birthday = birthday(born, self.begins_years);
        let years = [birthday.year(), birthday.year() + 1];
        let days = years.into_iter().flat_map(|year| self.starts.iter().map(move |&(month, day)| of(year, month, day)));
        days.filter(|&start| start >= birthday).min().unwrap_or(birthday)
    }

    /// The last day: the leaving day of the school year in which the birthday falls.
    pub fn last_day(&self, born: Date) -> Date {
        let birthday = birthday(born, self.ends_years);
        let (month, day) = self.starts[0];
        let year = if birthday <= of(birthday.year(), month, day) { birthday.year() } else { birthday.year() + 1 };
        let last = of(year, self.leaving_month, 1).last_of_month();
        let after_friday = last.weekday().since(Weekday::Friday);
        last.saturating_sub(i64::from(after_friday).days())
    }
}

/// A birthday on 29 February is kept on 28 February of other years.
pub(crate) fn birthday(born: Date, years: i16) -> Date {
    born.checked_add(i64::from(years).years()).unwrap_or(Date::MAX)
}

pub(crate) fn of(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap_or(Date::MAX)
}

pub(crate) fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (day, name) = text.trim().split_once(' ')?;
    let (month, day) = (month(name)?, day.parse().ok()?);
    Date::new(2001, month, day).ok().map(|_| (month, day))
}

pub(crate) fn month(name: &str) -> Option<i8> {
    let is_called = |month: &i8| {
        let first = Date::new(2001, *month, 1).ok();
        first.is_some_and(|first| {
            alloc::string::ToString::to_string(&first.strftime("%B")).eq_ignore_ascii_case(name.trim())
        })
    };
    (1..=12).find(is_called)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const AGE: CompulsoryAge =
        CompulsoryAge { begins_years: 5, starts: [(8, 31), (12, 31), (3, 31)], ends_years: 16, leaving_month: 6 };

    #[test]
    fn it_begins_on_the_named_day_after_the_birthday_or_on_the_birthday_itself() {
        for (born, first) in [
            (date(2021, 8, 31), date(2026, 8, 31)),
            (date(2021, 9, 1), date(2026, 12, 31)),
            (date(2021, 12, 31), date(2026, 12, 31)),
            (date(2022, 1, 1), date(2027, 3, 31)),
            (date(2020, 2, 29), date(2025, 3, 31)),
        ] {
            assert_eq!(AGE.first_day(born), first, "{born}");
            assert_eq!(AGE.on(born, first), Age::Compulsory);
            assert_eq!(AGE.on(born, first.yesterday().expect("not the first day of all")), Age::Below);
        }
    }

    #[test]
    fn it_ends_on_the_last_friday_of_june_in_the_school_year_of_the_sixteenth_birthday() {
        for (born, last) in [(date(2010, 9, 1), date(2027, 6, 25)), (date(2011, 8, 31), date(2027, 6, 25))] {
            assert_eq!(AGE.last_day(born), last, "{born}");
            assert_eq!(AGE.on(born, last), Age::Compulsory);
            assert_eq!(AGE.on(born, last.tomorrow().expect("not the last day of all")), Age::Above);
        }
        assert_eq!(AGE.last_day(date(2011, 9, 1)), date(2028, 6, 30));
    }

    #[test]
    fn days_are_read_as_a_setting_writes_them() {
        assert_eq!(
            ["31 August", " 31 december ", "31 June", "August 31"].map(month_and_day),
            [Some((8, 31)), Some((12, 31)), None, None]
        );
    }
}
