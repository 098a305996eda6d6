//! The page that asks for the period of a certificate of attendance.

use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    link::Link,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificateForm {
    /// To the pupil.
    pub back: Link,
    /// Where the form goes.
    pub action: String,
    /// The first day, as typed.
    pub first: String,
    /// The last day, as typed.
    pub last: String,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The error beside the first day.
    pub first_error: Option<String>,
    /// The error beside the last day.
    pub last_error: Option<String>,
}

impl CertificateForm {
    /// The page for a period of the school year so far.
    pub fn new(back: Link, action: String, (first, last): (String, String)) -> CertificateForm {
        CertificateForm { back, action, first, last, errors: Vec::new(), first_error: None, last_error: None }
    }

    /// The same page after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> CertificateForm {
        let (first_error, last_error) = (form::message(&errors, "first"), form::message(&errors, "last"));
        let typed = |name: &str| fields.text(name).to_owned();
        CertificateForm { first: typed("first"), last: typed("last"), first_error, last_error, errors, ..self }
    }
}

#[cfg(test)]
mod tests {
    use domain::{id::PupilId, permission::Role};

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample::render,
        urls,
    };

    #[test]
    fn the_page_says_what_a_certificate_is_and_keeps_what_was_typed() {
        let frame = frame::sample("Certificate of attendance", Section::Pupils, Role::AttendanceLead);
        let back = Link::new("Ellis Hargreaves", urls::pupil(PupilId(4)));
        let action = urls::paper::certificate_file(PupilId(4));
        let form = CertificateForm::new(back, action, ("2026-09-01".into(), "2027-03-12".into()));
        let html = render(&frame, "paper/certificate.html", &form);
        assert!(html.contains("value=\"2026-09-01\"") && html.contains("action=\"/pupils/4/certificate/pdf\""));
        let fields = Fields::new([("first", "soon"), ("last", "2027-03-12")]);
        let again = form.again(&fields, vec![FormError::new("first", "Give a first day, such as 1/9/2026")]);
        let html = render(&frame.with_errors(), "paper/certificate.html", &again);
        assert!(html.contains("value=\"soon\"") && html.contains("No certificate has been made"));
    }
}
