//! The Common Transfer File of a pupil who leaves.

use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    link::Link,
};

/// The form that makes the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TransferForm {
    /// To the pupil's entry in the admission register.
    pub back: Link,
    /// Where the form goes.
    pub action: String,
    /// The number of this school's authority, to which the file goes where the school is not known.
    pub authority: String,
    /// What is wrong.
    pub errors: Vec<FormError>,
    /// The number of the school it goes to, as typed.
    pub to: String,
    /// Beside the number.
    pub to_error: Option<String>,
}

impl TransferForm {
    /// The form after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> TransferForm {
        let to_error = form::message(&errors, "to");
        TransferForm { to: fields.text("to").to_owned(), to_error, errors, ..self }
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
    fn the_form_says_what_the_file_has_and_keeps_what_was_typed() {
        let frame = frame::sample("Common transfer file of Dora Vale", Section::Pupils, Role::Office);
        let form = TransferForm {
            back: Link::new("Admission register", urls::admission::record(PupilId(4))),
            action: urls::transfer::of_pupil(PupilId(4)),
            authority: "888".into(),
            ..TransferForm::default()
        };
        let html = render(&frame, "transfer/form.html", &form);
        for words in ["/pupils/4/transfer", "888LLLL", "protected"] {
            assert!(html.contains(words), "{words}: {html}");
        }
        let errors = vec![FormError::new("to", "`88899` is no number of a school")];
        let again = form.again(&Fields::new([("to", "88899")]), errors);
        let html = render(&frame.with_errors(), "transfer/form.html", &again);
        assert!(html.contains("value=\"88899\"") && html.contains("is no number of a school"), "{html}");
    }
}
