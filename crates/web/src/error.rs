//! The only place that turns errors into answers.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{permission::Forbidden, proposal::ProposalError, register::TakeError};

use crate::{frame::Frame, pages::problem, templates::PageError, urls, words};

/// Why a request was not answered with what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nobody is signed in, or the sign-in has ended. Holds the address to come back to.
    #[error("nobody is signed in: sign in first")]
    SignedOut(String),
    /// The reader's post does not carry it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The form was not made by our page for this sign-in.
    #[error("this page was open for too long or in another sign-in: go back, reload it and send it again")]
    Stale,
    /// There is no such thing, or the reader may not know of it.
    #[error("there is no such page, or it is not yours to see: check the address, or search by name")]
    NotFound,
    /// Somebody else changed it first.
    #[error("{0}")]
    Conflict(String),
    /// What was sent cannot be saved as it is.
    #[error("{0}")]
    Refused(String),
    /// What was sent is not a form of ours.
    #[error("the form could not be read: go back, reload the page and send it again")]
    NotUnderstood,
    /// Too many tries.
    #[error("there were too many tries: wait {minutes} minutes and try again")]
    TooMany {
        /// How long to wait, whole minutes.
        minutes: u32,
    },
    /// A fault of ours. The words go to the log and never to the page.
    #[error("{0}")]
    Fault(String),
}

impl Problem {
    /// The status of the answer.
    pub const fn status(&self) -> StatusCode {
        match self {
            Problem::SignedOut(_) => StatusCode::SEE_OTHER,
            Problem::Forbidden(_) | Problem::Stale => StatusCode::FORBIDDEN,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::Conflict(_) => StatusCode::CONFLICT,
            Problem::Refused(_) | Problem::NotUnderstood => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The answer with the reader's own `frame` around it, so that they can go on from there.
    pub fn within(&self, frame: &Frame) -> Response {
        if let Problem::SignedOut(back) = self {
            return Redirect::to(&urls::sign_in_then(back)).into_response();
        }
        if let Problem::Fault(fault) = self {
            tracing::error!(fault, "a request could not be answered");
        }
        let status = self.status();
        let mut response = (status, problem::in_frame(frame, status, &self.words())).into_response();
        if let Problem::TooMany { minutes } = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(minutes * 60));
        }
        response
    }

    /// The answer as a note within a page whose beginning is sent already.
    pub fn note(&self) -> String {
        if let Problem::Fault(fault) = self {
            tracing::error!(fault, "the rest of a page could not be worked out");
        }
        let words = match self.words() {
            words if words.is_empty() => String::from("It could not be worked out. Ask again in a minute."),
            words => words,
        };
        format!("<div class=\"rb-note\"><p>{}</p></div>", crate::templates::escape(&words))
    }

    pub(crate) fn words(&self) -> String {
        match self {
            Problem::Fault(_) => String::new(),
            other => format!("{}.", words::sentence(&other.to_string())),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.within(&Frame::signed_out(""))
    }
}

impl From<service::Error> for Problem {
    fn from(error: service::Error) -> Problem {
        use service::Error as E;
        match error {
            E::Forbidden(forbidden) => Problem::Forbidden(forbidden),
            E::NotFound(_) => Problem::NotFound,
            E::Take(error) => error.into(),
            E::Changed => Problem::Conflict(error.to_string()),
            E::Admission(_) | E::Deletion(_) | E::Hold(_) | E::Purge(_) => Problem::Refused(error.to_string()),
            E::Closed | E::Times(_) | E::Missing(_) | E::Refused(_) | E::WrongPassword | E::Letter(_) => {
                Problem::Refused(error.to_string())
            }
            E::TooMany { minutes } => Problem::TooMany { minutes: u32::try_from(minutes).unwrap_or(u32::MAX) },
            E::Proposal(ProposalError::Stale | ProposalError::Decided(_)) => Problem::Conflict(error.to_string()),
            E::Proposal(_) => Problem::Refused(error.to_string()),
            E::Store(_) | E::Roll(_) | E::Copy(_) | E::NoPack(_) | E::Hash(_) | E::Secret(_) | E::Edition { .. } => {
                Problem::Fault(error.to_string())
            }
        }
    }
}

impl From<PageError> for Problem {
    fn from(error: PageError) -> Problem {
        Problem::Fault(error.to_string())
    }
}

impl From<TakeError> for Problem {
    fn from(error: TakeError) -> Problem {
        match error {
            TakeError::Changed { .. } => Problem::Conflict(error.to_string()),
            other => Problem::Refused(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::permission::Role;

    use super::*;

    async fn text(problem: Problem) -> (StatusCode, String) {
        let response = problem.into_response();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("in memory");
        (status, String::from_utf8(body.to_vec()).expect("HTML"))
    }

    #[tokio::test]
    async fn a_refusal_says_what_to_do_next() {
        let (status, page) = text(Problem::Forbidden(Forbidden(Role::Teacher))).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(page.contains("Class teacher cannot do this here: ask somebody whose job it is."));
    }

    #[tokio::test]
    async fn a_fault_of_ours_tells_the_reader_nothing_about_the_machine() {
        let (status, page) = text(Problem::Fault(String::from("no such table: marks"))).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!page.contains("no such table"));
        assert!(page.contains("nothing of it was saved"));
    }

    #[tokio::test]
    async fn whoever_is_signed_out_comes_back_to_where_they_were_going() {
        let response = Problem::SignedOut(String::from("/pupils?q=Oak")).into_response();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[header::LOCATION], "/sign-in?next=%2Fpupils%3Fq%3DOak");
    }
}
