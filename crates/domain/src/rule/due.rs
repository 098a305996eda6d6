//! When something is due.

use alloc::{string::String, vec::Vec};

use super::{Amount, Cycle, FieldOf};

/// What a time is counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// The latest of these that was done.
    Done(Vec<String>),
    /// A date that was filled in.
    Field(FieldOf),
}

/// When a task is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// On the day on which it arises.
    SameDay,
    /// Some time after the day on which it arises.
    After(Amount),
    /// Some time after something else.
    AfterAnchor(Amount, Anchor),
    /// Some time before a date that was filled in.
    Before(Amount, FieldOf),
    /// On a date that was filled in.
    On(FieldOf),
    /// On the first absence after something was done.
    NextAbsenceAfter(String),
    /// At the end of the week, month, half term, term or year; or so long after the last time.
    Every(Cycle),
    /// When the stage has lasted as long as it may.
    LimitOf(String),
    /// Without a date.
    Never,
}
