//! Absences whose reason is not known, by deadline, and settling those whose deadline has come.

use domain::{id::PupilId, session::Session};
use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    link::Link,
    status::Status,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct UnsettledPage {
    /// What keeps the form from being saved.
    pub errors: Vec<FormError>,
    /// What the pack says of holding codes.
    pub rule: String,
    /// The chapter that says it.
    pub source: Option<Link>,
    /// Those whose deadline has come.
    pub proposed: Vec<Row>,
    /// Those that have time.
    pub waiting: Vec<Row>,
    /// The letters of the code that is proposed.
    pub letters: String,
    /// Whether the reader may settle them.
    pub may_settle: bool,
    /// What was done, as typed.
    pub tried: String,
    /// The error beside what was done.
    pub tried_error: String,
}

/// One absence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The pupil and the first session, for the form: `1 2026-11-16 am`.
    pub value: String,
    /// Whether it is ticked.
    pub is_chosen: bool,
    /// The child, with the class.
    pub who: Link,
    /// Which sessions.
    pub sessions: String,
    /// What was tried. May be empty.
    pub tried: String,
    /// By when.
    pub by: Status,
    /// The page that records a reason.
    pub reason: Link,
}

/// What is to be settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settling {
    /// The absences, each by its pupil and its first session.
    pub chosen: Vec<(PupilId, Session)>,
    /// What was done to find out.
    pub tried: String,
}

impl Settling {
    /// Reads the form, or says what is wrong.
    pub fn parse(fields: &Fields) -> Result<Settling, Vec<FormError>> {
        let chosen: Option<Vec<(PupilId, Session)>> = fields.all("absence").map(absence).collect();
        let tried = fields.text("tried");
        let mut errors = Vec::new();
        if chosen.as_ref().is_none_or(Vec::is_empty) {
            errors.push(FormError::new("absence-1", "Choose the absences to settle"));
        }
        if tried.is_empty() {
            errors.push(FormError::new("tried", "Say what was done to find out the reason"));
        }
        match chosen {
            Some(chosen) if errors.is_empty() => Ok(Settling { chosen, tried: tried.into() }),
            _ => Err(errors),
        }
    }
}

fn absence(text: &str) -> Option<(PupilId, Session)> {
    let (pupil, session) = text.split_once(' ')?;
    Some((PupilId(pupil.parse().ok()?), form::session(session)?))
}

impl UnsettledPage {
    /// The same page after a try that failed, with what was typed.
    #[must_use]
    pub fn again(mut self, fields: &Fields, errors: Vec<FormError>) -> UnsettledPage {
        for row in &mut self.proposed {
            row.is_chosen = fields.all("absence").any(|value| value == row.value);
        }
        let tried_error = form::message(&errors, "tried").unwrap_or_default();
        UnsettledPage { tried: fields.text("tried").into(), tried_error, errors, ..self }
    }
}

#[cfg(test)]
mod tests {
    use domain::permission::Role;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
        urls,
    };

    fn row(by: Status) -> Row {
        Row {
            value: "1 2026-11-16 am".into(),
            is_chosen: false,
            who: Link::new("Ellis Hargreaves, 5 Hazel", urls::pupil(PupilId(1))),
            sessions: "Monday 16 November, all day".into(),
            tried: String::new(),
            by,
            reason: Link::new("Record the reason", urls::reasons()),
        }
    }

    #[test]
    fn the_list_is_made_from_its_sample_and_only_a_few_may_settle() {
        let page = UnsettledPage {
            rule: "Code N gives way to the reason within 5 school days.".into(),
            source: Some(Link::new("The rule", urls::handbook())),
            proposed: vec![row(Status::now("1 day overdue"))],
            waiting: vec![row(Status::wait("Tue 1 December"))],
            letters: "O".into(),
            may_settle: true,
            ..UnsettledPage::default()
        };
        let frame = frame::sample("Absences without a reason", Section::Board, Role::AttendanceLead);
        let html = sample::render(&frame, "unsettled/unsettled.html", &page);
        assert!(html.contains("value=\"1 2026-11-16 am\"") && html.contains("Settle with O"));
        let office = UnsettledPage { may_settle: false, ..page };
        let frame = frame::sample("Absences without a reason, office", Section::Board, Role::Office);
        let html = sample::render(&frame, "unsettled/unsettled.html", &office);
        assert!(!html.contains("type=\"checkbox\"") && html.contains("headteacher settles"));
        let empty = frame::sample("None", Section::Board, Role::Office);
        let html = sample::render(&empty, "unsettled/unsettled.html", &UnsettledPage::default());
        assert!(html.contains("No deadline has come"));
    }

    #[test]
    fn nothing_is_settled_without_a_choice_and_without_what_was_done() {
        let errors = Settling::parse(&Fields::new([("absence", "one 2026-11-16 am")])).expect_err("no pupil");
        assert_eq!(errors.len(), 2);
        let typed = Fields::new([("absence", "1 2026-11-16 am"), ("tried", "Rang twice")]);
        assert_eq!(Settling::parse(&typed).map(|settling| settling.chosen.len()), Ok(1));
    }
}
