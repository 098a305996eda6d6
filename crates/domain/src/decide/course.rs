//! A pupil's year counted through once, so that the count to any day of it is a look-up.

use alloc::{string::String, vec, vec::Vec};
use core::cell::RefCell;

use jiff::civil::Date;

use super::{Facts, measure::Counted};
use crate::{
    calendar::school_year_start,
    rule::{Flag, What},
    sheet::Sheet,
    tally::Tally,
};

/// The year to a day, with the counts to each of its sessions.
pub(super) struct Course<'a> {
    year: Sheet<'a>,
    /// `tallies[n]` counts the first `n` sessions.
    tallies: Vec<Tally>,
    /// The same for whatever was asked about so far.
    counts: RefCell<Vec<(&'a What, Vec<u32>)>>,
    /// The flags that stand until something is done, as far as they were looked at.
    reached: RefCell<Vec<Reached<'a>>>,
}

/// A flag, the first day that counts for it, the cohorts of the pupil, and the parent for whom it is asked.
type Key<'a> = (&'a Flag, Date, &'a [String], &'a str);

/// Whether a flag came true on some day.
pub(super) struct Reached<'a> {
    pub(super) key: Key<'a>,
    /// The last day that was looked at.
    pub(super) to: Date,
    pub(super) was_reached: bool,
}

impl Reached<'_> {
    fn is_of(&self, (flag, first, cohorts, parent): Key<'_>) -> bool {
        core::ptr::eq(self.key.0, flag) && (self.key.1, self.key.2, self.key.3) == (first, cohorts, parent)
    }
}

impl<'a> Course<'a> {
    pub(super) fn new(facts: &Facts<'a>) -> Course<'a> {
        let year = facts.sheet.between(school_year_start(facts.day), facts.day);
        let mut tally = Tally::default();
        let mut tallies = Vec::with_capacity(year.marks.len() + 1);
        tallies.push(tally);
        for &number in year.marks {
            if let Some(class) = year.codes.class_of(number) {
                tally.count(class);
            }
            tallies.push(tally);
        }
        Course { year, tallies, counts: RefCell::default(), reached: RefCell::default() }
    }

    /// The sheet to `day` and its counts.
    pub(super) fn to(&self, day: Date) -> (Sheet<'a>, Tally) {
        let end = self.year.sessions.partition_point(|session| session.date <= day);
        let (sessions, marks) = (&self.year.sessions[..end], &self.year.marks[..end]);
        (Sheet { sessions, marks, ..self.year }, self.tallies[end])
    }

    /// How many of the first `end` sessions count as `what`.
    pub(super) fn count(&self, what: &'a What, end: usize) -> u32 {
        let mut counts = self.counts.borrow_mut();
        let place = counts.iter().position(|(known, _)| *known == what).unwrap_or_else(|| {
            counts.push((what, self.running(what)));
            counts.len() - 1
        });
        counts[place].1[end]
    }

    /// The last day to which a flag was looked at, and whether it had come true by then. Days are asked about in any order, and
    /// what is known of later ones says nothing of earlier.
    pub(super) fn reached(&self, day: Date, key: Key<'_>) -> Option<(Date, bool)> {
        let reached = self.reached.borrow();
        let known = reached.iter().rev().find(|one| one.to <= day && one.is_of(key))?;
        Some((known.to, known.was_reached))
    }

    /// Keeps what was found of a flag.
    pub(super) fn note(&self, found: Reached<'a>) {
        self.reached.borrow_mut().push(found);
    }

    fn running(&self, what: &What) -> Vec<u32> {
        let counted = Counted::new(what, &self.year);
        let (mut count, mut running) = (0, vec![0]);
        for (&session, &number) in self.year.sessions.iter().zip(self.year.marks) {
            count += u32::from(counted.counts(session, number));
            running.push(count);
        }
        running
    }
}
