//! The key under the year: each family of marks that occurs in it, in words.

use domain::session::Half;
use serde::Serialize;

use super::{Calendar, Cell, Source, runs::sessions};
use crate::mark::{Family, MarkCell};

/// A line of the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyItem {
    /// One mark of the family, or both of present.
    pub marks: Vec<MarkCell>,
    /// What it means.
    pub words: String,
}

const FAMILIES: [(Family, &str); 6] = [
    (Family::Late, "late"),
    (Family::Approved, "approved activity, counts as present"),
    (Family::Authorised, "authorised absence"),
    (Family::Unauthorised, "unauthorised absence"),
    (Family::Unknown, "reason not yet known"),
    (Family::NotPossible, "attendance not possible, not counted"),
];

pub(super) fn key(source: &Source<'_>, calendar: &Calendar) -> Vec<KeyItem> {
    let codes = source.sheet.codes;
    let present = |half| codes.present(half, source.until.date).map(|code| MarkCell::new(codes, Some(code)));
    let item = |marks: Vec<MarkCell>, words: &str| KeyItem { marks, words: words.into() };
    let mut key = vec![item(Half::BOTH.into_iter().filter_map(present).collect(), "present, morning and afternoon")];
    for (family, words) in FAMILIES {
        let first = sessions(calendar).find_map(|(_, cell)| match cell {
            Cell::Marked(mark) if mark.cell.family == family => Some(mark.cell.clone()),
            _ => None,
        });
        key.extend(first.map(|mark| item(vec![mark], words)));
    }
    let has = |wanted: Cell| sessions(calendar).any(|(_, cell)| *cell == wanted);
    let empty = match (has(Cell::NoMark), has(Cell::ToCome)) {
        (true, true) => "no mark, or to come",
        (true, false) => "no mark",
        (false, true) => "to come",
        (false, false) => return with_blank(key),
    };
    key.push(item(vec![MarkCell::new(codes, None)], empty));
    with_blank(key)
}

fn with_blank(mut key: Vec<KeyItem>) -> Vec<KeyItem> {
    key.push(KeyItem { marks: Vec::new(), words: String::from("blank: school closed, or not on roll") });
    key
}
