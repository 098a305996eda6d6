//! The page that people sign in on.

use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    urls,
};

/// What the sign-in page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SignIn {
    /// The e-mail address that was typed.
    pub email: String,
    /// Where to go afterwards.
    pub next: String,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The error beside the e-mail address.
    pub email_error: Option<String>,
    /// The error beside the password.
    pub password_error: Option<String>,
    /// The invented people to choose from. Empty but in a demonstration.
    pub demo: Vec<DemoSignIn>,
}

/// An invented person who can be signed in with one button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoSignIn {
    /// `Attendance lead`.
    pub role: String,
    /// Their name.
    pub name: String,
    /// Their school, or the authority.
    pub organisation: String,
    /// Their e-mail address.
    pub email: String,
    /// Their password, the same as the program prints.
    pub password: String,
}

impl SignIn {
    /// The same page after a try that failed.
    #[must_use]
    pub fn with_errors(self, errors: Vec<FormError>) -> SignIn {
        let (email_error, password_error) = (form::message(&errors, "email"), form::message(&errors, "password"));
        SignIn { errors, email_error, password_error, ..self }
    }
}

/// A try to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The e-mail address, in lower case.
    pub email: String,
    /// The password, exactly as typed but for blanks at its ends.
    pub password: String,
    /// Where to go afterwards, within the application.
    pub next: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("email", &self.email).finish_non_exhaustive()
    }
}

impl Credentials {
    /// Reads the form, or gives the page to show again.
    pub fn parse(fields: &Fields) -> Result<Credentials, Box<SignIn>> {
        let (email, password) = (fields.text("email").to_lowercase(), fields.text("password"));
        let next = urls::local(fields.text("next")).to_owned();
        let mut errors = Vec::new();
        if !email.contains('@') {
            errors.push(FormError::new("email", "Enter your e-mail address, such as name@school.example"));
        }
        if password.is_empty() {
            errors.push(FormError::new("password", "Enter your password"));
        }
        if errors.is_empty() {
            return Ok(Credentials { email, password: password.into(), next });
        }
        Err(Box::new(SignIn { email, next, ..SignIn::default() }.with_errors(errors)))
    }

    /// The page after a try whose e-mail address and password do not belong together. It does not say which is wrong.
    pub fn refused(&self) -> SignIn {
        let error = FormError::new("password", "The e-mail address and the password do not belong together");
        self.again(vec![error])
    }

    /// The page after too many tries.
    pub fn too_many(&self, minutes: u32) -> SignIn {
        let wait = crate::words::counted(minutes.into(), "minute", "minutes");
        self.again(vec![FormError::new("email", format!("There were too many tries. Wait {wait}, then try again"))])
    }

    fn again(&self, errors: Vec<FormError>) -> SignIn {
        SignIn { email: self.email.clone(), next: self.next.clone(), ..SignIn::default() }.with_errors(errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{frame::Frame, templates::sample};

    fn people() -> Vec<DemoSignIn> {
        let person = |role: &str, name: &str, email: &str| DemoSignIn {
            role: role.into(),
            name: name.into(),
            organisation: "Hillside Primary School".into(),
            email: email.into(),
            password: "sample".into(),
        };
        vec![
            person("Class teacher", "Amy Hartley", "a.hartley@hillside.example"),
            person("School office", "Joan Prescott", "j.prescott@hillside.example"),
            person("Attendance lead", "Priya Nair", "p.nair@hillside.example"),
        ]
    }

    #[test]
    fn the_sign_in_page_is_made_from_its_sample() {
        let html = sample::render(&Frame::signed_out("Sign in"), "sign_in/sign_in.html", &SignIn::default());
        assert!(!html.contains("invented"));
        let view = SignIn { demo: people(), next: "/pupils/4".into(), ..SignIn::default() };
        let demo = Frame { is_demo: true, ..Frame::signed_out("Sign in to the demonstration") };
        assert!(sample::render(&demo, "sign_in/sign_in.html", &view).contains("Priya Nair"));
    }

    #[test]
    fn what_was_typed_is_kept_and_the_password_is_not() {
        let fields =
            Fields::new([("email", "p.nair"), ("password", "secret of hers"), ("next", "//elsewhere.example")]);
        let again = Credentials::parse(&fields).expect_err("no @");
        assert_eq!(again.next, "/");
        let frame = Frame::signed_out("Sign in, with errors").with_errors();
        let html = sample::render(&frame, "sign_in/sign_in.html", &again);
        assert!(html.contains("value=\"p.nair\"") && html.contains("Error:</span> Enter your e-mail address"));
        assert!(!html.contains("secret of hers"));
    }

    #[test]
    fn a_refusal_does_not_say_which_of_the_two_was_wrong() {
        let fields = Fields::new([("email", "P.Nair@Hillside.example"), ("password", "x")]);
        let tried = Credentials::parse(&fields).expect("complete");
        assert_eq!(tried.email, "p.nair@hillside.example");
        assert!(tried.refused().errors[0].text.contains("do not belong together"));
        assert!(tried.too_many(1).errors[0].text.contains("Wait 1 minute,"));
    }
}
