//! A day, its week, its half term and the year to date side by side, each count opened to its sessions.

use documents::table::Kind;
use domain::tally::Tally;
use service::school::{stretch::Stretch, strip::Column};

use super::{Shown, filter};
use crate::{
    handlers::school::absence::{
        linked::{Entry, LinkedTable},
        stretch_name,
    },
    pages::school::small::{FEW, Reader as Eyes},
    urls, words,
};

/// The rows of whole sessions. A reader without names gets shares alone: from one week to the next exact sums would tell what
/// one child missed who has left.
const EXACT: [&str; 5] = ["Days missed", "Authorised, days", "Unauthorised, days", "Possible sessions", "Children"];

/// What stands in a row: its words, the definition that explains them, and its cell.
type Row<'a> = (&'static str, &'static str, &'a dyn Fn(&Column) -> Entry);

/// The table. A reader who sees no names gets the year alone: the few who were away on one day are known to the whole school,
/// and the shorter stretches count children who have left, of whom one could be told from the rest.
pub(super) fn table(shown: &Shown<'_>, columns: &[Column]) -> LinkedTable {
    let columns: Vec<&Column> = columns.iter().filter(|column| is_shown(shown, column.stretch)).collect();
    let possible = |column: &Column| number(shown, column, column.tally.possible(), filter::POSSIBLE);
    let of = |part: fn(Tally) -> u32, filter: &'static str| {
        move |column: &Column| absent(shown, column, Entry::days(part(column.tally)), filter)
    };
    let share = |part: fn(Tally) -> u32, filter: &'static str| {
        move |column: &Column| {
            let share = shown.share(share_of(part(column.tally), column.tally));
            absent(shown, column, Entry::percent(share), filter)
        }
    };
    let missed = of(Tally::absent, filter::MISSED);
    let [authorised, unauthorised] =
        [of(|tally| tally.authorised, filter::AUTHORISED), of(|tally| tally.unauthorised, filter::UNAUTHORISED)];
    let attendance = share(|tally| tally.attended, "counted=attended");
    let [authorised_share, unauthorised_share] =
        [share(|tally| tally.authorised, filter::AUTHORISED), share(|tally| tally.unauthorised, filter::UNAUTHORISED)];
    let before =
        |column: &Column| absent(shown, column, Entry::number(column.lates.before_close), "counted=late-before-close");
    let after =
        |column: &Column| absent(shown, column, Entry::number(column.lates.after_close), "counted=late-after-close");
    let children = |column: &Column| number(shown, column, column.children, filter::EVERYBODY);
    let rows: [Row<'_>; 10] = [
        ("Attendance", "attendance_percent", &attendance),
        ("Days missed", "days_missed", &missed),
        ("Authorised, days", "sessions_authorised", &authorised),
        ("Authorised, of possible", "sessions_authorised", &authorised_share),
        ("Unauthorised, days", "sessions_unauthorised", &unauthorised),
        ("Unauthorised, of possible", "sessions_unauthorised", &unauthorised_share),
        ("Late, before the close", "late_before_close", &before),
        ("Late, after the close", "late_after_close", &after),
        ("Possible sessions", "sessions_possible", &possible),
        ("Children", "sessions_possible", &children),
    ];
    let row = |(name, figure, cell): Row<'_>| {
        let cells = columns.iter().map(|column| cell(column));
        std::iter::once(Entry::text(name).opening(urls::definition(figure))).chain(cells).collect()
    };
    let heads: Vec<String> = columns.iter().map(|column| head(shown, column)).collect();
    let heads: Vec<(&str, Kind)> =
        std::iter::once(("What", Kind::Text)).chain(heads.iter().map(|head| (head.as_str(), Kind::Number))).collect();
    let rows = rows.into_iter().filter(|(name, ..)| shown.eyes == Eyes::Staff || !EXACT.contains(name));
    LinkedTable::new("periods", "Attendance, absence and lateness by period", &heads, rows.map(row).collect())
        .noted(
            "The year to date is of the children on the roll on its last day; the shorter stretches are of everybody who was on \
             the roll in them.",
        )
}

fn is_shown(shown: &Shown<'_>, stretch: Stretch) -> bool {
    shown.eyes == Eyes::Staff || (stretch == Stretch::Year && shown.is_counted())
}

/// `Today`, `Friday 20 November`, `This week`.
fn head(shown: &Shown<'_>, column: &Column) -> String {
    match column.stretch {
        Stretch::Day if shown.figures.day == shown.today => String::from("Today"),
        Stretch::Day => words::day(shown.figures.day),
        other => stretch_name(other, !shown.is_past()).to_owned(),
    }
}

fn number(shown: &Shown<'_>, column: &Column, number: u32, filter: &str) -> Entry {
    Entry::number(number).opening(open(shown, column, filter))
}

/// A cell about sessions that somebody missed or came late to: not for a reader without names where they are few.
fn absent(shown: &Shown<'_>, column: &Column, entry: Entry, filter: &str) -> Entry {
    match (shown.eyes, u64::from(column.affected)) {
        (Eyes::Governor, 1..FEW) => Entry::text("hidden"),
        _ => entry.opening(open(shown, column, filter)),
    }
}

fn open(shown: &Shown<'_>, column: &Column, filter: &str) -> String {
    let query = filter::of(filter, &column.scope);
    if shown.eyes == Eyes::Staff { urls::school_sessions(shown.school(), &query) } else { String::new() }
}

fn share_of(part: u32, tally: Tally) -> Option<domain::tally::Percent> {
    Tally { attended: tally.possible() - part, authorised: part, unauthorised: 0 }.absence()
}
