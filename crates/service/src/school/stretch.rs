//! The stretches of the year that the page of a school puts side by side: a day, its week, its half term, the year to date.

use analysis::SchoolRoll;
use domain::{Date, calendar::monday};

use super::scope::{Scope, last_school_day};

/// Days up to the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The last school day.
    Day,
    /// Its week.
    Week,
    /// Its half term.
    HalfTerm,
    /// The school year.
    Year,
    /// From a day that somebody chose.
    From(Date),
}

impl Stretch {
    /// Those with a name, the shortest first.
    pub const NAMED: [Stretch; 4] = [Stretch::Day, Stretch::Week, Stretch::HalfTerm, Stretch::Year];

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Stretch> {
        Stretch::NAMED.into_iter().find(|stretch| stretch.word() == text)
    }

    /// The word that [`Stretch::parse`] reads; empty for a day that somebody chose.
    pub const fn word(self) -> &'static str {
        match self {
            Stretch::Day => "day",
            Stretch::Week => "week",
            Stretch::HalfTerm => "half-term",
            Stretch::Year => "year",
            Stretch::From(_) => "",
        }
    }

    /// `scope` cut to these days. The year to date is of the children on the roll on its last day, all others are of
    /// everybody who was on the roll in them.
    #[must_use]
    pub fn of(self, roll: &SchoolRoll, scope: &Scope) -> Scope {
        let day = last_school_day(roll, scope.to);
        let from = match self {
            Stretch::Day => Some(day),
            Stretch::Week => Some(monday(day)),
            Stretch::HalfTerm => Some(roll.calendar().half_term(day).map_or(day, |(first, _)| first)),
            Stretch::Year => None,
            Stretch::From(first) => Some(first),
        };
        Scope { from: from.map(|first| first.min(scope.to)), ..scope.clone() }
    }
}
