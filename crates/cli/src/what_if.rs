//! `rollbook what-if`: the roll of last year and of this one under another handbook.

use std::path::PathBuf;

use analysis::Period;
use clap::Args;
use documents::table::{csv, text};
use domain::{Date, id::SchoolId, rule::Rules};
use service::{App, Clock, what_if};

use crate::{
    argument,
    outcome::{Failure, Outcome, print},
    packs,
};

mod summary;

/// Characters to a line where the output is no terminal.
const WIDE: usize = 120;

/// Say who changes band, and what people would have to do, if schools followed another pack
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook what-if --to lincolnshire --store sqlite:rollbook.db --csv pupils.csv

Nothing is changed. A task counts in the week in which its reason arises, whether or not anybody has done it since; what is on
record as done before that closes it. The last line holds the totals.")]
pub struct WhatIf {
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
    /// The pack that it is compared with: a folder name of a built-in one, or a folder; unless given, the one that each school
    /// follows
    #[arg(long, value_name = "PACK|FOLDER")]
    from: Option<String>,
    /// The pack that is asked about: a folder name of a built-in one, or a folder
    #[arg(long, value_name = "PACK|FOLDER")]
    to: String,
    /// The national reference number of one school; unless given, all schools
    #[arg(long, value_name = "URN")]
    school: Option<String>,
    /// The first day; that of the last school year unless given
    #[arg(long, value_name = "DAY", value_parser = argument::day)]
    first: Option<Date>,
    /// The last day; today unless given
    #[arg(long, value_name = "DAY", value_parser = argument::day)]
    last: Option<Date>,
    /// Take the packs as if they had always been in force
    #[arg(long)]
    as_if_in_force: bool,
    /// Also write a row for each pupil to this file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

/// Compares and prints.
pub fn run(asked: &WhatIf) -> Result<Outcome, Failure> {
    let rules = |named: &str| -> Result<Rules, Failure> {
        let rules = packs::rules_of(named)?;
        Ok(if asked.as_if_in_force { what_if::as_if_in_force(&rules) } else { rules })
    };
    let to = rules(&asked.to)?;
    let from = asked.from.as_deref().map(rules).transpose()?;
    let store = argument::open_existing(&asked.store)?;
    let app = App::open(store, packs::built_in()?, Clock::Machine, &|_, _| ())?;
    let usual = what_if::usual_period(&app);
    let period = Period { first: asked.first.unwrap_or(usual.first), last: asked.last.unwrap_or(usual.last) };
    if period.last < period.first {
        return Err(Failure::new("the last day is before the first: look at `--first` and `--last`"));
    }
    let school = asked.school.as_deref().map(|urn| school(&app, urn)).transpose()?;
    let question = what_if::Asked { school, period: Some(period), from: from.as_ref(), to: &to };
    let found = what_if::compare(&app, question)?;
    let terminal = console::Term::stdout();
    let width = if terminal.is_term() { usize::from(terminal.size().1) } else { WIDE };
    let mut words = String::new();
    for table in summary::tables(&found, (from.as_ref(), &to)) {
        words.push_str(&text(&table, width));
        words.push('\n');
    }
    words.push_str(&summary::totals(&found));
    print(words.as_bytes())?;
    if let Some(file) = &asked.csv {
        let table = what_if::table(&app, &found)?;
        std::fs::write(file, csv(&table)).map_err(|error| Failure::file(file, &error))?;
    }
    Ok(Outcome::Done)
}

fn school(app: &App, urn: &str) -> Result<SchoolId, Failure> {
    let found = app.schools().find(|school| school.urn == urn);
    found
        .map(|school| school.id)
        .ok_or_else(|| Failure::new(format!("no school here has the number `{urn}`: look at `--school`")))
}
