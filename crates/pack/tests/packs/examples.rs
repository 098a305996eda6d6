//! Every example of every pack is met, the worked cases of the requirements among them.

use pack::{example, unknown_codes};

use crate::shelf::{NAMES, Shelf};

/// Runs the examples of `name`; the names of those that were met, and what was not.
fn run_all(shelf: &Shelf, name: &str) -> (Vec<String>, Vec<String>) {
    let (rules, layers) = (shelf.rules(name), shelf.layers(name));
    let own = layers.last().expect("a pack is its own highest layer");
    let (mut met, mut unmet) = (Vec::new(), Vec::new());
    for one in &own.examples {
        let outcome = example::run(&rules, one, &shelf.codes, shelf.calendar());
        assert!(outcome.met + outcome.unmet.len() > 0, "`{}` expects nothing", one.head.name);
        if outcome.unmet.is_empty() {
            met.push(one.head.name.clone());
        }
        unmet
            .extend(outcome.unmet.iter().map(|fault| format!("{}: {} ({})", fault.place(), fault.what, one.head.name)));
    }
    (met, unmet)
}

#[test]
fn every_example_of_every_pack_is_met() {
    let shelf = Shelf::open();
    for name in NAMES {
        let (met, unmet) = run_all(&shelf, name);
        assert!(unmet.is_empty(), "{}", unmet.join("\n"));
        assert!(!met.is_empty(), "{name} has no example");
    }
}

#[test]
fn the_worked_cases_of_the_first_packs_are_met() {
    let shelf = Shelf::open();
    let cases = [("lancashire", ["W-LAN-1", "W-LAN-2", "W-LAN-3", "W-LAN-4", "W-LAN-6"].as_slice())];
    for (name, cases) in cases.into_iter().chain([("lady-boswells", ["W-LBO-5", "W-LBO-6"].as_slice())]) {
        let (met, _) = run_all(&shelf, name);
        for case in cases {
            assert!(met.iter().any(|example| example.starts_with(&format!("{case} "))), "{case} is not among {met:?}");
        }
    }
}

#[test]
fn every_code_that_a_pack_counts_is_in_the_table() {
    let shelf = Shelf::open();
    for name in NAMES {
        assert_eq!(unknown_codes(&shelf.layers(name), &shelf.codes), []);
    }
}
