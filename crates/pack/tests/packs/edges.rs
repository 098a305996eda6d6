//! No number of a pack can be changed by one without an example that notices.

use pack::{edges, example::Example};

use crate::shelf::Shelf;

#[test]
fn every_edge_has_an_example_on_both_sides() {
    let shelf = Shelf::open();
    for name in ["lancashire", "lady-boswells"] {
        let layers = shelf.layers(name);
        let examples: Vec<&Example> = layers.iter().flat_map(|pack| &pack.examples).collect();
        let unnoticed = edges::unnoticed(&shelf.rules(name), &examples, &shelf.codes, shelf.calendar());
        let lines: Vec<String> = unnoticed.iter().map(|one| format!("{}: {}", one.entry, one.edge)).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }
}
