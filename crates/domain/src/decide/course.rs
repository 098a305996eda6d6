//! A pupil's year counted through once, so that the count to any day of it is a look-up.

use alloc::{vec, vec::Vec};
use core::cell::RefCell;

use jiff::civil::Date;

use super::{Facts, measure::Counted};
use crate::{calendar::school_year_start, rule::What, sheet::Sheet, tally::Tally};

/// The year to a day, with the counts to each of its sessions.
pub(super) struct Course<'a> {
    year: Sheet<'a>,
    /// `tallies[n]` counts the first `n` sessions.
    tallies: Vec<Tally>,
    /// The same for whatever was asked about so far.
    counts: RefCell<Vec<(&'a What, Vec<u32>)>>,
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
        Course { year, tallies, counts: RefCell::default() }
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
