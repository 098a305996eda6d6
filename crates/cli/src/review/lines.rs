//! A review as a table: one row for each band, flag and task of a pupil, with why.

use std::cmp::Reverse;

use documents::table::{Cell, Column, Kind, Table};
use domain::{
    Date,
    decide::{InBand, Proof, Receipt, Standing, Truth},
    rule::Rules,
};
use service::review::Reviewed;

/// Which pupils are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Those for whom something is due.
    Due,
    /// Everybody.
    All,
}

/// How much is said of where a decision comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The place in the pack.
    Places,
    /// Also the rows and readings that stand there.
    PlacesAndRows,
}

/// What is asked of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The day to whose end everything is counted.
    pub day: Date,
    /// Which pupils are shown.
    pub shown: Shown,
    /// How much is said of where a decision comes from.
    pub depth: Depth,
}

const COLUMNS: [(&str, Kind); 14] = [
    ("Pupil", Kind::Text),
    ("Name", Kind::Text),
    ("Class", Kind::Text),
    ("Days missed", Kind::Text),
    ("Attendance", Kind::Percent),
    ("Kind", Kind::Text),
    ("What", Kind::Text),
    ("Who", Kind::Text),
    ("Since", Kind::Date),
    ("Due", Kind::Date),
    ("Overdue", Kind::Text),
    ("Why", Kind::Text),
    ("Place", Kind::Text),
    ("Rows", Kind::Text),
];

/// The table of `reviewed`, most days missed first.
pub fn table(reviewed: &[Reviewed], rules: &Rules, asked: Asked) -> Table {
    let Asked { day, shown, depth } = asked;
    let mut pupils: Vec<&Reviewed> =
        reviewed.iter().filter(|one| shown == Shown::All || one.needs_something()).collect();
    pupils.sort_by_key(|one| Reverse(one.tally.half_days_missed()));
    let rows: Vec<Vec<Cell>> = pupils.iter().flat_map(|one| rows(one, day)).collect();
    let pack = rules.pack().map_or("", |pack| &pack.name);
    let columns = COLUMNS.map(|(heading, kind)| Column { heading: heading.to_owned(), kind }).to_vec();
    let is_named =
        |at: usize| at > 2 || rows.iter().any(|row| !matches!(&row[at], Cell::Text(text) if text.is_empty()));
    let is_shown = |at: usize| depth == Depth::PlacesAndRows || COLUMNS[at].0 != "Rows";
    let kept: Vec<usize> = (0..COLUMNS.len()).filter(|&at| is_named(at) && is_shown(at)).collect();
    let rest = reviewed.len() - pupils.len();
    Table {
        title: format!("{pack}: who needs what at the end of {}", day.strftime("%-d %B %Y")),
        columns: kept.iter().map(|&at| columns[at].clone()).collect(),
        rows: rows.iter().map(|row| kept.iter().map(|&at| row[at].clone()).collect()).collect(),
        notes: vec![
            format!("Pupils shown: {}. Others, for whom nothing is due: {rest}.", pupils.len()),
            String::from("Days missed are sessions missed in this school year up to the day, two to a day."),
            String::from(
                "What people have already done is not in a file of marks: every task is shown as if it were new.",
            ),
        ],
    }
}

fn rows(one: &Reviewed, day: Date) -> Vec<Vec<Cell>> {
    let decided = &one.decided;
    let bands = decided.bands.iter().filter(|band| band.second_opinion_to.is_none() && band.shown_to.is_empty());
    let mut rows: Vec<Vec<Cell>> = bands.map(|band| row(one, &of_band(band))).collect();
    rows.extend(decided.flags.iter().map(|flag| {
        row(
            one,
            &Matter { since: one.since.get(&flag.name).copied(), ..Matter::new("flag", &flag.name, &flag.receipt) },
        )
    }));
    rows.extend(decided.tasks.iter().map(|task| row(one, &of_task(one, task, day))));
    rows
}

/// One thing that is so of a pupil.
struct Matter<'a> {
    kind: &'static str,
    what: String,
    who: String,
    since: Option<Date>,
    due: Option<Date>,
    is_overdue: bool,
    receipt: &'a Receipt,
}

impl<'a> Matter<'a> {
    fn new(kind: &'static str, what: &str, receipt: &'a Receipt) -> Matter<'a> {
        Matter { kind, what: what.to_owned(), who: String::new(), since: None, due: None, is_overdue: false, receipt }
    }
}

fn of_band(band: &InBand) -> Matter<'_> {
    let beside = band.differs.as_ref().map(|other| format!(" (by percentage: {other})")).unwrap_or_default();
    let who = band.led_by.iter().chain(&band.with).cloned().collect::<Vec<_>>().join(", ");
    Matter { who, ..Matter::new("band", &format!("{}: {}{beside}", band.set, band.band), &band.receipt) }
}

fn of_task<'a>(one: &Reviewed, task: &'a Standing, day: Date) -> Matter<'a> {
    let due = one.due.get(&task.name).copied();
    Matter {
        who: task.owner.join(", "),
        since: one.since.get(&task.name).copied(),
        due,
        is_overdue: task.is_overdue || due.is_some_and(|due| due < day),
        ..Matter::new("task", &task.name, &task.receipt)
    }
}

fn row(one: &Reviewed, matter: &Matter<'_>) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let date = |date: Option<Date>| date.map_or(Cell::Empty, Cell::Date);
    vec![
        text(&one.key),
        text(&one.name),
        text(&one.group),
        Cell::Text(analysis::facts::days(one.tally.half_days_missed())),
        one.tally.attendance().map_or(Cell::Empty, Cell::Percent),
        text(matter.kind),
        text(&matter.what),
        text(&matter.who),
        date(matter.since),
        date(matter.due),
        text(if matter.is_overdue { "overdue" } else { "" }),
        Cell::Text(why(&matter.receipt.proofs)),
        Cell::Text(place(matter.receipt)),
        Cell::Text(cited(matter.receipt)),
    ]
}

/// The conditions that hold, each with what it came to.
fn why(proofs: &[Proof]) -> String {
    let holding = proofs.iter().filter(|proof| proof.holds == Truth::Yes);
    let words = holding.map(|proof| match (proof.words.replace(['[', ']'], ""), proof.found.as_str()) {
        (words, "") => words,
        (words, found) => format!("{words}: {found}"),
    });
    words.collect::<Vec<String>>().join("; ")
}

/// The place in the pack.
fn place(receipt: &Receipt) -> String {
    let head = &receipt.head;
    format!("{}/{}.md:{}", head.pack, head.chapter, head.line)
}

/// The rows and readings that it rests on.
fn cited(receipt: &Receipt) -> String {
    receipt.head.rows.iter().chain(&receipt.head.readings).cloned().collect::<Vec<String>>().join(", ")
}
