//! Marks as the pages draw them: always the code's letters, in the shape of its family.

use domain::{
    code::{Class, Code, CodeTable, Role},
    session::Session,
};
use serde::Serialize;

use crate::{templates::escape, words};

/// What a mark looks like. The letters, the shape, the texture and the lightness each suffice alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// A pale cell with a thin stroke.
    Present,
    /// A present cell with a dark wedge.
    Late,
    /// Round ends and a ring.
    Approved,
    /// Outlined and hatched.
    Authorised,
    /// Solid.
    Unauthorised,
    /// Dashed: an open question.
    Unknown,
    /// Dots and no box.
    NotPossible,
    /// Nothing.
    Closed,
    /// An empty hairline cell: no mark yet.
    Todo,
}

impl Family {
    /// The family of a code with this class and role.
    pub const fn of(class: Class, role: Role) -> Family {
        match (role, class) {
            (Role::ReasonNotKnown, _) => Family::Unknown,
            (_, Class::Present) => Family::Present,
            (_, Class::Late) => Family::Late,
            (_, Class::ApprovedActivity) => Family::Approved,
            (_, Class::Authorised) => Family::Authorised,
            (_, Class::Unauthorised) => Family::Unauthorised,
            (_, Class::NotPossible) => Family::NotPossible,
            (_, Class::Administrative) => Family::Closed,
        }
    }

    /// The end of its CSS class.
    pub const fn css(self) -> &'static str {
        match self {
            Family::Present => "present",
            Family::Late => "late",
            Family::Approved => "approved",
            Family::Authorised => "authorised",
            Family::Unauthorised => "unauthorised",
            Family::Unknown => "unknown",
            Family::NotPossible => "not-possible",
            Family::Closed => "closed",
            Family::Todo => "todo",
        }
    }
}

/// One mark, for the `mark` filter of the templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkCell {
    /// The code's letters; empty for no mark.
    pub letters: String,
    /// Its shape.
    pub family: Family,
    /// What it means, read out where the mark stands alone; may be empty.
    pub words: String,
}

impl MarkCell {
    /// The cell of `code`, or the empty cell when there is no mark.
    pub fn new(codes: &CodeTable, code: Option<Code>) -> MarkCell {
        match code.map(|code| (code, codes.entry(code))) {
            None => MarkCell { letters: String::new(), family: Family::Todo, words: String::from("no mark") },
            Some((code, None)) => MarkCell {
                letters: codes.letters(code).into(),
                family: Family::Todo,
                words: String::from("a code that the table does not have"),
            },
            Some((_, Some(entry))) => MarkCell {
                letters: entry.letters.clone(),
                family: Family::of(entry.class, entry.role),
                words: entry.description.clone(),
            },
        }
    }

    /// The cell as HTML.
    pub fn html(&self) -> String {
        cell_html(&self.letters, self.family.css())
    }
}

/// A cell from its letters and the end of its CSS class. The letters are escaped.
pub(crate) fn cell_html(letters: &str, css: &str) -> String {
    format!("<span class=\"rb-mark rb-mark--{css}\">{}</span>", escape(letters))
}

/// A row of marks, with a gap between days. One picture to a screen reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Strip {
    /// `Last ten sessions: 8 present, 2 I`.
    pub label: String,
    /// The marks of each day, in order.
    pub days: Vec<Vec<MarkCell>>,
}

impl Strip {
    /// The strip of `marks`, oldest first. `title` begins its label, such as `Last ten sessions`.
    pub fn new(title: &str, codes: &CodeTable, marks: &[(Session, Option<Code>)]) -> Strip {
        let mut days: Vec<Vec<MarkCell>> = Vec::new();
        let mut date = None;
        for &(session, code) in marks {
            if date.replace(session.date) != Some(session.date) {
                days.push(Vec::new());
            }
            if let Some(day) = days.last_mut() {
                day.push(MarkCell::new(codes, code));
            }
        }
        Strip { label: format!("{title}: {}", counts(&days)), days }
    }
}

fn counts(days: &[Vec<MarkCell>]) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for cell in days.iter().flatten() {
        let name = match cell.family {
            Family::Present => "present",
            Family::Todo => "without a mark",
            _ => &cell.letters,
        };
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let said: Vec<String> =
        counted.iter().map(|(name, count)| format!("{} {name}", words::number(*count as i64))).collect();
    if said.is_empty() { String::from("none yet") } else { said.join(", ") }
}

#[cfg(test)]
mod tests {
    use domain::{example, session::Half};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_code_of_the_example_has_letters_in_a_shape() {
        let codes = example::codes();
        let html: Vec<String> =
            codes.entries().iter().map(|entry| MarkCell::new(&codes, Some(entry.code)).html()).collect();
        assert_eq!(html[0], "<span class=\"rb-mark rb-mark--present\">/</span>");
        assert_eq!(html[6], "<span class=\"rb-mark rb-mark--unknown\">N</span>");
        assert_eq!(html[7], "<span class=\"rb-mark rb-mark--not-possible\">D</span>");
    }

    #[test]
    fn a_strip_says_its_counts_and_parts_the_days() {
        let codes = example::codes();
        let day = date(2027, 3, 11);
        let ill = codes.find("I", day);
        let at = |half| Session::new(day, half);
        let next = Session::new(date(2027, 3, 12), Half::Morning);
        let strip = Strip::new(
            "Last ten sessions",
            &codes,
            &[(at(Half::Morning), codes.find("/", day)), (at(Half::Afternoon), ill), (next, ill)],
        );
        assert_eq!(strip.label, "Last ten sessions: 1 present, 2 I");
        assert_eq!(strip.days.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }
}
