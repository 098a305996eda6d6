//! A session: a half-day of school.

use core::fmt;

use jiff::civil::Date;

/// Which half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Half {
    /// The morning session.
    Morning,
    /// The afternoon session.
    Afternoon,
}

impl Half {
    /// Both halves, in order.
    pub const BOTH: [Half; 2] = [Half::Morning, Half::Afternoon];

    /// `am` or `pm`, as addresses and files write it.
    pub const fn short(self) -> &'static str {
        match self {
            Half::Morning => "am",
            Half::Afternoon => "pm",
        }
    }

    /// `morning` or `afternoon`, as sentences write it.
    pub const fn word(self) -> &'static str {
        match self {
            Half::Morning => "morning",
            Half::Afternoon => "afternoon",
        }
    }

    /// Reads `am`, `pm`, `morning` or `afternoon` in any case.
    pub fn parse(text: &str) -> Option<Half> {
        let is = |word: &str| text.trim().eq_ignore_ascii_case(word);
        if is("am") || is("morning") {
            Some(Half::Morning)
        } else if is("pm") || is("afternoon") {
            Some(Half::Afternoon)
        } else {
            None
        }
    }
}

/// A half-day of school: the unit in which attendance is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Session {
    /// The day.
    pub date: Date,
    /// The half of it.
    pub half: Half,
}

impl Session {
    /// The session of `date` in `half`.
    pub const fn new(date: Date, half: Half) -> Session {
        Session { date, half }
    }
}

impl fmt::Display for Session {
    /// `2027-03-12 am`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date, self.half.short())
    }
}
