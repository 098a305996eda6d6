//! The classes of a school side by side, with its years.

use domain::{
    school::year_name,
    tally::{Percent, Tally},
};
use service::{App, school::classes::Row};

use super::{Shown, filter};
use crate::{
    chart::bar::bar,
    error::Problem,
    handlers::school::opened::meaning::defined,
    link::Link,
    pages::school::{
        classes::{ClassRow, Classes, Meaning, Part},
        small::{FEW, days_per_child},
    },
    words,
};

/// The heads of the columns, each with the definition that explains it.
const COLUMNS: [(&str, &str); 8] = [
    ("Attendance", "attendance_percent"),
    ("Authorised sessions", "sessions_authorised"),
    ("Unauthorised sessions", "sessions_unauthorised"),
    ("Days missed per child", "days_missed"),
    ("Late arrivals", "late"),
    ("Of these, after the close", "late_after_close"),
    ("Persistently absent", "persistently_absent"),
    ("Severely absent", "severely_absent"),
];

/// The longest bar, in pixels.
const BAR: u32 = 90;

pub(super) fn side_by_side(app: &App, shown: &Shown<'_>) -> Result<Classes, Problem> {
    let table = &shown.figures.classes;
    let longest = table.classes.iter().chain(&table.years).map(missed_share).max().unwrap_or_default();
    let rows = |rows: &[Row]| rows.iter().map(|row| side(shown, row, longest)).collect();
    let meaning = |(name, figure): (&str, &str)| -> Result<Meaning, Problem> {
        let definition = defined(app, shown.school(), figure, shown.figures.to)?;
        let more = if figure == "days_missed" { " Shared out over the children on the roll." } else { "" };
        Ok(Meaning { name: name.to_owned(), text: format!("{}{more}", definition.text) })
    };
    Ok(Classes {
        columns: std::iter::once("Children").chain(COLUMNS.map(|(name, _)| name)).map(str::to_owned).collect(),
        classes: rows(&table.classes),
        years: rows(&table.years),
        school: side(shown, &table.school, longest),
        meanings: COLUMNS.into_iter().map(meaning).collect::<Result<Vec<Meaning>, Problem>>()?,
    })
}

fn side(shown: &Shown<'_>, row: &Row, longest: u64) -> ClassRow {
    let name = match (&row.group, row.year) {
        (Some((_, name)), _) => name.clone(),
        (None, Some(year)) => year_name(year),
        (None, None) => String::from("School"),
    };
    let link = |text: String, figure: &str| {
        let filter = match (&row.group, row.year) {
            (Some((group, _)), _) => filter::of_class(figure, *group),
            (None, year) => filter::among(figure, year, None),
        };
        Link::new(text, shown.open(&filter).unwrap_or_default())
    };
    let part = |text: String, figure: &str, (said, beside): (&str, String)| Part {
        number: link(text, figure),
        said: format!("{said}, {name}"),
        beside,
    };
    let number = |count: u32| words::number(count.into());
    let tally = row.tally;
    let sessions = |count: u32, figure: &str, said: &str| part(number(count), figure, (said, share(row, count)));
    let possible = format!(" of {}", words::counted(tally.possible().into(), "possible session", "possible sessions"));
    let plain = |said: &'static str| (said, String::new());
    ClassRow {
        cells: vec![
            part(number(row.children), filter::EVERYBODY, plain(" children")),
            average(row, &|| part(attendance(tally), filter::POSSIBLE, (&possible, String::new()))),
            sessions(tally.authorised, filter::AUTHORISED, " authorised sessions"),
            sessions(tally.unauthorised, filter::UNAUTHORISED, " unauthorised sessions"),
            average(row, &|| part(missed(row), filter::MISSED, plain(" days missed per child"))),
            part(number(row.late), filter::LATE, plain(" late arrivals")),
            part(number(row.late_after_close), "counted=late-after-close", plain(" late after the close")),
            part(number(row.persistent), filter::PERSISTENT, plain(" persistently absent")),
            part(number(row.severe), filter::SEVERE, plain(" severely absent")),
        ],
        bar: bar(missed_share(row), longest, BAR),
        name: link(name.clone(), filter::EVERYBODY),
    }
}

/// The share of possible sessions missed, in thousandths of a percent; none of few children.
fn missed_share(row: &Row) -> u64 {
    let share = row.tally.absence().filter(|_| u64::from(row.children) >= FEW);
    share.map_or(0, |share| share.in_thousandths().into())
}

/// No average is shown of few children.
fn average(row: &Row, shown: &dyn Fn() -> Part) -> Part {
    if u64::from(row.children) < FEW { Part::without("too few") } else { shown() }
}

/// The attendance of a row, where it is of enough children to be shown.
pub(super) fn shown_attendance(row: &Row) -> Option<Percent> {
    row.tally.attendance().filter(|_| u64::from(row.children) >= FEW)
}

fn attendance(tally: Tally) -> String {
    tally.attendance().map_or_else(|| String::from("none possible"), words::percent)
}

fn missed(row: &Row) -> String {
    days_per_child(row.tally.half_days_missed().into(), row.children.into())
}

/// The share of the possible sessions that `count` are; empty for few children, and where none was possible.
fn share(row: &Row, count: u32) -> String {
    let others = row.tally.possible() - count;
    let share = Tally { attended: others, authorised: count, unauthorised: 0 }.absence();
    let share: Option<Percent> = share.filter(|_| u64::from(row.children) >= FEW);
    share.map(words::percent).unwrap_or_default()
}
