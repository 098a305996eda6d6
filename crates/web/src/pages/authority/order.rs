//! The orders in which the schools can stand.

use std::cmp::Ordering;

use domain::Date;

use super::{Known, recent};

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// By name.
    School,
    /// By children on the roll.
    Children,
    /// By attendance.
    Attendance,
    /// By how attendance changed lately.
    Since,
    /// By the share of children beyond the first band.
    Bands,
    /// By the share of children persistently absent.
    Persistent,
    /// By the share of children severely absent.
    Severe,
    /// By the share of sessions missed without authority.
    Unauthorised,
    /// By returns that are late.
    Returns,
    /// By the meeting: what is due first, then what was held longest ago.
    Meeting,
    /// By registers missing today.
    Registers,
}

impl Column {
    /// Every column, in the order they stand.
    pub const ALL: [Column; 11] = [
        Column::School,
        Column::Children,
        Column::Attendance,
        Column::Since,
        Column::Bands,
        Column::Persistent,
        Column::Severe,
        Column::Unauthorised,
        Column::Returns,
        Column::Meeting,
        Column::Registers,
    ];

    pub(super) const fn text(self) -> &'static str {
        match self {
            Column::School => "School",
            Column::Children => "Children",
            Column::Attendance => "Attendance",
            Column::Since => "Since September",
            Column::Bands => "Where they stand",
            Column::Persistent => "Persistent",
            Column::Severe => "Severe",
            Column::Unauthorised => "Unauthorised",
            Column::Returns => "Returns late",
            Column::Meeting => "Meeting",
            Column::Registers => "Registers missing",
        }
    }

    pub(super) const fn is_number(self) -> bool {
        !matches!(self, Column::School | Column::Since | Column::Bands | Column::Meeting | Column::Registers)
    }

    const fn word(self) -> &'static str {
        match self {
            Column::School => "school",
            Column::Children => "children",
            Column::Attendance => "attendance",
            Column::Since => "since",
            Column::Bands => "bands",
            Column::Persistent => "persistent",
            Column::Severe => "severe",
            Column::Unauthorised => "unauthorised",
            Column::Returns => "returns",
            Column::Meeting => "meeting",
            Column::Registers => "registers",
        }
    }

    /// Names and attendance begin with the lowest, all else with the highest: what needs somebody stands on top.
    const fn begins(self) -> Direction {
        match self {
            Column::School | Column::Attendance | Column::Since | Column::Meeting => Direction::Ascending,
            _ => Direction::Descending,
        }
    }
}

/// Which end is on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The lowest.
    Ascending,
    /// The highest.
    Descending,
}

/// An order of the schools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub column: Column,
    /// Which end is on top.
    pub direction: Direction,
}

impl Default for Order {
    /// Lowest attendance first.
    fn default() -> Order {
        Order { column: Column::Attendance, direction: Direction::Ascending }
    }
}

impl Order {
    /// Reads [`Order::word`]. Anything else is the usual order.
    pub fn parse(text: &str) -> Order {
        let (word, direction) = match text.strip_prefix('-') {
            Some(word) => (word, Direction::Descending),
            None => (text, Direction::Ascending),
        };
        let column = Column::ALL.into_iter().find(|column| column.word() == word);
        column.map_or_else(Order::default, |column| Order { column, direction })
    }

    /// The order as an address carries it: `attendance`, or `-attendance` with the highest on top.
    pub fn word(self) -> String {
        let sign = if self.direction == Direction::Descending { "-" } else { "" };
        format!("{sign}{}", self.column.word())
    }

    /// The order after somebody follows the head of `column`.
    pub(super) fn pressed(self, column: Column) -> Order {
        let direction = match self.direction {
            _ if column != self.column => column.begins(),
            Direction::Ascending => Direction::Descending,
            Direction::Descending => Direction::Ascending,
        };
        Order { column, direction }
    }

    /// What the head of `column` says of the order.
    pub(super) fn aria(self, column: Column) -> &'static str {
        match self.direction {
            _ if column != self.column => "",
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        }
    }

    /// Sorts the schools, the reader's own before the others; those without the figure stand last, equals by name.
    pub fn sort(self, schools: &mut [Known]) {
        schools.sort_by(|one, other| {
            let by_own = other.is_own.cmp(&one.is_own);
            let by = match (key(one, self.column), key(other, self.column)) {
                (Some(a), Some(b)) if self.direction == Direction::Descending => b.cmp(&a),
                (Some(a), Some(b)) => a.cmp(&b),
                (known, unknown) => unknown.is_some().cmp(&known.is_some()),
            };
            let by_name = one.name.cmp(&other.name);
            match (self.column, self.direction) {
                (Column::School, Direction::Descending) => by_own.then(by_name.reverse()),
                _ => by_own.then(by).then(by_name),
            }
        });
    }
}

/// A figure to sort by. Shares are compared as fractions and never rounded.
#[derive(PartialEq, Eq)]
struct Fraction {
    part: i64,
    whole: i64,
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        let cross = |one: &Fraction, other: &Fraction| i128::from(one.part) * i128::from(other.whole);
        cross(self, other).cmp(&cross(other, self))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn key(school: &Known, column: Column) -> Option<Fraction> {
    let of = |part: i64, whole: i64| (whole > 0).then_some(Fraction { part, whole });
    let (children, possible) = (i64::from(school.children), i64::from(school.tally.possible()));
    match column {
        Column::School => of(0, 1),
        Column::Children => of(children, 1),
        Column::Attendance => of(i64::from(school.tally.attended), possible),
        Column::Since => recent(&school.weeks)
            .and_then(|(before, after)| of(i64::from(after.in_thousandths()) - i64::from(before.in_thousandths()), 1)),
        Column::Bands => {
            let count = |bands: &[(String, u64)]| bands.iter().map(|band| band.1 as i64).sum();
            of(count(school.bands.get(1..).unwrap_or_default()), count(&school.bands))
        }
        Column::Persistent => of(school.persistent.into(), children),
        Column::Severe => of(school.severe.into(), children),
        Column::Unauthorised => of(school.tally.unauthorised.into(), possible),
        Column::Returns => of(school.returns_late.into(), i64::from(school.is_known)),
        Column::Meeting => {
            let meeting = school.meeting?;
            let day = if meeting.is_due { meeting.deadline.map(|deadline| deadline.day) } else { meeting.held };
            let days = |day: Date| i64::from(day.year()) * 400 + i64::from(day.day_of_year());
            day.map(days).or_else(|| meeting.is_due.then_some(0)).and_then(|day| {
                let after_all_that_are_due = if meeting.is_due { 0 } else { 10_000_000 };
                of(day + after_all_that_are_due, 1)
            })
        }
        Column::Registers => of(school.registers_missing.into(), 1),
    }
}
