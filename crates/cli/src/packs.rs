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
mod diff;
mod examples;
mod format;
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
    Diff(diff::Diff),
    Format(format::Format),
    Handbook(handbook::Handbook),
}

/// Runs one of the commands on packs.
pub fn run(pack: &Pack) -> Result<Outcome, Failure> {
    match &pack.command {
        Command::Check(check) => check::run(check),
        Command::Examples(examples) => examples::run(examples),
        Command::Coverage(coverage) => coverage::run(coverage),
        Command::Diff(diff) => diff::run(diff),
        Command::Format(format) => format::run(format),
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

/// The rules of a pack: of a built-in one by its folder name, or of the one in a folder.
pub fn rules_of(named: &str) -> Result<domain::rule::Rules, Failure> {
    let packs = built_in()?;
    if let Ok(rules) = packs.rules(named) {
        return Ok(rules.clone());
    }
    let folder = Path::new(named);
    if !folder.is_dir() {
        let known: Vec<String> = packs.rules.keys().map(|name| format!("`{name}`")).collect();
        let known = known.join(", ");
        return Err(Failure::new(format!(
            "there is no pack `{named}`: choose one of {known}, or name a pack’s folder"
        )));
    }
    let name = folder.canonicalize().map_err(|error| Failure::file(folder, &error))?;
    let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = Source::read(Some(folder))?;
    let packs = source.packs().map_err(|faults| Failure::new(source.render(&faults)))?;
    let rules =
        packs.rules(&name).map_err(|_| Failure::new(format!("`{named}` is no pack: name the folder of one")))?;
    Ok(rules.clone())
}

/// The text of every file of the packs: those built in, and over them those of `folder`.
struct Source {
    texts: BTreeMap<String, String>,
    /// Chapters of examples that belong to no pack.
    loose: BTreeMap<String, String>,
}

impl Source {
    /// `folder` is one pack, a folder of packs, or chapters of examples alone. A pack of `folder` takes the place of the whole
    /// built-in one, and only the packs that it stands on are read beside it.
    fn read(folder: Option<&Path>) -> Result<Source, Failure> {
        let mut source = Source { texts: service::embedded_packs(), loose: BTreeMap::new() };
        let Some(folder) = folder else { return Ok(source) };
        let mut own = Vec::new();
        for path in own_folders(folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let mut texts = BTreeMap::new();
            add(&path, &name, &mut texts)?;
            if pack::loose::is_loose(&chapters(&texts, &name)) {
                texts.retain(|path, _| path.ends_with(".md"));
                source.loose.append(&mut texts);
                continue;
            }
            let prefix = format!("{name}/");
            source.texts.retain(|path, _| !path.starts_with(&prefix));
            source.texts.append(&mut texts);
            own.push(name);
        }
        if !own.is_empty() && source.loose.is_empty() {
            source.keep_layers(own);
        }
        Ok(source)
    }

    /// Leaves out the packs that none of `own` stands on.
    fn keep_layers(&mut self, own: Vec<String>) {
        let folders: Vec<String> =
            self.texts.keys().filter_map(|path| path.split_once('/')).map(|(folder, _)| folder.to_owned()).collect();
        let heads: Vec<(String, String, String)> = folders.into_iter().filter_map(|folder| self.head(folder)).collect();
        let mut kept = vec![String::from("register"), String::from("england")];
        let mut wanted = own;
        while let Some(folder) = wanted.pop() {
            let extends = heads.iter().find(|(known, ..)| *known == folder).map_or("", |(.., extends)| extends);
            let below = heads.iter().filter(|(_, name, _)| extends.contains(&format!("[{name}]")));
            wanted.extend(below.map(|(folder, ..)| folder.clone()).filter(|folder| !kept.contains(folder)));
            kept.push(folder);
        }
        self.texts
            .retain(|path, _| path.split_once('/').is_some_and(|(folder, _)| kept.iter().any(|one| one == folder)));
    }

    /// The name of the pack in `folder`, and what it extends.
    fn head(&self, folder: String) -> Option<(String, String, String)> {
        let files = chapters(&self.texts, &folder);
        files.into_iter().find_map(|file| {
            let (chapter, _) = pack::text::chapter(file);
            let entry = chapter.entries().find(|entry| entry.kind.text == "Pack")?;
            let extends = entry.points().find(|point| point.key.text == "extends");
            let extends = extends.map_or_else(String::new, |point| point.value.text.clone());
            Some((folder.clone(), entry.name.text.clone(), extends))
        })
    }

    /// The packs, or the faults as a person reads them.
    fn packs(&self) -> Result<Packs, Vec<Fault>> {
        Packs::read(&self.texts)
    }

    /// Faults with the lines they are about.
    fn render(&self, faults: &[Fault]) -> String {
        let all = self.texts.iter().chain(&self.loose);
        let files: Vec<File<'_>> = all.map(|(path, text)| File { path, text }).collect();
        pack::render(faults, &files)
    }
}

fn chapters<'a>(texts: &'a BTreeMap<String, String>, folder: &str) -> Vec<File<'a>> {
    let inside = texts.iter().filter(|(path, _)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
    let chapters = inside.filter(|(path, _)| path.ends_with(".md") && path.matches('/').count() == 1);
    chapters.map(|(path, text)| File { path, text }).collect()
}

/// The folder itself when it holds chapters, else the folders in it.
fn own_folders(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = folder.canonicalize().map_err(|error| Failure::file(folder, &error))?;
    let (mut folders, mut has_chapters) = (Vec::new(), false);
    for entry in fs::read_dir(&folder).map_err(|error| Failure::file(&folder, &error))? {
        let path = entry?.path();
        // Letters and messages belong to the pack in whose folder they lie.
        if path.is_dir() && path.file_name().is_some_and(|name| name != "letters" && name != "messages") {
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
