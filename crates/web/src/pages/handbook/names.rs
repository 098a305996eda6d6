//! The index of a handbook: every name in it by kind, to be searched.

use serde::Serialize;

use crate::{link::Link, strength::Strength};

/// Every name of a pack, or those that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Names {
    /// To the handbook.
    pub back: Link,
    /// Where the search goes.
    pub action: String,
    /// What was asked for.
    pub asked: String,
    /// `14 of 233 names`.
    pub count: String,
    /// The names by kind.
    pub groups: Vec<Group>,
}

/// Names of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its place in the page.
    pub id: String,
    /// The kind, such as `Tasks`.
    pub title: String,
    /// The names, by their letters.
    pub names: Vec<Name>,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name {
    /// It, to its place.
    pub link: Link,
    /// What it stands in, for an item of a menu or a part of a form.
    pub inside: String,
    /// How binding it is; nothing for what only says what something is.
    pub strength: Option<Strength>,
    /// The headings of the document that it carries out.
    pub sources: Vec<String>,
    /// The readings that it rests on.
    pub readings: String,
}
