//! `rollbook pack examples`: every example of every pack, run.

use std::path::PathBuf;

use clap::Args;
use pack::{coverage::Ran, example};
use service::Packs;

use super::Source;
use crate::outcome::{Failure, Outcome, print};

/// Run the examples of packs
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook pack examples packs/lancashire

A folder that holds chapters of examples and no pack is run too: each example says under its heading which handbook it is
about, like `- pack: [Lancashire]`, or cites a row of it.")]
pub struct Examples {
    /// A pack, a folder of packs, or a folder of examples; the packs built into the program unless given
    folder: Option<PathBuf>,
    /// For a folder of examples: the packs to run them under, instead of those built into the program
    #[arg(long, value_name = "FOLDER")]
    packs: Option<PathBuf>,
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
    let mut source = Source::read(examples.folder.as_deref())?;
    if let Some(packs) = &examples.packs {
        if source.loose.is_empty() {
            return Err(Failure::new("`--packs` goes with a folder of examples that holds no pack: leave it out"));
        }
        source.texts = Source::read(Some(packs))?.texts;
    }
    let packs = source.packs().map_err(|faults| Failure::new(source.render(&faults)))?;
    let run = match source.loose.is_empty() {
        true => run_all(&packs)?,
        false => match run_loose(&source, &packs)? {
            Ok(run) => run,
            Err(faults) => {
                println!("{}0 passed, {} failed", source.render(&faults), faults.len());
                return Ok(Outcome::FoundFaults);
            }
        },
    };
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

/// The examples of chapters that belong to no pack, each under the handbook that it is about.
fn run_loose(source: &Source, packs: &Packs) -> Result<Result<Run, Vec<pack::Fault>>, Failure> {
    let calendar =
        packs.example_calendar().ok_or_else(|| Failure::new("the pack `england` has no calendar: add one"))?;
    let files: Vec<pack::File<'_>> = source.loose.iter().map(|(path, text)| pack::File { path, text }).collect();
    let mut known = Vec::new();
    for (folder, pack) in &packs.packs {
        known.push((folder.as_str(), pack.head.name.as_str(), packs.rules(folder)?.settings.as_slice()));
    }
    let layers = match pack::loose::read(&files, &known, &packs.register) {
        Ok(layers) => layers,
        Err(faults) => return Ok(Err(faults)),
    };
    let mut all = Run { ran: Vec::new(), results: Vec::new() };
    for (folder, own) in &layers {
        let mut whole = packs.layers(folder);
        whole.push(own);
        let rules = match pack::link(&whole, &packs.register) {
            Ok(rules) => rules,
            Err(faults) => return Ok(Err(faults)),
        };
        for one in &own.examples {
            let outcome = example::run(&rules, one, &packs.codes, calendar);
            all.results.push((format!("{folder}: {}", one.head.name), outcome.unmet));
        }
    }
    Ok(Ok(all))
}
