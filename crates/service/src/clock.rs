//! The one place that asks what time it is.

use domain::{Date, Time, clock};
use jiff::{SignedDuration, Timestamp};

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// A clock that shows another time and goes on from there, for the invented authority.
    Shifted(SignedDuration),
    /// A clock that stands, for tests.
    Stands(Timestamp),
}

impl Clock {
    /// A clock that shows `at` now and goes on from there.
    pub fn from(at: Timestamp) -> Clock {
        Clock::Shifted(at.duration_since(machine()))
    }

    /// The instant.
    pub fn now(self) -> Timestamp {
        match self {
            Clock::Machine => machine(),
            Clock::Shifted(by) => machine() + by,
            Clock::Stands(at) => at,
        }
    }

    /// The day by the clocks of England.
    pub fn today(self) -> Date {
        clock::local(self.now()).date()
    }

    /// The time of day by the clocks of England.
    pub fn time(self) -> Time {
        clock::local(self.now()).time()
    }
}

fn machine() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).ok().and_then(|at| Timestamp::from_microsecond(at).ok()).unwrap_or(Timestamp::MAX)
}
