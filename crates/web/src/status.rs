//! How soon somebody must act, in words of four weights.

use domain::{Date, Time, decide::Deadline};
use serde::Serialize;

use crate::words;

/// How heavy a status stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// White on ink: overdue, missing, limit reached.
    Now,
    /// Ink outline: a date, or started and incomplete.
    Due,
    /// Grey: later, or with somebody else.
    Wait,
    /// Muted text without a box.
    Done,
}

/// Words with their weight, such as `4 days overdue`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// What it says.
    pub words: String,
    /// How heavy.
    pub weight: Weight,
}

impl Status {
    /// Overdue, missing, limit reached.
    pub fn now(words: impl Into<String>) -> Status {
        Status { words: words.into(), weight: Weight::Now }
    }

    /// Has a date, or is started and incomplete.
    pub fn due(words: impl Into<String>) -> Status {
        Status { words: words.into(), weight: Weight::Due }
    }

    /// Later, or with somebody else.
    pub fn wait(words: impl Into<String>) -> Status {
        Status { words: words.into(), weight: Weight::Wait }
    }

    /// `By Fri 12 March`, `By Fri 12 March, 10:15`; from the day or the minute after, `Was due 12 March`.
    pub fn deadline(deadline: Deadline, now: (Date, Time)) -> Status {
        let at = deadline.at.map(|at| format!(", {}", words::time(at))).unwrap_or_default();
        let day = words::short_day(deadline.day);
        match deadline.is_over(now) {
            // Without the weekday it fits on one line.
            true => Status::now(format!("Was due {} {}{at}", deadline.day.day(), words::month(deadline.day))),
            false if deadline.day == now.0 => Status::due(format!("Today{at}")),
            false => Status::due(format!("By {day}{at}")),
        }
    }

    /// Done.
    pub fn done(words: impl Into<String>) -> Status {
        Status { words: words.into(), weight: Weight::Done }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn a_deadline_is_over_on_the_day_after_or_at_the_minute_after() {
        let now = (date(2027, 3, 12), time(10, 16, 0, 0));
        let said = |day, at| Status::deadline(Deadline { day, at }, now);
        assert_eq!(said(date(2027, 3, 12), None), Status::due("Today"));
        assert_eq!(said(date(2027, 3, 11), None), Status::now("Was due 11 March"));
        assert_eq!(said(date(2027, 3, 12), Some(time(10, 15, 0, 0))), Status::now("Was due 12 March, 10:15"));
        assert_eq!(said(date(2027, 3, 15), Some(time(10, 15, 0, 0))), Status::due("By Mon 15 March, 10:15"));
    }
}
