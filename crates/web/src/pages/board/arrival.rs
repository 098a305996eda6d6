//! Signing in a late arrival: two letters find the child, the time decides between late and too late.

use domain::{Time, code::CodeTable, id::PupilId, school::SessionTimes, session::Session};
use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    mark::MarkCell,
    urls, words,
};

/// The form of a late arrival.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Arrival {
    /// Whether the reader may sign pupils in.
    pub is_offered: bool,
    /// What was typed to find the child.
    pub sought: String,
    /// The children found. Empty before a search.
    pub found: Vec<Found>,
    /// Why none was found, and what to type instead. Empty when some were.
    pub none: String,
    /// When they arrived, `09:05`.
    pub time: String,
    /// Why they are late, as typed.
    pub reason: String,
    /// The day, for a device that sends the form later.
    pub day: String,
    /// The last entry of the log that the page shows.
    pub version: i64,
    /// What falls out of the time shown.
    pub outcome: Option<Outcome>,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The error beside the time.
    pub time_error: Option<String>,
}

/// A child found by what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The pupil's number.
    pub id: i64,
    /// What they are called.
    pub name: String,
    /// `1 Rowan`, and how they are marked, such as `1 Rowan, marked N`.
    pub detail: String,
    /// Whether it is the one chosen.
    pub is_chosen: bool,
}

/// What an arrival at a time is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Whole minutes after the register opened.
    pub minutes: u32,
    /// `The register closes 09:20, so`.
    pub because: String,
    /// The mark.
    pub mark: MarkCell,
}

impl Outcome {
    /// What an arrival at `time` in `session` is.
    pub fn new(session: Session, times: SessionTimes, time: Time, codes: &CodeTable) -> Outcome {
        let (role, minutes) = times.arrival(session.half, time);
        let closes = words::time(times.closes);
        let is_after = (time.hour(), time.minute()) > (times.closes.hour(), times.closes.minute());
        let tense = if is_after { "closed" } else { "closes" };
        let mark = MarkCell::new(codes, codes.with_role(role, session.date));
        Outcome { minutes, because: format!("The register {tense} {closes}, so"), mark }
    }
}

/// A late arrival to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Who arrived.
    pub pupil: PupilId,
    /// When, on the school's clock.
    pub time: Time,
    /// Why they are late. May be empty.
    pub reason: String,
}

impl SignIn {
    /// Reads the form, or says what is wrong.
    pub fn parse(fields: &Fields) -> Result<SignIn, Vec<FormError>> {
        let (pupil, time) = (fields.number("pupil").map(PupilId), form::time(fields.text("time")));
        let mut errors = Vec::new();
        if pupil.is_none() {
            errors.push(FormError::new("late", "Choose the child who has arrived"));
        }
        if time.is_none() {
            errors.push(FormError::new("time", "Enter the time of arrival, such as 09:05"));
        }
        match (pupil, time) {
            (Some(pupil), Some(time)) => Ok(SignIn { pupil, time, reason: fields.text("reason").into() }),
            _ => Err(errors),
        }
    }
}

impl Arrival {
    /// The empty form, with the time of the clock.
    pub fn at(now: Time) -> Arrival {
        Arrival { is_offered: true, time: words::time(now), ..Arrival::default() }
    }

    /// The same form, which says of which day it is and what its reader has seen.
    #[must_use]
    pub fn seen(self, day: domain::Date, version: i64) -> Arrival {
        Arrival { day: day.to_string(), version, ..self }
    }

    /// The form after a search for `sought` that found `found`.
    #[must_use]
    pub fn finding(self, sought: &str, mut found: Vec<Found>) -> Arrival {
        let is_short = sought.chars().count() < 2;
        let none = match (found.is_empty(), is_short) {
            (false, _) => "",
            (true, true) => "Type at least two letters of a name, or a class.",
            (true, false) => "Nobody on the roll today fits. Try fewer letters, or the class.",
        };
        if !found.is_empty() && found.iter().all(|one| !one.is_chosen) {
            found[0].is_chosen = true;
        }
        Arrival { sought: sought.into(), found, none: none.into(), ..self }
    }

    /// The form after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> Arrival {
        let time_error = form::message(&errors, "time");
        let chosen = fields.number("pupil");
        let found = self.found.into_iter().map(|one| Found { is_chosen: Some(one.id) == chosen, ..one }).collect();
        let (time, reason) = (fields.text("time").into(), fields.text("reason").into());
        Arrival { found, time, reason, errors, time_error, outcome: None, ..self }
    }
}

/// Where to go on after a sign-in.
pub fn afterwards() -> String {
    format!("{}#late", urls::board())
}
