//! A school's figures: six with last week and last year, the weeks, the bands, the classes, years and cohorts, who is near
//! the next band.

pub mod absence;
pub mod classes;
mod line;
pub mod small;

pub use line::Line;

use std::collections::BTreeMap;

use domain::tally::Tally;
use serde::Serialize;

use self::small::Reader;
use crate::{
    chart::{Svg, bands, bar::bar, trend::Trend},
    link::{Hidden, Link},
    table::TableView,
    words,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct School {
    /// The day on which the page stands, with the form for another.
    pub day: Day,
    /// The six figures.
    pub figures: Vec<Figure>,
    /// The pages of reasons, lateness, spells and who is near; none for a reader who sees no names.
    pub absence: Vec<Link>,
    /// The day, its week, its half term and the year to date side by side.
    pub periods: TableView,
    /// Who is near persistent absence; nothing for a reader who sees no names.
    pub near: Option<NearView>,
    /// The files of each table, by its name.
    pub files: BTreeMap<&'static str, Vec<Link>>,
    /// Attendance by week; nothing before the first register of either year.
    pub trend: Option<Trend>,
    /// Who crossed into a further band this week, for each band that somebody can cross into.
    pub crossed: Vec<Crossed>,
    /// The share of sessions missed on each weekday.
    pub weekdays: Vec<Share>,
    /// How many children stand where, for each set of bands of the pack.
    pub bands: Vec<BandSet>,
    /// The classes and years side by side; nothing for a reader who sees no names.
    pub classes: Option<classes::Classes>,
    /// Days missed per child by year and cohort.
    pub cohorts: CohortTable,
    /// Who is nearest to the next band; nothing for a reader who sees no names.
    pub nearest: Option<Nearest>,
    /// The same page for another reader, such as for governors.
    pub other: Option<Link>,
    /// What is told to the authority, with what is due and late; nothing for who neither sends nor receives it.
    pub returns: Option<Link>,
    /// The requests for leave, with how many wait; nothing for who does not enter planned absences.
    pub leave: Option<Link>,
    /// What the school is: its address, its times and its terms.
    pub about: Link,
    /// Any figure by any side.
    pub other_figures: Link,
    /// The school beside others, and children before and after a support.
    pub compared: Vec<Link>,
    /// The reports about the school.
    pub reports: Vec<Link>,
    /// What was counted of a class or of everybody, to any day; nothing for a reader without names.
    pub count: Option<crate::pages::count::Count>,
}

/// One of the six figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// `Persistently absent`.
    pub label: String,
    /// `73`.
    pub number: String,
    /// `17.7%`, `sessions`; may be empty.
    pub beside: String,
    /// What makes it; nothing for a reader who sees no names.
    pub href: Option<String>,
    /// `last week 72`, `last year 79`.
    pub lines: Vec<Line>,
}

/// The form that asks for the figures of another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Where it goes.
    pub action: String,
    /// The day of the page, as a date field has it: `2026-11-24`.
    pub to: String,
    /// The latest day that may be asked for.
    pub latest: String,
    /// What else the address keeps.
    pub kept: Vec<Hidden>,
    /// The page of today; nothing when this is it.
    pub today: Option<Link>,
}

/// The children who crossed into a band this week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crossed {
    /// `Crossed 15 days this week`.
    pub title: String,
    /// They; empty for a reader who sees no names.
    pub children: Vec<CrossedChild>,
    /// Said after them: `Nobody.`, `And 4 more.`, or how many for a reader who sees no names; may be empty.
    pub words: String,
    /// All of the band, where not every child is named here.
    pub more: Option<Link>,
}

/// A child who crossed into a band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CrossedChild {
    /// Their name, to their page; the name alone of a child who has left.
    pub who: Link,
    /// `2 Birch: 16 days`.
    pub detail: String,
    /// The receipt; empty for a day that is past.
    pub receipt: String,
}

/// Who is near persistent absence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearView {
    /// How many they are.
    pub words: String,
    /// The nearest; nothing when nobody is near.
    pub table: Option<TableView>,
    /// All of them.
    pub more: Link,
    /// What explains the columns.
    pub definitions: Vec<Link>,
}

/// The share of sessions missed on one weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// `Monday`.
    pub name: &'static str,
    /// A bar beside the others'.
    pub bar: Svg,
    /// `7.0%`, or `none possible`.
    pub percent: String,
    /// Those sessions; empty for a reader without names.
    pub href: String,
    /// The shares of its morning and its afternoon, each to those sessions.
    pub halves: [Link; 2],
}

/// The shares of sessions missed on Monday to Friday, of the mornings and afternoons of each. `link` is the address of those
/// of a weekday, `monday`, or of half of one, `monday-am`.
pub fn shares(halves: [[Tally; 2]; 5], link: &dyn Fn(&str) -> String) -> Vec<Share> {
    const NAMES: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    let size = |tally: Tally| tally.absence().map_or(0, |percent| u64::from(percent.in_thousandths()));
    let weekdays = halves.map(|[morning, afternoon]| [morning, afternoon].into_iter().sum::<Tally>());
    let most = weekdays.into_iter().map(size).max().unwrap_or_default();
    let percent = |tally: Tally| tally.absence().map_or_else(|| String::from("none possible"), words::percent);
    let share = |((name, tally), [am, pm]): ((&'static str, Tally), [Tally; 2])| {
        let day = name.to_lowercase();
        let half = |tally: Tally, half: &str| Link::new(percent(tally), link(&format!("{day}-{half}")));
        Share {
            name,
            bar: bar(size(tally), most, 110),
            percent: percent(tally),
            halves: [half(am, "am"), half(pm, "pm")],
            href: link(&day),
        }
    };
    NAMES.into_iter().zip(weekdays).zip(halves).map(share).collect()
}

/// How many children stand in each band of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandSet {
    /// `Where the children stand`.
    pub title: String,
    /// The bar; nothing when no child stands anywhere.
    pub bar: Option<Svg>,
    /// The bands, in order.
    pub bands: Vec<BandLine>,
}

/// A band in the list under the bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandLine {
    /// The pack's word.
    pub name: String,
    /// From [`bands::shade`].
    pub shade: &'static str,
    /// How many children.
    pub count: String,
    /// `15 to 55½ days`.
    pub range: String,
    /// The children; nothing for a reader who sees no names.
    pub href: Option<String>,
}

/// A band with its children, before it is decided what the reader may see of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandCount {
    /// The pack's word.
    pub name: String,
    /// How many children.
    pub children: u64,
    /// `15 to 55½ days`.
    pub range: String,
    /// The children, for a reader who sees names; empty where no page lists them.
    pub href: String,
}

impl BandSet {
    /// The set called `title` as `reader` may see it. For a reader who sees no names a band with few children is joined to
    /// the band before it, so that the few cannot be worked out from the rest.
    pub fn new(title: &str, counts: Vec<BandCount>, reader: Reader) -> BandSet {
        let of = counts.len();
        let shaded: Vec<(&'static str, BandCount)> =
            counts.into_iter().enumerate().map(|(at, count)| (bands::shade(at, of), count)).collect();
        let shown = if reader == Reader::Governor { small::joined(shaded) } else { shaded };
        let drawn: Vec<bands::Shaded> = shown
            .iter()
            .map(|(shade, count)| bands::Shaded { name: &count.name, children: count.children, shade })
            .collect();
        let line = |(shade, count): &(&'static str, BandCount)| BandLine {
            name: count.name.clone(),
            shade,
            count: words::number(count.children as i64),
            range: count.range.clone(),
            href: (reader == Reader::Staff && !count.href.is_empty()).then(|| count.href.clone()),
        };
        BandSet { title: title.into(), bar: bands::wide(&drawn, 34), bands: shown.iter().map(line).collect() }
    }
}

/// Days missed per child, by year and cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CohortTable {
    /// The heads of the columns after `Year`: `All`, then the cohorts.
    pub columns: Vec<String>,
    /// A row for each year.
    pub rows: Vec<CohortRow>,
    /// The school's row.
    pub total: Vec<small::Average>,
}

/// A year's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CohortRow {
    /// `Year 5`.
    pub name: String,
    /// Its children; nothing for a reader who sees no names.
    pub href: Option<String>,
    /// A cell for each column.
    pub cells: Vec<small::Average>,
}

/// Who is nearest to the next band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nearest {
    /// `Nearest to the Improvement pathway`.
    pub title: String,
    /// The head of the column of days left: `Days to 15`.
    pub left_head: String,
    /// They, nearest first.
    pub rows: Vec<NearRow>,
    /// `19 children are within 2½ days.`
    pub words: String,
    /// All of them; nothing when there are none.
    pub more: Option<Link>,
}

/// A child near the next band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearRow {
    /// Their name, to their page; the name alone of a child who has left.
    pub who: Link,
    /// `2 Birch, social worker`.
    pub place: String,
    /// `14½`, to those sessions.
    pub days: Link,
    /// `87.7%`.
    pub attendance: String,
    /// `½`.
    pub left: String,
    /// `Support recorded`, or `No support recorded`.
    pub support: String,
}

#[cfg(test)]
mod tests;
