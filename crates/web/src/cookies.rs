//! The two cookies: `sign_in`, which says who the reader is, and `done`, which says once what was just done.

use axum::http::{HeaderMap, HeaderValue, header};

/// The name of the cookie that carries a sign-in.
const SIGN_IN: &str = "sign_in";

/// The name of the cookie that carries one message to the next page.
const DONE: &str = "done";

/// Whether cookies go over encrypted connections only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transport {
    /// Plain HTTP on this computer: a demonstration.
    #[default]
    Plain,
    /// Behind TLS, here or at a proxy.
    Encrypted,
}

/// The secret of the reader's sign-in, if the request carries one.
pub fn sign_in(headers: &HeaderMap) -> Option<String> {
    value(headers, SIGN_IN).filter(|secret| !secret.is_empty())
}

/// Sets the sign-in. The secret is unguessable, written in letters, digits, `-` and `_`. It ends with the browser;
/// the server ends it sooner.
pub fn set_sign_in(secret: &str, transport: Transport) -> HeaderValue {
    cookie(SIGN_IN, secret, "", transport)
}

/// Takes the sign-in away.
pub fn clear_sign_in(transport: Transport) -> HeaderValue {
    cookie(SIGN_IN, "", "; Max-Age=0", transport)
}

/// What a device says when it asks for a page to keep it, with nobody looking.
const COPY: &str = "x-copy";

/// What was just done, if the page before left word. Show it and clear it. A copy that a device keeps is not for reading now.
pub fn done(headers: &HeaderMap) -> Option<String> {
    if headers.contains_key(COPY) {
        return None;
    }
    value(headers, DONE).and_then(|text| decode(&text)).filter(|text| !text.is_empty())
}

/// Leaves word for the next page. Never with a child's name: it stays in the browser for up to a minute.
pub fn set_done(words: &str, transport: Transport) -> HeaderValue {
    cookie(DONE, &crate::urls::encode(words), "; Max-Age=60", transport)
}

/// Takes the word away once it was shown.
pub fn clear_done(transport: Transport) -> HeaderValue {
    cookie(DONE, "", "; Max-Age=0", transport)
}

fn cookie(name: &str, text: &str, age: &str, transport: Transport) -> HeaderValue {
    let secure = match transport {
        Transport::Plain => "",
        Transport::Encrypted => "; Secure",
    };
    let cookie = format!("{name}={text}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    // A secret of ours or text escaped for addresses is always printable.
    HeaderValue::from_str(&cookie).unwrap_or_else(|_| HeaderValue::from_static("done=; Path=/; Max-Age=0"))
}

fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, text)| text.to_owned())
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(cookies: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookies).expect("printable"));
        headers
    }

    #[test]
    fn what_was_done_comes_back_as_it_was_said() {
        let set = set_done("30 of 30, 27 present; saved “08:53”.", Transport::Plain);
        let pair = set.to_str().expect("printable").split(';').next().expect("one part").to_owned();
        assert_eq!(done(&sent(&pair)).as_deref(), Some("30 of 30, 27 present; saved “08:53”."));
        assert_eq!(done(&sent("done=%zz")), None);
    }

    #[test]
    fn a_sign_in_cannot_be_read_by_scripts_and_goes_encrypted_where_it_can() {
        let set = set_sign_in("abc-123", Transport::Encrypted);
        assert_eq!(set.to_str().ok(), Some("sign_in=abc-123; Path=/; HttpOnly; SameSite=Lax; Secure"));
        assert_eq!(sign_in(&sent("theme=1; sign_in=abc-123")).as_deref(), Some("abc-123"));
        assert_eq!(sign_in(&sent("sign_in=")), None);
    }
}
