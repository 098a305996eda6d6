//! The days that a figure covers.

use domain::{
    Date,
    calendar::{monday, school_year_start},
};
use jiff::ToSpan;

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Period {
    /// Every day there is.
    pub const ALL: Period = Period { first: Date::MIN, last: Date::MAX };

    /// The school year up to `day` (C-G-05).
    pub fn year_to(day: Date) -> Period {
        Period { first: school_year_start(day), last: day }
    }

    /// The week of `day`, Monday to Sunday.
    pub fn week_of(day: Date) -> Period {
        let first = monday(day);
        Period { first, last: first.saturating_add(6.days()) }
    }

    /// Whether `day` is one of its days.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}
