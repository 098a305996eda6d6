//! The packs, built into the program, with the changes that were approved in the application.

mod shelf;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    Date, admission::Grounds, calendar::Calendar, closing::Overwrites, code::CodeTable, message::Channel, rule::Rules,
};
use pack::{Fault, File, Pack, letter::Wording, reasons::Reason, register::Register};

use crate::Error;
pub(crate) use shelf::Shelf;

#[derive(rust_embed::RustEmbed)]
#[folder = "../../packs"]
struct Embedded;

/// Every pack, read and linked.
#[derive(Debug, Clone)]
pub struct Packs {
    /// The packs by folder name.
    pub packs: BTreeMap<String, Pack>,
    /// The rules of each pack with its layers below, by folder name.
    pub rules: BTreeMap<String, Rules>,
    /// Rows and readings.
    pub register: Register,
    /// The code table of the country.
    pub codes: Arc<CodeTable>,
    /// What closures may write over.
    pub overwrites: Arc<Overwrites>,
    /// The reasons that a family can give for an absence.
    pub reasons: Vec<Reason>,
    /// The grounds on which a name comes off the admission register.
    pub grounds: Arc<Grounds>,
    /// The cohorts that are shown only to whoever may see what needs care.
    pub sensitive: Arc<BTreeSet<String>>,
    /// Who is told of an absence that nobody has explained, by cohort: posts such as `social worker`.
    pub told: Arc<BTreeMap<String, Vec<String>>>,
    wordings: BTreeMap<String, Wording>,
    /// The text of every file that they were read from.
    files: Arc<BTreeMap<String, String>>,
}

/// The text of every file of the packs, by path.
pub fn embedded() -> BTreeMap<String, String> {
    let text = |path: &str| Embedded::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned());
    Embedded::iter().filter_map(|path| Some((path.to_string(), text(&path)?))).collect()
}

impl Packs {
    /// The packs built into the program.
    pub fn built_in() -> Result<Packs, Vec<Fault>> {
        Packs::read(&embedded())
    }

    /// Reads packs from files by path, such as `lancashire/1-pathway.md`.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Packs, Vec<Fault>> {
        Packs::read_amended(files, &BTreeMap::new())
    }

    /// The same packs with other words in some chapters, each by its path and the day from which they apply. The edition of
    /// each pack so changed says since when it is.
    pub fn amended(&self, chapters: &BTreeMap<String, (Date, String)>) -> Result<Packs, Vec<Fault>> {
        let mut files = self.files.as_ref().clone();
        let mut since: BTreeMap<String, Date> = BTreeMap::new();
        for (path, (from, text)) in chapters {
            files.insert(path.clone(), text.clone());
            let folder = path.split_once('/').map_or(path.as_str(), |(folder, _)| folder);
            let latest = since.entry(folder.to_owned()).or_insert(*from);
            *latest = (*latest).max(*from);
        }
        Packs::read_amended(&files, &since)
    }

    fn read_amended(files: &BTreeMap<String, String>, since: &BTreeMap<String, Date>) -> Result<Packs, Vec<Fault>> {
        let text = |path: &str| files.get(path).map_or("", String::as_str);
        let unreadable = |error: csv::Error| {
            vec![Fault {
                path: String::from("register"),
                span: Default::default(),
                what: error.to_string(),
                help: String::new(),
            }]
        };
        let register = Register::read(text("register/rows.csv"), text("register/readings.csv")).map_err(unreadable)?;
        let codes = pack::codes::read("england/codes.csv", text("england/codes.csv"))?;
        let overwrites = pack::closures::read("england/closures.csv", text("england/closures.csv"), &codes)?;
        let reasons = pack::reasons::read("england/reasons.csv", text("england/reasons.csv"), &codes)?;
        let source = |path: &'static str| (path, text(path));
        let grounds = pack::grounds::read(source("england/grounds.csv"), source("england/grounds-conditions.csv"))?;
        let sensitive = pack::grounds::sensitive(source("england/cohorts.csv"))?;
        let told = pack::grounds::told(source("england/cohorts.csv"))?;
        let mut faults = Vec::new();
        let mut packs = BTreeMap::new();
        for folder in folders(files) {
            let chapters: Vec<File<'_>> = files
                .iter()
                .filter(|(path, _)| is_chapter(path, &folder))
                .map(|(path, text)| File { path, text })
                .collect();
            if chapters.is_empty() {
                continue;
            }
            match pack::read(&chapters) {
                Ok(mut pack) => {
                    if let Some(from) = since.get(&folder) {
                        pack.head.edition = changed_edition(&pack.head.edition, *from);
                    }
                    packs.insert(folder, pack);
                }
                Err(found) => faults.extend(found),
            }
        }
        let wordings = wordings(files, &mut faults);
        let mut rules = BTreeMap::new();
        for folder in packs.keys() {
            match pack::link(&layers(&packs, folder), &register) {
                Ok(linked) => drop(rules.insert(folder.clone(), linked)),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            Ok(Packs {
                packs,
                rules,
                register,
                codes: Arc::new(codes),
                overwrites: Arc::new(overwrites),
                reasons,
                grounds: Arc::new(grounds),
                sensitive: Arc::new(sensitive),
                told: Arc::new(told),
                wordings,
                files: Arc::new(files.clone()),
            })
        } else {
            Err(faults)
        }
    }

    /// The pack `folder` with the packs below it, lowest first.
    pub fn layers(&self, folder: &str) -> Vec<&Pack> {
        layers(&self.packs, folder)
    }

    /// Whether a handbook has a cohort of this name.
    pub fn has_cohort(&self, name: &str) -> bool {
        self.rules.values().any(|rules| rules.cohorts.iter().any(|cohort| cohort.head.name == name))
    }

    /// The rules of `folder` and the layers below it.
    pub fn rules(&self, folder: &str) -> Result<&Rules, Error> {
        self.rules.get(folder).ok_or_else(|| Error::NoPack(folder.to_owned()))
    }

    /// The text of the file at `path`, such as `lancashire/1-pathway.md`.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The text of every file that the rules of `folder` rest on, by path: its own, those of the packs below it, the codes, and
    /// the rows and readings that they cite.
    pub fn files_of(&self, folder: &str) -> BTreeMap<String, String> {
        let layers: Vec<&str> = self.layers(folder).iter().map(|pack| pack.head.slug.as_str()).collect();
        let is_of = |path: &&String| {
            let of = path.split_once('/').map_or("", |(folder, _)| folder);
            layers.contains(&of) || of == "register" || path.as_str() == "england/codes.csv"
        };
        self.files.keys().filter(is_of).map(|path| (path.clone(), self.files[path].clone())).collect()
    }

    /// The packs that apply `folder`: it, and those that rest on it.
    pub fn above(&self, folder: &str) -> Vec<&str> {
        let rests = |other: &&String| self.layers(other).iter().any(|layer| layer.head.slug == folder);
        self.packs.keys().filter(rests).map(String::as_str).collect()
    }

    /// The words of a letter: `wording` is the path in the folder of its pack.
    pub fn wording(&self, folder: &str, wording: &str) -> Option<&Wording> {
        self.wordings.get(&format!("{folder}/{wording}"))
    }

    /// The words of a message, such as `absent-today`, by the pack `folder` or the nearest one below it that has them.
    pub fn message(&self, folder: &str, template: &str, channel: Channel) -> Option<&Wording> {
        let kind = if channel == Channel::Email { "email" } else { "text" };
        let file = format!("messages/{template}.{kind}.md");
        self.layers(folder).iter().rev().find_map(|layer| self.wording(&layer.head.slug, &file))
    }

    /// The calendar that examples run on.
    pub fn example_calendar(&self) -> Option<&Calendar> {
        self.packs.get("england")?.calendars.first().map(|(_, calendar)| calendar)
    }
}

/// The words of every letter and message, by path; what is wrong goes into `faults`.
fn wordings(files: &BTreeMap<String, String>, faults: &mut Vec<Fault>) -> BTreeMap<String, Wording> {
    let mut wordings = BTreeMap::new();
    for (path, text) in files {
        let read = match path.split('/').nth(1) {
            Some("letters") => pack::letter::read(path, text),
            Some("messages") => pack::letter::read_message(path, text),
            _ => continue,
        };
        match read {
            Ok(wording) => drop(wordings.insert(path.clone(), wording)),
            Err(found) => faults.extend(found),
        }
    }
    wordings
}

/// `2024-27, changed from 1 December 2026`.
fn changed_edition(edition: &str, from: Date) -> String {
    let since = format!("changed from {}", from.strftime("%-d %B %Y"));
    if edition.is_empty() { since } else { format!("{edition}, {since}") }
}

fn folders(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut folders: Vec<String> =
        files.keys().filter_map(|path| path.split_once('/')).map(|(folder, _)| folder.to_owned()).collect();
    folders.dedup();
    folders
}

fn is_chapter(path: &str, folder: &str) -> bool {
    let file = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    file.is_some_and(|file| {
        file.ends_with(".md") && !file.contains('/') && file.starts_with(|letter: char| letter.is_ascii_digit())
    })
}

fn layers<'a>(packs: &'a BTreeMap<String, Pack>, folder: &str) -> Vec<&'a Pack> {
    let Some(pack) = packs.get(folder) else { return Vec::new() };
    let mut layers: Vec<&Pack> = Vec::new();
    for name in &pack.head.extends {
        if let Some((below, _)) = packs.iter().find(|(_, pack)| pack.head.name == *name) {
            for layer in self::layers(packs, below) {
                if layers.iter().all(|known| known.head.slug != layer.head.slug) {
                    layers.push(layer);
                }
            }
        }
    }
    layers.push(pack);
    layers
}
