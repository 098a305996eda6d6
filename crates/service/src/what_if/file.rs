//! The comparison as a table with a row for each pupil.

use documents::table::{Cell, Column, Kind, Table};

use super::{Child, WhatIf};
use crate::{App, Error};

const COLUMNS: [(&str, Kind); 22] = [
    ("School", Kind::Text),
    ("URN", Kind::Text),
    ("UPN", Kind::Text),
    ("Surname", Kind::Text),
    ("Forename", Kind::Text),
    ("Class", Kind::Text),
    ("Year", Kind::Number),
    ("Cohorts", Kind::Text),
    ("Band before", Kind::Text),
    ("Band after", Kind::Text),
    ("Change", Kind::Text),
    ("Reason before", Kind::Text),
    ("Reason after", Kind::Text),
    ("Flags before", Kind::Text),
    ("Flags after", Kind::Text),
    ("Lists before", Kind::Text),
    ("Lists after", Kind::Text),
    ("Tasks before", Kind::Text),
    ("Tasks after", Kind::Text),
    ("Tasks that come", Kind::Text),
    ("Tasks in the period before", Kind::Number),
    ("Tasks in the period after", Kind::Number),
];

/// One row for each child of the answer, in its order.
pub fn table(app: &App, found: &WhatIf) -> Result<Table, Error> {
    let rows = found.children.iter().map(|child| row(app, child)).collect::<Result<Vec<Vec<Cell>>, Error>>()?;
    let column = |&(heading, kind): &(&str, Kind)| Column { heading: heading.to_owned(), kind };
    Ok(Table { title: String::from("What if"), columns: COLUMNS.iter().map(column).collect(), rows, notes: Vec::new() })
}

fn row(app: &App, child: &Child) -> Result<Vec<Cell>, Error> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let list = |names: &[String]| Cell::Text(names.join("; "));
    let number = |count: u64| Cell::Number(count as i64);
    let (pupil, before, after) = (&child.pupil, &child.before, &child.after);
    let school = app.school(pupil.school)?;
    Ok(vec![
        text(&school.name),
        text(&school.urn),
        text(&pupil.upn),
        text(&pupil.surname),
        text(&pupil.forename),
        text(&child.group),
        Cell::Number(pupil.year.into()),
        list(&pupil.cohorts),
        Cell::Text(before.words()),
        Cell::Text(after.words()),
        text(child.change.words()),
        Cell::Text(before.why()),
        Cell::Text(after.why()),
        list(&before.flags),
        list(&after.flags),
        list(&before.lists),
        list(&after.lists),
        list(&before.tasks),
        list(&after.tasks),
        Cell::Text(child.tasks_changed().0.join("; ")),
        number(child.tasks.0),
        number(child.tasks.1),
    ])
}
