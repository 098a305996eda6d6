//! `rollbook review`: marks in, who needs what and why out. No server and no database.

use std::{fmt, io::Write, path::PathBuf};

use clap::{Args, ValueEnum};
use documents::table::{Table, csv, html, text, xlsx};
use imports::Days;

use crate::{
    argument,
    marks::{self, MarksFile},
    outcome::{Failure, Outcome, print},
    packs,
};

mod lines;

use lines::{Asked, Depth, Shown, table};

/// Characters to a line where the output is no terminal.
const WIDE: usize = 160;

/// Say who needs what, and why, from a file of marks
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook review MARKS.csv --pack lancashire --as-of 2027-03-12

What people have already done is not in a file of marks, so every task is shown as if nothing had been done yet.
Rows that cannot be taken are told on standard error, and the exit code is then 1.")]
pub struct Review {
    #[command(flatten)]
    marks: MarksFile,
    /// The pack whose rules apply, by its folder name
    #[arg(long, value_name = "NAME")]
    pack: String,
    /// Names, classes and cohorts of the pupils, as CSV; cohorts in the column `cohorts`, parted by semicolons
    #[arg(long, value_name = "PUPILS.csv")]
    pupils: Option<PathBuf>,
    /// Term dates, as CSV with the columns `what`, `first`, `last` and `name`; unless given, the days with marks are the school
    /// days
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Where to write it, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also those pupils for whom nothing is due
    #[arg(long)]
    all: bool,
}

/// What a review can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for a terminal
    Table,
    /// Comma-separated values
    Csv,
    /// A spreadsheet; needs `--out`
    Xlsx,
    /// A page
    Html,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Table => "table",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Html => "html",
        })
    }
}

/// Reviews the file.
pub fn run(review: &Review) -> Result<Outcome, Failure> {
    if review.format == Format::Xlsx && review.out.is_none() {
        return Err(Failure::new("a spreadsheet cannot be shown here: name a file with `--out FILE`"));
    }
    let packs = packs::built_in()?;
    let calendar = match &review.calendar {
        Some(file) => Some(imports::term_dates::read(&argument::file(file)?)?),
        None => None,
    };
    let plan = review.marks.read(&packs.codes, calendar.as_ref())?;
    let calendar = calendar.unwrap_or_else(|| plan.calendar(Days::Open, &packs.codes));
    let mut errors = std::io::stderr().lock();
    for fault in marks::faults(&plan) {
        writeln!(errors, "{fault}")?;
    }
    let day = match plan.layout {
        // The service says why totals cannot be reviewed.
        imports::Layout::Totals => domain::Date::MAX,
        _ => review.marks.day(&plan)?,
    };
    let listed = match &review.pupils {
        Some(file) => imports::pupil_list::read(&argument::file(file)?, &packs.codes, day)?,
        None => Vec::new(),
    };
    let reviewed = service::review::review(&plan, calendar, &listed, &packs, &review.pack, day)?;
    let asked = Asked {
        day,
        shown: if review.all { Shown::All } else { Shown::Due },
        depth: if review.format == Format::Table { Depth::Places } else { Depth::PlacesAndRows },
    };
    write(review, &table(&reviewed, packs.rules(&review.pack)?, asked))?;
    Ok(if plan.errors().next().is_some() { Outcome::FoundFaults } else { Outcome::Done })
}

fn write(review: &Review, table: &Table) -> Result<(), Failure> {
    let terminal = console::Term::stdout();
    let width = if terminal.is_term() && review.out.is_none() { usize::from(terminal.size().1) } else { WIDE };
    let bytes = match review.format {
        Format::Table => text(table, width).into_bytes(),
        Format::Csv => csv(table),
        Format::Xlsx => xlsx(table)?,
        Format::Html => html(table).into_bytes(),
    };
    match &review.out {
        Some(file) => std::fs::write(file, bytes).map_err(|error| Failure::file(file, &error)),
        None => print(&bytes),
    }
}
