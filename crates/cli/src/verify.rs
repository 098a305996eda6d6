//! `rollbook verify`: whether the registers are as they were written, in the database or in a copy.

use std::path::{Path, PathBuf};

use clap::Args;
use service::export;
use store::{Store, verify};

use crate::{
    argument,
    outcome::{Failure, Outcome, print},
};

/// Work out every hash of the registers, case logs and letters again, or every decision of a copy, and name whatever was changed
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook verify --store sqlite:rollbook.db
         rollbook verify hillside

Of a copy that `rollbook export` wrote, the rules are read out of its own handbooks, and each decision is worked out again from its
own marks, dates and rules. The exit code is 1 when something was changed. Pupils are named by their number in the database, and
in decisions by their UPN.")]
#[group(required = true, multiple = false)]
pub struct Verify {
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL")]
    store: Option<String>,
    /// A folder that `rollbook export` wrote
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// Verifies every school of the records, or of a copy.
pub fn run(verify: &Verify) -> Result<Outcome, Failure> {
    let faults = match (&verify.store, &verify.folder) {
        (Some(store), _) => every_school(&argument::open_existing(store)?)?,
        (None, Some(folder)) => copy(folder)?,
        (None, None) => return Err(Failure::new("name what is to be verified: `--store URL` or a folder")),
    };
    Ok(if faults == 0 { Outcome::Done } else { Outcome::FoundFaults })
}

/// Verifies a copy, prints what is wrong and what was looked at, and gives the number of faults.
fn copy(folder: &Path) -> Result<usize, Failure> {
    let export::Checked { schools, entries, marks, events, receipts, faults } = export::check(folder)?;
    let mut lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    lines.push_str(&format!(
        "schools: {schools}, entries: {entries}, marks: {marks}, events: {events}, receipts: {receipts}\nfaults: {}\n",
        faults.len()
    ));
    print(lines.as_bytes())?;
    Ok(faults.len())
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
