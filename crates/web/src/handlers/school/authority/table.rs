//! The same schools as a spreadsheet.

use documents::table::{Cell, Column, Kind, Table};

use crate::{
    chart::sparkline::change,
    pages::authority::{Held, Known, recent},
};

/// A row for each school, in the order of the page, with a column for each of the bands `bands`.
pub(super) fn of_schools(schools: &[Known], bands: &[String], as_of: String) -> Table {
    let column = |heading: &str, kind: Kind| Column { heading: heading.into(), kind };
    let mut columns = vec![
        column("School", Kind::Text),
        column("Kind", Kind::Text),
        column("Yours", Kind::Text),
        column("Children", Kind::Number),
        column("Sessions missed", Kind::Number),
        column("Attendance", Kind::Percent),
        column("Last four weeks beside the four before", Kind::Text),
    ];
    columns.extend(bands.iter().map(|band| column(band, Kind::Number)));
    columns.extend([
        column("Persistent", Kind::Number),
        column("Severe", Kind::Number),
        column("Unauthorised", Kind::Percent),
        column("Returns late", Kind::Number),
        column("Meeting", Kind::Text),
        column("Meeting by or on", Kind::Date),
        column("Registers missing", Kind::Number),
    ]);
    Table {
        title: "Schools".into(),
        columns,
        rows: schools.iter().map(|school| row(school, bands)).collect(),
        notes: vec![as_of],
    }
}

fn row(school: &Known, bands: &[String]) -> Vec<Cell> {
    let number = |count: u32| Cell::Number(count.into());
    let worked = |count: u32| if school.is_known { number(count) } else { Cell::Empty };
    let percent = |percent: Option<domain::tally::Percent>| percent.map_or(Cell::Empty, Cell::Percent);
    let since = recent(&school.weeks).map(|(before, after)| change(before, after));
    let mut row = vec![
        Cell::Text(school.name.clone()),
        Cell::Text(school.kind.clone()),
        Cell::Text(if school.is_own { "yes".into() } else { String::new() }),
        number(school.children),
        number(school.tally.absent()),
        percent(school.tally.attendance()),
        since.map_or(Cell::Empty, Cell::Text),
    ];
    let count = |band: &String| {
        let found = school.bands.iter().find(|(name, _)| name == band);
        found.map_or(Cell::Empty, |(_, children)| Cell::Number(*children as i64))
    };
    row.extend(bands.iter().map(count));
    let (meeting, day) = match &school.meeting {
        Some(Held { is_due: true, deadline, .. }) => ("due", deadline.map(|deadline| deadline.day)),
        Some(Held { held: Some(held), .. }) => ("held", Some(*held)),
        _ => ("", None),
    };
    row.extend([
        number(school.persistent),
        number(school.severe),
        percent(school.tally.unauthorised_absence()),
        worked(school.returns_late),
        Cell::Text(meeting.into()),
        day.map_or(Cell::Empty, Cell::Date),
        worked(school.registers_missing),
    ]);
    row
}
