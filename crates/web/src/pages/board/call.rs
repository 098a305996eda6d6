//! Recording a call about an absence: who was rung, how it ended, what was said.

use domain::{
    case::Reached,
    id::{ContactId, PupilId},
    pupil::Contact,
    session::Session,
};
use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    link::{Hidden, Link},
    urls, words,
};

/// Somebody to ring, and what was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactLine {
    /// The contact's number.
    pub id: i64,
    /// `Mother, Gail Buckley`.
    pub who: String,
    /// The number, as people write it.
    pub phone: String,
    /// A link that rings it.
    pub href: String,
    /// `rung 08:56, no answer`, or `not tried`.
    pub tried: String,
}

impl ContactLine {
    /// The line of `contact`. `tried` is what was tried today, and may be empty.
    pub fn new(contact: &Contact, tried: &str) -> ContactLine {
        ContactLine {
            id: contact.id.0,
            who: format!("{}, {}", words::sentence(&contact.relationship), contact.name),
            phone: contact.phone.clone(),
            href: urls::telephone(&contact.phone),
            tried: if tried.is_empty() { "not tried".into() } else { tried.into() },
        }
    }
}

/// The form that records a call. It stands on the board, and on a page of its own when something was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallForm {
    /// Keeps the fields of several forms on one page apart, such as `call-4`.
    pub id: String,
    /// About whom, for the legend: `Emilia Buckley`.
    pub about: String,
    /// The pupils and the session it is about.
    pub hidden: Vec<Hidden>,
    /// Where one goes afterwards, on the form's own page.
    pub back: Link,
    /// Whom one can ring.
    pub contacts: Vec<ContactLine>,
    /// The contact chosen, or the next to try.
    pub contact: Option<i64>,
    /// How a call can end: the words of each outcome.
    pub outcomes: Vec<&'static str>,
    /// The outcome chosen.
    pub reached: String,
    /// What was said, as typed.
    pub note: String,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The error beside the contacts.
    pub contact_error: Option<String>,
    /// The error beside the outcomes.
    pub reached_error: Option<String>,
}

impl CallForm {
    /// The form about `pupils` and `session`.
    pub fn new(
        pupils: &[(PupilId, String)],
        session: Session,
        contacts: Vec<ContactLine>,
        next: Option<ContactId>,
    ) -> CallForm {
        let names: Vec<String> = pupils.iter().map(|(_, name)| name.clone()).collect();
        let each = pupils.iter().map(|(id, _)| Hidden::new("pupil", id));
        CallForm {
            id: format!("call-{}", pupils.first().map_or(0, |(id, _)| id.0)),
            about: words::list(&names),
            hidden: each.chain([Hidden::new("session", session)]).collect(),
            back: Link::new("Board", urls::board()),
            contact: next.map(|contact| contact.0),
            contacts,
            outcomes: Reached::ALL.map(Reached::word).into(),
            reached: String::new(),
            note: String::new(),
            errors: Vec::new(),
            contact_error: None,
            reached_error: None,
        }
    }

    /// The same form after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> CallForm {
        CallForm {
            contact: fields.number("contact"),
            reached: fields.text("reached").into(),
            note: fields.text("note").into(),
            contact_error: form::message(&errors, "contact"),
            reached_error: form::message(&errors, "reached"),
            errors: errors
                .into_iter()
                .map(|error| FormError { href: error.href.replace('#', &format!("#{}-", self.id)), ..error })
                .collect(),
            ..self
        }
    }
}

/// A call to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// About whom; several when brothers and sisters are rung about together.
    pub pupils: Vec<PupilId>,
    /// About which session.
    pub session: Session,
    /// Who was rung.
    pub contact: ContactId,
    /// How it ended.
    pub reached: Reached,
    /// What was said. May be empty.
    pub note: String,
}

impl Call {
    /// Reads the form, or says what is wrong. Nothing when the hidden fields do not say whom and when it is about.
    pub fn parse(fields: &Fields) -> Option<Result<Call, Vec<FormError>>> {
        let pupils: Vec<PupilId> =
            fields.all("pupil").map(|id| id.parse().map(PupilId)).collect::<Result<_, _>>().ok()?;
        let session = form::session(fields.text("session")).filter(|_| !pupils.is_empty())?;
        let (contact, reached) = (fields.number("contact").map(ContactId), Reached::parse(fields.text("reached")));
        let mut errors = Vec::new();
        if contact.is_none() {
            errors.push(FormError::new("contact", "Choose who was rung"));
        }
        if reached.is_none() {
            errors.push(FormError::new("reached", "Choose how the call ended"));
        }
        Some(match (contact, reached) {
            (Some(contact), Some(reached)) => {
                Ok(Call { pupils, session, contact, reached, note: fields.text("note").into() })
            }
            _ => Err(errors),
        })
    }
}
