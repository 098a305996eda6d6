//! What was counted to a day: possible, attended and missed sessions, and each code, every count a link to its sessions.

use serde::Serialize;

use crate::link::Link;

/// The counts of one pupil, class, year or school to a day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Count {
    /// Where the form that asks for another day goes.
    pub action: String,
    /// The last day counted, as a date field has it: `2026-11-24`.
    pub to: String,
    /// The latest day that may be asked for; empty where another form of the page asks for the day.
    pub latest: String,
    /// `Wednesday 2 September 2026 to Tuesday 24 November 2026.`
    pub period: String,
    /// What to choose from: classes, years, cohorts; empty for one pupil.
    pub choices: Vec<Choices>,
    /// What was wrong with the day that was asked for; empty when nothing was.
    pub error: String,
    /// What was counted.
    pub rows: Vec<Counted>,
}

/// The classes, years or cohorts to choose from, all of them first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// The field's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// They.
    pub choices: Vec<Choice>,
}

/// A class, year or cohort to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What stands there.
    pub text: String,
    /// Whether it is what was counted.
    pub is_chosen: bool,
}

/// One count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// What: `Possible sessions`, `I, ill`.
    pub name: String,
    /// Its definition, or what the code counts as.
    pub meaning: String,
    /// How many sessions, linked to them.
    pub sessions: Link,
    /// The same in days: `8½ days`.
    pub days: String,
    /// `6.8%` of the possible sessions; empty where a share says nothing.
    pub share: String,
}

#[cfg(test)]
pub(crate) fn sample() -> Count {
    Count {
        action: "/pupils/5".into(),
        to: "2026-11-24".into(),
        latest: "2026-11-24".into(),
        period: "Wednesday 2 September 2026 to Tuesday 24 November 2026.".into(),
        choices: vec![Choices {
            name: "group".into(),
            label: "Class".into(),
            choices: vec![Choice { value: "12".into(), text: "5 Hazel".into(), is_chosen: true }],
        }],
        error: String::new(),
        rows: vec![Counted {
            name: "Possible sessions".into(),
            meaning: "Sessions in which the child could have been in school.".into(),
            sessions: Link::new("104", "/pupils/5/sessions?counted=possible"),
            days: "52 days".into(),
            share: String::new(),
        }],
    }
}
