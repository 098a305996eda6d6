//! What pupils attend somewhere else: the report of a day, what is arranged, and the form of another arrangement.

use domain::{
    Date,
    code::{Code, CodeTable},
    elsewhere::{Arrangement, Pattern},
    id::{ArrangementId, PupilId},
    session::Session,
};
use serde::Serialize;

use super::closing::Choice;
use crate::{
    form::{self, Fields, FormError},
    link::Link,
    mark::MarkCell,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ProvisionPage {
    /// What is wrong with a form.
    pub errors: Vec<FormError>,
    /// The day as addresses carry it.
    pub day: String,
    /// The day before, with school.
    pub previous: Option<Link>,
    /// The day after, up to today.
    pub next: Option<Link>,
    /// Who is expected somewhere that day, by place.
    pub expected: Vec<Line>,
    /// Why nobody is; empty when somebody is.
    pub empty: String,
    /// Who gave the report, as typed.
    pub reporter: String,
    /// What runs or is to come.
    pub arrangements: Vec<Row>,
    /// The form of another.
    pub new: NewForm,
}

/// A pupil expected somewhere in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The beginning of the names of its fields: `1-am`.
    pub key: String,
    /// The pupil.
    pub who: Link,
    /// Where.
    pub place: String,
    /// `morning`.
    pub session: String,
    /// The mark that stands.
    pub mark: MarkCell,
    /// Its letters, to be sent with the report.
    pub seen: String,
    /// The answers: came, or the code of the absence.
    pub answers: Vec<Choice>,
    /// What was said, as typed.
    pub note: String,
    /// Whether there can be a report yet.
    pub is_open: bool,
}

/// What a pupil attends elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The number, in the ids of the fields.
    pub id: i64,
    /// Who.
    pub who: Link,
    /// `Beck Farm: horse care`.
    pub what: String,
    /// The code of the register.
    pub mark: MarkCell,
    /// `Monday morning, Tuesday all day`.
    pub when: String,
    /// `from Monday 2 November 2026`.
    pub span: String,
    /// Where the form that ends it goes.
    pub end: String,
}

/// The form of another arrangement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NewForm {
    /// What was typed to find the child.
    pub sought: String,
    /// The children found.
    pub found: Vec<Choice>,
    /// Why none was found; empty when some were.
    pub none: String,
    /// The codes.
    pub codes: Vec<Choice>,
    /// The half-days.
    pub halves: Vec<Choice>,
    /// Where, as typed.
    pub place: String,
    /// What, as typed.
    pub nature: String,
    /// From when, as typed.
    pub first: String,
    /// Until when, as typed.
    pub last: String,
}

impl NewForm {
    /// The form with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields) -> NewForm {
        let is_typed = |one: Choice| Choice { selected: fields.all("half").any(|half| half == one.value), ..one };
        NewForm {
            found: Choice::chosen(self.found, fields.text("pupil")),
            codes: Choice::chosen(self.codes, fields.text("code")),
            halves: self.halves.into_iter().map(is_typed).collect(),
            place: fields.text("place").into(),
            nature: fields.text("nature").into(),
            first: fields.text("first").into(),
            last: fields.text("last").into(),
            ..self
        }
    }
}

/// Reads the form of another arrangement, or says what is wrong.
pub fn arrangement(fields: &Fields, codes: &CodeTable) -> Result<Arrangement, Vec<FormError>> {
    let pupil = fields.number("pupil").map(PupilId);
    let halves: Vec<&str> = fields.all("half").collect();
    let pattern = Pattern::parse(&halves.join(" "));
    let first = form::typed_day(fields.text("first"));
    let last = Some(fields.text("last")).filter(|text| !text.is_empty()).map(form::typed_day);
    let code = first.and_then(|day| codes.find(fields.text("code"), day));
    let faults = [
        (pupil.is_none(), "find", "Choose the child"),
        (fields.text("place").is_empty(), "place", "Give the name of the school or the provider"),
        (first.is_none(), "first", "Enter the first day, such as 24 November 2026"),
        (last == Some(None), "last", "Enter the last day, such as 18 December 2026, or leave it empty"),
        (first.is_some() && code.is_none(), "code", "Choose the code that the register has for it"),
        (pattern.is_none(), "half-mon-am", "Choose the half-days"),
    ];
    let errors: Vec<FormError> =
        faults.iter().filter(|(is, ..)| *is).map(|(_, field, text)| FormError::new(field, *text)).collect();
    match (pupil, pattern, first, code, errors.is_empty()) {
        (Some(pupil), Some(pattern), Some(first), Some(code), true) => Ok(Arrangement {
            id: ArrangementId(0),
            pupil,
            code,
            place: fields.text("place").into(),
            nature: fields.text("nature").into(),
            pattern,
            first,
            last: last.flatten(),
        }),
        _ => Err(errors),
    }
}

/// What a report says of one line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Of whom.
    pub pupil: PupilId,
    /// Of which session.
    pub session: Session,
    /// The mark that stood on the page.
    pub seen: Option<Code>,
    /// The code of the absence; nothing for whoever came.
    pub absent: Option<Code>,
    /// What was said.
    pub note: String,
}

/// Reads what a report says of `pupil` in `session`; nothing when it says nothing, an error for a code that there is not.
pub fn reported(
    fields: &Fields,
    (pupil, session): (PupilId, Session),
    codes: &CodeTable,
) -> Option<Result<Reported, FormError>> {
    let key = key(pupil, session);
    let answer = fields.text(&format!("came-{key}"));
    let find = |letters: &str| codes.find(letters, session.date);
    let absent = match answer {
        "" => return None,
        "yes" => None,
        letters => match find(letters) {
            Some(code) => Some(code),
            None => {
                let field = format!("came-{key}");
                return Some(Err(FormError::new(&field, "Choose whether the child came, or the code of the absence")));
            }
        },
    };
    let (seen, note) = (find(fields.text(&format!("seen-{key}"))), fields.text(&format!("note-{key}")).into());
    Some(Ok(Reported { pupil, session, seen, absent, note }))
}

/// The beginning of the names of a line's fields.
pub fn key(pupil: PupilId, session: Session) -> String {
    format!("{pupil}-{}", session.half.short())
}

/// `from Monday 2 November 2026 to Friday 18 December 2026`.
pub fn span(first: Date, last: Option<Date>) -> String {
    let day = crate::words::full_day;
    match last {
        Some(last) => format!("from {} to {}", day(first), day(last)),
        None => format!("from {}", day(first)),
    }
}

#[cfg(test)]
mod tests {
    use domain::{example, permission::Role, session::Half};
    use jiff::civil::date;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
        urls,
    };

    #[test]
    fn the_page_is_made_from_its_sample() {
        let codes = example::codes();
        let mark = MarkCell::new(&codes, codes.find("D", date(2026, 11, 24)));
        let line = |key: &str, is_open| Line {
            key: key.into(),
            who: Link::new("Ellis Hargreaves", urls::pupil(PupilId(1))),
            place: "Beck Farm".into(),
            session: "morning".into(),
            mark: mark.clone(),
            seen: "B".into(),
            answers: vec![Choice::new("yes", "Came"), Choice::new("I", "I: ill")],
            note: String::new(),
            is_open,
        };
        let page = ProvisionPage {
            day: "2026-11-24".into(),
            previous: Some(Link::new("Monday 23 November", urls::provision::on(date(2026, 11, 23)))),
            expected: vec![line("1-am", true), line("1-pm", false)],
            arrangements: vec![Row {
                id: 1,
                who: Link::new("Ellis Hargreaves", urls::pupil(PupilId(1))),
                what: "Beck Farm: horse care".into(),
                mark,
                when: "Tuesday all day".into(),
                span: span(date(2026, 11, 2), None),
                end: urls::provision::end(ArrangementId(1)),
            }],
            new: NewForm {
                found: vec![Choice::new("1", "Ellis Hargreaves, 5 Hazel")],
                codes: vec![Choice::new("B", "B: other activity")],
                halves: vec![Choice::new("mon-am", "Monday morning")],
                ..NewForm::default()
            },
            ..ProvisionPage::default()
        };
        let frame = |title: &str| frame::sample(title, Section::Board, Role::Office);
        let html = sample::render(&frame("Taught elsewhere"), "provision/provision.html", &page);
        assert!(html.contains("name=\"came-1-am\"") && !html.contains("name=\"came-1-pm\""));
        let empty = ProvisionPage { empty: "Nobody is expected elsewhere.".into(), ..ProvisionPage::default() };
        let html = sample::render(&frame("Taught elsewhere, nobody"), "provision/provision.html", &empty);
        assert!(html.contains("Nobody is expected elsewhere."));
    }

    #[test]
    fn a_report_and_an_arrangement_are_read_or_what_is_wrong_is_said() {
        let codes = example::codes();
        let session = Session::new(date(2026, 11, 24), Half::Morning);
        let read =
            |answer: &'static str| reported(&Fields::new([("came-1-am", answer)]), (PupilId(1), session), &codes);
        assert_eq!(read(""), None);
        assert!(read("yes").is_some_and(|found| found.is_ok_and(|one| one.absent.is_none())));
        assert!(read("I").is_some_and(|found| found.is_ok_and(|one| one.absent.is_some())));
        assert!(read("??").is_some_and(|found| found.is_err()));
        assert_eq!(arrangement(&Fields::default(), &codes).expect_err("nothing is there").len(), 4);
        let typed = [
            ("pupil", "1"),
            ("place", "Beck Farm"),
            ("nature", "horse care"),
            ("code", "D"),
            ("first", "2 November 2026"),
            ("half", "mon-am"),
            ("half", "tue-pm"),
        ];
        let read = arrangement(&Fields::new(typed), &codes).expect("complete");
        assert_eq!(read.pattern.words(), "Monday morning, Tuesday afternoon");
    }
}
