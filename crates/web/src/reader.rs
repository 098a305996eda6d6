//! The person who is reading: their frame, the proof that a form is theirs, and the answers they get.

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::permission::Actor;
use serde::Serialize;

use crate::{
    cookies::{self, Transport},
    csrf::Token,
    error::Problem,
    form::Fields,
    frame::{Frame, Section},
    templates, urls,
};

/// Somebody who is signed in, for one request.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Who, in which post.
    pub actor: Actor,
    /// The school of the post, or the authority.
    pub organisation: String,
    /// The proof that belongs to their sign-in.
    pub token: Token,
    /// Whether everything shown is invented.
    pub is_demo: bool,
    /// Whether cookies go encrypted only.
    pub transport: Transport,
    /// What the page before left word of, from [`cookies::done`].
    pub done: Option<String>,
}

impl Reader {
    /// The reader of a request with these `headers`, once the sign-in of [`cookies::sign_in`] was found to be `actor`'s.
    pub fn new(actor: Actor, organisation: String, token: Token, transport: Transport, headers: &HeaderMap) -> Reader {
        Reader { actor, organisation, token, is_demo: false, transport, done: cookies::done(headers) }
    }

    /// The frame of a page for this reader.
    pub fn frame(&self, title: &str, section: Option<Section>) -> Frame {
        Frame {
            csrf: self.token.masked(),
            is_demo: self.is_demo,
            done: self.done.clone().unwrap_or_default(),
            ..Frame::for_actor(title, section, &self.actor, &self.organisation)
        }
    }

    /// Refuses a form that was not made for this sign-in. Every POST asks this first.
    pub fn check(&self, fields: &Fields) -> Result<(), Problem> {
        if self.token.matches(fields.text("csrf")) { Ok(()) } else { Err(Problem::Stale) }
    }

    /// A page. What was just done is said on it once.
    pub fn show(&self, frame: &Frame, template: &str, view: impl Serialize) -> Response {
        match templates::page(frame, template, view) {
            Ok(page) if self.done.is_some() => {
                ([(header::SET_COOKIE, cookies::clear_done(self.transport))], page).into_response()
            }
            Ok(page) => page.into_response(),
            Err(error) => self.problem(&error.into()),
        }
    }

    /// The page of a form again, with what was wrong; `status` is the one of the [`Problem`].
    pub fn show_again(&self, status: StatusCode, frame: Frame, template: &str, view: impl Serialize) -> Response {
        let frame = Frame { done: String::new(), ..frame.with_errors() };
        match templates::page(&frame, template, view) {
            Ok(page) => (status, page).into_response(),
            Err(error) => self.problem(&error.into()),
        }
    }

    /// On to `href` after a change, which the next page says was `done`. Never with a child's name in it.
    pub fn go_on(&self, href: &str, done: &str) -> Response {
        ([(header::SET_COOKIE, cookies::set_done(done, self.transport))], Redirect::to(href)).into_response()
    }

    /// The page that says what went wrong, in the reader's frame.
    pub fn problem(&self, problem: &Problem) -> Response {
        problem.within(&Frame { done: String::new(), ..self.frame("", None) })
    }
}

/// On to `next` with a sign-in whose secret is `secret`.
pub fn signed_in(secret: &str, next: &str, transport: Transport) -> Response {
    let cookie = cookies::set_sign_in(secret, transport);
    ([(header::SET_COOKIE, cookie)], Redirect::to(urls::local(next))).into_response()
}

/// Back to the sign-in page without a sign-in.
pub fn signed_out(transport: Transport) -> Response {
    let cookie = cookies::clear_sign_in(transport);
    ([(header::SET_COOKIE, cookie)], Redirect::to(&urls::sign_in())).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use domain::{id::PersonId, permission::Role};

    use super::*;
    use crate::pages::definitions::Definitions;

    fn reader(cookies: &'static str) -> Reader {
        let actor = Actor {
            person: PersonId(7),
            name: "Priya Nair".into(),
            role: Role::AttendanceLead,
            school: Some(domain::id::SchoolId(1)),
            groups: Vec::new(),
        };
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static(cookies));
        Reader::new(actor, "Hillside Primary School".into(), Token::random(), Transport::Plain, &headers)
    }

    async fn text(response: Response) -> String {
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("in memory");
        String::from_utf8(body.to_vec()).expect("HTML")
    }

    #[tokio::test]
    async fn what_was_done_is_said_once() {
        let after = reader("done=Call%20saved.");
        let page =
            after.show(&after.frame("Definitions", None), "definitions/definitions.html", Definitions::default());
        assert!(page.headers()[header::SET_COOKIE].to_str().is_ok_and(|cookie| cookie.starts_with("done=;")));
        assert!(text(page).await.contains("Call saved."));
        let later = reader("theme=1");
        let page =
            later.show(&later.frame("Definitions", None), "definitions/definitions.html", Definitions::default());
        assert!(!page.headers().contains_key(header::SET_COOKIE));
    }

    #[test]
    fn a_form_counts_only_with_the_proof_of_its_own_sign_in() {
        let (own, other) = (reader(""), reader(""));
        let form = |reader: &Reader| Fields::new([("csrf", reader.frame("", None).csrf)]);
        assert!(own.check(&form(&own)).is_ok());
        assert!(own.check(&form(&other)).is_err());
        assert!(own.check(&Fields::default()).is_err());
    }

    #[tokio::test]
    async fn a_problem_keeps_the_reader_s_own_menu() {
        let response = reader("").problem(&Problem::NotFound);
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert!(text(response).await.contains("href=\"/handbook\""), "the menu is there");
    }

    #[test]
    fn a_sign_in_goes_on_within_the_application_only() {
        let response = signed_in("secret", "https://elsewhere.example", Transport::Encrypted);
        assert_eq!(response.headers()[header::LOCATION], "/");
        assert!(response.headers()[header::SET_COOKIE].to_str().is_ok_and(|cookie| cookie.ends_with("; Secure")));
        assert_eq!(signed_out(Transport::Plain).headers()[header::LOCATION], "/sign-in");
    }
}
