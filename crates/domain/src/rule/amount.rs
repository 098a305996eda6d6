//! Amounts with their units, and the edges that a value is held against.

use alloc::vec::Vec;
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
    /// Calendar months.
    Months,
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
            Unit::Months => ("month", "months"),
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
