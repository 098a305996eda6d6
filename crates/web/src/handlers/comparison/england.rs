//! The school beside what is published for England.

use documents::table::{Cell, Column, Kind, Table};
use service::comparison::{Coded, EnglandRow, OwnDays, Stretch};

use super::{
    Shown,
    told::{Told, own},
};
use crate::{pages::comparison::Part, urls, words};

/// A part for each stretch of time that is published.
pub(super) fn parts(shown: &Shown<'_>) -> Vec<Part> {
    let england = &shown.found.england;
    let mut parts = Vec::new();
    match &england.weeks {
        Some(weeks) => {
            let with_school = format!(
                "The weeks of the autumn that are over and of which England’s figures are published. {}",
                beside(weeks)
            );
            parts.push(part(shown, ("weeks", "Beside England, the same weeks"), vec![with_school], weeks));
        }
        None => parts.push(Part {
            id: String::from("weeks"),
            title: String::from("Beside England, the same weeks"),
            words: vec![String::from(
                "Of the weeks of this autumn that are over none is among those published for England.",
            )],
            table: None,
        }),
    }
    let year = vec![
        format!("The year that was published last. {}", beside(&england.year)),
        String::from(
            "Sessions are counted by the same codes here and there: possible, attended, missed with and without \
             authorisation. Persistent absence is there, as here, the share of pupils who missed 10% or more of their own \
             possible sessions in those days, for whatever reason; here of everybody with a possible session in them.",
        ),
    ];
    parts.push(part(shown, ("year", "Beside England, the year"), year, &england.year));
    parts.push(codes(shown));
    let pupils = vec![
        format!(
            "Severe absence, and absence of groups of pupils, was published last for 2022/23. {}",
            beside(&england.pupils)
        ),
        String::from(
            "There the pupils of years 1 to 11 of state-funded schools are counted who were enrolled at any time of the year; \
             here all children on the roll at its end. Early in a year more children are over either line than at its end, since \
             one illness weighs more. Special educational needs are support and plan together.",
        ),
    ];
    parts.push(part(shown, ("pupils", "Beside England, pupils"), pupils, &england.pupils));
    parts
}

/// What stands beside what, so that no stretch of time passes for another.
fn beside(stretch: &Stretch) -> String {
    let (published, own) = (stretch.when.words(), stretch.own.words());
    let published = match stretch.schools {
        Some(schools) => format!("England: {published}, {}.", words::counted(schools.into(), "school", "schools")),
        None => format!("England: {published}."),
    };
    match stretch.own {
        OwnDays::Same(_) => format!("{published} This school: the same days."),
        OwnDays::SameWeeks(_) => format!("{published} This school: the same weeks a year later, within {own}."),
        OwnDays::OtherYear(_) => format!("{published} This school: another year, {own}, the last that is over."),
        OwnDays::Other(_) => {
            format!(
                "{published} This school: {own}, which is another stretch of the year, because its register has not those days."
            )
        }
    }
}

fn part(shown: &Shown<'_>, (id, title): (&str, &str), said: Vec<String>, stretch: &Stretch) -> Part {
    let table = super::table(shown, id).map(|table| {
        let mut view = shown.view(id, &table);
        for (cells, row) in view.rows.iter_mut().zip(&stretch.rows) {
            cells[0].href = urls::definition(row.figure.definition());
        }
        view
    });
    Part { id: id.into(), title: title.into(), words: said, table }
}

/// The table with this name; nothing where the page does not show it.
pub(super) fn table(shown: &Shown<'_>, name: &str) -> Option<Table> {
    let england = &shown.found.england;
    match name {
        "weeks" => of_stretch(shown, "Beside England, the same weeks", england.weeks.as_ref()?),
        "year" => of_stretch(shown, "Beside England, the year", &england.year),
        "pupils" => of_stretch(shown, "Beside England, pupils", &england.pupils),
        "codes" => by_code(shown),
        _ => None,
    }
}

fn column(heading: impl Into<String>, kind: Kind) -> Column {
    Column { heading: heading.into(), kind }
}

/// What every file of published figures carries.
fn notes(stretch: &Stretch) -> Vec<String> {
    vec![
        beside(stretch),
        String::from(
            "Source: Department for Education. Contains public sector information licensed under the Open Government \
             Licence v3.0.",
        ),
    ]
}

fn of_stretch(shown: &Shown<'_>, title: &str, stretch: &Stretch) -> Option<Table> {
    if stretch.rows.is_empty() {
        return None;
    }
    let has_authority = stretch.rows.iter().any(|row| row.authority.is_some());
    let mut columns = vec![
        column("Figure", Kind::Text),
        column(format!("This school, {}", stretch.own.words()), Kind::Percent),
        column(format!("England, {}", stretch.when.words()), Kind::Percent),
    ];
    if has_authority {
        columns.push(column(format!("The authority, {}", stretch.when.words()), Kind::Percent));
    }
    let all: Vec<Told> = stretch.rows.iter().filter_map(|row| Some((row.figure, row.group, row.own?))).collect();
    let cells = |row: &EnglandRow| {
        let name = row.figure.words();
        let name = if row.group.is_empty() { name.to_owned() } else { format!("{name}, {}", row.group) };
        let own = match row.own {
            Some(share) => own(&all, (row.figure, row.group, share), shown.eyes),
            None => Cell::Text(String::from("too few")),
        };
        let mut cells = vec![Cell::Text(name), own, Cell::Percent(row.england)];
        if has_authority {
            cells.push(row.authority.map_or(Cell::Empty, Cell::Percent));
        }
        cells
    };
    Some(Table {
        title: format!("{}: {}", shown.found.school.name, title.to_lowercase()),
        columns,
        rows: stretch.rows.iter().map(cells).collect(),
        notes: notes(stretch),
    })
}

fn codes(shown: &Shown<'_>) -> Part {
    let words = format!("Sessions with each code, of the possible ones. {}", beside(&shown.found.england.year));
    Part {
        id: String::from("codes"),
        title: String::from("Beside England, by code"),
        words: vec![words],
        table: super::table(shown, "codes").map(|table| shown.view("codes", &table)),
    }
}

fn by_code(shown: &Shown<'_>) -> Option<Table> {
    let england = &shown.found.england;
    if england.codes.is_empty() {
        return None;
    }
    let cells = |coded: &Coded| {
        vec![
            Cell::Text(coded.letters.clone()),
            Cell::Text(words::sentence(&coded.title)),
            coded.own.map_or_else(|| Cell::Text(String::from("too few")), |share| Cell::Percent(share.percent())),
            Cell::Percent(coded.england),
        ]
    };
    Some(Table {
        title: format!("{}: beside England, by code", shown.found.school.name),
        columns: vec![
            column("Code", Kind::Text),
            column("What it means", Kind::Text),
            column(format!("This school, {}", england.year.own.words()), Kind::Percent),
            column(format!("England, {}", england.year.when.words()), Kind::Percent),
        ],
        rows: england.codes.iter().map(cells).collect(),
        notes: notes(&england.year),
    })
}
