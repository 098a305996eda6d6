//! Somebody at a browser: keeps cookies, asks for pages, sends forms.

use std::{cell::RefCell, collections::BTreeMap};

use axum::{
    body::{Body, to_bytes},
    http::{Request, header},
};
use tower::ServiceExt;
use web::urls;

use crate::{house::House, page::Page};

/// A file to be sent: its name and its bytes.
pub type Upload<'a> = (&'a str, &'a [u8]);

/// What parts the fields of a form with files.
const PART: &str = "a-part-of-a-form";

/// Somebody at a browser.
pub struct Visitor<'a> {
    house: &'a House,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'a> Visitor<'a> {
    pub fn new(house: &'a House) -> Visitor<'a> {
        Visitor { house, cookies: RefCell::default() }
    }

    /// Somebody else with the same cookies.
    pub fn copy(&self) -> Visitor<'a> {
        Visitor { house: self.house, cookies: self.cookies.clone() }
    }

    /// The cookies of the browser.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.borrow().clone()
    }

    /// The same person with these cookies.
    pub fn with(self, cookies: &BTreeMap<String, String>) -> Visitor<'a> {
        Visitor { cookies: RefCell::new(cookies.clone()), ..self }
    }

    /// Asks for a page.
    pub fn get(&self, address: &str) -> Page {
        let address = address.split('#').next().unwrap_or_default();
        self.send(Request::get(address), Body::empty())
    }

    /// Asks for a page that has to be there.
    pub fn page(&self, address: &str) -> Page {
        let page = self.get(address);
        assert_eq!(page.status, 200, "{address}: {}", page.words());
        page
    }

    /// Sends a form as it stands.
    pub fn post(&self, address: &str, fields: &[(String, String)]) -> Page {
        let pairs: Vec<String> =
            fields.iter().map(|(name, text)| format!("{}={}", urls::encode(name), urls::encode(text))).collect();
        let request = Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&")))
    }

    /// Sends a form with files.
    pub fn upload(&self, address: &str, fields: &[(&str, &str)], files: &[Upload<'_>]) -> Page {
        let mut body: Vec<u8> = Vec::new();
        for (name, text) in fields {
            let head = format!("--{PART}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
            body.extend(head.as_bytes());
        }
        for (name, bytes) in files {
            let head =
                format!("--{PART}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{PART}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={PART}");
        self.send(Request::post(address).header(header::CONTENT_TYPE, kind), Body::from(body))
    }

    /// Fills in the first form of `page` that goes to `action`, and sends it.
    pub fn submit(&self, page: &Page, action: &str, filled: &[(&str, &str)]) -> Page {
        self.post(action, &filled_in(page.form(action), filled))
    }

    /// The page that a redirection leads to.
    pub fn follow(&self, page: &Page) -> Page {
        assert_eq!(page.status, 303, "this is no redirection: {}", page.words());
        self.page(&page.location)
    }

    /// Fills in the sign-in page.
    pub fn sign_in(&self, email: &str, password: &str) -> Page {
        let page = self.page("/sign-in");
        self.submit(&page, "/sign-in", &[("email", email), ("password", password)])
    }

    fn send(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let cookies: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).body(body).expect("a well-formed request");
        let routes = self.house.routes.clone();
        let (parts, bytes) = self.house.runtime.block_on(async {
            let response = routes.oneshot(request).await.expect("the routes always answer");
            let (parts, body) = response.into_parts();
            (parts, to_bytes(body, usize::MAX).await.expect("the answer is in memory"))
        });
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("a printable cookie"));
        }
        let location = parts.headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
        Page { status: parts.status.as_u16(), location: location.unwrap_or_default().into(), bytes: bytes.to_vec() }
    }

    fn keep(&self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let (name, value) = pair.split_once('=').expect("a cookie has a name");
        if cookie.contains("Max-Age=0") {
            self.cookies.borrow_mut().remove(name);
        } else {
            self.cookies.borrow_mut().insert(name.into(), value.into());
        }
    }
}

/// A form with some of its fields filled in.
pub fn filled_in(mut form: Vec<(String, String)>, filled: &[(&str, &str)]) -> Vec<(String, String)> {
    for &(name, text) in filled {
        form.retain(|(known, _)| known != name);
        form.push((name.into(), text.into()));
    }
    form
}
