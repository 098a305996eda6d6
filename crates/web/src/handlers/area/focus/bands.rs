//! How many children of each school stand in each band of its handbook, with the totals of the authority (LIN-071, LIN-084).

use documents::table::{Cell, Kind};
use service::{App, authority::Line};

use super::column;
use crate::{
    error::Problem,
    pages::area::{Entry, Sortable},
    reader::Reader,
    urls, words,
};

/// The bands of the set that most children stand in, school by school under the total, and what is not worked out yet.
pub(super) fn table(app: &App, reader: &Reader) -> Result<(Sortable, String), Problem> {
    let lines = service::authority::schools(app, &reader.actor)?;
    let not_yet = lines.iter().filter(|line| line.of.known.digest().is_none()).count() as i64;
    let names = largest(&lines);
    let own: Vec<&Line> = lines.iter().filter(|line| bands(line).is_some_and(|(set, _)| *set == names.0)).collect();
    let mut columns = vec![column("School", Kind::Text), column("Phase", Kind::Text), column("Children", Kind::Number)];
    columns.extend(names.1.iter().map(|name| column(name, Kind::Number)));
    let mut rows = vec![total(&own, names.1.len())];
    rows.extend(own.iter().map(|line| row(line)));
    let others = lines.len() as i64 - own.len() as i64 - not_yet;
    let mut notes = vec![format!("The bands are those of {} in the handbook of these schools.", names.0)];
    if others > 0 {
        notes.push(format!("{} with other bands are left out.", words::counted(others, "school", "schools")));
    }
    let state = match not_yet {
        0 => String::new(),
        count => format!(
            "{} still being worked out: look again in a minute.",
            words::counted(count, "school is", "schools are")
        ),
    };
    let title = format!("{}: children by school", names.0);
    Ok((Sortable { title, columns, rows: if own.is_empty() { Vec::new() } else { rows }, notes }, state))
}

fn bands(line: &Line) -> Option<&(String, Vec<(String, u64)>)> {
    line.of.known.digest().map(|digest| &digest.bands)
}

/// The set with most children, and the names of its bands in order.
fn largest(lines: &[Line]) -> (String, Vec<String>) {
    let mut sets: Vec<(&str, u64, Vec<String>)> = Vec::new();
    for (name, bands) in lines.iter().filter_map(bands) {
        let children: u64 = bands.iter().map(|band| band.1).sum();
        match sets.iter_mut().find(|(known, ..)| known == name) {
            Some(set) => set.1 += children,
            None => sets.push((name, children, bands.iter().map(|(name, _)| name.clone()).collect())),
        }
    }
    let largest = sets.into_iter().max_by_key(|(_, children, _)| *children);
    largest.map_or_else(Default::default, |(name, _, bands)| (name.to_owned(), bands))
}

fn row(line: &Line) -> Vec<Entry> {
    let school = &line.of.school;
    let mut row = vec![
        Entry::link(Cell::Text(school.name.clone()), urls::school(school.id)),
        Entry::of(Cell::Text(words::sentence(school.phase.word()))),
        Entry::of(Cell::Number(line.children.into())),
    ];
    let (set, counts) = bands(line).map(|(set, counts)| (set.as_str(), counts.as_slice())).unwrap_or_default();
    row.extend(counts.iter().enumerate().map(|(place, (_, children))| {
        let filter = format!("set={}&band={place}", urls::encode(set));
        Entry::link(Cell::Number(*children as i64), urls::school_sessions(school.id, &filter))
    }));
    row
}

fn total(lines: &[&Line], bands_of_set: usize) -> Vec<Entry> {
    let sum = |count: &dyn Fn(&Line) -> i64| Entry::of(Cell::Number(lines.iter().map(|line| count(line)).sum()));
    let mut row = vec![
        Entry::of(Cell::Text("All these schools".into())),
        Entry::of(Cell::Empty),
        sum(&|line| line.children.into()),
    ];
    row.extend((0..bands_of_set).map(|place| {
        sum(&|line| bands(line).and_then(|(_, counts)| counts.get(place)).map_or(0, |(_, children)| *children as i64))
    }));
    row
}
