//! Any figure, sliced: by school, phase, year, class, sex, cohort, band, weekday, session, week, half term, term, month, code
//! and what a mark counts as, or by two of them at once, over any days.
//!
//! Whoever asks names the children with what is known of them; the marks are gone through once. A mark on a day outside the
//! calendar is in no slice.

use std::collections::HashMap;

use domain::{
    Date, Weekday,
    code::{Class, Code},
    id::{GroupId, PupilId, SchoolId},
    school::Phase,
    session::{Half, Session},
    tally::Tally,
};

use crate::{Period, SchoolRoll, figures::Thresholds};

mod marks;
mod side;
mod stretch;

use marks::Marks;
use side::{columns, keys_of};

pub use side::Side;
pub use stretch::{Stretch, half_terms, terms};

/// A child, with what puts their marks into a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The pupil.
    pub pupil: PupilId,
    /// National curriculum year.
    pub year: u8,
    /// The group whose register they are in.
    pub class: GroupId,
    /// As registered.
    pub sex: char,
    /// The cohorts they belong to, each by its place in a list of whoever asks.
    pub cohorts: Vec<u16>,
    /// The place of their band in the pack's set; nothing for somebody without one.
    pub band: Option<u16>,
}

/// What somebody wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The days.
    pub period: Period,
    /// What the rows are.
    pub by: Side,
    /// What the columns of a cross table are; [`Side::Whole`] for none.
    pub across: Side,
    /// From which share a child is persistently or severely absent.
    pub thresholds: Thresholds,
    /// What kind of school the roll is of.
    pub phase: Phase,
}

/// What a row, or a column, is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// Everything.
    Whole,
    /// A school.
    School(SchoolId),
    /// A kind of school.
    Phase(Phase),
    /// A national curriculum year.
    Year(u8),
    /// A class.
    Class(GroupId),
    /// As registered.
    Sex(char),
    /// A cohort, by its place in the list of whoever asked; nothing for the children in none of them.
    Cohort(Option<u16>),
    /// A band, by its place in the pack's set; nothing for the children without one.
    Band(Option<u16>),
    /// A day of the week.
    Weekday(Weekday),
    /// Morning or afternoon.
    Half(Half),
    /// A week, by its Monday.
    Week(Date),
    /// A half term: the year in which its school year began, and its number in that school year, from 1.
    HalfTerm(i16, u8),
    /// A term, in the same way.
    Term(i16, u8),
    /// A month, by its first day.
    Month(Date),
    /// A code.
    Code(Code),
    /// What marks count as.
    CountsAs(Class),
}

/// What is counted in a row. Whole sessions and whole children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Children with a possible session in the row; in rows of codes, those with such a mark.
    pub children: u32,
    /// Sessions with any mark.
    pub recorded: u32,
    /// Possible, attended, authorised and unauthorised sessions.
    pub tally: Tally,
    /// Late arrivals before the register closed.
    pub late_before_close: u32,
    /// Late arrivals after it closed.
    pub late_after_close: u32,
    /// Children who missed the persistent share of their own possible sessions in the row.
    pub persistent: u32,
    /// Children who missed the severe share of them.
    pub severe: u32,
}

impl Counts {
    /// Days missed per child in tenths of a day, rounded half up, for showing only. Nobody has missed nothing.
    pub fn tenths_of_days_per_child(&self) -> u64 {
        let (half_days, children) = (u64::from(self.tally.half_days_missed()), u64::from(self.children));
        (half_days * 10 + children) / (2 * children).max(1)
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.children += other.children;
        self.recorded += other.recorded;
        self.tally += other.tally;
        self.late_before_close += other.late_before_close;
        self.late_after_close += other.late_after_close;
        self.persistent += other.persistent;
        self.severe += other.severe;
    }
}

/// A row of a slice, or a cell of a cross table. Rows without a mark are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What the row is about.
    pub by: Key,
    /// What the column is about.
    pub across: Key,
    /// What is counted there.
    pub counts: Counts,
}

/// The rows of `asked` over the marks of these children, in order. A child in several cohorts is in the row of each.
pub fn slice(roll: &SchoolRoll, members: &[Member], asked: &Asked) -> Vec<Row> {
    let columns = columns(roll, asked);
    let marks = Marks::new(roll.codes(), asked);
    let mut table = Table::new(&columns.keys, &marks, asked);
    for member in members {
        let Some(sheet) = roll.sheet(member.pupil) else { continue };
        let sheet = sheet.between(asked.period.first, asked.period.last);
        for (&column, &number) in columns.places.iter().zip(sheet.marks) {
            table.scratch[column * marks.kinds() + marks.kind(number)] += 1;
        }
        table.settle(roll.school(), member);
    }
    table.rows()
}

/// The rows of several schools together: what is counted in rows about the same is added up.
pub fn together(slices: impl IntoIterator<Item = Vec<Row>>) -> Vec<Row> {
    let mut sums: HashMap<(Key, Key), Counts> = HashMap::new();
    for row in slices.into_iter().flatten() {
        *sums.entry((row.by, row.across)).or_default() += row.counts;
    }
    sorted(sums.into_iter().map(|((by, across), counts)| Row { by, across, counts }).collect())
}

/// The very marks of one row, child by child in the order of `members`: their number is [`Counts::recorded`].
pub fn behind(roll: &SchoolRoll, members: &[Member], asked: &Asked, row: (Key, Key)) -> Vec<(PupilId, Session, Code)> {
    let columns = columns(roll, asked);
    let marks = Marks::new(roll.codes(), asked);
    let mut found = Vec::new();
    for member in members {
        let Some(sheet) = roll.sheet(member.pupil) else { continue };
        let sheet = sheet.between(asked.period.first, asked.period.last);
        let own = keys_of(roll.school(), member, asked);
        let each = columns.places.iter().zip(sheet.sessions).zip(sheet.marks);
        for ((&column, &session), &number) in each {
            let (Some(code), Some(kind)) = (Code::from_number(number), marks.of(number)) else { continue };
            let of = |own: (Key, Key)| joined(joined(own, columns.keys[column]), kind.keys);
            if own.iter().any(|&own| of(own) == row) {
                found.push((member.pupil, session, code));
            }
        }
    }
    found
}

/// Two pairs of which at most one says something in each place.
fn joined(one: (Key, Key), other: (Key, Key)) -> (Key, Key) {
    let said = |one: Key, other: Key| if one == Key::Whole { other } else { one };
    (said(one.0, other.0), said(one.1, other.1))
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| (row.by.order(), row.across.order()));
    rows
}

impl Key {
    /// Where it stands among others of its side. Schools stand by identifier: who knows their names sorts them by name.
    pub fn order(self) -> i64 {
        match self {
            Key::Whole => 0,
            Key::School(school) => school.0,
            Key::Phase(phase) => phase as i64,
            Key::Year(year) => year as i64,
            Key::Class(group) => group.0,
            Key::Sex(sex) => sex as i64,
            Key::Cohort(place) | Key::Band(place) => match place {
                Some(place) => place as i64,
                None => i64::MAX,
            },
            Key::Weekday(weekday) => weekday.to_monday_zero_offset() as i64,
            Key::Half(half) => half as i64,
            Key::Week(first) | Key::Month(first) => {
                (first.year() as i64 * 12 + first.month() as i64) * 31 + first.day() as i64
            }
            Key::HalfTerm(year, number) | Key::Term(year, number) => year as i64 * 256 + number as i64,
            Key::Code(code) => code.number() as i64,
            Key::CountsAs(class) => class as i64,
        }
    }
}

/// The sums of all rows while they are worked out.
struct Table<'a> {
    asked: &'a Asked,
    columns: &'a [(Key, Key)],
    marks: &'a Marks,
    /// Of the child in hand: how many marks of each kind, for each place of columns.
    scratch: Vec<u32>,
    /// Of the child in hand: what is in each place of marks.
    cells: Vec<Counts>,
    places: HashMap<(Key, Key), usize>,
    own: Vec<(Key, Key)>,
    sums: Vec<Counts>,
}

impl<'a> Table<'a> {
    fn new(columns: &'a [(Key, Key)], marks: &'a Marks, asked: &'a Asked) -> Table<'a> {
        Table {
            scratch: vec![0; columns.len() * marks.kinds()],
            cells: vec![Counts::default(); marks.keys.len()],
            places: HashMap::new(),
            own: Vec::new(),
            sums: Vec::new(),
            asked,
            columns,
            marks,
        }
    }

    /// Takes what was counted of one child into their rows.
    fn settle(&mut self, school: SchoolId, member: &Member) {
        let width = self.columns.len() * self.marks.keys.len();
        let own: Vec<usize> = keys_of(school, member, self.asked)
            .into_iter()
            .map(|key| {
                *self.places.entry(key).or_insert_with(|| {
                    self.own.push(key);
                    self.sums.resize(self.own.len() * width, Counts::default());
                    self.own.len() - 1
                })
            })
            .collect();
        for column in 0..self.columns.len() {
            let kinds = column * self.marks.kinds()..(column + 1) * self.marks.kinds();
            self.marks.gather(&mut self.scratch[kinds], &mut self.cells);
            for (at, cell) in self.cells.iter_mut().enumerate().filter(|(_, cell)| cell.recorded > 0) {
                let counts = self.marks.of_child(std::mem::take(cell), self.asked.thresholds);
                let place = column * self.marks.keys.len() + at;
                own.iter().for_each(|&own| self.sums[own * width + place] += counts);
            }
        }
    }

    fn rows(self) -> Vec<Row> {
        let mut rows = Vec::new();
        let width = self.marks.keys.len();
        for (at, counts) in self.sums.iter().enumerate().filter(|(_, counts)| counts.recorded > 0) {
            let (own, column) = (at / width / self.columns.len(), at / width % self.columns.len());
            let (by, across) = joined(joined(self.own[own], self.columns[column]), self.marks.keys[at % width]);
            rows.push(Row { by, across, counts: *counts });
        }
        sorted(rows)
    }
}
