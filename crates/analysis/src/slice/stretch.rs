//! The half terms and terms of a school, numbered within each school year, so that those of several schools can be added up
//! though each school begins them on its own day.

use domain::Date;

use super::{Key, side::school_year};
use crate::{Period, SchoolRoll};

/// A half term or a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Which one.
    pub key: Key,
    /// From its first to its last day in the register.
    pub days: Period,
}

/// The half terms of a school's calendar, in order.
pub fn half_terms(roll: &SchoolRoll) -> Vec<Stretch> {
    let calendar = roll.calendar();
    stretches(roll, |day| calendar.half_term(day).map(|(first, _)| first), Key::HalfTerm)
}

/// The terms of a school's calendar, in order.
pub fn terms(roll: &SchoolRoll) -> Vec<Stretch> {
    let calendar = roll.calendar();
    stretches(roll, |day| calendar.whole_term(day).map(|(first, _)| first), Key::Term)
}

fn stretches(roll: &SchoolRoll, begin: impl Fn(Date) -> Option<Date>, key: impl Fn(i16, u8) -> Key) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut number, mut begun) = (0, None);
    // Both sessions of a day are in one stretch.
    for day in roll.sessions().iter().step_by(2).map(|session| session.date) {
        let year = school_year(day);
        let this = (year, begin(day));
        if begun == Some(this)
            && let Some(last) = stretches.last_mut()
        {
            last.days.last = day;
            continue;
        }
        number = if begun.is_some_and(|(known, _)| known == year) { number + 1 } else { 1 };
        begun = Some(this);
        stretches.push(Stretch { key: key(year, number), days: Period { first: day, last: day } });
    }
    stretches
}
