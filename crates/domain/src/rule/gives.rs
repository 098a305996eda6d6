//! The codes that something done gives sessions of a pupil: leave that was granted, a timetable that was agreed.

use alloc::string::String;

use super::{Condition, FieldOf};

/// Of which sessions a code is the one to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Applies {
    /// Of every session: the register expects it.
    Always,
    /// Of a session that the pupil missed without a reason.
    IfAbsent,
}

/// A code that an action gives sessions of its pupil from the day on which it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gives {
    /// The letters of the code, such as `C2`.
    pub code: String,
    /// Of which sessions.
    pub applies: Applies,
    /// The field with the half-days of each week on which it is so; nothing for every day.
    pub pattern: Option<String>,
    /// The first day.
    pub first: FieldOf,
    /// The last day.
    pub last: FieldOf,
    /// When it does, by what is known and filled in on the day on which it is done; nothing for always.
    pub when: Option<Condition>,
}
