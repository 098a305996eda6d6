//! A register as a person with paper would keep it, and every figure as that person would count it.
//!
//! Nothing of the kernel is used here: codes are letters in the lists of C-G-01, halves are the words `am` and `pm`, and a
//! day is looked at by itself. It is slow on purpose.

use std::collections::BTreeMap;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

pub mod count;
mod rate;
mod row;
pub mod window;

pub use count::Counts;
pub use rate::{half_days_more, percent_with_six_decimals, reaches};

/// In school or at an activity that counts as being there.
pub const ATTENDED: &[&str] = &["/", "\\", "L", "K", "V", "P", "W", "B", "J"];
/// Missed with the school's authority.
pub const AUTHORISED: &[&str] = &["C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T", "H", "F"];
/// Missed without it.
pub const UNAUTHORISED: &[&str] = &["G", "N", "O", "U"];
/// Outside both numbers.
pub const NOT_POSSIBLE: &[&str] = &["D", "X", "Q", "Y", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Z", "#"];

/// A closure: its first and last day, and whether it came without warning.
#[derive(Debug, Clone)]
pub struct Closed {
    pub first: Date,
    pub last: Date,
    pub is_sudden: bool,
}

/// One line of the log: who set which mark when. Later lines stand instead of earlier ones.
#[derive(Debug, Clone)]
pub struct Line {
    pub entry: i64,
    /// Seconds since 1970.
    pub at: i64,
    pub pupil: i64,
    pub day: Date,
    pub half: &'static str,
    pub letters: String,
    pub minutes: Option<u16>,
}

/// A mark that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub day: Date,
    pub half: &'static str,
    pub letters: String,
    pub minutes: Option<u16>,
}

/// The school and its log.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// The first and last day of each term, with its name.
    pub terms: Vec<(String, Date, Date)>,
    pub closures: Vec<Closed>,
    pub lines: Vec<Line>,
}

impl Book {
    /// Whether pupils come to school that day: a weekday of a term on which the school is not closed.
    pub fn is_open(&self, day: Date) -> bool {
        self.is_weekday_of_a_term(day) && !self.closures.iter().any(|closed| closed.first <= day && day <= closed.last)
    }

    /// Whether the register has places for the day: the school was open, or should have been and closed without warning.
    pub fn is_in_register(&self, day: Date) -> bool {
        let covering = self.closures.iter().filter(|closed| closed.first <= day && day <= closed.last);
        self.is_weekday_of_a_term(day) && covering.into_iter().all(|closed| closed.is_sudden)
    }

    fn is_weekday_of_a_term(&self, day: Date) -> bool {
        let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !is_weekend && self.terms.iter().any(|(_, first, last)| *first <= day && day <= *last)
    }

    /// A school day after a day without school.
    pub fn is_first_day_back(&self, day: Date) -> bool {
        self.is_open(day) && !self.is_open(day - 1.day())
    }

    /// Every day on which anything could be: from well before the first term to well after the last.
    pub fn every_day(&self) -> Vec<Date> {
        let first = self.terms.iter().map(|term| term.1).min().expect("a term") - 10.days();
        let last = self.terms.iter().map(|term| term.2).max().expect("a term") + 10.days();
        days_from_to(first, last)
    }

    /// The same book as if nobody had written after an instant.
    pub fn as_known_at(&self, at: i64) -> Book {
        let lines = self.lines.iter().filter(|line| line.at <= at).cloned().collect();
        Book { lines, ..self.clone() }
    }

    /// The mark that stands for a session: the last line about it.
    pub fn mark(&self, pupil: i64, day: Date, half: &str) -> Option<&Line> {
        self.lines.iter().rfind(|line| line.pupil == pupil && line.day == day && line.half == half)
    }

    /// The marks of a pupil that count, from one day to another, in order: those of sessions of the register.
    pub fn marks(&self, pupil: i64, first: Date, last: Date) -> Vec<Standing> {
        self.standing(pupil).into_iter().filter(|mark| first <= mark.day && mark.day <= last).collect()
    }

    /// The marks of a pupil outside the register.
    pub fn strays(&self, pupil: i64) -> Vec<Standing> {
        self.last_lines(pupil).into_iter().filter(|mark| !self.is_in_register(mark.day)).collect()
    }

    fn standing(&self, pupil: i64) -> Vec<Standing> {
        self.last_lines(pupil).into_iter().filter(|mark| self.is_in_register(mark.day)).collect()
    }

    fn last_lines(&self, pupil: i64) -> Vec<Standing> {
        let mut last: BTreeMap<(Date, &'static str), Standing> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| line.pupil == pupil) {
            let Line { day, half, minutes, .. } = *line;
            last.insert((day, half), Standing { day, half, letters: line.letters.clone(), minutes });
        }
        // `am` comes before `pm` in the alphabet, too.
        last.into_values().collect()
    }

    /// The number of the last entry that set a mark of one of these pupils for a session; 0 before the first.
    pub fn last_entry_about(&self, pupils: &[i64], day: Date, half: &str) -> i64 {
        let about =
            self.lines.iter().filter(|line| pupils.contains(&line.pupil) && line.day == day && line.half == half);
        about.map(|line| line.entry).max().unwrap_or(0)
    }
}

/// Each day from one to another, both included.
pub fn days_from_to(first: Date, last: Date) -> Vec<Date> {
    let mut days = Vec::new();
    let mut day = first;
    while day <= last {
        days.push(day);
        day += 1.day();
    }
    days
}

/// The Monday on or before a day.
pub fn monday_before(day: Date) -> Date {
    let mut day = day;
    while day.weekday() != Weekday::Monday {
        day -= 1.day();
    }
    day
}

/// The first of August on or before a day.
pub fn august_before(day: Date) -> Date {
    let mut day = day;
    while (day.month(), day.day()) != (8, 1) {
        day -= 1.day();
    }
    day
}
