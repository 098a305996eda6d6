//! Recording why a child was absent: a code for one or more sessions, and what was said.

use domain::{
    Date,
    code::{Code, CodeTable, Role},
    id::PupilId,
    session::Session,
};
use serde::Serialize;

use super::reply::ReplyLine;
use crate::{
    form::{self, Fields, FormError},
    link::{Hidden, Link},
    words,
};

/// A code that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeChoice {
    /// The letters.
    pub value: String,
    /// `I: illness`.
    pub text: String,
    /// Whether it is the one chosen, as the select macro reads it.
    pub selected: bool,
}

/// The codes that can be the reason of an absence in `session`: those of absences and of sessions that need not be
/// attended, but the holding code itself, those that only the times decide, and those of the calendar.
pub fn choices(codes: &CodeTable, session: Session, chosen: &str) -> Vec<CodeChoice> {
    let is_reason =
        |role| !matches!(role, Role::ReasonNotKnown | Role::LateAfterClose | Role::Closed | Role::NotOnRoll);
    let offered = codes.in_force(session.date).filter(|entry| {
        let class = entry.class;
        let fits = entry.half.is_none_or(|half| half == session.half);
        fits && is_reason(entry.role) && (!class.is_attended() || class == domain::code::Class::ApprovedActivity)
    });
    let each = offered.map(|entry| CodeChoice {
        value: entry.letters.clone(),
        text: format!("{}: {}", entry.letters, entry.description),
        selected: entry.letters == chosen,
    });
    let first = CodeChoice { value: String::new(), text: String::from("Choose a code"), selected: chosen.is_empty() };
    std::iter::once(first).chain(each).collect()
}

/// The page that records a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonForm {
    /// Where it came from.
    pub back: Link,
    /// The pupils and the sessions it is about.
    pub hidden: Vec<Hidden>,
    /// `Thursday 4 March, all day`.
    pub sessions: String,
    /// What was tried, newest first.
    pub tried: Vec<String>,
    /// What the family has said, latest first.
    pub said: Vec<ReplyLine>,
    /// What the pack says, such as `If no reason can be found, it becomes O`. May be empty.
    pub rule: String,
    /// The codes to choose from.
    pub codes: Vec<CodeChoice>,
    /// What was said, as typed.
    pub note: String,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The error beside the codes.
    pub code_error: Option<String>,
    /// The error beside the note.
    pub note_error: Option<String>,
}

impl ReasonForm {
    /// The page about `pupils` in `sessions`, of which there is at least one.
    pub fn new(back: Link, pupils: &[PupilId], sessions: &[Session], codes: &CodeTable) -> ReasonForm {
        let each = pupils.iter().map(|id| Hidden::new("pupil", id));
        ReasonForm {
            back,
            hidden: each.chain(sessions.iter().map(|session| Hidden::new("session", session))).collect(),
            sessions: said(sessions),
            tried: Vec::new(),
            said: Vec::new(),
            rule: String::new(),
            codes: sessions.first().map(|&session| choices(codes, session, "")).unwrap_or_default(),
            note: String::new(),
            errors: Vec::new(),
            code_error: None,
            note_error: None,
        }
    }

    /// The same page with the code and the words that a reply offers. A person decides.
    #[must_use]
    pub fn offering(self, letters: &str, note: String) -> ReasonForm {
        let chosen = |choice: CodeChoice| CodeChoice { selected: choice.value == letters, ..choice };
        ReasonForm { codes: self.codes.into_iter().map(chosen).collect(), note, ..self }
    }

    /// The same page after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> ReasonForm {
        let chosen = fields.text("code");
        let codes =
            self.codes.into_iter().map(|choice| CodeChoice { selected: choice.value == chosen, ..choice }).collect();
        let (code_error, note_error) = (form::message(&errors, "code"), form::message(&errors, "note"));
        ReasonForm { codes, note: fields.text("note").into(), code_error, note_error, errors, ..self }
    }
}

/// `Why was Ellis Hargreaves absent?`
pub fn title(names: &[String]) -> String {
    let verb = if names.len() == 1 { "was" } else { "were" };
    format!("Why {verb} {} absent?", words::list(names))
}

/// `Thursday 4 March, all day`, `Friday 5 March, morning; Monday 8 March, all day`.
pub fn said(sessions: &[Session]) -> String {
    let mut days: Vec<(Date, Vec<&'static str>)> = Vec::new();
    for session in sessions {
        match days.iter_mut().find(|(date, _)| *date == session.date) {
            Some((_, halves)) => halves.push(session.half.word()),
            None => days.push((session.date, vec![session.half.word()])),
        }
    }
    let each: Vec<String> = days
        .into_iter()
        .map(|(date, halves)| match halves.as_slice() {
            [half] => format!("{}, {half}", words::day(date)),
            _ => format!("{}, all day", words::day(date)),
        })
        .collect();
    each.join("; ")
}

/// The same in a list: sessions of more than two days are `Monday 1 March to Thursday 11 March`.
pub fn span(sessions: &[Session]) -> String {
    let mut days: Vec<Date> = sessions.iter().map(|session| session.date).collect();
    days.dedup();
    match days.as_slice() {
        [first, _, .., last] => format!("{} to {}", words::day(*first), words::day(*last)),
        _ => said(sessions),
    }
}

/// A reason to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Whose.
    pub pupils: Vec<PupilId>,
    /// For which sessions.
    pub sessions: Vec<Session>,
    /// The code.
    pub code: Code,
    /// What was said. May be empty.
    pub note: String,
}

impl Reason {
    /// Reads the form, or says what is wrong. Nothing when the hidden fields do not say whom and when it is about.
    pub fn parse(fields: &Fields, codes: &CodeTable) -> Option<Result<Reason, Vec<FormError>>> {
        let (pupils, sessions) = about(fields)?;
        let day = sessions.first()?.date;
        let error = || vec![FormError::new("code", "Choose the code that says why")];
        let code = codes.find(fields.text("code"), day);
        Some(code.ok_or_else(error).map(|code| Reason { pupils, sessions, code, note: fields.text("note").into() }))
    }
}

/// The pupils and the sessions that a form or an address is about, at least one of each.
pub fn about(fields: &Fields) -> Option<(Vec<PupilId>, Vec<Session>)> {
    let pupils: Vec<PupilId> = fields.all("pupil").map(|id| id.parse().map(PupilId)).collect::<Result<_, _>>().ok()?;
    let sessions: Vec<Session> = fields.all("session").map(form::session).collect::<Option<_>>()?;
    (!pupils.is_empty() && !sessions.is_empty()).then_some((pupils, sessions))
}
