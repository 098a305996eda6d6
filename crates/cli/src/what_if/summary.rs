//! What a comparison comes to, as tables for a terminal.

use analysis::what_if::{Bands, Work};
use documents::table::{Cell, Column, Kind, Table};
use domain::rule::Rules;
use service::what_if::{Group, WhatIf, not_in_force};

/// So many ways from band to band are printed; the rest is in the file.
const WAYS: usize = 20;

/// The tables, in the order in which they are read.
pub fn tables(found: &WhatIf, packs: (Option<&Rules>, &Rules)) -> Vec<Table> {
    let mut bands = bands(found);
    bands.notes = notes(found, packs);
    let schools = found.schools.iter().map(|(_, group)| group);
    vec![
        bands,
        ways(found),
        work(&found.work),
        groups("By school", "School", schools),
        groups("By cohort, of the children on the roll on the last day", "Cohort", found.cohorts.iter()),
        weeks(found),
    ]
}

/// The line that closes it all.
pub fn totals(found: &WhatIf) -> String {
    let Group { children, later, earlier, both, tasks, .. } = found.total;
    let changed = found.total.changed();
    let (before, after) = &found.work;
    format!(
        "pupils: {children}, change band: {changed} (later {later}, earlier {earlier}, both ways {both}); \
         tasks: {} before, {} after; letters asked for: {} before, {} after; letters that open: {} before, {} after; \
         notices that open: {} before, {} after; steps that open: {} before, {} after\n",
        tasks.0,
        tasks.1,
        before.letters_asked,
        after.letters_asked,
        before.letters,
        after.letters,
        before.notices,
        after.notices,
        before.steps,
        after.steps,
    )
}

fn notes(found: &WhatIf, (from, to): (Option<&Rules>, &Rules)) -> Vec<String> {
    let name = |rules: &Rules| rules.pack().map_or_else(String::new, |pack| pack.name.clone());
    let from_name = from.map_or_else(|| String::from("the pack that each school follows"), name);
    let mut notes = vec![format!("Before: {from_name}. After: {}.", name(to))];
    let packs = from.into_iter().chain([to]);
    let mut dates: Vec<String> = packs.flat_map(|rules| not_in_force(rules, found.period)).collect();
    dates.dedup();
    notes.extend(dates.into_iter().map(|words| format!("{words}; `--as-if-in-force` leaves that aside.")));
    notes
}

fn table(title: String, columns: &[(&str, Kind)], rows: Vec<Vec<Cell>>) -> Table {
    let column = |&(heading, kind): &(&str, Kind)| Column { heading: heading.to_owned(), kind };
    Table { title, columns: columns.iter().map(column).collect(), rows, notes: Vec::new() }
}

fn number(count: u64) -> Cell {
    Cell::Number(count as i64)
}

fn bands(found: &WhatIf) -> Table {
    let last = found.period.last.strftime("%-d %B %Y");
    let (before, after) = &found.bands;
    let mut all = Bands::default();
    all.extend(before);
    all.extend(after);
    let of = |bands: &Bands, set: &str, band: &str| {
        let found = bands.0.iter().find(|one| one.set == set && one.band == band);
        found.map_or(Cell::Empty, |one| number(one.children))
    };
    let row = |one: &analysis::what_if::InBand| {
        let (set, band) = (&one.set, &one.band);
        vec![Cell::Text(set.clone()), Cell::Text(band.clone()), of(before, set, band), of(after, set, band)]
    };
    let columns = [("Bands", Kind::Text), ("Band", Kind::Text), ("Before", Kind::Number), ("After", Kind::Number)];
    table(format!("Children in each band on {last}"), &columns, all.0.iter().map(row).collect())
}

fn ways(found: &WhatIf) -> Table {
    let row = |moved: &service::what_if::Moved| {
        let (before, after) = (Cell::Text(moved.before.clone()), Cell::Text(moved.after.clone()));
        vec![before, after, Cell::Text(moved.change.words().to_owned()), number(moved.children)]
    };
    let columns = [("Before", Kind::Text), ("After", Kind::Text), ("Change", Kind::Text), ("Children", Kind::Number)];
    let mut ways = table(String::from("From band to band"), &columns, found.moved.iter().take(WAYS).map(row).collect());
    if let Some(more) = found.moved.len().checked_sub(WAYS).filter(|&more| more > 0) {
        ways.notes.push(format!("And {more} ways more: `--csv` writes every pupil."));
    }
    ways
}

fn work((before, after): &(Work, Work)) -> Table {
    let mut roles: Vec<&String> = before.roles.keys().chain(after.roles.keys()).collect();
    roles.sort();
    roles.dedup();
    let count = |work: &Work, role: &str| number(work.roles.get(role).copied().unwrap_or(0));
    let rows = roles.into_iter().map(|role| vec![Cell::Text(role.clone()), count(before, role), count(after, role)]);
    let columns = [("Whose", Kind::Text), ("Before", Kind::Number), ("After", Kind::Number)];
    table(String::from("Tasks that arise, by role"), &columns, rows.collect())
}

fn groups<'a>(title: &str, heading: &str, groups: impl Iterator<Item = &'a Group>) -> Table {
    let row = |group: &Group| {
        let counts = [group.children, group.changed(), group.later, group.earlier, group.tasks.0, group.tasks.1];
        std::iter::once(Cell::Text(group.name.clone())).chain(counts.map(number)).collect()
    };
    let columns = [
        (heading, Kind::Text),
        ("Children", Kind::Number),
        ("Change band", Kind::Number),
        ("Later", Kind::Number),
        ("Earlier", Kind::Number),
        ("Tasks before", Kind::Number),
        ("Tasks after", Kind::Number),
    ];
    table(title.to_owned(), &columns, groups.map(row).collect())
}

fn weeks(found: &WhatIf) -> Table {
    let row = |week: &analysis::what_if::Week| {
        let (before, after) = (&week.before.work, &week.after.work);
        let counts = [
            week.children,
            before.all(),
            after.all(),
            before.letters_asked + before.letters,
            after.letters_asked + after.letters,
            before.notices,
            after.notices,
        ];
        std::iter::once(Cell::Date(week.days.first)).chain(counts.map(number)).collect()
    };
    let columns = [
        ("Week of", Kind::Date),
        ("Children", Kind::Number),
        ("Tasks before", Kind::Number),
        ("after", Kind::Number),
        ("Letters before", Kind::Number),
        ("after", Kind::Number),
        ("Notices before", Kind::Number),
        ("after", Kind::Number),
    ];
    table(String::from("Week by week"), &columns, found.weeks.iter().map(row).collect())
}
