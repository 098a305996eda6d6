//! Closing the school, a year or a class: the form, what it would change, and undoing it.

use domain::{
    Date,
    closing::{Scope, Sessions},
    code::{Code, CodeTable},
    id::GroupId,
    session::{Half, Session},
};
use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    link::{Hidden, Link},
    mark::MarkCell,
    words,
};

/// The closures and the form of another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ClosingPage {
    /// What is wrong with the form.
    pub errors: Vec<FormError>,
    /// The closures of this school year, latest first.
    pub closings: Vec<Row>,
    /// What kinds there are.
    pub kinds: Vec<Choice>,
    /// Who can be sent home.
    pub scopes: Vec<Choice>,
    /// The halves of the first day.
    pub first_halves: Vec<Choice>,
    /// The halves of the last day.
    pub last_halves: Vec<Choice>,
    /// The first day, as typed.
    pub first: String,
    /// The last day, as typed.
    pub last: String,
    /// Why, as typed.
    pub reason: String,
    /// The errors beside the fields, by the field.
    pub beside: Beside,
}

/// The errors beside the fields; empty where nothing is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Beside {
    /// Beside the kinds.
    pub kind: String,
    /// Beside the first day.
    pub first: String,
    /// Beside the last day.
    pub last: String,
    /// Beside the reason.
    pub reason: String,
}

/// A closure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// Its code.
    pub mark: MarkCell,
    /// Why.
    pub reason: String,
    /// `Priya Nair, attendance lead, 24 November 2026 08:12`.
    pub by: String,
    /// The page that undoes it.
    pub undo: Link,
}

/// A choice, as the select macro reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the form carries.
    pub value: String,
    /// What it says.
    pub text: String,
    /// Whether it is chosen.
    pub selected: bool,
}

impl Choice {
    /// A choice that nobody has chosen.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Choice {
        Choice { value: value.into(), text: text.into(), selected: false }
    }

    /// The choices with `value` chosen.
    pub fn chosen(choices: Vec<Choice>, value: &str) -> Vec<Choice> {
        choices.into_iter().map(|choice| Choice { selected: choice.value == value, ..choice }).collect()
    }
}

/// What a closure would do, to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Preview {
    /// `Closed: all of Tuesday 24 November, the whole school`.
    pub what: String,
    /// What happens beyond the marks.
    pub notes: Vec<String>,
    /// The marks that change.
    pub changes: Vec<Change>,
    /// The marks that stay, each with why.
    pub stays: Vec<Change>,
    /// How many more of each there are than the page shows.
    pub more: String,
    /// What the form carries to the confirmation.
    pub hidden: Vec<Hidden>,
}

/// A mark that a closure meets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Whose.
    pub who: Link,
    /// When.
    pub session: String,
    /// What stands there.
    pub was: MarkCell,
    /// What will.
    pub now: MarkCell,
    /// Why.
    pub why: String,
}

/// What undoing a closure would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct UndoPage {
    /// The closure in words.
    pub what: String,
    /// What happens.
    pub notes: Vec<String>,
    /// Where the form goes.
    pub action: String,
    /// What was seen.
    pub seal: String,
    /// Why, as typed.
    pub reason: String,
    /// What is wrong.
    pub errors: Vec<FormError>,
}

/// A closure that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The code.
    pub code: Code,
    /// Who.
    pub scope: Scope,
    /// When.
    pub sessions: Sessions,
    /// Why.
    pub reason: String,
}

impl Asked {
    /// Reads the form, or says what is wrong.
    pub fn parse(fields: &Fields, codes: &CodeTable, today: Date) -> Result<Asked, Vec<FormError>> {
        let code = codes.find(fields.text("kind"), today);
        let scope = scope(fields.text("scope"));
        let (first, last) = (form::typed_day(fields.text("first")), form::typed_day(fields.text("last")));
        let halves = (Half::parse(fields.text("first_half")), Half::parse(fields.text("last_half")));
        let reason = fields.text("reason");
        let faults = [
            (code.is_none(), "kind", "Choose what kind of closure it is"),
            (scope.is_none(), "scope", "Choose who is sent home"),
            (first.is_none(), "first", "Enter the first day, such as 24 November 2026"),
            (last.is_none(), "last", "Enter the last day, such as 24 November 2026"),
            (reason.is_empty(), "reason", "Say why the school is closed"),
        ];
        let errors: Vec<FormError> =
            faults.iter().filter(|(is, ..)| *is).map(|(_, field, text)| FormError::new(field, *text)).collect();
        let (Some(code), Some(scope), Some(first), Some(last), true) = (code, scope, first, last, errors.is_empty())
        else {
            return Err(errors);
        };
        let sessions = Sessions {
            first: Session::new(first, halves.0.unwrap_or(Half::Morning)),
            last: Session::new(last, halves.1.unwrap_or(Half::Afternoon)),
        };
        if sessions.last < sessions.first {
            return Err(vec![FormError::new("last", "Let the closure end after it begins")]);
        }
        Ok(Asked { code, scope, sessions, reason: reason.into() })
    }
}

/// Reads `school`, `year-5` or `group-12`.
fn scope(text: &str) -> Option<Scope> {
    if text == "school" {
        return Some(Scope::School);
    }
    match text.split_once('-')? {
        ("year", year) => year.parse().ok().map(Scope::Year),
        ("group", group) => group.parse().ok().map(|group| Scope::Group(GroupId(group))),
        _ => None,
    }
}

/// `all of Tuesday 24 November`, `Tuesday 24 November, afternoon, to Thursday 26 November`.
pub fn when(sessions: Sessions) -> String {
    let (first, last) = (sessions.first, sessions.last);
    match (first.date == last.date, first.half == last.half) {
        (true, true) => words::session(first),
        (true, false) => format!("all of {}", words::day(first.date)),
        (false, _) => {
            let begin = if first.half == Half::Afternoon { words::session(first) } else { words::day(first.date) };
            let end = if last.half == Half::Morning { words::session(last) } else { words::day(last.date) };
            format!("{begin} to {end}")
        }
    }
}

impl ClosingPage {
    /// The form with what was typed and what is wrong with it.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> ClosingPage {
        let error = |field: &str| form::message(&errors, field).unwrap_or_default();
        let beside =
            Beside { kind: error("kind"), first: error("first"), last: error("last"), reason: error("reason") };
        ClosingPage {
            kinds: Choice::chosen(self.kinds, fields.text("kind")),
            scopes: Choice::chosen(self.scopes, fields.text("scope")),
            first_halves: Choice::chosen(self.first_halves, fields.text("first_half")),
            last_halves: Choice::chosen(self.last_halves, fields.text("last_half")),
            first: fields.text("first").into(),
            last: fields.text("last").into(),
            reason: fields.text("reason").into(),
            beside,
            errors,
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
