//! The packs of this repository: read without a fault, and every example of theirs passes.

use std::{fs, path::Path};

use pack::{File, Pack, example, link, read, register::Register, render};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn load(name: &str) -> Pack {
    let mut paths: Vec<String> = fs::read_dir(root().join(name))
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

fn run_all(names: &[&str]) {
    let register = Register::read(&text("register/rows.csv"), &text("register/readings.csv")).expect("readable");
    let codes = pack::codes::read("england/codes.csv", &text("england/codes.csv")).expect("no fault");
    let packs: Vec<Pack> = names.iter().map(|name| load(name)).collect();
    let layers: Vec<&Pack> = packs.iter().collect();
    let rules = link(&layers, &register).unwrap_or_else(|faults| panic!("{}", render(&faults, &[])));
    let calendar = &packs[0].calendars[0].1;
    let own = packs.last().expect("named above");
    let mut unmet = Vec::new();
    for one in &own.examples {
        let outcome = example::run(&rules, one, &codes, calendar);
        assert!(outcome.met + outcome.unmet.len() > 0, "`{}` expects nothing", one.head.name);
        unmet
            .extend(outcome.unmet.iter().map(|fault| format!("{}: {} ({})", fault.place(), fault.what, one.head.name)));
    }
    assert!(!own.examples.is_empty());
    assert!(unmet.is_empty(), "{}", unmet.join("\n"));
}

#[test]
fn every_example_of_england_passes() {
    run_all(&["england"]);
}

#[test]
fn every_example_of_lancashire_passes() {
    run_all(&["england", "lancashire"]);
}

#[test]
fn every_example_of_lady_boswells_passes() {
    run_all(&["england", "lady-boswells"]);
}
