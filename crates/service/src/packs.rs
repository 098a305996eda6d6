//! The packs, built into the program.

use std::{collections::BTreeMap, sync::Arc};

use domain::{calendar::Calendar, code::CodeTable, rule::Rules};
use pack::{Fault, File, Pack, letter::Wording, register::Register};

use crate::Error;

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
    wordings: BTreeMap<String, Wording>,
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
                Ok(pack) => drop(packs.insert(folder, pack)),
                Err(found) => faults.extend(found),
            }
        }
        let mut wordings = BTreeMap::new();
        for (path, text) in files.iter().filter(|(path, _)| path.contains("/letters/")) {
            match pack::letter::read(path, text) {
                Ok(wording) => drop(wordings.insert(path.clone(), wording)),
                Err(found) => faults.extend(found),
            }
        }
        let mut rules = BTreeMap::new();
        for folder in packs.keys() {
            match pack::link(&layers(&packs, folder), &register) {
                Ok(linked) => drop(rules.insert(folder.clone(), linked)),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            Ok(Packs { packs, rules, register, codes: Arc::new(codes), wordings })
        } else {
            Err(faults)
        }
    }

    /// The pack `folder` with the packs below it, lowest first.
    pub fn layers(&self, folder: &str) -> Vec<&Pack> {
        layers(&self.packs, folder)
    }

    /// The rules of `folder` and the layers below it.
    pub fn rules(&self, folder: &str) -> Result<&Rules, Error> {
        self.rules.get(folder).ok_or_else(|| Error::NoPack(folder.to_owned()))
    }

    /// The words of a letter: `wording` is the path in the folder of its pack.
    pub fn wording(&self, folder: &str, wording: &str) -> Option<&Wording> {
        self.wordings.get(&format!("{folder}/{wording}"))
    }

    /// The calendar that examples run on.
    pub fn example_calendar(&self) -> Option<&Calendar> {
        self.packs.get("england")?.calendars.first().map(|(_, calendar)| calendar)
    }
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
