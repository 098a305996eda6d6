//! The columns of a school's roll: the sessions of its calendar, in order.

use domain::{
    Date,
    calendar::Calendar,
    session::{Half, Session},
};

/// Places for days of one year. Months of 31 days each leave a few places empty and need no arithmetic with dates.
const PLACES_A_YEAR: usize = 12 * 31;

#[derive(Debug)]
pub(super) struct Columns {
    sessions: Vec<Session>,
    first_year: i16,
    // For each place of a day, one more than the day's place in the calendar; 0 without school.
    places: Vec<u32>,
}

impl Columns {
    pub(super) fn new(calendar: &Calendar) -> Columns {
        let days = calendar.register_days();
        let first_year = days.first().map_or(0, |day| day.year());
        let years = days.last().map_or(0, |day| usize::from(day.year().abs_diff(first_year)) + 1);
        let mut columns = Columns {
            sessions: days.iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect(),
            first_year,
            places: vec![0; years * PLACES_A_YEAR],
        };
        for (at, &day) in days.iter().enumerate() {
            if let Some(place) = columns.place(day).and_then(|place| columns.places.get_mut(place)) {
                *place = at as u32 + 1;
            }
        }
        columns
    }

    pub(super) fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    pub(super) const fn count(&self) -> usize {
        self.sessions.len()
    }

    /// The column of `session`; nothing for a day outside the calendar.
    pub(super) fn of(&self, session: Session) -> Option<usize> {
        let day = self.places.get(self.place(session.date)?)?.checked_sub(1)? as usize;
        Some(day * 2 + usize::from(session.half == Half::Afternoon))
    }

    fn place(&self, date: Date) -> Option<usize> {
        let year = usize::try_from(i32::from(date.year()) - i32::from(self.first_year)).ok()?;
        let in_year = usize::from(date.month().unsigned_abs() - 1) * 31 + usize::from(date.day().unsigned_abs() - 1);
        Some(year * PLACES_A_YEAR + in_year)
    }
}
