//! The calendars of the invented schools: two school years on the pattern of a northern county, 190 days each.
//!
//! Terms and bank holidays are facts of 2025 to 2027. The training days are spread as real schools spread them.

use domain::{
    Date,
    calendar::{Calendar, Closure, ClosureKind, Term},
};
use jiff::civil::date;

/// The first day of each school year for the rolls: groups change on it.
pub(super) const YEAR_STARTS: [Date; 2] = [date(2025, 9, 1), date(2026, 9, 1)];

/// Training days of 2025/26: five weekdays of the county's terms, by pattern.
const TRAINING_2025: [[Date; 5]; 3] = [
    [date(2025, 9, 1), date(2025, 9, 2), date(2026, 1, 5), date(2026, 6, 1), date(2026, 7, 20)],
    [date(2025, 9, 1), date(2025, 10, 24), date(2026, 1, 5), date(2026, 2, 13), date(2026, 7, 20)],
    [date(2025, 9, 1), date(2025, 9, 2), date(2025, 11, 3), date(2026, 5, 22), date(2026, 7, 20)],
];

/// Training days of 2026/27.
const TRAINING_2026: [[Date; 5]; 3] = [
    [date(2026, 9, 1), date(2027, 1, 4), date(2027, 7, 19), date(2027, 7, 20), date(2027, 7, 21)],
    [date(2026, 9, 1), date(2026, 10, 23), date(2027, 1, 4), date(2027, 7, 20), date(2027, 7, 21)],
    [date(2026, 9, 1), date(2027, 1, 4), date(2027, 2, 12), date(2027, 7, 20), date(2027, 7, 21)],
];

/// The calendar with the training days of `pattern` and the sudden closures given.
pub(super) fn calendar(pattern: usize, sudden: &[(Date, &str)]) -> Calendar {
    let pattern = pattern % TRAINING_2025.len();
    let mut closures = holidays();
    for day in TRAINING_2025[pattern].iter().chain(&TRAINING_2026[pattern]) {
        closures.push(closed(*day, *day, ClosureKind::TrainingDay, "training day"));
    }
    closures.extend(sudden.iter().map(|&(day, label)| closed(day, day, ClosureKind::Sudden, label)));
    Calendar::new(terms(), closures)
}

fn terms() -> Vec<Term> {
    let term = |name: &str, first, last| Term { name: name.into(), first, last };
    vec![
        term("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19)),
        term("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
        term("Summer 2026", date(2026, 4, 13), date(2026, 7, 20)),
        term("Autumn 2026", date(2026, 9, 1), date(2026, 12, 18)),
        term("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
        term("Summer 2027", date(2027, 4, 12), date(2027, 7, 21)),
    ]
}

fn holidays() -> Vec<Closure> {
    let half_term = |first, last| closed(first, last, ClosureKind::Holiday, "half term");
    let may = |day| closed(day, day, ClosureKind::BankHoliday, "early May bank holiday");
    vec![
        half_term(date(2025, 10, 27), date(2025, 10, 31)),
        half_term(date(2026, 2, 16), date(2026, 2, 20)),
        may(date(2026, 5, 4)),
        half_term(date(2026, 5, 25), date(2026, 5, 29)),
        half_term(date(2026, 10, 26), date(2026, 10, 30)),
        half_term(date(2027, 2, 15), date(2027, 2, 19)),
        may(date(2027, 5, 3)),
        half_term(date(2027, 5, 31), date(2027, 6, 4)),
    ]
}

fn closed(first: Date, last: Date, kind: ClosureKind, label: &str) -> Closure {
    Closure { first, last, kind, label: label.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_school_year_has_190_days_less_the_sudden_closures() {
        for pattern in 0..3 {
            let days = |sudden: &[_], year| {
                let calendar = calendar(pattern, sudden);
                calendar.between(date(year, 8, 1), date(year + 1, 7, 31)).len()
            };
            assert_eq!((days(&[], 2025), days(&[], 2026)), (190, 190));
            assert_eq!(days(&[(date(2026, 1, 14), "burst pipe")], 2025), 189);
        }
    }
}
