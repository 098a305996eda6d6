//! `rollbook pack format`: the chapters of packs set in their canonical form.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use pack::{File, format::canonical, loose};

use crate::outcome::{Failure, Outcome};

/// Set the chapters of packs in their canonical form, every word kept
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples: rollbook pack format packs/lancashire
          rollbook pack format packs --check

Headings, points, tables and quotations are set in one way, with one blank line between them. No word is added, lost or
moved, and a chapter that is in this form already is left alone. A chapter with a sentence that would not be carried out
is refused and stays as it is.")]
pub struct Format {
    /// A pack, a folder of packs, or a folder of examples
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Change nothing, and name the chapters that are not in this form
    #[arg(long)]
    check: bool,
}

/// Formats the chapters, or names those that want it.
pub fn run(asked: &Format) -> Result<Outcome, Failure> {
    let (mut changed, mut refused, mut all) = (0, 0, 0);
    for folder in super::own_folders(&asked.folder)? {
        for (path, shown, text) in chapters(&folder)? {
            all += 1;
            let file = File { path: &shown, text: &text };
            match canonical(file) {
                Err(faults) => {
                    print!("{}", pack::render(&faults, &[file]));
                    refused += faults.len();
                }
                Ok(formatted) if formatted == text => {}
                Ok(formatted) => {
                    changed += 1;
                    if asked.check {
                        println!("{shown}: not in its canonical form");
                    } else {
                        fs::write(&path, formatted).map_err(|error| Failure::file(&path, &error))?;
                        println!("{shown}: formatted");
                    }
                }
            }
        }
    }
    let done = if asked.check { "to format" } else { "formatted" };
    println!("{all} chapters, {changed} {done}, {refused} faults");
    let is_fine = refused == 0 && (changed == 0 || !asked.check);
    Ok(if is_fine { Outcome::Done } else { Outcome::FoundFaults })
}

/// The chapters of a folder: where each lies, its path as it is shown, and its text. The chapters of a pack begin with a number;
/// a folder of examples alone has chapters only.
fn chapters(folder: &Path) -> Result<Vec<(PathBuf, String, String)>, Failure> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut chapters = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))? {
        let path = entry?.path();
        if path.is_file() && path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
            let shown = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
            chapters.push((path, shown, text));
        }
    }
    chapters.sort();
    let files: Vec<File<'_>> = chapters.iter().map(|(_, path, text)| File { path, text }).collect();
    if !loose::is_loose(&files) {
        chapters.retain(|(_, shown, _)| {
            let file = shown.rsplit('/').next().unwrap_or(shown);
            file.starts_with(|letter: char| letter.is_ascii_digit())
        });
    }
    Ok(chapters)
}
