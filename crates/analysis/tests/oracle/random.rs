//! Invented schools, each from a number, so that a school that shows a fault can be made again.

use std::sync::Arc;

use analysis::SchoolRoll;
use domain::{
    act::{Act, By, Mark, NewEntry},
    calendar::{Calendar, Closure, ClosureKind, Term},
    code::CodeTable,
    id::{GroupId, PersonId, PupilId, SchoolId},
    log::{Entry, GENESIS},
    session::{Half, Session},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
};

use crate::slow::{Book, Closed, Line};

mod log;

/// Numbers that look random and are the same each time (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    /// A number from 0, less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A day from `first` to `last`.
    pub fn day(&mut self, first: Date, last: Date) -> Date {
        let span = (last - first).get_days().unsigned_abs() as usize;
        first + (self.below(span + 1) as i64).days()
    }
}

/// A pupil and the days between which their class has a place for them.
#[derive(Debug, Clone, Copy)]
struct Placed {
    pupil: i64,
    joins: Date,
    leaves: Date,
    /// Of a hundred sessions, those in which nothing but presence is marked.
    there: usize,
}

/// One school, as paper has it and as the kernel has it.
pub struct School {
    pub seed: u64,
    pub book: Book,
    pub entries: Vec<Entry>,
    pub roll: SchoolRoll,
    /// Everybody, and somebody without a mark.
    pub pupils: Vec<i64>,
}

pub const SCHOOL: SchoolId = SchoolId(1);

pub fn codes() -> CodeTable {
    let text = include_str!("../../../../packs/england/codes.csv");
    pack::codes::read("codes.csv", text).unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()))
}

impl School {
    pub fn new(seed: u64) -> School {
        let mut random = Random::new(seed);
        let (mut book, calendar) = calendar(&mut random);
        let placed = placed(&mut random, &book);
        let codes = Arc::new(codes());
        let entries = log::entries(&mut random, &book, &placed, &codes);
        book.lines = lines(&entries, &codes);
        let mut roll = SchoolRoll::new(SCHOOL, codes, calendar);
        for entry in &entries {
            roll.apply(entry).expect("in order");
        }
        let pupils = placed.iter().map(|placed| placed.pupil).chain([9999]).collect();
        School { seed, book, entries, roll, pupils }
    }

    /// The roll before its first mark.
    pub fn blank(&self) -> SchoolRoll {
        SchoolRoll::new(SCHOOL, Arc::new(self.roll.codes().clone()), self.roll.calendar().clone())
    }

    /// Random periods, and both school years, each whole: what is kept of a year answers for all of it.
    pub fn periods_and_years(&self, count: usize) -> Vec<(Date, Date)> {
        let years = [(date(2023, 8, 1), date(2024, 7, 31)), (date(2024, 8, 1), date(2025, 7, 31))];
        self.periods(count).into_iter().chain(years).collect()
    }

    /// Random periods: some within a week, some longer than everything, some before the first day.
    pub fn periods(&self, count: usize) -> Vec<(Date, Date)> {
        let mut random = Random::new(self.seed + 1_000_000);
        let days = self.book.every_day();
        let (first, last) = (days[0], days[days.len() - 1]);
        let mut periods = vec![(first, last)];
        while periods.len() < count {
            let one = random.day(first, last);
            let other =
                if random.happens(30) { one + (random.below(8) as i64).days() } else { random.day(first, last) };
            periods.push((one.min(other), one.max(other)));
        }
        periods
    }
}

/// Three to five stretches of school across two school years, with closures, some of which share days.
fn calendar(random: &mut Random) -> (Book, Calendar) {
    let mut first = date(2024, 6, 3) + (random.below(20) as i64).days();
    let (mut book, mut terms) = (Book::default(), Vec::new());
    for at in 0..3 + random.below(3) {
        let last = first + (4 + random.below(40) as i64).days();
        // Stretches that share a name are halves of one term.
        let name = format!("Term {}", if random.happens(40) { at / 2 } else { at });
        book.terms.push((name.clone(), first, last));
        terms.push(Term { name, first, last });
        first = last + (1 + random.below(24) as i64).days();
    }
    let mut closures = Vec::new();
    for _ in 0..random.below(9) {
        let first = random.day(date(2024, 6, 3), first);
        let longest = random.one_of(&[1, 2, 9]);
        let last = first + (random.below(longest) as i64).days();
        let kinds = [ClosureKind::Holiday, ClosureKind::BankHoliday, ClosureKind::TrainingDay, ClosureKind::Planned];
        let kind = if random.happens(40) { ClosureKind::Sudden } else { random.one_of(&kinds) };
        book.closures.push(Closed { first, last, is_sudden: kind == ClosureKind::Sudden });
        closures.push(Closure { first, last, kind, label: String::new() });
    }
    (book, Calendar::new(terms, closures))
}

fn placed(random: &mut Random, book: &Book) -> Vec<Placed> {
    let days = book.every_day();
    let (first, last) = (days[0], days[days.len() - 1]);
    let mut placed: Vec<Placed> = Vec::new();
    while placed.len() < 1 + random.below(5) {
        let pupil = 1 + random.below(40) as i64;
        let joins = if random.happens(50) { first } else { random.day(first, last) };
        let leaves = if random.happens(50) { last } else { random.day(joins, last) };
        if placed.iter().all(|known| known.pupil != pupil) {
            placed.push(Placed { pupil, joins, leaves, there: random.one_of(&[20, 40, 92]) });
        }
    }
    placed
}

/// The entries as lines of paper.
fn lines(entries: &[Entry], codes: &CodeTable) -> Vec<Line> {
    let mut lines = Vec::new();
    for entry in entries {
        for mark in &entry.what.marks {
            lines.push(Line {
                entry: entry.number,
                at: entry.what.at.as_second(),
                pupil: mark.pupil.0,
                day: mark.session.date,
                half: if mark.session.half == Half::Morning { "am" } else { "pm" },
                letters: codes.letters(mark.code).to_owned(),
                minutes: mark.minutes_late,
            });
        }
    }
    lines
}
