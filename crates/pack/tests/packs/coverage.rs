//! Which rows the packs carry out, and what proves it.

use pack::coverage::{self, Ran};

use crate::shelf::{NAMES, Shelf};

fn report(shelf: &Shelf, tests: &[(String, String)]) -> coverage::Coverage {
    let mut ran = Vec::new();
    for name in NAMES {
        let rules = shelf.rules(name);
        for one in &shelf.layers(name).last().expect("its own layer").examples {
            let outcome = pack::example::run(&rules, one, &shelf.codes, shelf.calendar());
            ran.extend(Ran::of(one, &outcome));
        }
    }
    let packs: Vec<&pack::Pack> = NAMES.iter().map(|name| *shelf.layers(name).last().expect("its own layer")).collect();
    coverage::report(&packs, &ran, tests, &shelf.register)
}

#[test]
fn a_row_is_carried_out_when_an_example_looks_at_an_entry_that_cites_it() {
    let report = report(&Shelf::open(), &[]);
    let row = &report.rows["LAN-107"];
    assert!(row.entries.contains(&String::from("lancashire: Task Start support for a vulnerable pupil")), "{row:?}");
    assert!(row.proofs.iter().any(|proof| proof.starts_with("W-LAN-2 ")), "{row:?}");
}

#[test]
fn a_citation_alone_carries_nothing_out() {
    let shelf = Shelf::open();
    let report = report(&shelf, &[]);
    // LAN-018 is cited by a role only, which decides nothing.
    assert!(shelf.register.row("LAN-018").is_some() && !report.rows.contains_key("LAN-018"));
}

#[test]
fn a_test_of_the_program_counts_as_a_proof() {
    let tests = [(String::from("LAN-001"), String::from("a_test")), (String::from("LAN-999"), String::from("a_test"))];
    let report = report(&Shelf::open(), &tests);
    assert_eq!(report.rows["LAN-001"].proofs, ["test a_test"]);
    assert!(!report.rows.contains_key("LAN-999"), "a row that does not exist is not covered");
}

#[test]
fn the_last_line_counts_the_rows_of_the_register() {
    let shelf = Shelf::open();
    let report = report(&shelf, &[]);
    let (covered, all) = report.counts.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    assert_eq!((covered, all), (report.rows.len(), 1050));
    assert_eq!(report.closing_line(), format!("{covered} of 1050 rows"));
    assert!(covered >= 80, "only {covered} rows are carried out");
}
