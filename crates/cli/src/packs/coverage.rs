//! `rollbook pack coverage`: which rows of the requirements the packs carry out, and what proves it.

use std::path::PathBuf;

use clap::Args;
use pack::{Pack, coverage::report};

use super::{Source, examples::run_all};
use crate::outcome::{Failure, Outcome, print};

/// The tests of the program that prove rows, as `row,test`.
const PROOFS: &str = "register/proofs.csv";

/// Count which rows of the requirements are carried out and proved
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook pack coverage --rows

A row counts when an entry that decides something cites it and an example that cites it too has looked at that entry, or
when a named test of the program proves it. A citation alone counts for nothing.")]
pub struct Coverage {
    /// A pack, or a folder of packs; those built into the program unless given
    folder: Option<PathBuf>,
    /// List only the rows that are not carried out yet
    #[arg(long)]
    open: bool,
    /// Also list every row that is carried out, with the entries and what proves it
    #[arg(long)]
    rows: bool,
}

/// Counts the rows.
pub fn run(coverage: &Coverage) -> Result<Outcome, Failure> {
    let source = Source::read(coverage.folder.as_deref())?;
    let packs = source.packs().map_err(|faults| Failure::new(source.render(&faults)))?;
    let tests = proofs(source.texts.get(PROOFS).map_or("", String::as_str))?;
    let all: Vec<&Pack> = packs.packs.values().collect();
    let report = report(&all, &run_all(&packs)?.ran, &tests, &packs.register);
    let mut lines = String::new();
    if coverage.rows {
        for (row, covered) in &report.rows {
            let heading = packs.register.row(row).map_or("", |row| &row.heading);
            lines.push_str(&format!("{row} {heading}\n"));
            covered.entries.iter().for_each(|entry| lines.push_str(&format!("    by {entry}\n")));
            covered.proofs.iter().for_each(|proof| lines.push_str(&format!("    proved by {proof}\n")));
        }
        lines.push('\n');
    }
    if coverage.rows || coverage.open {
        let is_asked = |pack: &str| coverage.folder.is_none() || packs.packs.contains_key(pack);
        let open = packs.register.rows().iter().filter(|row| !report.rows.contains_key(&row.id) && is_asked(&row.pack));
        for row in open {
            lines.push_str(&format!("open {} {} ({}): {}\n", row.id, row.heading, row.kind, row.text));
        }
        lines.push('\n');
    }
    for ((pack, kind), (done, all)) in &report.counts {
        lines.push_str(&format!("{pack:16} {kind:16} {done:4} of {all:4}\n"));
    }
    lines.push_str(&report.closing_line());
    lines.push('\n');
    print(lines.as_bytes())?;
    Ok(Outcome::Done)
}

fn proofs(text: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut proofs = Vec::new();
    for record in csv::Reader::from_reader(text.as_bytes()).into_records() {
        let record = record?;
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        proofs.push((cell(0), cell(1)));
    }
    Ok(proofs)
}
