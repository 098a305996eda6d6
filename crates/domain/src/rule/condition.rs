//! Conditions: the closed English of a pack, as a tree.

use alloc::{boxed::Box, string::String, vec::Vec};
use core::fmt;

/// What an amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days; of absence, two sessions each (C-G-03).
    Days,
    /// Days on the school's calendar.
    SchoolDays,
    /// Half-days of school.
    Sessions,
    /// Seven days (C-G-08).
    Weeks,
    /// Weeks with a school day (C-G-11).
    SchoolWeeks,
    /// How often.
    Times,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Years.
    Years,
    /// Percent.
    Percent,
    /// Pounds.
    Pounds,
    /// A time of day, in minutes after midnight.
    Clock,
}

impl Unit {
    /// The word after one, and the word after several.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Unit::Days => ("day", "days"),
            Unit::SchoolDays => ("school day", "school days"),
            Unit::Sessions => ("session", "sessions"),
            Unit::Weeks => ("week", "weeks"),
            Unit::SchoolWeeks => ("school week", "school weeks"),
            Unit::Times => ("time", "times"),
            Unit::Minutes => ("minute", "minutes"),
            Unit::Hours => ("hour", "hours"),
            Unit::Years => ("year", "years"),
            Unit::Percent => ("%", "%"),
            Unit::Pounds => ("£", "£"),
            Unit::Clock => ("", ""),
        }
    }
}

/// A number with its unit, in thousandths, so that 92.5% and half a day are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    /// Thousandths of one unit.
    pub thousandths: i64,
    /// The unit.
    pub unit: Unit,
}

impl fmt::Display for Amount {
    /// As a handbook writes it: `15 days`, `1 day`, `4.5 days`, `92%`, `£80`, `08:50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.thousandths / 1000, self.thousandths % 1000);
        if self.unit == Unit::Clock {
            return write!(f, "{:02}:{:02}", whole / 60, whole % 60);
        }
        if self.unit == Unit::Pounds {
            f.write_str("£")?;
        }
        write!(f, "{whole}")?;
        if part > 0 {
            write!(f, ".{}", alloc::format!("{part:03}").trim_end_matches('0'))?;
        }
        match self.unit {
            Unit::Percent => f.write_str("%"),
            Unit::Pounds => Ok(()),
            unit => write!(f, " {}", if self.thousandths == 1000 { unit.words().0 } else { unit.words().1 }),
        }
    }
}

/// Which side of an edge a value has to be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The edge and above.
    AtLeast,
    /// Above the edge.
    MoreThan,
    /// The edge and below.
    AtMost,
    /// Below the edge.
    LessThan,
    /// The edge alone.
    Exactly,
}

impl Side {
    /// The words before an edge.
    pub const fn words(self) -> &'static str {
        match self {
            Side::AtLeast => "at least",
            Side::MoreThan => "more than",
            Side::AtMost => "at most",
            Side::LessThan => "less than",
            Side::Exactly => "exactly",
        }
    }
}

/// One edge of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The side.
    pub side: Side,
    /// The edge.
    pub amount: Amount,
}

/// All of these edges. No edge means any value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Range {
    /// The edges.
    pub bounds: Vec<Bound>,
}

impl Range {
    /// Whether `value`, in thousandths of the unit, is inside.
    pub fn contains(&self, value: i64) -> bool {
        self.bounds.iter().all(|bound| {
            let edge = bound.amount.thousandths;
            match bound.side {
                Side::AtLeast => value >= edge,
                Side::MoreThan => value > edge,
                Side::AtMost => value <= edge,
                Side::LessThan => value < edge,
                Side::Exactly => value == edge,
            }
        })
    }
}

impl fmt::Display for Range {
    /// `at least 15 days and less than 56 days`, or `any`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bounds.is_empty() {
            return f.write_str("any");
        }
        for (at, bound) in self.bounds.iter().enumerate() {
            let joint = if at == 0 { "" } else { " and " };
            write!(f, "{joint}{} {}", bound.side.words(), bound.amount)?;
        }
        Ok(())
    }
}

/// Which sessions are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// Every session missed.
    Absent,
    /// Every session missed but leave.
    AbsentOtherThanLeave,
    /// Sessions missed on the first school day after a weekend or holiday.
    AbsentOnFirstDayBack,
    /// Sessions missed without the school's authority.
    Unauthorised,
    /// Sessions with one of these codes.
    Coded(Vec<String>),
}

/// The stretch of time in which something is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Window {
    /// The school year to the day (C-G-05).
    Year,
    /// The term that contains the day, or the last one begun.
    Term,
    /// The fullest run of this many school weeks, across terms and years (C-G-11).
    SchoolWeeks(u32),
    /// The fullest stretch whose first and last day lie at most this many days apart.
    Days(u32),
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Attended out of possible sessions (C-G-01).
    Attendance,
    /// Missed out of possible sessions.
    Absence,
    /// A count of sessions, in days or sessions.
    Count {
        /// Days or sessions.
        unit: Unit,
        /// Which.
        what: What,
        /// When.
        window: Window,
    },
    /// Days or school days since something was last done.
    Since {
        /// Days or school days.
        unit: Unit,
        /// What was done.
        thing: String,
    },
    /// How often something was done in the year.
    Times {
        /// What was done.
        thing: String,
        /// How it ended, if that matters.
        value: Option<String>,
    },
}

impl Measure {
    /// The unit that a range over it has to have.
    pub const fn unit(&self) -> Unit {
        match self {
            Measure::Attendance | Measure::Absence => Unit::Percent,
            Measure::Count { unit, .. } | Measure::Since { unit, .. } => *unit,
            Measure::Times { .. } => Unit::Times,
        }
    }
}

/// A question that can be answered yes, no or not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// A measure lies in a range.
    Measured(Measure, Range),
    /// The pupil belongs to a cohort.
    Cohort(String),
    /// A band set gives this band.
    In {
        /// The band set.
        set: String,
        /// The band.
        band: String,
    },
    /// Something was started, done, held, sent, issued, recorded or completed.
    Done(String),
    /// Something ended in this way, or a finding has this value.
    EndedAs {
        /// The thing.
        thing: String,
        /// The value.
        value: String,
    },
    /// A flag or list holds.
    Holds(String),
    /// A field of what is being done is given.
    Given(String),
    /// A field of what is being done has this value.
    FieldIs {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// A field of what is being done lies in a range.
    FieldIn {
        /// The field.
        field: String,
        /// The range.
        range: Range,
    },
    /// The numbers of a field rise from first to last.
    Rises(String),
    /// Every session missed was leave.
    AllLeave,
}

/// A test with the handbook's words for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Atom {
    /// The words, as they stand in the chapter.
    pub words: String,
    /// What they ask.
    pub test: Test,
    /// Whether the words ask for the opposite, as in `is not`.
    pub is_negated: bool,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// Any of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// One test.
    Atom(Atom),
}

impl Condition {
    /// Every atom, from left to right.
    pub fn atoms(&self) -> Vec<&Atom> {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(Condition::atoms).collect(),
            Condition::Not(part) => part.atoms(),
            Condition::Atom(atom) => alloc::vec![atom],
        }
    }

    /// The condition in the handbook's words, with brackets where a part joins others.
    pub fn words(&self) -> String {
        match self {
            Condition::All(parts) => joined(parts, " and "),
            Condition::Any(parts) => joined(parts, " or "),
            Condition::Not(part) => alloc::format!("not {}", part.as_part()),
            Condition::Atom(atom) => atom.words.clone(),
        }
    }

    fn as_part(&self) -> String {
        match self {
            Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => alloc::format!("({})", self.words()),
            _ => self.words(),
        }
    }
}

fn joined(parts: &[Condition], word: &str) -> String {
    parts.iter().map(Condition::as_part).collect::<Vec<String>>().join(word)
}
