//! `rollbook purge`: what is past its last day and was approved to be deleted by a second person.

use clap::Args;
use domain::id::SchoolId;
use service::{App, Clock, retention};

use crate::{
    argument,
    outcome::{Failure, Outcome},
    packs,
};

/// Delete what is past its last day, where two people have said so in the application
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook purge --store sqlite:rollbook.db --school all

It runs every purge that one person proposed and another approved at `What may be deleted` and that has not run. What a hold keeps back
by now stays. Records that are emptied keep their place and their hash: `rollbook verify` says by which purge.")]
pub struct Purge {
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
    /// The national reference number of a school, or `all`
    #[arg(long, value_name = "URN|all")]
    school: String,
}

/// Runs what was approved and says what went.
pub fn run(asked: &Purge) -> Result<Outcome, Failure> {
    let store = argument::open_existing(&asked.store)?;
    let app = App::open(store, packs::built_in()?, Clock::Machine, &|_, _| ())?;
    let of = |school: &&domain::school::School| asked.school == "all" || school.urn == asked.school;
    let schools: Vec<SchoolId> = app.schools().filter(of).map(|school| school.id).collect();
    if schools.is_empty() {
        return Err(Failure::new(format!(
            "there is no school `{}`: give its national reference number, or `all`",
            asked.school
        )));
    }
    let ran = retention::run_approved(&app, &schools)?;
    for (school, number, records) in &ran {
        let name = app.school(*school).map_or("", |school| &school.name);
        println!("{name}: purge {number} emptied {records} records");
    }
    if ran.is_empty() {
        println!("nothing was approved that has not run");
    }
    Ok(Outcome::Done)
}
