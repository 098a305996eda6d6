//! `rollbook pack diff`: what one handbook says otherwise than another.

use std::path::Path;

use clap::Args;
use pack::{
    Pack,
    diff::{self, Change},
};

use super::Source;
use crate::outcome::{Failure, Outcome, print};

/// Tell in plain English what one pack says otherwise than another
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples: rollbook pack diff lancashire knowsley
          rollbook pack diff lancashire drafts/lancashire

Each is the name of a pack built into the program, or the folder of a pack. Two editions of one handbook are compared in
the same way as two authorities. Between editions, an entry that was given another name without saying so is a fault: what is
on record under the old name would not count for the new one.")]
pub struct Diff {
    /// The first pack: its name, or its folder
    old: String,
    /// The second pack
    new: String,
}

/// Prints the differences.
pub fn run(asked: &Diff) -> Result<Outcome, Failure> {
    let (old, new) = (pack_of(&asked.old)?, pack_of(&asked.new)?);
    let changes = diff::changes(&old, &new);
    print(diff::render(&changes).as_bytes())?;
    let lost: Vec<&Change> = changes.iter().filter(|change| matches!(change, Change::Alike(..))).collect();
    if lost.is_empty() || old.head.name != new.head.name {
        return Ok(Outcome::Done);
    }
    println!(
        "faults: {}; write `formerly` with the old name under each entry that was only given another one",
        lost.len()
    );
    Ok(Outcome::FoundFaults)
}

/// A pack built into the program, or that of a folder.
fn pack_of(name: &str) -> Result<Pack, Failure> {
    let folder = Path::new(name);
    let source = Source::read(folder.is_dir().then_some(folder))?;
    let packs = source.packs().map_err(|faults| Failure::new(source.render(&faults)))?;
    let wanted = match folder.is_dir() {
        true => folder.canonicalize()?.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        false => name.to_owned(),
    };
    let known = packs.packs.keys().cloned().collect::<Vec<String>>().join(", ");
    let found = packs.packs.get(&wanted).cloned();
    found.ok_or_else(|| Failure::new(format!("there is no pack `{name}`: name a folder, or one of {known}")))
}
