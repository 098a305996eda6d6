//! When the sessions of a school year are: two a day, in weeks that have at least one day of school.

mod eights;

use domain::Date;
use jiff::ToSpan;

pub(super) use eights::{Bytes, Pick};

use super::{SESSIONS, WORDS};

/// Why days cannot be laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimetableError {
    /// More sessions than a row has place for.
    #[error("{0} school days are more than a row of marks has place for: lay out one school year at a time")]
    TooLong(usize),
    /// A day comes before the one in front of it, or twice.
    #[error("school days are not in order at {0}: sort them and leave each in once")]
    OutOfOrder(Date),
}

/// The sessions of one school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timetable {
    days: Vec<Date>,
    pub(super) weeks: Vec<Week>,
    // The same, eight at a time.
    pub(super) eights: Vec<Vec<Pick>>,
    // For each session, the week it is in.
    week_of: Vec<u16>,
    // For Monday to Friday, the sessions on it.
    pub(super) weekdays: [[u64; WORDS]; 5],
}

/// A school week: its sessions stand side by side, 14 at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Week {
    pub(super) first: usize,
    pub(super) sessions: usize,
}

impl Week {
    /// One bit for each session, from the lowest on.
    pub(super) const fn mask(self) -> u64 {
        (1 << self.sessions) - 1
    }
}

impl Timetable {
    /// The timetable of these school days, each with a morning and an afternoon.
    pub fn new(days: Vec<Date>) -> Result<Timetable, TimetableError> {
        if days.len() * 2 > SESSIONS {
            return Err(TimetableError::TooLong(days.len()));
        }
        if let Some(pair) = days.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(TimetableError::OutOfOrder(pair[1]));
        }
        let mut timetable = Timetable {
            weeks: Vec::new(),
            eights: Vec::new(),
            week_of: Vec::new(),
            weekdays: [[0; WORDS]; 5],
            days: Vec::new(),
        };
        let mut last_monday = None;
        for (at, &day) in days.iter().enumerate() {
            let from_monday = day.weekday().to_monday_zero_offset();
            let monday = day.checked_sub(i64::from(from_monday).days()).ok();
            if monday != last_monday || timetable.weeks.is_empty() {
                timetable.weeks.push(Week { first: at * 2, sessions: 0 });
                last_monday = monday;
            }
            if let Some(week) = timetable.weeks.last_mut() {
                week.sessions += 2;
            }
            timetable.week_of.extend([timetable.weeks.len() as u16 - 1; 2]);
            if let Some(weekday) = timetable.weekdays.get_mut(from_monday as usize) {
                weekday[at * 2 / 64] |= 3 << (at * 2 % 64);
            }
        }
        timetable.eights = eights::of_weeks(&timetable.weeks);
        timetable.days = days;
        Ok(timetable)
    }

    /// The school days, in order.
    pub fn days(&self) -> &[Date] {
        &self.days
    }

    /// How many sessions there are.
    pub fn sessions(&self) -> usize {
        self.week_of.len()
    }

    /// The day that a session is on.
    pub fn day(&self, session: usize) -> Option<Date> {
        self.days.get(session / 2).copied()
    }

    pub(super) fn week_of(&self, session: usize) -> usize {
        usize::from(self.week_of[session])
    }

    /// The weekday of a session, 0 for Monday; nothing at the weekend.
    pub(super) fn weekday(&self, session: usize) -> Option<usize> {
        let day = self.days[session / 2].weekday().to_monday_zero_offset() as usize;
        (day < 5).then_some(day)
    }
}
