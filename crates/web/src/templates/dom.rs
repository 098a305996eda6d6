//! HTML as a list of what a reader gets from it, so that two renderings can be compared without their layout.

use std::collections::{BTreeMap, BTreeSet};

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An element begins, with its attributes in the order of their names.
    Open(String, BTreeMap<String, String>),
    /// An element ends.
    Close(String),
    /// Words, with runs of white space as one blank and none at either end.
    Text(String),
}

/// The pieces of `html`, comments and white space between elements left out.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        rest = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->").map_or("", |(_, after)| after)
        } else if rest.starts_with('<') {
            let end = tag_end(rest);
            pieces.push(tag(&rest[1..end]));
            &rest[(end + 1).min(rest.len())..]
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let text = decode(&rest[..end]).split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                pieces.push(Piece::Text(text));
            }
            &rest[end..]
        };
    }
    pieces
}

/// What is wrong with a page as a document: an element left open, a style or script in the page, an id given twice, a
/// label or a link inside the page that leads nowhere.
pub fn faults(html: &str) -> Vec<String> {
    let (mut open, mut faults) = (Vec::new(), Vec::new());
    let (mut ids, mut wanted) = (BTreeSet::new(), BTreeSet::new());
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) => {
                if let Some(id) = attributes.get("id")
                    && !ids.insert(id.clone())
                {
                    faults.push(format!("the id `{id}` is given twice"));
                }
                let refers =
                    |key: &str| attributes.get(key).into_iter().flat_map(|ids| ids.split(' ')).map(String::from);
                wanted.extend(["for", "aria-labelledby", "aria-describedby", "form"].into_iter().flat_map(refers));
                wanted.extend(attributes.get("href").and_then(|href| href.strip_prefix('#')).map(String::from));
                let inline = attributes.keys().any(|key| key == "style" || key.starts_with("on"));
                if inline || name == "style" || (name == "script" && !attributes.contains_key("src")) {
                    faults.push(format!("`{name}` has a style or script in the page"));
                }
                if !name.starts_with('!') && !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Piece::Close(name) => {
                // Drawings close their shapes in the tag that opens them.
                while open.last().is_some_and(|last| *last != name && SHAPES.contains(&last.as_str())) {
                    open.pop();
                }
                if open.last() == Some(&name) {
                    open.pop();
                } else {
                    faults.push(format!("`{name}` ends inside {:?}", open.last()));
                }
            }
            Piece::Text(_) => {}
        }
    }
    faults.extend(open.iter().map(|name| format!("`{name}` is left open")));
    faults.extend(wanted.difference(&ids).map(|id| format!("nothing has the id `{id}`")));
    faults
}

const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "img", "col", "wbr"];
const SHAPES: [&str; 9] = ["path", "rect", "line", "circle", "polyline", "polygon", "use", "stop", "ellipse"];

/// Where the tag at the start of `text` ends, `>` inside quotes left aside.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn tag(inner: &str) -> Piece {
    if let Some(name) = inner.strip_prefix('/') {
        return Piece::Close(name.trim().to_lowercase());
    }
    let inner = inner.trim_end_matches('/').trim();
    let (name, mut rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Piece::Open(name.to_lowercase(), attributes);
        }
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
        let key = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = attribute_value(after.trim_start());
        }
        attributes.insert(key, decode(value).split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|&end| end < 10);
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((letter, end)) => {
                decoded.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded + rest
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some('\u{a0}'),
        "copy" => Some('©'),
        _ => match name.strip_prefix('#') {
            Some(digits) => digits.strip_prefix(['x', 'X']).map_or_else(|| number(digits, 10), |hex| number(hex, 16)),
            None => None,
        },
    }
}
