//! Counts of marks.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;

use super::{ATTENDED, AUTHORISED, Book, NOT_POSSIBLE, Standing, UNAUTHORISED};

/// What marks come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub attended: u32,
    pub authorised: u32,
    pub unauthorised: u32,
    pub not_possible: u32,
}

impl Counts {
    pub fn of(marks: &[Standing]) -> Counts {
        let of = |list: &[&str]| marks.iter().filter(|mark| list.contains(&mark.letters.as_str())).count() as u32;
        let counts = Counts {
            attended: of(ATTENDED),
            authorised: of(AUTHORISED),
            unauthorised: of(UNAUTHORISED),
            not_possible: of(NOT_POSSIBLE),
        };
        let all = counts.attended + counts.authorised + counts.unauthorised + counts.not_possible;
        assert_eq!(all as usize, marks.len(), "every code is in exactly one list");
        counts
    }

    pub fn missed(self) -> u32 {
        self.authorised + self.unauthorised
    }

    pub fn possible(self) -> u32 {
        self.attended + self.authorised + self.unauthorised
    }
}

/// Absences in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    pub marks: Vec<Standing>,
}

pub fn is_missed(letters: &str) -> bool {
    AUTHORISED.contains(&letters) || UNAUTHORISED.contains(&letters)
}

/// How often each code stands.
pub fn by_letters(marks: &[Standing]) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for mark in marks {
        *counts.entry(mark.letters.clone()).or_insert(0) += 1;
    }
    counts
}

/// Days on which at least one session was missed.
pub fn days_touched(marks: &[Standing]) -> u32 {
    let days: BTreeSet<_> = marks.iter().filter(|mark| is_missed(&mark.letters)).map(|mark| mark.day).collect();
    days.len() as u32
}

/// Stretches of absences. What was not possible is crossed out first; then every attended session parts the rest.
pub fn spells(marks: &[Standing]) -> Vec<Spell> {
    let possible: Vec<&Standing> = marks.iter().filter(|mark| !NOT_POSSIBLE.contains(&mark.letters.as_str())).collect();
    let stretches = possible.split(|mark| ATTENDED.contains(&mark.letters.as_str()));
    let spell = |stretch: &[&Standing]| Spell { marks: stretch.iter().map(|&mark| mark.clone()).collect() };
    stretches.filter(|stretch| !stretch.is_empty()).map(spell).collect()
}

/// Stretches of at most `most` absences, each with these letters, after which the pupil was there again.
pub fn short_spells(marks: &[Standing], letters: &str, most: usize) -> u32 {
    let mut known = spells(marks);
    let last = marks.iter().rfind(|mark| !NOT_POSSIBLE.contains(&mark.letters.as_str()));
    if last.is_some_and(|mark| is_missed(&mark.letters)) {
        known.pop();
    }
    let is_one = |spell: &&Spell| spell.marks.len() <= most && spell.marks.iter().all(|mark| mark.letters == letters);
    known.iter().filter(is_one).count() as u32
}

/// The marks missed on first days back.
pub fn missed_on_first_days_back(book: &Book, marks: &[Standing]) -> Vec<Standing> {
    let is_one = |mark: &&Standing| is_missed(&mark.letters) && book.is_first_day_back(mark.day);
    marks.iter().filter(is_one).cloned().collect()
}

/// The marks of one weekday and half.
pub fn on(marks: &[Standing], weekday: Weekday, half: &str) -> Vec<Standing> {
    marks.iter().filter(|mark| mark.day.weekday() == weekday && mark.half == half).cloned().collect()
}

/// Minutes together, of late arrivals whose minutes somebody wrote down.
pub fn minutes(marks: &[Standing]) -> u32 {
    marks.iter().filter_map(|mark| mark.minutes).map(u32::from).sum()
}
