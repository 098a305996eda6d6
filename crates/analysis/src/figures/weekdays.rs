//! On which weekdays sessions are missed.

use domain::{
    Weekday,
    calendar::Calendar,
    code::Class,
    id::PupilId,
    session::{Half, Session},
    sheet::Sheet,
    tally::Tally,
};

use crate::{Period, SchoolRoll, roll::Stretch};

/// The counts of Monday to Friday, by half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weekdays {
    tallies: [[Tally; 2]; 5],
    /// Sessions missed on first days back.
    pub first_days_back: u32,
}

impl Weekdays {
    /// The school days of a week, in order.
    pub const DAYS: [Weekday; 5] =
        [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

    /// The counts of somebody of whom a year is kept.
    pub(super) fn kept(stretch: Stretch<'_>, place: usize) -> Weekdays {
        let halves = |day| Half::BOTH.map(|half| stretch.tally_on(place, day, half));
        Weekdays { tallies: [0, 1, 2, 3, 4].map(halves), first_days_back: stretch.first_days_back(place) }
    }

    /// The counts of one sheet.
    pub fn of(sheet: Sheet<'_>) -> Weekdays {
        let mut weekdays = Weekdays::default();
        for (&session, &number) in sheet.sessions.iter().zip(sheet.marks) {
            if let Some(class) = sheet.codes.class_of(number) {
                weekdays.count(session, class, sheet.calendar);
            }
        }
        weekdays
    }

    /// The counts of one half of a weekday.
    pub fn at(&self, weekday: Weekday, half: Half) -> Tally {
        let day = self.tallies.get(usize::from(weekday.to_monday_zero_offset().unsigned_abs()));
        day.map_or_else(Tally::default, |halves| halves[half as usize])
    }

    /// The counts of a weekday.
    pub fn on(&self, weekday: Weekday) -> Tally {
        Half::BOTH.into_iter().map(|half| self.at(weekday, half)).sum()
    }

    fn count(&mut self, session: Session, class: Class, calendar: &Calendar) {
        let day = usize::from(session.date.weekday().to_monday_zero_offset().unsigned_abs());
        if let Some(halves) = self.tallies.get_mut(day) {
            halves[session.half as usize].count(class);
        }
        if class.is_absent() && calendar.is_first_day_back(session.date) {
            self.first_days_back += 1;
        }
    }
}

/// The counts of these pupils together.
pub fn weekdays(school: &SchoolRoll, pupils: &[PupilId], period: Period) -> Weekdays {
    let mut all = Weekdays::default();
    let Some(stretch) = school.stretch(period) else {
        super::sheets(school, pupils, period).for_each(|(_, sheet)| all += Weekdays::of(sheet));
        return all;
    };
    for place in pupils.iter().filter_map(|&pupil| school.place(pupil)) {
        all += Weekdays::kept(stretch, place);
    }
    all
}

impl core::ops::AddAssign for Weekdays {
    fn add_assign(&mut self, other: Weekdays) {
        let halves = self.tallies.iter_mut().flatten().zip(other.tallies.iter().flatten());
        halves.for_each(|(here, there)| *here += *there);
        self.first_days_back += other.first_days_back;
    }
}
