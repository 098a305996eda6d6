//! `rollbook pack check`: whatever in a pack cannot be carried out, with its line and what to do.

use std::{collections::BTreeMap, path::PathBuf};

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

/// Prints the edges that no example notices, and counts them. A number of a pack that others extend is noticed when the examples
/// of any of them notice it, or its own.
fn unnoticed(packs: &Packs) -> Result<usize, Failure> {
    let calendar =
        packs.example_calendar().ok_or_else(|| Failure::new("the pack `england` has no calendar: add one"))?;
    let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut runs: BTreeMap<&str, usize> = BTreeMap::new();
    for (folder, rules) in &packs.rules {
        let layers = packs.layers(folder);
        layers.iter().for_each(|pack| *runs.entry(pack.head.slug.as_str()).or_default() += 1);
        let examples: Vec<&Example> = layers.iter().flat_map(|pack| &pack.examples).collect();
        for one in edges::unnoticed(rules, &examples, &packs.codes, calendar) {
            *found.entry((one.entry, one.edge)).or_default() += 1;
        }
    }
    let of = |entry: &str| runs.get(entry.split_once(": ").map_or("", |(folder, _)| folder)).copied().unwrap_or(0);
    let never: Vec<_> = found.into_iter().filter(|((entry, _), times)| *times == of(entry)).collect();
    for ((entry, edge), _) in &never {
        println!("{entry}: {edge}: no example notices: add one on each side");
    }
    Ok(never.len())
}
