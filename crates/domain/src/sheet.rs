//! A sheet: one pupil's marks in order, without the pupil. Every rule and every figure reads marks through it.

use alloc::{string::String, vec::Vec};

use jiff::civil::Date;

use crate::{
    calendar::Calendar,
    code::{Class, Code, CodeTable},
    session::Session,
    tally::Tally,
};

/// The marks of one pupil. `sessions[i]` carries `marks[i]`; 0 is a session without a mark.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The sessions, in order.
    pub sessions: &'a [Session],
    /// A code number for each session, or 0.
    pub marks: &'a [u8],
    /// What the numbers mean.
    pub codes: &'a CodeTable,
    /// The calendar of the school, for weeks, terms and runs.
    pub calendar: &'a Calendar,
}

impl<'a> Sheet<'a> {
    /// The part of the sheet from `first` to `last`, both included.
    pub fn between(self, first: Date, last: Date) -> Sheet<'a> {
        let from = self.sessions.partition_point(|session| session.date < first);
        let to = self.sessions.partition_point(|session| session.date <= last).max(from);
        Sheet { sessions: &self.sessions[from..to], marks: &self.marks[from..to], ..self }
    }

    /// How many absences of at most `most` sessions have nothing but codes of these letters. What was not possible is crossed
    /// out, so an absence may reach over a weekend. One that goes on to the end of the sheet is not counted: nobody knows how
    /// long it will be.
    pub fn short_spells(self, letters: &[String], most: u32) -> u32 {
        let (mut count, mut length, mut is_of) = (0, 0, true);
        for (_, code) in self.marked() {
            let Some(entry) = self.codes.entry(code).filter(|entry| entry.class.is_possible()) else { continue };
            if entry.class.is_absent() {
                (length, is_of) = (length + 1, is_of && letters.contains(&entry.letters));
            } else {
                count += u32::from(length > 0 && length <= most && is_of);
                (length, is_of) = (0, true);
            }
        }
        count
    }

    /// The marks, in order, with the session of each. Sessions without a mark are left out.
    pub fn marked(self) -> impl DoubleEndedIterator<Item = (Session, Code)> + 'a {
        let marks = self.sessions.iter().zip(self.marks);
        marks.filter_map(|(&session, &number)| Some((session, Code::from_number(number)?)))
    }

    /// The sessions missed, in order, each with its code.
    pub fn absences(self) -> impl DoubleEndedIterator<Item = (Session, Code)> + 'a {
        self.marked().filter(move |&(_, code)| self.codes.class(code).is_some_and(Class::is_absent))
    }

    /// The counts of the whole sheet.
    pub fn tally(self) -> Tally {
        let mut tally = Tally::default();
        for &number in self.marks {
            if let Some(class) = self.codes.class_of(number) {
                tally.count(class);
            }
        }
        tally
    }

    /// How often each code stands on the sheet, in the order of the code table, codes that do not occur left out.
    pub fn by_code(self) -> Vec<(Code, u32)> {
        let mut counts = [0_u32; 256];
        for &number in self.marks {
            counts[usize::from(number)] += 1;
        }
        let each = self.codes.entries().iter();
        each.map(|entry| (entry.code, counts[usize::from(entry.code.number())]))
            .filter(|&(_, count)| count > 0)
            .collect()
    }
}
