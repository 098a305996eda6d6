//! How soon somebody must act, in words of four weights.

use serde::Serialize;

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

    /// Done.
    pub fn done(words: impl Into<String>) -> Status {
        Status { words: words.into(), weight: Weight::Done }
    }
}
