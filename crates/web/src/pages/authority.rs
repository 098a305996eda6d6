//! All schools of an authority side by side, sorted as the reader likes.

pub mod order;

use domain::{
    id::SchoolId,
    tally::{Percent, Tally},
};
use serde::Serialize;

use self::order::{Column, Order};
use crate::{
    chart::{
        Svg,
        bands::{self, Shaded, shade},
        sparkline::{change, sparkline},
    },
    link::{Filter, Link},
    pages::school::BandSet,
    status::Status,
    urls, words,
};

/// What is known of a school, before it is put in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Which school.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// `Primary, Moor`.
    pub kind: String,
    /// Whether the reader looks after it.
    pub is_own: bool,
    /// Children on its roll.
    pub children: u32,
    /// All their sessions of the year.
    pub tally: Tally,
    /// Their sessions by school week, from the first week of the year; weeks without a mark are left out.
    pub weeks: Vec<Tally>,
    /// The children in each band of its pack, in order.
    pub bands: Vec<(String, u64)>,
    /// Children persistently absent.
    pub persistent: u32,
    /// Children severely absent.
    pub severe: u32,
    /// Registers that should have been taken today and are not.
    pub registers_missing: u32,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Authority {
    /// All, primary, secondary …; empty when there is only one view.
    pub filters: Vec<Filter>,
    /// Where the children of all these schools stand.
    pub bands: BandSet,
    /// `Persistent 2,504`, `Severe 279`, under the bar.
    pub totals: Vec<Total>,
    /// The heads of the table.
    pub columns: Vec<Head>,
    /// The reader's own schools, then the others. A group without a school is left out.
    pub groups: Vec<Group>,
    /// To what the handbooks ask of the authority itself.
    pub duties: Link,
    /// To the returns of the schools.
    pub returns: Link,
    /// To the families with a child absent without a reason, and children in several schools.
    pub families: Link,
}

/// A number beside the bands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Total {
    /// `Persistent`.
    pub name: &'static str,
    /// `2,504`.
    pub count: String,
}

/// The head of a column, which sorts by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Its words.
    pub text: &'static str,
    /// The page sorted by it; the other way round if it is sorted by it now.
    pub href: String,
    /// `ascending` or `descending` if the table is sorted by it; empty otherwise.
    pub sort: &'static str,
    /// Whether it stands over numbers.
    pub is_number: bool,
}

/// Some of the schools, under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// `Your schools, 9`.
    pub title: String,
    /// They, in order.
    pub rows: Vec<Row>,
}

/// A school's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its figures.
    pub href: String,
    /// `Primary, Moor`.
    pub kind: String,
    /// `412`.
    pub children: String,
    /// `94.1%`, or `no marks`.
    pub attendance: String,
    /// Its weeks as a line; nothing before its first.
    pub line: Option<Svg>,
    /// `0.9 up`: the last four weeks beside the four before.
    pub change: String,
    /// Its bands as a bar; nothing when no child stands in one.
    pub bar: Option<Svg>,
    /// `73`, to those children.
    pub persistent: Link,
    /// `18%` of its children.
    pub persistent_share: String,
    /// `2`, to those children.
    pub severe: Link,
    /// `0.8%` of the possible sessions, to the sessions missed without authority.
    pub unauthorised: Link,
    /// Registers missing today.
    pub registers: Status,
}

impl Authority {
    /// The page over these schools. `total` is where all their children stand, `href` the address of the page in an order.
    pub fn new(schools: Vec<Known>, total: BandSet, order: Order, href: impl Fn(Order) -> String) -> Authority {
        let sum = |count: fn(&Known) -> u32| schools.iter().map(|school| i64::from(count(school))).sum();
        let totals = vec![
            Total { name: "Persistent", count: words::number(sum(|school| school.persistent)) },
            Total { name: "Severe", count: words::number(sum(|school| school.severe)) },
        ];
        let mut schools = schools;
        order.sort(&mut schools);
        let (own, others): (Vec<Known>, Vec<Known>) = schools.into_iter().partition(|school| school.is_own);
        let groups = if own.is_empty() {
            vec![Group::of("All schools", others)]
        } else {
            vec![Group::of("Your schools", own), Group::of("Other schools", others)]
        };
        let groups = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
        let families = Link::new("Absent today: brothers and sisters in several schools", urls::across::families());
        let duties = Link::new("What the handbook asks of the authority", urls::authority_duty::list());
        let returns = Link::new("Returns and notices of the schools", urls::returns::of_authority());
        Authority {
            filters: Vec::new(),
            bands: total,
            totals,
            columns: heads(order, href),
            groups,
            duties,
            returns,
            families,
        }
    }
}

impl Group {
    fn of(title: &str, schools: Vec<Known>) -> Group {
        let title = format!("{title}, {}", words::number(schools.len() as i64));
        Group { title, rows: schools.into_iter().map(Row::of).collect() }
    }
}

impl Row {
    fn of(school: Known) -> Row {
        let number = |count: u32| words::number(count.into());
        let percent = |percent: Option<Percent>, none: &str| percent.map_or_else(|| none.into(), words::percent);
        let weeks: Vec<Percent> = school.weeks.iter().filter_map(|week| week.attendance()).collect();
        let of = school.bands.len();
        let drawn: Vec<Shaded<'_>> = school
            .bands
            .iter()
            .enumerate()
            .map(|(at, (name, children))| Shaded { name, children: *children, shade: shade(at, of) })
            .collect();
        let opened = |number: String, filter| Link::new(number, urls::school_sessions(school.id, filter));
        Row {
            href: urls::school(school.id),
            children: number(school.children),
            attendance: percent(school.tally.attendance(), "no marks"),
            line: sparkline(&weeks),
            change: recent(&school.weeks).map(|(before, after)| change(before, after)).unwrap_or_default(),
            bar: bands::small(&drawn),
            persistent: opened(number(school.persistent), "figure=persistent"),
            persistent_share: share(school.persistent, school.children),
            severe: opened(number(school.severe), "figure=severe"),
            unauthorised: opened(percent(school.tally.unauthorised_absence(), "–"), "figure=unauthorised"),
            registers: match school.registers_missing {
                0 => Status::done("none"),
                missing => Status::now(words::counted(missing.into(), "missing", "missing")),
            },
            name: school.name,
            kind: school.kind,
        }
    }
}

/// Attendance in the four weeks before the last four, and in the last four. Nothing before the eighth week.
fn recent(weeks: &[Tally]) -> Option<(Percent, Percent)> {
    const FOUR: usize = 4;
    let after = weeks.len().checked_sub(FOUR)?;
    let before = after.checked_sub(FOUR)?;
    let over = |weeks: &[Tally]| weeks.iter().copied().sum::<Tally>().attendance();
    Some((over(&weeks[before..after])?, over(&weeks[after..])?))
}

fn share(part: u32, whole: u32) -> String {
    match u64::from(whole) {
        0 => String::new(),
        whole => format!("{}%", (u64::from(part) * 200 + whole) / (2 * whole)),
    }
}

fn heads(order: Order, href: impl Fn(Order) -> String) -> Vec<Head> {
    let head = |column: Column| Head {
        text: column.text(),
        href: href(order.pressed(column)),
        sort: order.aria(column),
        is_number: column.is_number(),
    };
    Column::ALL.into_iter().map(head).collect()
}

#[cfg(test)]
mod tests;
