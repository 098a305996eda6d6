//! Late arrivals one by one.

use domain::{
    code::{CodeTable, Role},
    id::PupilId,
    session::Session,
};

use super::Lates;
use crate::{Period, SchoolRoll};

/// A late arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// To which session.
    pub session: Session,
    /// Whether the register had closed.
    pub is_after_close: bool,
    /// Whole minutes after it opened, where somebody recorded them.
    pub minutes: Option<u16>,
}

/// The late arrivals of each of these pupils, in their order, each list by session.
pub fn arrivals(school: &SchoolRoll, pupils: &[PupilId], period: Period) -> Vec<Vec<Arrival>> {
    let late = late_numbers(school.codes());
    let of = |&pupil: &PupilId| {
        let sheet = school.sheet_or_blank(pupil).between(period.first, period.last);
        let arrival = |(&session, &number): (&Session, &u8)| {
            let is_after_close = late[usize::from(number)]?;
            Some(Arrival { session, is_after_close, minutes: school.minutes_late(pupil, session) })
        };
        sheet.sessions.iter().zip(sheet.marks).filter_map(arrival).collect()
    };
    pupils.iter().map(of).collect()
}

/// Whether the mark with each number is a late arrival, and then whether the register had closed.
fn late_numbers(codes: &CodeTable) -> [Option<bool>; 256] {
    let mut late = [None; 256];
    for entry in codes.entries() {
        late[usize::from(entry.code.number())] = match entry.role {
            Role::LateBeforeClose => Some(false),
            Role::LateAfterClose => Some(true),
            _ => None,
        };
    }
    late
}

impl Lates {
    /// Counts one arrival.
    pub fn count(&mut self, arrival: &Arrival) {
        let counter = if arrival.is_after_close { &mut self.after_close } else { &mut self.before_close };
        *counter += 1;
        self.minutes += arrival.minutes.map_or(0, u32::from);
    }

    /// All arrivals, before and after the close.
    pub const fn all(self) -> u32 {
        self.before_close + self.after_close
    }
}

impl<'a> FromIterator<&'a Arrival> for Lates {
    fn from_iter<I: IntoIterator<Item = &'a Arrival>>(arrivals: I) -> Lates {
        let mut lates = Lates::default();
        arrivals.into_iter().for_each(|arrival| lates.count(arrival));
        lates
    }
}

impl core::ops::AddAssign for Lates {
    fn add_assign(&mut self, other: Lates) {
        self.before_close += other.before_close;
        self.after_close += other.after_close;
        self.minutes += other.minutes;
    }
}
