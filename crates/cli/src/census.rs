//! `rollbook census`: the attendance part of a school census return.

use std::path::PathBuf;

use analysis::Period;
use clap::Args;
use domain::{Date, clock, id::SchoolId};
use service::{
    App, Clock,
    census::{self, Asked, Part},
};

use crate::{
    argument,
    outcome::{Failure, Outcome},
    packs,
};

/// Until when a day counts its marks: all of it.
const END_OF_DAY: domain::Time = domain::Time::constant(23, 59, 0, 0);

/// Write the attendance part of a school census return of one school as XML
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook census --school 999001 --from 2025-09-01 --to 2025-12-19 --out autumn.xml

The return of a term is made in the next one; the two halves of the summer are returned apart, the second with --second-half. What is to
be put right first is told on standard error, and the exit code is then 1. Only pupils of the ages that the handbook names stand in the
file. Boarders do: the system that makes the whole return leaves them out.")]
pub struct Census {
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
    /// The national reference number of the school
    #[arg(long, value_name = "URN")]
    school: String,
    /// The first day
    #[arg(long, value_name = "DAY", value_parser = argument::day)]
    from: Date,
    /// The last day
    #[arg(long, value_name = "DAY", value_parser = argument::day)]
    to: Date,
    /// The days are the second half of the summer, which has a place of its own in the return
    #[arg(long)]
    second_half: bool,
    /// The new file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The day on which the return is made; today unless given
    #[arg(long, value_name = "DAY", value_parser = argument::day)]
    day: Option<Date>,
}

/// Writes the file and says what is in it.
pub fn run(asked: &Census) -> Result<Outcome, Failure> {
    let store = argument::open_existing(&asked.store)?;
    let clock = asked.day.map_or(Clock::Machine, |day| Clock::Stands(clock::instant(day, END_OF_DAY)));
    let app = App::open(store, packs::built_in()?, clock, &|_, _| ())?;
    let school = school(&app, &asked.school)?;
    let part = if asked.second_half { Part::SecondHalf } else { Part::Term };
    let period = Period { first: asked.from, last: asked.to };
    let counted = census::of_school(&app, school, Asked { period, part });
    let counted = counted.map_err(|error| Failure::new(error.to_string()))?;
    let xml = census::xml(&app, &counted).map_err(|error| Failure::new(error.to_string()))?;
    let mut file = std::fs::File::create_new(&asked.out).map_err(|error| {
        Failure::new(format!("`{}` cannot be made ({error}): name a new file", asked.out.display()))
    })?;
    std::io::Write::write_all(&mut file, xml.as_bytes())?;
    for problem in &counted.problems {
        eprintln!("{problem}");
    }
    let total = counted.total;
    println!(
        "pupils: {}, possible sessions: {}, attended: {}, authorised: {}, unauthorised: {}, to put right: {}",
        counted.pupils.len(),
        total.possible(),
        total.attended,
        total.authorised,
        total.unauthorised,
        counted.problems.len()
    );
    Ok(if counted.problems.is_empty() { Outcome::Done } else { Outcome::FoundFaults })
}

fn school(app: &App, urn: &str) -> Result<SchoolId, Failure> {
    app.schools()
        .find(|school| school.urn == urn)
        .map(|school| school.id)
        .ok_or_else(|| Failure::new(format!("there is no school `{urn}`: give its national reference number")))
}
