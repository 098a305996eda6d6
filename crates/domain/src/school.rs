//! A school: its name, its times, how its registers are taken.

use alloc::{string::String, vec::Vec};

use jiff::civil::Time;

use crate::{
    code::Role,
    id::{GroupId, SchoolId},
    session::Half,
};

/// What kind of school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Reception to year 6.
    Primary,
    /// Year 7 to 11 or 13.
    Secondary,
    /// For pupils with special educational needs.
    Special,
}

impl Phase {
    /// `primary`, `secondary` or `special`.
    pub const fn word(self) -> &'static str {
        match self {
            Phase::Primary => "primary",
            Phase::Secondary => "secondary",
            Phase::Special => "special",
        }
    }

    /// Reads [`Phase::word`].
    pub fn parse(text: &str) -> Option<Phase> {
        [Phase::Primary, Phase::Secondary, Phase::Special].into_iter().find(|phase| phase.word() == text)
    }
}

/// How a register starts: what stands there before the teacher touches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Marking {
    /// Everybody is present until marked otherwise.
    Exceptions,
    /// Nobody has a mark until the teacher gives one.
    Everyone,
}

impl Marking {
    /// `exceptions` or `everyone`.
    pub const fn word(self) -> &'static str {
        match self {
            Marking::Exceptions => "exceptions",
            Marking::Everyone => "everyone",
        }
    }

    /// Reads [`Marking::word`].
    pub fn parse(text: &str) -> Option<Marking> {
        [Marking::Exceptions, Marking::Everyone].into_iter().find(|marking| marking.word() == text)
    }
}

/// When the register of one half of the day is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionTimes {
    /// When it begins to be taken: an arrival at this minute is late (C-LBO-03).
    pub opens: Time,
    /// The last minute at which an arrival is late before the register closed.
    pub closes: Time,
    /// When the half of the day ends.
    pub ends: Time,
}

impl SessionTimes {
    /// What an arrival at `time` is, and how many whole minutes after the register opened.
    pub fn arrival(self, half: Half, time: Time) -> (Role, u32) {
        let present = match half {
            Half::Morning => Role::PresentMorning,
            Half::Afternoon => Role::PresentAfternoon,
        };
        if time < self.opens {
            return (present, 0);
        }
        let late = minutes(time) - minutes(self.opens);
        // An arrival within the closing minute is still before the close.
        if minutes(time) <= minutes(self.closes) { (Role::LateBeforeClose, late) } else { (Role::LateAfterClose, late) }
    }
}

fn minutes(time: Time) -> u32 {
    time.hour().unsigned_abs() as u32 * 60 + time.minute().unsigned_abs() as u32
}

/// A school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its identifier here.
    pub id: SchoolId,
    /// The national unique reference number.
    pub urn: String,
    /// The authority's number and the school's, seven digits.
    pub laestab: String,
    /// Its name.
    pub name: String,
    /// Where it is, one line each, as an envelope has them; empty where nobody has said so.
    pub address: Vec<String>,
    /// The number of its office; empty where nobody has said so.
    pub telephone: String,
    /// What kind of school.
    pub phase: Phase,
    /// The folder name of the pack whose rules apply, such as `lancashire`.
    pub pack: String,
    /// How its registers start.
    pub marking: Marking,
    /// When the morning register is open.
    pub morning: SessionTimes,
    /// When the afternoon register is open.
    pub afternoon: SessionTimes,
}

impl School {
    /// When the register of `half` is open.
    pub const fn times(&self, half: Half) -> SessionTimes {
        match half {
            Half::Morning => self.morning,
            Half::Afternoon => self.afternoon,
        }
    }
}

/// A class, form or set whose register is taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its identifier.
    pub id: GroupId,
    /// Its school.
    pub school: SchoolId,
    /// What it is called, such as `5 Hazel` or `9B`.
    pub name: String,
    /// National curriculum year; 0 is Reception.
    pub year: u8,
}

/// The words for a national curriculum year: `Reception`, `Year 5`.
pub fn year_name(year: u8) -> String {
    if year == 0 { String::from("Reception") } else { alloc::format!("Year {year}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn an_arrival_at_the_opening_minute_is_late_and_one_at_the_close_is_not_after_it() {
        let times = SessionTimes { opens: time(8, 50, 0, 0), closes: time(9, 0, 0, 0), ends: time(12, 0, 0, 0) };
        let arrival = |hour, minute, second| times.arrival(Half::Morning, time(hour, minute, second, 0));
        assert_eq!(arrival(8, 49, 59), (Role::PresentMorning, 0));
        assert_eq!(arrival(8, 50, 0), (Role::LateBeforeClose, 0));
        assert_eq!(arrival(9, 0, 59), (Role::LateBeforeClose, 10));
        assert_eq!(arrival(9, 1, 0), (Role::LateAfterClose, 11));
    }
}
