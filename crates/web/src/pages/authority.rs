//! All schools of an authority side by side, sorted as the reader likes.

pub mod order;

use std::ops::Range;

use domain::{
    Date,
    decide::Deadline,
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
    pages::{figures::Paging, school::BandSet},
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
    /// Whether its bands, returns, meeting and registers are worked out yet.
    pub is_known: bool,
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
    /// Returns and notices that are late.
    pub returns_late: u32,
    /// The regular meeting of the authority with the school; nothing where its handbook asks for none.
    pub meeting: Option<Held>,
    /// Registers that should have been taken today and are not.
    pub registers_missing: u32,
    /// The last day with marks, where no register of the session is taken.
    pub last_marked: Option<Date>,
}

/// How the regular meeting with a school stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// When it was held last.
    pub held: Option<Date>,
    /// Whether it is due.
    pub is_due: bool,
    /// By when.
    pub deadline: Option<Deadline>,
    /// Whether that has gone by.
    pub is_over: bool,
}

/// The list of towns, where there are many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choosing {
    /// Where the form goes.
    pub action: String,
    /// What else of the view stays as it is.
    pub kept: Vec<Kept>,
    /// The towns, and whether each is chosen.
    pub towns: Vec<(String, bool)>,
}

/// A part of the view that stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The name of its field.
    pub name: &'static str,
    /// What it is.
    pub value: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Authority {
    /// All, primary, secondary …; empty when there is only one view.
    pub filters: Vec<Filter>,
    /// The towns to choose from; nothing where they stand among the filters.
    pub towns: Option<Choosing>,
    /// What of the figures is not worked out yet; empty when all is.
    pub state: String,
    /// Which part of the list this is.
    pub paging: Paging,
    /// The whole list as files.
    pub files: Vec<Link>,
    /// To cohorts, phases and schools where most days are missed.
    pub focus: Link,
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
    /// Returns that are late, to the returns of the school.
    pub returns: Link,
    /// `Held 4 March`, or by when its meeting is due.
    pub meeting: Status,
    /// Registers missing today.
    pub registers: Status,
}

impl Authority {
    /// The page over these schools, sorted, of which those of `range` are shown. `total` is where all their children stand,
    /// `href` the address of the page in an order.
    pub fn new(
        schools: &[Known],
        range: Range<usize>,
        total: BandSet,
        order: Order,
        href: impl Fn(Order) -> String,
    ) -> Authority {
        let sum = |count: fn(&Known) -> u32| schools.iter().map(|school| i64::from(count(school))).sum();
        let totals = vec![
            Total { name: "Persistent", count: words::number(sum(|school| school.persistent)) },
            Total { name: "Severe", count: words::number(sum(|school| school.severe)) },
            Total { name: "Returns late", count: words::number(sum(|school| school.returns_late)) },
        ];
        let shown = &schools[range];
        let group = |title: &str, is_own: bool| {
            let all = schools.iter().filter(|school| school.is_own == is_own).count();
            Group::of(title, all, shown.iter().filter(|school| school.is_own == is_own))
        };
        let groups = if schools.iter().any(|school| school.is_own) {
            vec![group("Your schools", true), group("Other schools", false)]
        } else {
            vec![group("All schools", false)]
        };
        Authority {
            filters: Vec::new(),
            towns: None,
            state: String::new(),
            paging: Paging::default(),
            files: Vec::new(),
            focus: Link::new("Where to focus: cohorts, phases and schools", urls::area::focus()),
            bands: total,
            totals,
            columns: heads(order, href),
            groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
            duties: Link::new("What the handbook asks of the authority", urls::authority_duty::list()),
            returns: Link::new("Returns and notices of the schools", urls::returns::of_authority()),
            families: Link::new("Absent today: brothers and sisters in several schools", urls::across::families()),
        }
    }
}

impl Group {
    fn of<'a>(title: &str, all: usize, schools: impl Iterator<Item = &'a Known>) -> Group {
        let title = format!("{title}, {}", words::number(all as i64));
        Group { title, rows: schools.map(Row::of).collect() }
    }
}

impl Row {
    fn of(school: &Known) -> Row {
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
            returns: Link::new(
                if school.is_known { number(school.returns_late) } else { String::from("–") },
                urls::returns::of_school(school.id),
            ),
            meeting: meeting(school),
            registers: registers(school),
            name: school.name.clone(),
            kind: school.kind.clone(),
        }
    }
}

const NOT_YET: &str = "not worked out yet";

fn meeting(school: &Known) -> Status {
    match school.meeting {
        _ if !school.is_known => Status::done(NOT_YET),
        None => Status::done("–"),
        Some(Held { is_due: true, deadline: Some(deadline), is_over, .. }) => {
            let day = words::short_day(deadline.day);
            if is_over { Status::now(format!("Was due {day}")) } else { Status::due(format!("By {day}")) }
        }
        Some(Held { is_due: true, .. }) => Status::due("Due"),
        Some(Held { held: Some(day), .. }) => Status::done(format!("Held {}", words::short_day(day))),
        Some(_) => Status::done("–"),
    }
}

fn registers(school: &Known) -> Status {
    match (school.registers_missing, school.last_marked) {
        _ if !school.is_known => Status::done(NOT_YET),
        (0, _) => Status::done("none"),
        (missing, None) => Status::now(words::counted(missing.into(), "missing", "missing")),
        (missing, Some(day)) => {
            Status::now(format!("{} missing, last on {}", words::number(missing.into()), words::short_day(day)))
        }
    }
}

/// Attendance in the four weeks before the last four, and in the last four. Nothing before the eighth week.
pub fn recent(weeks: &[Tally]) -> Option<(Percent, Percent)> {
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
