//! `rollbook school`: schools that begin to use Rollbook.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::school::{Marking, SessionTimes};
use imports::gias::ListedSchool;
use service::{
    enrolling::{EnrolError, Enrolled},
    joining::{Terms, join},
};
use store::Store;

use crate::{
    argument,
    outcome::{Failure, Outcome},
    packs,
};

/// Add schools from the national list, and put pupils onto their rolls
#[derive(Debug, Clone, Args)]
pub struct School {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, Subcommand)]
enum Command {
    Load(Load),
    Enrol(Enrol),
}

/// Add schools from the national list, "Get information about schools", as CSV
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example: rollbook school load GIAS.csv --la 888 --pack lancashire --morning 08:50-09:20-12:00 \\
    --afternoon 13:00-13:15-15:15 --calendar TERMS.csv --store sqlite:rollbook.db

TERMS.csv has the columns what, first, last and name; what is term, holiday, bank holiday, training day, planned or sudden."
)]
struct Load {
    /// The list
    #[arg(value_name = "GIAS.csv")]
    file: PathBuf,
    /// All schools of the authority with these three digits
    #[arg(long, value_name = "CODE", required_unless_present = "urn")]
    la: Option<String>,
    /// The school with this number; may be repeated
    #[arg(long, value_name = "URN")]
    urn: Vec<String>,
    /// The pack that they follow, by its folder name
    #[arg(long, value_name = "NAME")]
    pack: String,
    /// When the morning register opens, when it closes, and when the morning ends
    #[arg(long, value_name = "TIMES", value_parser = argument::times)]
    morning: SessionTimes,
    /// When the afternoon register opens, when it closes, and when the day ends
    #[arg(long, value_name = "TIMES", value_parser = argument::times)]
    afternoon: SessionTimes,
    /// How registers start: `exceptions` (everybody present until marked otherwise) or `everyone` (nobody has a mark)
    #[arg(long, value_parser = marking, default_value = "everyone")]
    marking: Marking,
    /// Term dates, as CSV
    #[arg(long, value_name = "FILE")]
    calendar: PathBuf,
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
}

/// Put pupils onto the roll of a school, from a list
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook school enrol PUPILS.csv --school 123456 --store sqlite:rollbook.db

PUPILS.csv has the columns upn, forename, surname, sex, dob, nc_year, reg_group and entry_date, days as 2014-04-20.
Either all of its pupils are enrolled or none; those who are on the roll already are passed over.")]
struct Enrol {
    /// The list
    #[arg(value_name = "PUPILS.csv")]
    file: PathBuf,
    /// The national reference number of the school
    #[arg(long, value_name = "URN")]
    school: String,
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
}

fn marking(text: &str) -> Result<Marking, String> {
    Marking::parse(text).ok_or_else(|| format!("`{text}` is no way of marking: write `exceptions` or `everyone`"))
}

/// Runs one of the commands on schools.
pub fn run(school: &School) -> Result<Outcome, Failure> {
    match &school.command {
        Command::Load(load) => run_load(load),
        Command::Enrol(enrol) => run_enrol(enrol),
    }
}

fn run_enrol(enrol: &Enrol) -> Result<Outcome, Failure> {
    let codes = packs::built_in()?.codes;
    let bytes = argument::file(&enrol.file)?;
    let listed = imports::pupil_list::read(&bytes, &codes, service::Clock::Machine.today())?;
    match service::enrolling::enrol(&argument::open_existing(&enrol.store)?, &enrol.school, &listed) {
        Ok(Enrolled { added, already, groups }) => {
            println!("{added} pupils enrolled, {groups} classes made, {already} on the roll already.");
            Ok(Outcome::Done)
        }
        Err(EnrolError::Rows(rows)) => {
            rows.iter().for_each(|row| println!("{row}"));
            println!("Nobody was enrolled, because of the faults above.");
            Ok(Outcome::FoundFaults)
        }
        Err(error) => Err(error.into()),
    }
}

fn run_load(load: &Load) -> Result<Outcome, Failure> {
    packs::built_in()?.rules(&load.pack)?;
    let list = imports::gias::read(&argument::file(&load.file)?)?;
    let chosen: Vec<ListedSchool> = list.schools.into_iter().filter(|school| is_chosen(load, school)).collect();
    if chosen.is_empty() {
        return Err(Failure::new("no open school of the list has that number: look at `--la` and `--urn`"));
    }
    let terms = Terms {
        pack: load.pack.clone(),
        morning: load.morning,
        afternoon: load.afternoon,
        marking: load.marking,
        calendar: imports::term_dates::read(&argument::file(&load.calendar)?)?,
    };
    let joined = join(&Store::open(&load.store)?, &chosen, &terms)?;
    for name in &joined.added {
        println!("added {name}");
    }
    for name in &joined.already {
        let completed = if joined.completed.contains(name) {
            "; its address or telephone was missing and is taken from the list"
        } else {
            ""
        };
        println!("here already: {name}{completed}");
    }
    for name in &joined.without_phase {
        println!("left out, neither primary, secondary nor special: {name}");
    }
    for fault in &list.faults {
        eprintln!("line {}, column `{}`: {}: {}", fault.line, fault.column, fault.what(), fault.to_do());
    }
    Ok(if list.faults.is_empty() { Outcome::Done } else { Outcome::FoundFaults })
}

/// A school whose status is not known counts as open.
fn is_chosen(load: &Load, school: &ListedSchool) -> bool {
    let is_named = load.urn.contains(&school.urn) || load.la.as_ref().is_some_and(|la| *la == school.la_code);
    is_named && (school.status.is_empty() || school.status.starts_with("Open"))
}
