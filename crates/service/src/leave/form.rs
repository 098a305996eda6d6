//! The request for leave on paper: what the school's handbook asks, with room to write, for families who would rather not use
//! a page. The office copies it.

use documents::table::{Cell, Column, Kind, Table};
use domain::{
    id::SchoolId,
    leave::REQUEST,
    permission::{Actor, Permission, Place},
    school::School,
};

use super::asked_of_a_parent;
use crate::{App, Error, case::asked::Shape};

/// Room for one line of handwriting.
const LINE: &str = "________________________________________________";
/// How many lines an answer in words has.
const LINES: usize = 3;

/// The form for whoever enters planned absences in the school.
pub fn form(app: &App, by: &Actor, school: SchoolId) -> Result<Table, Error> {
    let school = app.school(school)?.clone();
    by.require(Permission::EnterCodes, Place::School(school.id))?;
    blank(app, &school)
}

/// The empty form of a school. It names no child, so that anybody may have it.
pub fn blank(app: &App, school: &School) -> Result<Table, Error> {
    let rules = app.rules(school.id)?;
    let action = rules.action(REQUEST).ok_or(Error::NotFound("request for leave"))?;
    let mut rows = vec![row("Child, and class", 1)];
    for field in asked_of_a_parent(rules, action) {
        let (words, lines) = match field.shape {
            Shape::Day => (format!("{} (day, month, year)", capital(&field.name)), 1),
            Shape::Words(known) if !known.is_empty() => (format!("{}: {}", capital(&field.name), known.join(" / ")), 1),
            Shape::Words(_) => (capital(&field.name), LINES),
            _ => (capital(&field.name), 1),
        };
        rows.push(row(&words, lines));
    }
    rows.extend([row("Your name, and what you are to the child", 1), row("Your signature, and today's date", 1)]);
    let columns = ["We ask", "Please write here"];
    Ok(Table {
        title: format!("{}: {}", school.name, action.head.name),
        columns: columns.map(|heading| Column { heading: heading.to_owned(), kind: Kind::Text }).into(),
        rows: rows.into_iter().flatten().collect(),
        notes: vec![
            format!(
                "Bring this to the school office before the leave begins, as early as you can. Questions: {}.",
                school.telephone
            ),
            String::from(
                "The school decides on each request by itself and writes to you. Nobody can agree to leave afterwards. \
                 If your child is away on a day that was not granted, the register has to say that the absence was not agreed.",
            ),
            String::from("For the office. Came on: ______________   Copied by: ______________________"),
        ],
    })
}

/// The rows of one question.
fn row(question: &str, lines: usize) -> Vec<Vec<Cell>> {
    let first = vec![Cell::Text(question.to_owned()), Cell::Text(LINE.to_owned())];
    let more = vec![Cell::Empty, Cell::Text(LINE.to_owned())];
    std::iter::once(first).chain(std::iter::repeat_n(more, lines.saturating_sub(1))).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
