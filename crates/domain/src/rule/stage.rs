//! Stages: levels that are reached by what was done.

use alloc::{string::String, vec::Vec};

use super::{Amount, Head, Rules};

/// A stage of casework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its name in the document.
    pub name: String,
    /// Whether a case begins in it.
    pub is_start: bool,
    /// What leads into it, with the outcome it has to end in, if that matters.
    pub entered_by: Vec<(String, Option<String>)>,
    /// How long it may last.
    pub limit: Option<StageLimit>,
    /// Who leads in it.
    pub led_by: Vec<String>,
    /// Its line in the chapter.
    pub line: usize,
}

impl Stage {
    /// Whether `event` leads into it.
    pub fn is_entered_by(&self, rules: &Rules, event: &crate::case::Event) -> bool {
        self.entered_by.iter().any(|(thing, outcome)| {
            rules.is_of(event, thing) && outcome.as_ref().is_none_or(|outcome| rules.ended_as(event, thing, outcome))
        })
    }
}

/// How long a stage may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageLimit {
    /// One half term (C-G-09).
    HalfTerm,
    /// A fixed time.
    Amount(Amount),
}

/// Levels that are reached by what was done, never by marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stages {
    /// Name and source.
    pub head: Head,
    /// The stages in the order of the table.
    pub stages: Vec<Stage>,
}
