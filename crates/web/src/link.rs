//! Links and the one button of a row.

use serde::Serialize;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Where it goes, from [`urls`](crate::urls).
    pub href: String,
}

impl Link {
    /// A link with these words.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Link {
        Link { text: text.into(), href: href.into() }
    }
}

/// One of several views of a list: a link, or the one that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filter {
    /// Its words, with its count.
    pub text: String,
    /// Where it goes.
    pub href: String,
    /// Whether it is the one shown.
    pub is_current: bool,
}

/// A hidden field of a small form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hidden {
    /// Its name.
    pub name: String,
    /// What it carries.
    pub value: String,
}

impl Hidden {
    /// A field called `name`.
    pub fn new(name: impl Into<String>, value: impl ToString) -> Hidden {
        Hidden { name: name.into(), value: value.to_string() }
    }
}

/// The one button of a row: it opens a page, or it does the thing at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Button {
    /// What it does, such as `Start the checklist`.
    pub text: String,
    /// For whom, read out after the text, such as `for Marley Cook`.
    pub whom: String,
    /// The page it opens, or where its form goes.
    pub href: String,
    /// What its form carries. Empty for a button that opens a page.
    pub fields: Vec<Hidden>,
}

impl Button {
    /// A button that opens a page.
    pub fn open(text: &str, whom: &str, href: String) -> Button {
        Button { text: text.into(), whom: whom.into(), href, fields: Vec::new() }
    }

    /// A button that sends `fields` to `href`, and so does what it says.
    pub fn send(text: &str, whom: &str, href: String, fields: Vec<Hidden>) -> Button {
        Button { text: text.into(), whom: whom.into(), href, fields }
    }
}
