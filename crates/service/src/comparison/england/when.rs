//! When a published stretch was, and which days of the school stand beside it.

use analysis::Period;
use domain::Date;

/// When a published stretch was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// In these weeks of a year, by their international numbers.
    Weeks(i16, Vec<i8>),
    /// From one day to another.
    Days(Period),
}

/// The days of a school that stand beside a published stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnDays {
    /// The very same.
    Same(Period),
    /// The same weeks of another year.
    SameWeeks(Period),
    /// The whole of another school year.
    OtherYear(Period),
    /// Another stretch: of those days there is no register here.
    Other(Period),
}

impl When {
    /// `weeks 37 to 43 and 45 of 2025`, or `8 September 2025 to 30 June 2026`.
    pub fn words(&self) -> String {
        match self {
            When::Weeks(year, weeks) => format!("{} of {year}", weeks_in_words(weeks)),
            When::Days(period) => days_in_words(*period),
        }
    }
}

impl OwnDays {
    /// The days themselves.
    pub const fn period(self) -> Period {
        let (OwnDays::Same(days) | OwnDays::SameWeeks(days) | OwnDays::OtherYear(days) | OwnDays::Other(days)) = self;
        days
    }

    /// `8 September 2025 to 30 June 2026`.
    pub fn words(self) -> String {
        days_in_words(self.period())
    }
}

fn days_in_words(period: Period) -> String {
    let day = |date: Date| date.strftime("%-d %B %Y").to_string();
    format!("{} to {}", day(period.first), day(period.last))
}

/// Weeks that follow each other as from one to another.
fn weeks_in_words(weeks: &[i8]) -> String {
    let mut runs: Vec<(i8, i8)> = Vec::new();
    for &week in weeks {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == week => *last = week,
            _ => runs.push((week, week)),
        }
    }
    let run = |&(first, last): &(i8, i8)| if first == last { first.to_string() } else { format!("{first} to {last}") };
    let runs: Vec<String> = runs.iter().map(run).collect();
    let word = if weeks.len() == 1 { "week" } else { "weeks" };
    match runs.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{word} {} and {last}", before.join(", ")),
        runs => format!("{word} {}", runs.join("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_that_follow_each_other_are_said_as_from_one_to_another() {
        let said = |weeks: &[i8]| When::Weeks(2025, weeks.to_vec()).words();
        assert_eq!(said(&[37, 38, 39, 40, 41, 42, 43, 45]), "weeks 37 to 43 and 45 of 2025");
        assert_eq!(said(&[37]), "week 37 of 2025");
        assert_eq!(said(&[37, 39, 41, 42]), "weeks 37, 39 and 41 to 42 of 2025");
    }
}
