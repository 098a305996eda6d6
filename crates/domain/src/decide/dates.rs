//! How long it is from one date to another: since something was done, until a date that was filled in, between two of them.

use jiff::{ToSpan, civil::Date};

use super::judge::Judge;
use crate::rule::{Dates, FieldOf, Unit};

impl<'a> Judge<'a> {
    /// The days or school days between dates that were filled in.
    pub(super) fn between_dates(&self, dates: &'a Dates, unit: Unit) -> Option<u32> {
        let day = self.facts.day;
        match dates {
            Dates::Until(field) => self.between(day, self.date_in(field)?, unit),
            // A date that is still to come lies no time back.
            Dates::Since(field) => {
                let date = self.date_in(field)?;
                if day < date { Some(0) } else { self.between(date, day, unit) }
            }
            Dates::From(first, last) => {
                let (first, last) = (self.date_in(first)?, self.date_in(last)?);
                if last < first { None } else { self.between(first.yesterday().ok()?, last, unit) }
            }
            Dates::ToTheDay(first) => {
                let first = self.date_in(first)?;
                if day < first { Some(0) } else { self.between(first.yesterday().ok()?, day, unit) }
            }
        }
    }

    /// The date that a field holds.
    pub(super) fn date_in(&self, field: &'a FieldOf) -> Option<Date> {
        self.field(field)?.trim().parse().ok()
    }

    /// How many days, school days, weeks or months lie between `from`, which is not counted, and `to`, which is. Nothing when
    /// `to` comes first: a review that was to be last week is not at most six weeks away. School days are known where the calendar
    /// is: a weekend has none, and a year without terms has nobody knows how many.
    pub(super) fn between(&self, from: Date, to: Date, unit: Unit) -> Option<u32> {
        if to < from {
            return None;
        }
        let days = from.until(to).map_or(0, |span| span.get_days().unsigned_abs());
        Some(match unit {
            Unit::SchoolDays => {
                let (calendar, first) = (self.year.calendar, from.saturating_add(1.day()));
                if !calendar.knows(first, to) {
                    return None;
                }
                calendar.between(first, to).len() as u32
            }
            Unit::Weeks => days / 7,
            Unit::Months => from.until((jiff::Unit::Month, to)).map_or(0, |span| span.get_months().unsigned_abs()),
            _ => days,
        })
    }
}
