//! A small line under a figure of a school.

use serde::Serialize;

use crate::link::Link;

/// A number with words around it: `last week 72`, `3 from before this week`; or words alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Said before the number; may be empty.
    pub before: String,
    /// The number, to what makes it; without an address for a reader who sees no names. Nothing in a line of words alone.
    pub number: Option<Link>,
    /// Said after the number; may be empty.
    pub after: String,
}

impl Line {
    /// A line without a number.
    pub fn words(words: &str) -> Line {
        Line { before: words.to_owned(), number: None, after: String::new() }
    }

    /// A number with words before it.
    pub fn before(words: &str, number: Link) -> Line {
        Line { before: format!("{words} "), number: Some(number), after: String::new() }
    }

    /// A number with words after it.
    pub fn after(number: Link, words: &str) -> Line {
        Line { before: String::new(), number: Some(number), after: format!(" {words}") }
    }
}
