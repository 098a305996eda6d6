//! `rollbook export`: a plain copy of the records, the rules and the decisions, which can be checked on its own.

use std::path::PathBuf;

use clap::Args;
use domain::{Date, clock, id::SchoolId};
use service::{App, Clock, export};

use crate::{
    argument,
    outcome::{Failure, Outcome},
    packs,
};

/// Until when the decisions of a day count its marks: all of it.
const END_OF_DAY: domain::Time = domain::Time::constant(23, 59, 0, 0);

/// Copy registers, casework, messages, handbooks and the decisions of a day as plain tables into a new folder
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook export --store sqlite:rollbook.db --school 999001 --out hillside

A README in the folder says what each file holds. `rollbook verify hillside` works out every hash and every decision again from
the folder alone. It is about children: keep it as safely as the records.")]
pub struct Export {
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
    /// The national reference number of a school, or `all`
    #[arg(long, value_name = "URN|all")]
    school: String,
    /// The new folder
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The day of the decisions; today unless given
    #[arg(long, value_name = "DAY", value_parser = argument::day)]
    day: Option<Date>,
}

/// Writes the copy and says what is in it.
pub fn run(asked: &Export) -> Result<Outcome, Failure> {
    let store = argument::open_existing(&asked.store)?;
    let clock = asked.day.map_or(Clock::Machine, |day| Clock::Stands(clock::instant(day, END_OF_DAY)));
    let app = App::open(store, packs::built_in()?, clock, &|_, _| ())?;
    let schools: Vec<SchoolId> = app
        .schools()
        .filter(|school| asked.school == "all" || school.urn == asked.school)
        .map(|school| school.id)
        .collect();
    if schools.is_empty() {
        return Err(Failure::new(format!(
            "there is no school `{}`: give its national reference number, or `all`",
            asked.school
        )));
    }
    let written = export::write(&app, &schools, &asked.out)?;
    println!(
        "schools: {}, pupils: {}, entries: {}, events: {}, messages: {}, admissions: {}, submissions: {}, evidence: {}, proposals: {}, receipts: {}\nmanifest: {}",
        written.schools,
        written.pupils,
        written.entries,
        written.events,
        written.messages,
        written.admissions,
        written.submissions,
        written.evidence,
        written.proposals,
        written.receipts,
        written.manifest
    );
    Ok(Outcome::Done)
}
