//! What the handbook asks of a school as a whole, and the form of one of those things.

use serde::Serialize;

use crate::{
    form::FormError,
    link::Link,
    pages::pupil::action::{ActionPage, Fact},
    status::Status,
    strength::Strength,
};

#[cfg(test)]
mod tests;

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutiesPage {
    /// To the school's figures, or to where the reader works.
    pub back: Link,
    /// What is due now, what is overdue first, then by its date.
    pub due: Vec<Line>,
    /// What stands without a date and is not on record this school year, role by role, the reader's own first.
    pub standing: Vec<Group>,
    /// What was done this school year and is not due again, newest first.
    pub done: Vec<Line>,
    /// To who helps.
    pub services: Link,
}

/// What belongs to one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its place in the page.
    pub id: String,
    /// `Attendance champion`.
    pub title: String,
    /// Who that is here, such as `The attendance lead. These are yours.`
    pub held_by: String,
    /// They.
    pub lines: Vec<Line>,
}

/// One thing that is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// How binding it is.
    pub strength: Strength,
    /// It, to its form.
    pub name: Link,
    /// `Return, for school. It goes to School Attendance Support Team.`
    pub kind: String,
    /// By when; nothing when nothing makes it due.
    pub status: Option<Status>,
    /// How far off that is: `in 3 days`, `4 days late`; empty without a date.
    pub days: String,
    /// How it was done the last time, or that it was not.
    pub last: Vec<String>,
    /// Its entry in the handbook.
    pub source: Link,
}

/// The form of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyPage {
    /// It, as every form of the handbook.
    #[serde(flatten)]
    pub form: ActionPage,
    /// What Rollbook knows now that it may need; empty for what is no return or report.
    pub known: Vec<Fact>,
    /// Where those figures open to their sessions.
    pub figures: Option<Link>,
}

impl DutyPage {
    /// The same page after the form was refused: each control says what is missing in it.
    #[must_use]
    pub fn refused(self, errors: Vec<FormError>) -> DutyPage {
        DutyPage { form: self.form.refused(errors), ..self }
    }
}
