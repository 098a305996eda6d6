//! What a copy holds of one school.

use domain::{
    Date,
    act::Mark,
    admission,
    calendar::Calendar,
    case::Event,
    code::{Code, CodeTable},
    decide::Who,
    id::{PupilId, SchoolId},
    log::{Entry, Hash, pack},
    retention,
};
use store::{Chained, evidence::Kept};

use super::{message::Messages, submission::Submissions};

pub(super) const SCHOOLS: [&str; 5] = ["id", "urn", "name", "pack", "day"];
pub(super) const TERMS: [&str; 3] = ["name", "first", "last"];
pub(super) const CLOSURES: [&str; 4] = ["first", "last", "kind", "label"];
pub(super) const PUPILS: [&str; 8] =
    ["pupil", "upn", "forename", "surname", "born", "year", "enrolled_from", "enrolled_until"];
pub(super) const COHORTS: [&str; 2] = ["pupil", "cohort"];
pub(super) const ENTRIES: [&str; 10] =
    ["number", "at", "person", "name", "position", "act", "subject", "reason", "previous", "hash"];
pub(super) const MARKS: [&str; 9] = ["entry", "pupil", "day", "half", "was", "code", "minutes_late", "note", "check"];
pub(super) const EVENTS: [&str; 12] =
    ["number", "pupil", "at", "person", "name", "position", "kind", "subject", "detail", "note", "previous", "hash"];
pub(super) const DUTIES: [&str; 11] =
    ["number", "at", "person", "name", "position", "kind", "subject", "detail", "note", "previous", "hash"];
pub(super) const RECEIPTS: [&str; 10] =
    ["pupil", "upn", "kind", "name", "day", "value", "rule", "asked", "found", "holds"];

/// A school in the list of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) id: SchoolId,
    pub(super) urn: String,
    pub(super) name: String,
    pub(super) pack: String,
    /// The day of the decisions.
    pub(super) day: Date,
}

/// A pupil on the roll on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OnRoll {
    pub(super) id: PupilId,
    pub(super) upn: String,
    pub(super) who: Who,
    pub(super) cohorts: Vec<String>,
}

/// Everything from which the decisions about a school's pupils follow.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) school: Listed,
    pub(super) calendar: Calendar,
    pub(super) pupils: Vec<OnRoll>,
    pub(super) entries: Vec<Entry>,
    pub(super) events: Vec<Chained<Event>>,
    /// What was done for the school as a whole.
    pub(super) duties: Vec<Chained<Event>>,
    pub(super) messages: Messages,
    pub(super) admissions: Vec<Chained<admission::Entry>>,
    pub(super) submissions: Submissions,
    pub(super) evidence: Vec<Kept>,
    /// What was done with the records themselves.
    pub(super) retention: Vec<Chained<retention::Event>>,
}

/// The file called `name` of a school.
pub(super) fn file(urn: &str, name: &str) -> String {
    format!("schools/{urn}/{name}.csv")
}

/// The letters of a code; with its number where they alone do not tell it on that day.
pub(super) fn letters(codes: &CodeTable, code: Code, day: Date) -> String {
    let letters = codes.letters(code);
    if codes.find(letters, day) == Some(code) { letters.to_owned() } else { format!("{letters} {}", code.number()) }
}

/// Reads [`letters`].
pub(super) fn code(codes: &CodeTable, text: &str, day: Date) -> Option<Code> {
    let Some((letters, number)) = text.split_once(' ') else { return codes.find(text, day) };
    let code = Code::from_number(number.parse().ok()?)?;
    (codes.letters(code) == letters).then_some(code)
}

/// The two bytes that a packed mark ends with.
pub(super) fn check(mark: &Mark) -> String {
    let packed = pack(std::slice::from_ref(mark));
    hex(&packed[packed.len().saturating_sub(2)..])
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads the [`hex`] of a hash.
pub(super) fn hash(text: &str) -> Option<Hash> {
    blake3::Hash::from_hex(text).ok().map(|hash| *hash.as_bytes())
}
