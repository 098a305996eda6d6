//! `rollbook verify`: whether the registers are as they were written.

use clap::Args;
use store::{Store, verify};

use crate::{
    argument,
    outcome::{Failure, Outcome, print},
};

/// Work out every hash of the registers, case logs and letters again, and name whatever was changed
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook verify --store sqlite:rollbook.db

The exit code is 1 when something was changed. Pupils are named by their number in the database.")]
pub struct Verify {
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL")]
    store: String,
}

/// Verifies every school.
pub fn run(verify: &Verify) -> Result<Outcome, Failure> {
    let faults = every_school(&argument::open_existing(&verify.store)?)?;
    Ok(if faults == 0 { Outcome::Done } else { Outcome::FoundFaults })
}

/// Verifies every school, prints what is wrong and what was looked at, and gives the number of faults.
pub fn every_school(store: &Store) -> Result<usize, Failure> {
    let schools = store.read(store::school::all)?;
    let mut all = verify::Verified::default();
    let mut lines = String::new();
    for school in &schools {
        let verified = store.read(|tx| verify::school(tx, school.id))?;
        for fault in &verified.faults {
            lines.push_str(&format!("{}: {fault}\n", school.name));
        }
        all.entries += verified.entries;
        all.marks += verified.marks;
        all.events += verified.events;
        all.documents += verified.documents;
        all.faults.extend(verified.faults);
    }
    let verify::Verified { entries, marks, events, documents, faults } = all;
    let schools = schools.len();
    lines.push_str(&format!(
        "schools: {schools}, entries: {entries}, marks: {marks}, events: {events}, documents: {documents}\nfaults: {}\n",
        faults.len()
    ));
    print(lines.as_bytes())?;
    Ok(faults.len())
}
