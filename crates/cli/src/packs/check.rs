//! `rollbook pack check`: whatever in a pack cannot be carried out, with its line and what to do.

use std::path::PathBuf;

use clap::Args;
use pack::{edges, example::Example};
use service::Packs;

use super::Source;
use crate::outcome::{Failure, Outcome};

/// Read packs and tell what in them cannot stand
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook pack check packs/lancashire")]
pub struct Check {
    /// A pack, or a folder of packs; those built into the program unless given
    folder: Option<PathBuf>,
    /// Also move every number of the rules by one, both ways, and tell which moves no example notices
    #[arg(long)]
    edges: bool,
}

/// Checks the packs.
pub fn run(check: &Check) -> Result<Outcome, Failure> {
    let source = Source::read(check.folder.as_deref())?;
    let packs = match source.packs() {
        Ok(packs) => packs,
        Err(faults) => {
            print!("{}", source.render(&faults));
            println!("faults: {}", faults.len());
            return Ok(Outcome::FoundFaults);
        }
    };
    let mut unknown: Vec<_> =
        packs.packs.keys().flat_map(|folder| pack::unknown_codes(&packs.layers(folder), &packs.codes)).collect();
    for (folder, pack) in &packs.packs {
        unknown.extend(pack::letter::unwritten(pack, |wording| packs.wording(folder, wording).is_some()));
    }
    print!("{}", source.render(&unknown));
    let unnoticed = if check.edges { unnoticed(&packs)? } else { 0 };
    for (folder, pack) in &packs.packs {
        let entries = pack.rules.heads().len();
        println!("{folder}: {} chapters, {entries} entries, {} examples", pack.chapters.len(), pack.examples.len());
    }
    println!(
        "faults: {}{}",
        unknown.len(),
        if check.edges { format!(", edges unnoticed: {unnoticed}") } else { String::new() }
    );
    Ok(if unknown.is_empty() && unnoticed == 0 { Outcome::Done } else { Outcome::FoundFaults })
}

/// Prints the edges that no example notices, and counts them.
fn unnoticed(packs: &Packs) -> Result<usize, Failure> {
    let calendar =
        packs.example_calendar().ok_or_else(|| Failure::new("the pack `england` has no calendar: add one"))?;
    let mut count = 0;
    for (folder, rules) in &packs.rules {
        let layers = packs.layers(folder);
        if packs.packs.values().any(|other| other.head.extends.contains(&packs.packs[folder].head.name)) {
            // A pack that others extend is checked with them, on whose examples its numbers rest.
            continue;
        }
        let examples: Vec<&Example> = layers.iter().flat_map(|pack| &pack.examples).collect();
        for one in edges::unnoticed(rules, &examples, &packs.codes, calendar) {
            println!("{}: {}: no example notices: add one on each side", one.entry, one.edge);
            count += 1;
        }
    }
    Ok(count)
}
