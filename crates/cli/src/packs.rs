//! `rollbook pack`: handbooks checked, proved, counted and printed. And the packs that the other commands work with.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use pack::{Fault, File};
use service::Packs;

use crate::outcome::{Failure, Outcome};

mod check;
mod coverage;
mod examples;
mod handbook;

/// Check handbooks, run their examples, count what they carry out
#[derive(Debug, Clone, Args)]
pub struct Pack {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, Subcommand)]
enum Command {
    Check(check::Check),
    Examples(examples::Examples),
    Coverage(coverage::Coverage),
    Handbook(handbook::Handbook),
}

/// Runs one of the commands on packs.
pub fn run(pack: &Pack) -> Result<Outcome, Failure> {
    match &pack.command {
        Command::Check(check) => check::run(check),
        Command::Examples(examples) => examples::run(examples),
        Command::Coverage(coverage) => coverage::run(coverage),
        Command::Handbook(handbook) => handbook::run(handbook),
    }
}

/// The packs built into the program.
pub fn built_in() -> Result<Packs, Failure> {
    Packs::built_in().map_err(|faults| {
        let first = faults.first().map(|fault| format!("{}: {}", fault.place(), fault.what)).unwrap_or_default();
        Failure::new(format!("{} faults in the packs, first {first}: run `rollbook pack check`", faults.len()))
    })
}

/// The text of every file of the packs: those built in, and over them those of `folder`.
struct Source(BTreeMap<String, String>);

impl Source {
    /// `folder` is one pack, or a folder of packs. A pack of `folder` takes the place of the whole built-in one.
    fn read(folder: Option<&Path>) -> Result<Source, Failure> {
        let mut texts = service::embedded_packs();
        let Some(folder) = folder else { return Ok(Source(texts)) };
        for own in own_folders(folder)? {
            let name = own.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let prefix = format!("{name}/");
            texts.retain(|path, _| !path.starts_with(&prefix));
            add(&own, &name, &mut texts)?;
        }
        Ok(Source(texts))
    }

    /// The packs, or the faults as a person reads them.
    fn packs(&self) -> Result<Packs, Vec<Fault>> {
        Packs::read(&self.0)
    }

    /// Faults with the lines they are about.
    fn render(&self, faults: &[Fault]) -> String {
        let files: Vec<File<'_>> = self.0.iter().map(|(path, text)| File { path, text }).collect();
        pack::render(faults, &files)
    }
}

/// The folder itself when it holds chapters, else the folders in it.
fn own_folders(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = folder.canonicalize().map_err(|error| Failure::file(folder, &error))?;
    let (mut folders, mut has_chapters) = (Vec::new(), false);
    for entry in fs::read_dir(&folder).map_err(|error| Failure::file(&folder, &error))? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "letters") {
            folders.push(path);
        } else {
            has_chapters |= path.extension().is_some_and(|ending| ending == "md");
        }
    }
    if folders.is_empty() && !has_chapters {
        return Err(Failure::new(format!("`{}` holds no chapter: name the folder of a pack", folder.display())));
    }
    Ok(if folders.is_empty() { vec![folder] } else { folders })
}

fn add(folder: &Path, name: &str, texts: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))? {
        let path = entry?.path();
        let name = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            add(&path, &name, texts)?;
        } else {
            let bytes = fs::read(&path).map_err(|error| Failure::file(&path, &error))?;
            texts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(())
}
