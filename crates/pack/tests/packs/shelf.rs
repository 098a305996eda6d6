//! The packs as they lie in the repository.

use std::{collections::BTreeMap, fs, path::Path};

use domain::{calendar::Calendar, code::CodeTable, rule::Rules};
use pack::{File, Pack, codes, link, read, register::Register, render};

/// Every pack, the register and the code table.
pub(crate) struct Shelf {
    packs: BTreeMap<&'static str, Pack>,
    pub(crate) register: Register,
    pub(crate) codes: CodeTable,
}

/// The packs that there are.
pub(crate) const NAMES: [&str; 3] = ["england", "lancashire", "lady-boswells"];

impl Shelf {
    pub(crate) fn open() -> Shelf {
        let register = Register::read(&text("register/rows.csv"), &text("register/readings.csv")).expect("readable");
        let codes = codes::read("england/codes.csv", &text("england/codes.csv"))
            .unwrap_or_else(|faults| panic!("{}", render(&faults, &[])));
        Shelf { packs: NAMES.into_iter().map(|name| (name, load(name))).collect(), register, codes }
    }

    /// The pack `name` with the national one below it.
    pub(crate) fn layers(&self, name: &str) -> Vec<&Pack> {
        let names = if name == "england" { vec!["england"] } else { vec!["england", name] };
        names.into_iter().map(|name| &self.packs[name]).collect()
    }

    pub(crate) fn rules(&self, name: &str) -> Rules {
        link(&self.layers(name), &self.register).unwrap_or_else(|faults| panic!("{}", render(&faults, &[])))
    }

    pub(crate) fn calendar(&self) -> &Calendar {
        &self.packs["england"].calendars.first().expect("the examples run on it").1
    }
}

fn text(path: &str) -> String {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"));
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn load(name: &str) -> Pack {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs")).join(name);
    let mut paths: Vec<String> = fs::read_dir(folder)
        .expect("the pack has a folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|file| file.ends_with(".md"))
        .map(|file| format!("{name}/{file}"))
        .collect();
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| text(path)).collect();
    let files: Vec<File<'_>> = paths.iter().zip(&texts).map(|(path, text)| File { path, text }).collect();
    read(&files).unwrap_or_else(|faults| panic!("{}", render(&faults, &files)))
}
