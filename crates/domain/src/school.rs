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

/// Why a register cannot be open so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimesError {
    /// It closes before it opens, or the session ends before it closes.
    #[error("the {0} register has to open before it closes, and close before the session ends: put the times in order")]
    Order(&'static str),
    /// It is open for longer than the law lets it.
    #[error("the {half} register would be open for {open} minutes, and {longest} is the most: let it close earlier")]
    Long {
        /// `morning` or `afternoon`.
        half: &'static str,
        /// For how many minutes.
        open: u32,
        /// The longest that a pack lets it be open.
        longest: u32,
    },
    /// The afternoon begins before the morning has ended.
    #[error("the afternoon register cannot open before the morning session ends: let it open later")]
    Overlap,
}

impl SessionTimes {
    /// For how many minutes the register is open.
    pub fn open_minutes(self) -> u32 {
        minutes(self.closes).saturating_sub(minutes(self.opens))
    }

    /// These times of `half`, if a register open for at most `longest` minutes can have them.
    pub fn check(self, half: Half, longest: u32) -> Result<SessionTimes, TimesError> {
        if self.opens >= self.closes || self.closes >= self.ends {
            return Err(TimesError::Order(half.word()));
        }
        let open = self.open_minutes();
        if open > longest {
            return Err(TimesError::Long { half: half.word(), open, longest });
        }
        Ok(self)
    }
}

/// The times of one group, where they are not the school's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupTimes {
    /// Whose.
    pub group: GroupId,
    /// Of which half of the day.
    pub half: Half,
    /// When its register is open.
    pub times: SessionTimes,
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
    /// Groups whose registers have times of their own.
    pub group_times: Vec<GroupTimes>,
}

impl School {
    /// When the register of `group` is open in `half`.
    pub fn times_of(&self, group: GroupId, half: Half) -> SessionTimes {
        let own = self.group_times.iter().find(|own| own.group == group && own.half == half);
        own.map_or_else(|| self.times(half), |own| own.times)
    }

    /// When the register of `half` is open, where a group has no times of its own.
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

    #[test]
    fn a_register_is_open_no_longer_than_the_pack_lets_it_be_and_in_order() {
        let times = |close, end| SessionTimes { opens: time(8, 50, 0, 0), closes: close, ends: end };
        let (twenty, noon) = (time(9, 20, 0, 0), time(12, 0, 0, 0));
        let right = times(twenty, noon);
        assert_eq!(right.check(Half::Morning, 30), Ok(right));
        let long = times(time(9, 21, 0, 0), noon).check(Half::Morning, 30);
        assert_eq!(long, Err(TimesError::Long { half: "morning", open: 31, longest: 30 }));
        for wrong in [times(time(8, 50, 0, 0), noon), times(twenty, twenty), times(noon, twenty)] {
            assert_eq!(wrong.check(Half::Morning, 30), Err(TimesError::Order("morning")));
        }
    }
}
