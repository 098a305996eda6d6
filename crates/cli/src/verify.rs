//! `rollbook verify`: whether the registers are as they were written, in the database or in a copy.

use std::path::{Path, PathBuf};

use clap::Args;
use service::export;
use store::{Store, verify};

use crate::{
    argument,
    outcome::{Failure, Outcome, print},
};

/// Work out every hash of the registers, logs, messages, proposals and letters again, or every decision of a copy, and name whatever was changed
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook verify --store sqlite:rollbook.db
         rollbook verify hillside

Of a copy that `rollbook export` wrote, the rules are read out of its own handbooks, and each decision is worked out again from its
own marks and dates by the edition of its own day. The exit code is 1 when something was changed. Pupils are named by their number in the database, and
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
    let export::Checked {
        schools,
        entries,
        marks,
        events,
        messages,
        admissions,
        submissions,
        evidence,
        proposals,
        receipts,
        faults,
    } = export::check(folder)?;
    let mut lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    lines.push_str(&format!(
        "schools: {schools}, entries: {entries}, marks: {marks}, events: {events}, messages: {messages}, \
         admissions: {admissions}, submissions: {submissions}, evidence: {evidence}, \
         proposals: {proposals}, receipts: {receipts}\nfaults: {}\n",
        faults.len()
    ));
    print(lines.as_bytes())?;
    Ok(faults.len())
}

/// Verifies every school, the log of proposals and that of the authority itself, prints what is wrong and what was looked at, and gives the number of faults.
pub fn every_school(store: &Store) -> Result<usize, Failure> {
    let schools = store.read(store::school::all)?;
    let mut all = store.read(verify::proposals)?;
    let mut lines: String = all.faults.iter().map(|fault| format!("handbooks: {fault}\n")).collect();
    let authority = store.read(verify::authority)?;
    authority.faults.iter().for_each(|fault| lines.push_str(&format!("the authority: {fault}\n")));
    all.extend(authority);
    for school in &schools {
        let verified = store.read(|tx| verify::school(tx, school.id))?;
        for fault in &verified.faults {
            lines.push_str(&format!("{}: {fault}\n", school.name));
        }
        for purged in &verified.purged {
            lines.push_str(&format!("{}: {purged}\n", school.name));
        }
        all.extend(verified);
    }
    let verify::Verified {
        entries,
        marks,
        events,
        messages,
        proposals,
        admissions,
        documents,
        evidence,
        faults,
        purged: _,
    } = all;
    let schools = schools.len();
    lines.push_str(&format!(
        "schools: {schools}, entries: {entries}, marks: {marks}, events: {events}, messages: {messages}, \
         proposals: {proposals}, admissions: {admissions}, documents: {documents}, evidence: {evidence}\nfaults: {}\n",
        faults.len()
    ));
    print(lines.as_bytes())?;
    Ok(faults.len())
}
