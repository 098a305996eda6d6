//! Proof that a form was made by our own page for this very sign-in.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use rand::{TryRngCore, rngs::OsRng};

/// How many random bytes a token has.
const LENGTH: usize = 32;

/// The secret that belongs to a sign-in, kept with it in the store.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; LENGTH]);

impl Token {
    /// The token whose stored bytes these are.
    pub const fn new(bytes: [u8; LENGTH]) -> Token {
        Token(bytes)
    }

    /// A fresh token.
    pub fn random() -> Token {
        let mut bytes = [0; LENGTH];
        OsRng.try_fill_bytes(&mut bytes).expect("the operating system always has random bytes");
        Token(bytes)
    }

    /// The bytes to store.
    pub const fn bytes(&self) -> [u8; LENGTH] {
        self.0
    }

    /// The token as a form carries it, different on every page, so that its compressed length says nothing about it.
    pub fn masked(&self) -> String {
        let Token(mask) = Token::random();
        let masked = self.0.iter().zip(mask).map(|(&own, mask)| own ^ mask);
        mask.into_iter().chain(masked).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether a form that carries `given` was made for this token.
    pub fn matches(&self, given: &str) -> bool {
        let Some(bytes) = bytes(given) else {
            return false;
        };
        let (mask, masked) = bytes.split_at(LENGTH);
        let unmasked = mask.iter().zip(masked).map(|(mask, masked)| mask ^ masked);
        // Every byte is looked at, so that the time taken says nothing about where they differ.
        self.0.iter().zip(unmasked).fold(0, |differing, (&own, given)| differing | (own ^ given)) == 0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(secret)")
    }
}

fn bytes(text: &str) -> Option<[u8; 2 * LENGTH]> {
    if text.len() != 4 * LENGTH || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 2 * LENGTH];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Refuses a change that a browser says comes from another site, before anything reads it.
pub async fn same_origin(request: Request, next: Next) -> Response {
    if is_safe(request.method()) || comes_from_us(request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, crate::pages::problem::page(StatusCode::FORBIDDEN)).into_response()
}

const fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// What browsers say of where a request comes from. One that says neither is no browser, and carries no cookie of ours
/// unless somebody put it there.
fn comes_from_us(headers: &HeaderMap) -> bool {
    let said = |name| headers.get(name).map(|value: &header::HeaderValue| value.to_str().unwrap_or("?"));
    if let Some(site) = said(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (said(header::ORIGIN), said(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, ours)| ours == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn said(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|&(key, value)| (header::HeaderName::from_static(key), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_token_looks_different_on_every_page_and_always_matches() {
        let token = Token::random();
        let (one, other) = (token.masked(), token.masked());
        assert_ne!(one, other);
        assert!(token.matches(&one) && token.matches(&other));
    }

    #[test]
    fn another_token_or_none_is_refused() {
        let token = Token::random();
        assert!(!token.matches(&Token::random().masked()));
        assert!(!token.matches(""));
        assert!(!token.matches(&"0".repeat(4 * LENGTH)));
        assert!(!token.matches(&"é".repeat(2 * LENGTH)));
    }

    #[test]
    fn a_change_from_another_site_is_refused() {
        assert!(comes_from_us(&said(&[("sec-fetch-site", "same-origin")])));
        assert!(!comes_from_us(&said(&[("sec-fetch-site", "cross-site")])));
        assert!(!comes_from_us(&said(&[("sec-fetch-site", "same-site")])));
        assert!(comes_from_us(&said(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")])));
        assert!(!comes_from_us(&said(&[("origin", "https://elsewhere.example"), ("host", "127.0.0.1:8080")])));
        assert!(!comes_from_us(&said(&[("origin", "null"), ("host", "127.0.0.1:8080")])));
        assert!(comes_from_us(&said(&[("host", "127.0.0.1:8080")])));
    }
}
