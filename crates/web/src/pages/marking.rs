//! Marking many pupils over many days at once: the form, and what it would change.

use domain::{
    Date,
    code::{Code, CodeTable},
    id::PupilId,
    session::Half,
};
use serde::Serialize;

use super::closing::Choice;
use crate::{
    form::{self, Fields, FormError},
    link::{Button, Hidden, Link},
    mark::MarkCell,
};

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct MarkingPage {
    /// What is wrong with it.
    pub errors: Vec<FormError>,
    /// The parts of the school to choose children from.
    pub parts: Vec<Choice>,
    /// The part that is shown; empty before one is chosen.
    pub of: String,
    /// Its children.
    pub children: Vec<Child>,
    /// The codes.
    pub codes: Vec<Choice>,
    /// The first day, as typed.
    pub first: String,
    /// The last day, as typed.
    pub last: String,
    /// Whether mornings are chosen.
    pub mornings: bool,
    /// Whether afternoons are chosen.
    pub afternoons: bool,
    /// The note, as typed.
    pub note: String,
    /// Why, as typed.
    pub reason: String,
    /// What is expected of the children shown, or of everybody, soonest first.
    pub expected: Vec<Expected>,
    /// How many more are expected than are listed; may be empty.
    pub more: String,
    /// The errors beside the fields.
    pub beside: Beside,
}

/// What a register expects because somebody announced it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// Of whom.
    pub who: Link,
    /// When.
    pub when: String,
    /// What.
    pub mark: MarkCell,
    /// Why.
    pub reason: String,
    /// The button that takes it back.
    pub cancel: Button,
}

/// The errors beside the fields; empty where nothing is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Beside {
    /// Beside the first day.
    pub first: String,
    /// Beside the last day.
    pub last: String,
    /// Beside the code.
    pub code: String,
    /// Beside the reason.
    pub reason: String,
}

/// A child who can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Child {
    /// Their number.
    pub id: i64,
    /// What they are called.
    pub name: String,
    /// Whether they are chosen.
    pub is_chosen: bool,
}

/// What would change, to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Preview {
    /// `12 marks change, 4 are expected, 1 is refused`.
    pub summary: String,
    /// The marks that change or are expected.
    pub changes: Vec<Line>,
    /// Those refused, each with why.
    pub refused: Vec<Line>,
    /// How many more there are; may be empty.
    pub more: String,
    /// Whether there is anything to confirm.
    pub can_confirm: bool,
    /// What the form carries to the confirmation.
    pub hidden: Vec<Hidden>,
}

/// One mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Whose.
    pub who: Link,
    /// When.
    pub session: String,
    /// What stands there.
    pub was: MarkCell,
    /// What will.
    pub now: MarkCell,
    /// `expected`, or why it is refused.
    pub words: String,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Whom.
    pub pupils: Vec<PupilId>,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Which halves.
    pub halves: Vec<Half>,
    /// The code.
    pub code: Code,
    /// The note.
    pub note: String,
    /// Why.
    pub reason: String,
}

impl Asked {
    /// Reads the form, or says what is wrong.
    pub fn parse(fields: &Fields, codes: &CodeTable) -> Result<Asked, Vec<FormError>> {
        let pupils: Option<Vec<PupilId>> = fields.all("pupil").map(|id| id.parse().ok().map(PupilId)).collect();
        let pupils = pupils.filter(|pupils| !pupils.is_empty());
        let (first, last) = (form::typed_day(fields.text("first")), form::typed_day(fields.text("last")));
        let code = first.and_then(|day| codes.find(fields.text("code"), day));
        let halves: Vec<Half> = fields.all("half").filter_map(Half::parse).collect();
        let reason = fields.text("reason");
        let faults = [
            (pupils.is_none(), "children", "Choose the children"),
            (first.is_none(), "first", "Enter the first day, such as 24 November 2026"),
            (last.is_none(), "last", "Enter the last day, such as 24 November 2026"),
            (halves.is_empty(), "half-am", "Choose mornings, afternoons or both"),
            (first.is_some() && code.is_none(), "code", "Choose a code that is in force on the first day"),
            (reason.is_empty(), "reason", "Say why the marks are set"),
            (first > last, "last", "Let the last day be on or after the first"),
        ];
        let is_wrong = |&&(is, ..): &&(bool, &str, &str)| is;
        let errors: Vec<FormError> =
            faults.iter().filter(is_wrong).map(|(_, field, text)| FormError::new(field, *text)).collect();
        match (pupils, first, last, code, errors.is_empty()) {
            (Some(pupils), Some(first), Some(last), Some(code), true) => {
                let note = fields.text("note").into();
                Ok(Asked { pupils, first, last, halves, code, note, reason: reason.into() })
            }
            _ => Err(errors),
        }
    }
}

impl MarkingPage {
    /// The form with what was typed and what is wrong with it.
    #[must_use]
    pub fn again(mut self, fields: &Fields, errors: Vec<FormError>) -> MarkingPage {
        for child in &mut self.children {
            child.is_chosen = fields.all("pupil").any(|id| id == child.id.to_string());
        }
        let error = |field: &str| form::message(&errors, field).unwrap_or_default();
        let has = |half: &str| fields.all("half").any(|typed| typed == half);
        MarkingPage {
            codes: Choice::chosen(self.codes, fields.text("code")),
            first: fields.text("first").into(),
            last: fields.text("last").into(),
            mornings: has("am"),
            afternoons: has("pm"),
            note: fields.text("note").into(),
            reason: fields.text("reason").into(),
            beside: Beside { first: error("first"), last: error("last"), code: error("code"), reason: error("reason") },
            errors,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{example, id::PlanId, permission::Role};
    use jiff::civil::date;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
        urls,
    };

    fn page() -> MarkingPage {
        MarkingPage {
            parts: vec![Choice::new("group-12", "5 Hazel")],
            of: "group-12".into(),
            children: vec![Child { id: 1, name: "Ellis Hargreaves".into(), is_chosen: true }],
            codes: vec![Choice::new("V", "V: visit")],
            mornings: true,
            afternoons: true,
            expected: vec![Expected {
                who: Link::new("Ellis Hargreaves", urls::pupil(PupilId(1))),
                when: "Wednesday 25 November, all day".into(),
                mark: MarkCell::new(&example::codes(), None),
                reason: "dentist".into(),
                cancel: Button::send(
                    "Take back",
                    "Ellis Hargreaves",
                    urls::marking::cancel(PlanId(1)),
                    vec![Hidden::new("plan", 1)],
                ),
            }],
            ..MarkingPage::default()
        }
    }

    #[test]
    fn the_form_and_the_preview_are_made_from_their_samples() {
        let frame = |title: &str| frame::sample(title, Section::Board, Role::Office);
        let html = sample::render(&frame("Mark many"), "marking/marking.html", &page());
        assert!(html.contains("name=\"pupil\" value=\"1\" checked"));
        let first = MarkingPage { children: Vec::new(), of: String::new(), ..page() };
        let html = sample::render(&frame("Mark many, first"), "marking/marking.html", &first);
        assert!(!html.contains("name=\"pupil\""));
        let wrong = page().again(&Fields::default(), vec![FormError::new("children", "Choose the children")]);
        let html = sample::render(&frame("Mark many, again").with_errors(), "marking/marking.html", &wrong);
        assert!(html.contains("href=\"#children\""));
        let codes = example::codes();
        let cell = |letters| MarkCell::new(&codes, codes.find(letters, date(2026, 11, 24)));
        let line = |words: &str| Line {
            who: Link::new("Ellis Hargreaves", urls::pupil(PupilId(1))),
            session: "Tuesday 24 November, morning".into(),
            was: cell("N"),
            now: cell("I"),
            words: words.into(),
        };
        let preview = Preview {
            summary: "1 mark changes".into(),
            changes: vec![line("")],
            refused: vec![line("not on the roll that day")],
            more: "And 3 more.".into(),
            can_confirm: true,
            hidden: vec![Hidden::new("seal", "1")],
        };
        let html = sample::render(&frame("Confirm the marks"), "marking/preview.html", &preview);
        assert!(html.contains("not on the roll that day") && html.contains("Confirm"));
        let nothing = Preview { can_confirm: false, ..preview };
        let html = sample::render(&frame("Nothing to confirm"), "marking/preview.html", &nothing);
        assert!(!html.contains("name=\"step\" value=\"confirm\""));
    }

    #[test]
    fn what_is_missing_is_said_field_by_field() {
        let codes = example::codes();
        assert_eq!(Asked::parse(&Fields::default(), &codes).expect_err("nothing is there").len(), 5);
        let typed = Fields::new([
            ("pupil", "1"),
            ("first", "24 November 2026"),
            ("last", "23 November 2026"),
            ("half", "am"),
            ("code", "I"),
            ("reason", "A cold"),
        ]);
        let errors = Asked::parse(&typed, &codes).expect_err("it ends before it begins");
        assert_eq!(errors[0].href, "#last");
    }
}
