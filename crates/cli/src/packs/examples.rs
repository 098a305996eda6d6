//! `rollbook pack examples`: every example of every pack, run.

use std::path::PathBuf;

use clap::Args;
use pack::{coverage::Ran, example};
use service::Packs;

use super::Source;
use crate::outcome::{Failure, Outcome, print};

/// Run the examples of packs
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook pack examples packs/lancashire")]
pub struct Examples {
    /// A pack, or a folder of packs; those built into the program unless given
    folder: Option<PathBuf>,
}

/// What running all examples came to.
pub struct Run {
    /// Those that were met.
    pub ran: Vec<Ran>,
    /// The name of each with the faults of those that were not.
    pub results: Vec<(String, Vec<pack::Fault>)>,
}

/// Runs the examples and tells how each went.
pub fn run(examples: &Examples) -> Result<Outcome, Failure> {
    let source = Source::read(examples.folder.as_deref())?;
    let packs = source.packs().map_err(|faults| Failure::new(source.render(&faults)))?;
    let run = run_all(&packs)?;
    let mut lines = String::new();
    for (name, unmet) in &run.results {
        let word = if unmet.is_empty() { "passed" } else { "failed" };
        lines.push_str(&format!("{word} {name}\n{}", source.render(unmet)));
    }
    let failed = run.results.iter().filter(|(_, unmet)| !unmet.is_empty()).count();
    lines.push_str(&format!("{} passed, {failed} failed\n", run.results.len() - failed));
    print(lines.as_bytes())?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::FoundFaults })
}

/// Every example of every pack, under the rules of its own pack and the layers below.
pub fn run_all(packs: &Packs) -> Result<Run, Failure> {
    let calendar =
        packs.example_calendar().ok_or_else(|| Failure::new("the pack `england` has no calendar: add one"))?;
    let mut all = Run { ran: Vec::new(), results: Vec::new() };
    for (folder, pack) in &packs.packs {
        let rules = packs.rules(folder)?;
        for one in &pack.examples {
            let outcome = example::run(rules, one, &packs.codes, calendar);
            all.ran.extend(Ran::of(one, &outcome));
            all.results.push((format!("{folder}: {}", one.head.name), outcome.unmet));
        }
    }
    Ok(all)
}
