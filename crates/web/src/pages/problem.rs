//! The pages that say what went wrong and what to do next.

use axum::{http::StatusCode, response::Html};
use serde::Serialize;

use crate::{frame::Frame, templates, urls};

/// What the reader is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What happened and what to do.
    pub words: String,
    /// Where to go on.
    pub onward: String,
    /// The words of that link.
    pub onward_text: &'static str,
}

/// The page for `status` with nobody's frame around it.
pub fn page(status: StatusCode) -> Html<String> {
    in_frame(&Frame::signed_out(""), status, "")
}

/// The page for `status` in the reader's frame. `words` says more than the status alone could; it may be empty.
pub fn in_frame(frame: &Frame, status: StatusCode, words: &str) -> Html<String> {
    let (title, usual) = said(status);
    let frame = Frame { title: title.into(), as_of: String::new(), ..frame.clone() };
    let words = if words.is_empty() { usual } else { words };
    let view = Problem { words: words.into(), onward: urls::today(), onward_text: "Go to Today" };
    // If even this page cannot be made, the words themselves are the page.
    templates::page(&frame, "problem/problem.html", view).unwrap_or_else(|_| Html(format!("<h1>{title}</h1>")))
}

fn said(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::FORBIDDEN => (
            "You cannot do this here",
            "This came from another page or another sign-in. Go back, reload and try again.",
        ),
        StatusCode::NOT_FOUND => {
            ("There is nothing at this address", "Check the address, or search for the pupil by name.")
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            ("This address takes no such request", "Go back and use the button on the page.")
        }
        StatusCode::CONFLICT => {
            ("Somebody else was faster", "It has changed since you opened it. Go back, reload and look at both.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => ("This is too much at once", "Send less in one form."),
        StatusCode::UNPROCESSABLE_ENTITY => {
            ("This cannot be saved yet", "Go back, look at what is missing, and send it again.")
        }
        StatusCode::TOO_MANY_REQUESTS => ("Too many tries", "Wait a few minutes and try again."),
        _ => (
            "Something went wrong on our side",
            "What you sent was not lost by you: nothing of it was saved. Go back and send it again; if it happens twice, tell the person who looks after Rollbook what you were doing.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::sample;

    #[test]
    fn the_problem_page_is_made_from_its_sample() {
        let view = Problem { words: "Ask the office.".into(), onward: urls::today(), onward_text: "Go to Today" };
        let html = sample::render(&Frame::signed_out("You cannot do this here"), "problem/problem.html", &view);
        assert!(html.contains("Ask the office."));
    }

    #[test]
    fn every_status_we_answer_has_words_of_its_own() {
        let titles: std::collections::BTreeSet<&str> = [403, 404, 405, 409, 413, 422, 429, 500]
            .map(|code| said(StatusCode::from_u16(code).expect("known")).0)
            .into();
        assert_eq!(titles.len(), 8);
    }
}
