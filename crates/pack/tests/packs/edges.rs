//! No number of a pack can be changed by one without an example that notices.

use pack::{edges, example::Example};

use crate::shelf::Shelf;

fn each_edge_is_noticed(name: &str) {
    let shelf = Shelf::open();
    let layers = shelf.layers(name);
    let examples: Vec<&Example> = layers.iter().flat_map(|pack| &pack.examples).collect();
    let mut unnoticed = edges::unnoticed(&shelf.rules(name), &examples, &shelf.codes, shelf.calendar());
    // The edges of a layer below are its own, and noticed there.
    unnoticed.retain(|one| one.entry.starts_with(&format!("{name}: ")));
    let lines: Vec<String> = unnoticed.iter().map(|one| format!("{}: {}", one.entry, one.edge)).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn every_edge_of_england_has_an_example_on_both_sides() {
    each_edge_is_noticed("england");
}

#[test]
fn every_edge_of_lancashire_has_an_example_on_both_sides() {
    each_edge_is_noticed("lancashire");
}

#[test]
fn every_edge_of_lincolnshire_has_an_example_on_both_sides() {
    each_edge_is_noticed("lincolnshire");
}

#[test]
fn every_edge_of_leicestershire_has_an_example_on_both_sides() {
    each_edge_is_noticed("leicestershire");
}

#[test]
fn every_edge_of_lady_boswells_has_an_example_on_both_sides() {
    each_edge_is_noticed("lady-boswells");
}

#[test]
fn every_edge_of_knowsley_has_an_example_on_both_sides() {
    each_edge_is_noticed("knowsley");
}
