//! Counts of sessions, and the questions that are asked of them. Integers throughout; nothing is rounded into a band.

use core::ops::{Add, AddAssign};

use crate::code::Class;

/// A percentage, in thousandths of one percent, so that 92.5% is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u32);

impl Percent {
    /// `whole` percent.
    pub const fn whole(whole: u32) -> Percent {
        Percent(whole * 1000)
    }

    /// `thousandths` of one percent.
    pub const fn thousandths(thousandths: u32) -> Percent {
        Percent(thousandths)
    }

    /// How many thousandths of one percent.
    pub const fn in_thousandths(self) -> u32 {
        self.0
    }
}

/// How many sessions were possible, attended and missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Tally {
    /// Sessions that count as attended.
    pub attended: u32,
    /// Sessions missed with the school's authority.
    pub authorised: u32,
    /// Sessions missed without it.
    pub unauthorised: u32,
}

impl Tally {
    /// Counts one session of `class`.
    pub const fn count(&mut self, class: Class) {
        self.count_many(class, 1);
    }

    /// Counts that many sessions of `class`.
    pub const fn count_many(&mut self, class: Class, sessions: u32) {
        match class {
            Class::Present | Class::Late | Class::ApprovedActivity => self.attended += sessions,
            Class::Authorised => self.authorised += sessions,
            Class::Unauthorised => self.unauthorised += sessions,
            Class::NotPossible | Class::Administrative => {}
        }
    }

    /// Sessions missed, for whatever reason.
    pub const fn absent(self) -> u32 {
        self.authorised + self.unauthorised
    }

    /// Sessions in the denominator.
    pub const fn possible(self) -> u32 {
        self.attended + self.absent()
    }

    /// Days missed, as half days: two sessions are a day (C-G-03).
    pub const fn half_days_missed(self) -> u32 {
        self.absent()
    }

    /// Whether at least `percent` of the possible sessions were missed; nothing when none was possible.
    pub const fn has_missed(self, percent: Percent) -> Option<bool> {
        match self.possible() {
            0 => None,
            possible => Some(self.absent() as u64 * 100_000 >= possible as u64 * percent.0 as u64),
        }
    }

    /// Attendance in thousandths of one percent, rounded half up, for showing only; nothing when no session was possible.
    pub const fn attendance(self) -> Option<Percent> {
        ratio(self.attended, self.possible())
    }

    /// Absence in thousandths of one percent, rounded half up, for showing only.
    pub const fn absence(self) -> Option<Percent> {
        ratio(self.absent(), self.possible())
    }

    /// Unauthorised absence in thousandths of one percent, rounded half up, for showing only; nothing when no session was
    /// possible.
    pub const fn unauthorised_absence(self) -> Option<Percent> {
        ratio(self.unauthorised, self.possible())
    }
}

const fn ratio(part: u32, whole: u32) -> Option<Percent> {
    match whole as u64 {
        0 => None,
        whole => Some(Percent(((part as u64 * 200_000 + whole) / (2 * whole)) as u32)),
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.attended += other.attended;
        self.authorised += other.authorised;
        self.unauthorised += other.unauthorised;
    }
}

impl Add for Tally {
    type Output = Tally;

    fn add(mut self, other: Tally) -> Tally {
        self += other;
        self
    }
}

impl core::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        tallies.fold(Tally::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn missed(absent: u32, possible: u32) -> Tally {
        Tally { attended: possible - absent, authorised: absent, unauthorised: 0 }
    }

    #[test]
    fn missing_exactly_the_threshold_reaches_it() {
        let ten = Percent::whole(10);
        assert_eq!(missed(10, 100).has_missed(ten), Some(true));
        assert_eq!(missed(9, 100).has_missed(ten), Some(false));
        assert_eq!(missed(38, 380).has_missed(ten), Some(true));
        assert_eq!(missed(37, 380).has_missed(ten), Some(false));
        assert_eq!(missed(1, 2).has_missed(Percent::whole(50)), Some(true));
    }

    #[test]
    fn nothing_is_said_of_a_pupil_with_no_possible_session() {
        assert_eq!(Tally::default().has_missed(Percent::whole(10)), None);
        assert_eq!(Tally::default().attendance(), None);
    }

    #[test]
    fn a_percentage_is_rounded_half_up_for_showing() {
        assert_eq!(missed(8, 76).attendance(), Some(Percent::thousandths(89_474)));
        assert_eq!(missed(80, 352).attendance(), Some(Percent::thousandths(77_273)));
    }
}
