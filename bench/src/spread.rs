//! The median of several measurements, with the smallest and the largest.

use std::{fmt, time::Duration};

/// Several measurements of one thing.
pub struct Spread(Vec<Duration>);

impl Spread {
    /// Of these measurements, at least one.
    pub fn of(mut measured: Vec<Duration>) -> Spread {
        measured.sort();
        Spread(measured)
    }

    /// The one in the middle.
    pub fn median(&self) -> Duration {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |one: Option<&Duration>| one.copied().unwrap_or_default().as_secs_f64() * 1000.0;
        let (first, last) = (milliseconds(self.0.first()), milliseconds(self.0.last()));
        write!(f, "{:.2} ms ({first:.2}-{last:.2})", self.median().as_secs_f64() * 1000.0)
    }
}
