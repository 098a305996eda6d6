//! The packs as they lie in the repository.

use std::{cell::OnceCell, fs, path::Path};

use domain::{calendar::Calendar, code::CodeTable, rule::Rules};
use pack::{File, Pack, codes, link, read, register::Register, render};

/// Every pack, the register and the code table. A pack is read when it is first asked for.
pub(crate) struct Shelf {
    packs: [OnceCell<Pack>; NAMES.len()],
    pub(crate) register: Register,
    pub(crate) codes: CodeTable,
}

/// The packs that there are.
pub(crate) const NAMES: [&str; 6] =
    ["england", "lancashire", "lincolnshire", "leicestershire", "lady-boswells", "knowsley"];

impl Shelf {
    pub(crate) fn open() -> Shelf {
        let register = Register::read(&text("register/rows.csv"), &text("register/readings.csv")).expect("readable");
        let codes = codes::read("england/codes.csv", &text("england/codes.csv"))
            .unwrap_or_else(|faults| panic!("{}", render(&faults, &[])));
        Shelf { packs: std::array::from_fn(|_| OnceCell::new()), register, codes }
    }

    /// The pack `name` alone.
    pub(crate) fn own(&self, name: &str) -> &Pack {
        let at = NAMES.iter().position(|known| *known == name).unwrap_or_else(|| panic!("there is no pack `{name}`"));
        self.packs[at].get_or_init(|| load(name))
    }

    /// The pack `name` with the national one below it.
    pub(crate) fn layers(&self, name: &str) -> Vec<&Pack> {
        let names = if name == "england" { vec!["england"] } else { vec!["england", name] };
        names.into_iter().map(|name| self.own(name)).collect()
    }

    pub(crate) fn rules(&self, name: &str) -> Rules {
        link(&self.layers(name), &self.register).unwrap_or_else(|faults| panic!("{}", render(&faults, &[])))
    }

    pub(crate) fn calendar(&self) -> &Calendar {
        &self.own("england").calendars.first().expect("the examples run on it").1
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
