//! Pages about what was submitted on devices: what waits, both sides of one, signing in a late arrival without a search, and what
//! a device shows without network.

use domain::{act::Mark, code::CodeTable, submission::Why};
use serde::Serialize;

use crate::{form::FormError, link::Link, words};

#[cfg(test)]
mod tests;

/// What waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Submissions {
    /// Each submission, oldest first.
    pub rows: Vec<Row>,
}

/// A submission that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// `5 Hazel, Friday morning`.
    pub what: Link,
    /// Who submitted it.
    pub by: String,
    /// When, on the device.
    pub made: String,
    /// `2 children`.
    pub children: String,
}

/// Both sides of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BothSides {
    /// Where the form goes.
    pub action: String,
    /// By whom and when it was settled; empty while it is not.
    pub settled: String,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The pupils about whom a person has to decide.
    pub sides: Vec<Two>,
    /// Whether a change is an amendment, which needs its reason.
    pub asks_reason: bool,
    /// Whether this reader can choose what the device says.
    pub can_choose: bool,
    /// The reason, as typed.
    pub reason: String,
    /// The register itself.
    pub register: Link,
}

/// One pupil with two marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Two {
    /// The pupil's number, in the names of the fields.
    pub id: i64,
    /// What they are called.
    pub name: String,
    /// Why a person has to decide.
    pub why: String,
    /// The entry that stands.
    pub seen: i64,
    /// Whether the mark of the device can be chosen.
    pub can_choose: bool,
    /// What the device says.
    pub device: String,
    /// What stands, by whom and when.
    pub register: String,
    /// What was chosen. Empty before.
    pub chosen: String,
}

impl Two {
    /// `late (L), 5 minutes: the bus broke down`
    pub fn said(codes: &CodeTable, mark: &Mark) -> String {
        let entry = codes.entry(mark.code);
        let what = entry.map_or_else(|| String::from("?"), |entry| format!("{} ({})", entry.plain, entry.letters));
        let minutes = mark.minutes_late.map(|minutes| words::counted(minutes.into(), "minute", "minutes"));
        let minutes = minutes.map(|minutes| format!(", {minutes}")).unwrap_or_default();
        let note = if mark.note.is_empty() { String::new() } else { format!(": {}", mark.note) };
        format!("{what}{minutes}{note}")
    }
}

/// Why a person has to decide.
pub const fn why(why: Why) -> &'static str {
    match why {
        Why::Differs => "Somebody else gave another mark meanwhile.",
        Why::NoMark => "No mark came with the register: open it and give one.",
        Why::Left => "The child is no longer in this class.",
        Why::Closed => "The session is over, so a change is an amendment.",
        Why::Refused => "The mark may not stand in this session as it was sent.",
    }
}

/// The form that signs in a late arrival.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LateArrival {
    /// Where it goes.
    pub action: String,
    /// The day.
    pub day: String,
    /// The last entry of the log that the page shows.
    pub version: i64,
    /// The time, as it is when the page is opened.
    pub time: String,
    /// Every child on the roll, by class.
    pub groups: Vec<Children>,
}

/// The children of one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Children {
    /// The class.
    pub group: String,
    /// The children.
    pub children: Vec<Child>,
}

/// A child to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Child {
    /// The pupil's number.
    pub id: i64,
    /// What they are called.
    pub name: String,
}

/// What a device shows without network; the program on the device fills it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Kept {}
