//! The school beside the schools of the authority, and beside those like it.

use analysis::beside::{Distance, Share};
use documents::table::{Cell, Column, Kind, Table};
use service::comparison::{Beside, FEWEST_SCHOOLS, Figure, MOST_ALIKE, Others, Row};

use super::{
    Shown,
    told::{Told, own},
};
use crate::{
    chart::strip::{Strip, strip},
    link::Link,
    pages::{
        comparison::{GroupView, Method, StripView},
        school::small::Reader as Eyes,
    },
    table::TableView,
    urls, words,
};

/// The authority, then the schools like it.
pub(super) fn both(shown: &Shown<'_>) -> Vec<GroupView> {
    let found = shown.found;
    let phase = found.school.phase.word();
    let of = |count: usize| words::counted(count as i64, "other school", "other schools");
    let (all, near) = (found.authority.schools.len(), found.alike.schools.len());
    let authority = format!("{} of the authority with the phase {phase}.", of(all));
    let alike = match near {
        MOST_ALIKE => format!("The {} nearest by size, free school meals and special educational needs.", of(near)),
        _ => format!(
            "{} by size, free school meals and special educational needs: all that there are of the phase {phase}, where \
             {MOST_ALIKE} would be taken, so they are the same schools as above.",
            of(near)
        ),
    };
    vec![
        group(shown, ("authority", "Beside the authority"), authority, &found.authority),
        group(shown, ("alike", "Beside schools like it"), alike, &found.alike),
    ]
}

fn group(shown: &Shown<'_>, (id, title): (&str, &str), who: String, beside: &Beside) -> GroupView {
    let table = super::table(shown, id);
    let few = format!("{who} Of fewer than {FEWEST_SCHOOLS} no middle is shown: it would tell what one of them has.");
    let everybody = beside.rows.iter().filter(|row| row.cohort.is_none());
    GroupView {
        id: id.into(),
        title: title.into(),
        words: if table.is_some() { who } else { few },
        strips: everybody.map(|row| picture(shown, &beside.rows, row)).collect(),
        table: table.map(|table| linked(shown, beside, shown.view(id, &table))),
    }
}

/// The figures link to what they mean, and the school's own to what makes them.
fn linked(shown: &Shown<'_>, beside: &Beside, mut view: TableView) -> TableView {
    for (cells, row) in view.rows.iter_mut().zip(&beside.rows) {
        cells[0].href = urls::definition(row.figure.definition());
        if shown.eyes == Eyes::Staff {
            let cohort = row.cohort.map(|name| format!("&cohort={}", urls::encode(name))).unwrap_or_default();
            let filter = format!("{}{cohort}&to={}", filter(row.figure), shown.found.day);
            cells[1].href = urls::school_sessions(shown.found.school.id, &filter);
        }
    }
    view
}

const fn filter(figure: Figure) -> &'static str {
    match figure {
        Figure::Attendance => "counted=attended",
        Figure::Authorised => "counted=authorised",
        Figure::Unauthorised => "counted=unauthorised",
        Figure::Persistent => "figure=persistent",
        Figure::Severe => "figure=severe",
    }
}

/// `Attendance`, or `Attendance, free school meals`.
fn name(row: &Row) -> String {
    row.cohort.map_or_else(|| row.figure.words().to_owned(), |cohort| format!("{}, {cohort}", row.figure.words()))
}

/// A row's own share as this reader may see it, among the rows of its table.
fn own_of(shown: &Shown<'_>, rows: &[Row], row: &Row) -> Cell {
    let all: Vec<Told> = rows.iter().map(|row| (row.figure, row.cohort.unwrap_or_default(), row.own)).collect();
    own(&all, (row.figure, row.cohort.unwrap_or_default(), row.own), shown.eyes)
}

fn standing(row: &Row) -> String {
    let spread = row.spread;
    let same = spread.schools - spread.lower - spread.higher;
    let same = if same == 0 { String::new() } else { format!(", the same as {same}") };
    format!("higher than {} of {}, lower than {}{same}", spread.lower, spread.schools, spread.higher)
}

/// The figures as a table; nothing where the schools are too few.
pub(super) fn table(shown: &Shown<'_>, beside: &Beside, title: &str) -> Option<Table> {
    if beside.rows.is_empty() {
        return None;
    }
    let column = |heading: &str, kind| Column { heading: heading.into(), kind };
    let percent = |heading: &str| column(heading, Kind::Percent);
    let cells = |row: &Row| {
        let (spread, rows) = (row.spread, beside.rows.as_slice());
        vec![
            Cell::Text(name(row)),
            own_of(shown, rows, row),
            Cell::Percent(spread.lower_quartile),
            Cell::Percent(spread.median),
            Cell::Percent(spread.upper_quartile),
            Cell::Percent(spread.together),
            Cell::Text(standing(row)),
            Cell::Number(spread.schools.into()),
        ]
    };
    Some(Table {
        title: format!("{}: {title}", shown.found.school.name),
        columns: vec![
            column("Figure", Kind::Text),
            percent("This school"),
            percent("A quarter of the others up to"),
            percent("Half of them up to"),
            percent("Three quarters up to"),
            percent("All of them together"),
            column("Where this school stands", Kind::Text),
            column("Other schools", Kind::Number),
        ],
        rows: beside.rows.iter().map(cells).collect(),
        notes: vec![
            shown.to_the_day(),
            String::from(
                "Of the children on the roll that day. The quarters and the middle are of the other schools, each counting \
                 once; together, their sessions or children are added up. Of a group of children only schools with at least 5 \
                 of them are counted, and a figure that fewer than 5 schools have is left out.",
            ),
        ],
    })
}

fn picture(shown: &Shown<'_>, rows: &[Row], row: &Row) -> StripView {
    let at = |percent: domain::tally::Percent| i64::from(percent.in_thousandths());
    let spread = row.spread;
    let own_cell = own_of(shown, rows, row);
    let own_words = match &own_cell {
        Cell::Percent(percent) => words::percent(*percent),
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    };
    let finding = format!(
        "{own_words} here; middle of the others {}, the middle half of them {} to {}: {}.",
        words::percent(spread.median),
        words::percent(spread.lower_quartile),
        words::percent(spread.upper_quartile),
        standing(row)
    );
    let others: Vec<i64> = row.each.iter().map(|(_, share)| at(share.percent())).collect();
    // Where the number may not be told, the picture may not tell it either.
    let own = matches!(own_cell, Cell::Percent(_)).then(|| at(row.own.percent()));
    let ends = [at(spread.lower_quartile), at(spread.upper_quartile)];
    let all = || others.iter().copied().chain(own).chain(ends);
    let (low, high) = (all().min().unwrap_or_default(), all().max().unwrap_or_default());
    let end = |value: i64| (value, words::percent(domain::tally::Percent::thousandths(value as u32)));
    let drawn = Strip {
        finding: format!("{}: {finding}", row.figure.words()),
        ends: [end(low), end(high)],
        shaded: (at(spread.lower_quartile), at(spread.upper_quartile)),
        middle: Some(at(spread.median)),
        others,
        marked: None,
        own,
    };
    let name = Link::new(row.figure.words(), urls::definition(row.figure.definition()));
    StripView { name, svg: strip(&drawn), finding }
}

/// How the schools like it were found, in words and numbers.
pub(super) fn method(shown: &Shown<'_>) -> Method {
    let traits = shown.found.traits;
    let share = |part: u32| {
        Share::new(part.into(), traits.children.into())
            .map_or_else(String::new, |share| words::percent(share.percent()))
    };
    let all = words::counted(shown.found.authority.schools.len() as i64 + 1, "school", "schools");
    let few = match shown.eyes {
        Eyes::Governor if [traits.meals, traits.needs].iter().any(|count| (1..5).contains(count)) => String::new(),
        _ => format!(
            " This school has {} on its roll, {} of them with free school meals and {} with support or a plan for special \
             educational needs.",
            words::counted(traits.children.into(), "child", "children"),
            share(traits.meals),
            share(traits.needs)
        ),
    };
    let words = vec![
        format!("Only schools of the same phase are set beside each other.{few}"),
        format!(
            "Of each of the three, how many are on the roll, the share with free school meals and the share with support or a \
             plan, the difference between two schools is counted in standard deviations of the {all} of the phase, so that \
             each of the three weighs the same. The three are squared, averaged, and the root is the distance: 0 would be a \
             school just like this one, and 1 one that is as far away as schools here usually are from their average."
        ),
    ];
    let table = schools(shown);
    Method {
        words: if table.is_some() { words } else { Vec::new() },
        table: table.map(|table| shown.view("schools", &table)),
    }
}

/// `1.07`.
fn distance(distance: Distance) -> String {
    format!("{}.{:02}", distance.0 / 100, distance.0 % 100)
}

/// The schools like it with how unlike each is; by name and with what it is compared by for a reader who may be told.
pub(super) fn schools(shown: &Shown<'_>) -> Option<Table> {
    let found = shown.found;
    if found.alike.schools.is_empty() || found.alike.rows.is_empty() {
        return None;
    }
    let is_named = found.others == Others::Named;
    let column = |heading: &str, kind| Column { heading: heading.into(), kind };
    let mut columns = vec![column("School", Kind::Text), column("Distance", Kind::Text)];
    if is_named {
        columns.push(column("Children", Kind::Number));
        columns.extend(["Free school meals", "SEN support or plan"].map(|heading| column(heading, Kind::Percent)));
        columns.extend(Figure::ALL.map(|figure| column(figure.words(), Kind::Percent)));
    }
    let row = |(place, other): (usize, &service::comparison::Other)| {
        let name = if is_named { other.name.clone() } else { format!("Nearest, number {}", place + 1) };
        let mut cells = vec![Cell::Text(name), Cell::Text(distance(other.distance))];
        if let Some(traits) = other.traits {
            let share = |part: u32| {
                Share::new(part.into(), traits.children.into())
                    .map_or(Cell::Empty, |share| Cell::Percent(share.percent()))
            };
            cells.extend([Cell::Number(traits.children.into()), share(traits.meals), share(traits.needs)]);
            cells.extend(Figure::ALL.map(|figure| of(found.alike.rows.as_slice(), figure, &other.name)));
        }
        cells
    };
    Some(Table {
        title: format!("{}: the schools like it", found.school.name),
        columns,
        rows: found.alike.schools.iter().enumerate().map(row).collect(),
        notes: vec![shown.to_the_day(), String::from("The distance is in standard deviations.")],
    })
}

/// The figure of another school, by its name.
fn of(rows: &[Row], figure: Figure, name: &str) -> Cell {
    let row = rows.iter().find(|row| row.figure == figure && row.cohort.is_none());
    let share = row.and_then(|row| row.each.iter().find(|(known, _)| known == name));
    share.map_or(Cell::Empty, |(_, share)| Cell::Percent(share.percent()))
}
