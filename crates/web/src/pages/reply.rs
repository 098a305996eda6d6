//! What a parent sees behind the link of a message: why is your child away? And the page on which they ask for a link.

use domain::{Date, id::PupilId, session::Session};
use serde::Serialize;
use service::{
    link::Purpose,
    reply::{Asked, Day, LONGEST, Lacks, MOST_BYTES, MOST_FILES},
};

use crate::{
    form::{self, Fields, FormError},
    link::Link,
    urls, words,
};

#[cfg(test)]
mod tests;

/// A child, a day or a reason that can be chosen, as the macros of the design system read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the parent reads.
    pub text: String,
    /// Whether it is chosen.
    pub checked: bool,
}

/// The page behind a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplyForm {
    /// Where it goes.
    pub action: String,
    /// The school.
    pub school: String,
    /// Its telephone number.
    pub telephone: Link,
    /// The parent.
    pub parent: String,
    /// What the school knows, such as `Ellis was not at school on Tuesday 24 November, morning.` May be empty.
    pub known: String,
    /// The children.
    pub children: Vec<Choice>,
    /// The days.
    pub days: Vec<Choice>,
    /// The reasons.
    pub reasons: Vec<Choice>,
    /// What was typed.
    pub words: String,
    /// The day of coming back, as typed.
    pub back: String,
    /// How much can be sent.
    pub files_hint: String,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The errors beside the fields.
    pub beside: Beside,
}

/// The error beside each field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Beside {
    /// The children.
    pub child: Option<String>,
    /// The days.
    pub day: Option<String>,
    /// The reasons.
    pub reason: Option<String>,
    /// The words.
    pub words: Option<String>,
    /// The day of coming back.
    pub back: Option<String>,
    /// The files.
    pub file: Option<String>,
}

impl ReplyForm {
    /// The page that asks for `asked` behind the link `token`: everything that the school knows is chosen already.
    pub fn new(token: &str, asked: &Asked) -> ReplyForm {
        let is_only_child = asked.children.len() == 1;
        let is_missed = |id: PupilId| asked.days.iter().any(|day| day.missed.contains(&id));
        let children = asked.children.iter().map(|child| Choice {
            value: child.id.to_string(),
            text: child.forename.clone(),
            checked: is_only_child || is_missed(child.id),
        });
        let days = asked.days.iter().filter_map(|day| {
            let date = day.sessions.first()?.date;
            Some(Choice { value: date.to_string(), text: said(day), checked: !day.missed.is_empty() })
        });
        let reasons = asked.reasons.iter().map(|reason| Choice {
            value: reason.words.clone(),
            text: reason.words.clone(),
            checked: false,
        });
        ReplyForm {
            action: urls::reply::link(token),
            school: asked.school.name.clone(),
            telephone: telephone(&asked.school.telephone),
            parent: asked.contact.name.clone(),
            known: known(asked),
            children: children.collect(),
            days: days.collect(),
            reasons: reasons.collect(),
            words: String::new(),
            back: String::new(),
            files_hint: format!(
                "Photographs or PDF files, at most {MOST_FILES}, each no larger than {} MB. Only the school sees them.",
                MOST_BYTES >> 20
            ),
            errors: Vec::new(),
            beside: Beside::default(),
        }
    }

    /// The same page after a try that failed, with what was chosen and typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> ReplyForm {
        let chosen = |name: &str, choices: Vec<Choice>| -> Vec<Choice> {
            let is_chosen = |choice: &Choice| fields.all(name).any(|value| value == choice.value);
            choices.into_iter().map(|choice| Choice { checked: is_chosen(&choice), ..choice }).collect()
        };
        let beside = |field: &str| form::message(&errors, field);
        ReplyForm {
            children: if self.children.len() == 1 { self.children } else { chosen("child", self.children) },
            days: chosen("day", self.days),
            reasons: chosen("reason", self.reasons),
            words: fields.text("words").into(),
            back: fields.text("back").into(),
            beside: Beside {
                child: beside("child"),
                day: beside("day"),
                reason: beside("reason"),
                words: beside("words"),
                back: beside("back"),
                file: beside("file"),
            },
            errors,
            ..self
        }
    }
}

/// What is wrong, in words, at its field.
pub fn error(lacks: Lacks) -> FormError {
    match lacks {
        Lacks::Child => FormError::new("child", "Choose which child it is about"),
        Lacks::Day => FormError::new("day", "Choose the days that you can explain"),
        Lacks::Reason => FormError::new("reason", "Choose the reason that fits best"),
        Lacks::Words => FormError::new("words", "Tell us a little more in your own words"),
        Lacks::TooLong => {
            FormError::new("words", format!("Write no more than {} letters", words::number(LONGEST as i64)))
        }
        Lacks::Back => {
            FormError::new("back", "Give a day within the next two months, such as 27/11/2026, or leave it empty")
        }
        Lacks::TooLarge => {
            FormError::new("file", format!("Choose files that are no larger than {} MB each", MOST_BYTES >> 20))
        }
        Lacks::TooMany => {
            FormError::new("file", format!("Choose no more than {MOST_FILES} files, or bring them to school"))
        }
        Lacks::Kind => FormError::new("file", "Choose photographs or PDF files"),
    }
}

/// The page that says that a reply was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The school.
    pub school: String,
    /// Its telephone number.
    pub telephone: Link,
    /// Back to the link.
    pub again: Link,
}

/// The page of a link that opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closed {
    /// Where to ask for another.
    pub ask: Link,
}

/// The page on which a parent asks for a link.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Ask {
    /// Where it goes.
    pub action: String,
    /// What was typed.
    pub reached: String,
    /// What the link is to be for.
    pub about: Vec<Choice>,
    /// Whether a link was asked for.
    pub is_asked: bool,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The error beside the field.
    pub reached_error: Option<String>,
}

/// What a link can be for, with `chosen` chosen.
pub fn about(chosen: Purpose) -> Vec<Choice> {
    let choice = |(purpose, text): (Purpose, &str)| Choice {
        value: purpose.word().to_owned(),
        text: text.to_owned(),
        checked: purpose == chosen,
    };
    [
        (Purpose::Absence, "My child is away, or will be tomorrow"),
        (Purpose::Leave, "I want to ask for leave in term time"),
    ]
    .map(choice)
    .into()
}

/// The number of a school, to be rung.
pub fn telephone(number: &str) -> Link {
    Link::new(number, urls::telephone(number))
}

/// `Tuesday 24 November, morning`.
fn said(day: &Day) -> String {
    super::board::reason::said(&day.sessions)
}

/// `Ellis was not at school on Tuesday 24 November, morning, and we do not know why.`
fn known(asked: &Asked) -> String {
    let missed: Vec<Session> =
        asked.days.iter().filter(|day| !day.missed.is_empty()).flat_map(|day| day.sessions.iter().copied()).collect();
    let away = asked.children.iter().filter(|child| asked.days.iter().any(|day| day.missed.contains(&child.id)));
    let names: Vec<String> = away.map(|child| child.forename.clone()).collect();
    if names.is_empty() {
        return String::new();
    }
    let verb = if names.len() == 1 { "was" } else { "were" };
    format!(
        "{} {verb} not at school ({}), and we do not know why.",
        words::list(&names),
        super::board::reason::said(&missed)
    )
}

/// The days that a form names. A day that is none is left out, and then missed.
pub fn days(fields: &Fields) -> Vec<Date> {
    fields.all("day").filter_map(form::day).collect()
}
