//! The classes of a school side by side, with its years and the school itself.

use serde::Serialize;

use crate::{chart::Svg, link::Link};

/// The table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Classes {
    /// The heads of the columns after the name.
    pub columns: Vec<String>,
    /// A row for each class.
    pub classes: Vec<ClassRow>,
    /// A row for each year.
    pub years: Vec<ClassRow>,
    /// The school's row.
    pub school: ClassRow,
    /// What the columns mean.
    pub meanings: Vec<Meaning>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassRow {
    /// `5 Hazel`, `Year 5`, `School`, to the children who are in it.
    pub name: Link,
    /// The share of sessions missed, as a bar beside the others'.
    pub bar: Svg,
    /// A cell for each column.
    pub cells: Vec<Part>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The number, to what makes it; empty where none is shown.
    pub number: Link,
    /// Read out after the number: ` of 1,234 possible sessions, 5 Hazel`.
    pub said: String,
    /// Shown after the number: `2.1%`, or why there is none; may be empty.
    pub beside: String,
}

impl Part {
    /// A cell without a number, and why.
    pub fn without(why: &str) -> Part {
        Part { number: Link::new("", ""), said: String::new(), beside: why.to_owned() }
    }
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// The head of the column.
    pub name: String,
    /// Its definition.
    pub text: String,
}
