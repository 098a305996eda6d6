//! What was sent, as a table: the file that the school hands over, or the authority takes.

use documents::table::{Cell, Column, Kind, Table};
use domain::{
    case::{Done, Event},
    clock,
    id::SchoolId,
    permission::Actor,
};

use super::{Sent, of_school};
use crate::{App, Error, case::FROM_THE_RECORD};

/// What stands in every row before the parts.
const HEAD: [(&str, Kind); 6] = [
    ("About", Kind::Text),
    ("UPN", Kind::Text),
    ("Sent on", Kind::Date),
    ("Sent by", Kind::Text),
    ("Received on", Kind::Date),
    ("Received by", Kind::Text),
];

/// Every return called `name` that the school sent, newest first, with all its parts as they were sent.
pub fn file(app: &App, by: &Actor, school: SchoolId, name: &str) -> Result<Table, Error> {
    let mut sent = of_school(app, by, school)?.sent;
    sent.retain(|one| one.action.head.name == name);
    if sent.is_empty() {
        return Err(Error::NotFound("return"));
    }
    let upns = app.store.read(|tx| store::pupil::on_record_of_school(tx, school))?;
    let upn = |one: &Sent| upns.iter().find(|known| Some(known.id) == one.pupil).map(|known| known.upn.clone());
    let mut parts: Vec<&str> = Vec::new();
    for (part, _) in sent.iter().flat_map(|one| fields(&one.event)) {
        if part != FROM_THE_RECORD && !parts.contains(&part.as_str()) {
            parts.push(part);
        }
    }
    let columns = HEAD.iter().copied().chain(parts.iter().map(|part| (*part, Kind::Text)));
    Ok(Table {
        title: format!("{name}: {}", app.school(school)?.name),
        columns: columns.map(|(heading, kind)| Column { heading: heading.into(), kind }).collect(),
        rows: sent.iter().map(|one| row(one, upn(one), &parts)).collect(),
        notes: Vec::new(),
    })
}

fn row(one: &Sent, upn: Option<String>, parts: &[&str]) -> Vec<Cell> {
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
    let day = |event: &Event| Cell::Date(clock::local(event.at).date());
    let person = |event: &Event| Cell::Text(format!("{}, {}", event.by.name, event.by.position));
    let mut cells = vec![
        text(&one.who),
        text(&upn.unwrap_or_default()),
        day(&one.event),
        person(&one.event),
        one.receipt.as_ref().map_or(Cell::Empty, day),
        one.receipt.as_ref().map_or(Cell::Empty, person),
    ];
    cells.extend(parts.iter().map(|part| text(one.event.field(part).unwrap_or_default())));
    cells
}

fn fields(event: &Event) -> &[(String, String)] {
    match &event.done {
        Done::Did { fields, .. } => fields,
        _ => &[],
    }
}
