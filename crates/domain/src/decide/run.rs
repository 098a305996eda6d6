//! Runs: how many school days or sessions in a row count, up to the day.

use alloc::vec::Vec;

use jiff::{ToSpan, civil::Date};

use super::{events::day_of, judge::Judge, measure::Counted};
use crate::rule::{Unit, What};

impl<'a> Judge<'a> {
    /// The run of `what` up to the day, begun anew after `without`. Sessions on which nobody could come part nothing.
    pub(super) fn run(&self, unit: Unit, what: &'a What, without: Option<&str>) -> u32 {
        let begins = without
            .and_then(|thing| self.last_event(thing))
            .map_or(Date::MIN, |event| day_of(event).saturating_add(1.day()));
        let sheet = self.facts.sheet.between(begins, self.facts.day);
        let counted = Counted::new(what, &sheet);
        let is_possible = |number: u8| sheet.codes.class_of(number).is_some_and(|class| class.is_possible());
        let marks = sheet.sessions.iter().zip(sheet.marks).filter(|&(_, &number)| is_possible(number));
        let marks = marks.map(|(&session, &number)| (session.date, counted.counts(session, number)));
        if unit == Unit::Sessions { sessions_in_a_row(marks) } else { days_in_a_row(marks) }
    }
}

/// The whole school days in a row, up to the last, on which every session counts.
fn days_in_a_row(marks: impl Iterator<Item = (Date, bool)>) -> u32 {
    let mut days: Vec<(Date, bool)> = Vec::new();
    for (date, counts) in marks {
        match days.last_mut() {
            Some((last, all)) if *last == date => *all &= counts,
            _ => days.push((date, counts)),
        }
    }
    days.iter().rev().take_while(|(_, all)| *all).count() as u32
}

/// The longest row of sessions that count and reach into the last day: a child who is back for its afternoon has still missed the
/// morning that made the row complete.
fn sessions_in_a_row(marks: impl Iterator<Item = (Date, bool)>) -> u32 {
    let (mut last, mut row, mut longest) = (Date::MIN, 0, 0);
    for (date, counts) in marks {
        if date != last {
            (last, longest) = (date, 0);
        }
        row = if counts { row + 1 } else { 0 };
        longest = longest.max(row);
    }
    longest
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Marks of the days from 9 November, two a day: `x` counts, anything else does not.
    fn marks(text: &str) -> impl Iterator<Item = (Date, bool)> {
        text.bytes().enumerate().map(|(at, mark)| (date(2026, 11, 9 + at as i8 / 2), mark == b'x'))
    }

    #[test]
    fn ten_sessions_in_a_row_need_not_begin_in_the_morning() {
        assert_eq!(sessions_in_a_row(marks(".xxxxxxxxxx.")), 10);
        assert_eq!(days_in_a_row(marks(".xxxxxxxxxx.")), 0, "of the last day the morning alone was missed");
        assert_eq!(days_in_a_row(marks(".xxxxxxxxx")), 4);
        assert_eq!(sessions_in_a_row(marks(".xxxxxxxxx")), 9);
    }

    #[test]
    fn a_row_that_ended_on_an_earlier_day_is_over() {
        assert_eq!(sessions_in_a_row(marks("xxxx..")), 0);
        assert_eq!(sessions_in_a_row(marks("xxx.x.")), 1);
        assert_eq!(sessions_in_a_row(marks("xxx.xx")), 2);
        assert_eq!(sessions_in_a_row(marks("")), 0);
    }
}
