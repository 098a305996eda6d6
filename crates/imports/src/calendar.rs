//! The calendar that a file of marks implies, for whoever reviews marks without a school's own.

use domain::{
    Date,
    calendar::{Calendar, Closure, ClosureKind, Term},
};
use jiff::{ToSpan, civil::Weekday};

/// Which days of a file are school days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// Every weekday with any mark, so that a figure counts all that is in the file.
    Marked,
    /// Every weekday on which somebody has a mark that says more than that the school is closed.
    Open,
}

/// The calendar whose school days are `days`, weekends left out. A gap of a whole week of weekdays or more parts two half
/// terms; single days without a mark are closures.
pub fn calendar_of(mut days: Vec<Date>) -> Calendar {
    days.retain(is_weekday);
    days.sort();
    days.dedup();
    let parts = days.chunk_by(|&day, &next| next < day.saturating_add(8.days()));
    let (mut terms, mut closures) = (Vec::new(), Vec::new());
    for part in parts {
        let (first, last) = (part[0], part[part.len() - 1]);
        terms.push(Term { name: term_name(first), first, last });
        let inside = first.series(1.day()).take_while(|&day| day < last).filter(is_weekday);
        closures.extend(inside.filter(|day| part.binary_search(day).is_err()).map(closure));
    }
    Calendar::new(terms, closures)
}

fn is_weekday(day: &Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn closure(day: Date) -> Closure {
    Closure { first: day, last: day, kind: ClosureKind::Planned, label: "no marks".to_owned() }
}

/// English terms: autumn from August, spring from January, summer from April.
fn term_name(first: Date) -> String {
    let season = match first.month() {
        8.. => "Autumn",
        4..=7 => "Summer",
        _ => "Spring",
    };
    format!("{season} {}", first.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_days_of_the_marks_are_the_school_days() {
        let days = vec![
            date(2025, 9, 5),
            date(2025, 9, 8),
            date(2025, 9, 10),
            date(2025, 9, 13),
            date(2025, 10, 24),
            date(2025, 11, 3),
        ];
        let calendar = calendar_of(days.clone());
        let weekdays: Vec<Date> = days.into_iter().filter(|&day| day != date(2025, 9, 13)).collect();
        assert_eq!(calendar.days(), weekdays);
        assert_eq!(calendar.terms().len(), 3);
        assert!(calendar.terms().iter().all(|term| term.name == "Autumn 2025"));
        assert!(calendar.closure(date(2025, 9, 9)).is_some());
        assert_eq!(calendar_of(Vec::new()), Calendar::default());
    }
}
