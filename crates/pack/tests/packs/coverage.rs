//! Which rows the packs carry out, and what proves it.

mod spoil;

use domain::rule::{Head, Rules};
use pack::{
    coverage::{self, Ran},
    example::{self, Example, Outcome},
};

use crate::shelf::{NAMES, Shelf};

fn report(shelf: &Shelf, tests: &[(String, String)]) -> coverage::Coverage {
    let mut ran = Vec::new();
    for name in NAMES {
        let rules = shelf.rules(name);
        for one in &shelf.own(name).examples {
            let outcome = example::run(&rules, one, &shelf.codes, shelf.calendar());
            ran.extend(Ran::of(one, &outcome));
        }
    }
    coverage::report(&packs(shelf), &ran, tests, &shelf.register)
}

fn packs(shelf: &Shelf) -> Vec<&pack::Pack> {
    NAMES.iter().map(|name| shelf.own(name)).collect()
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
    let cited: usize = packs(&shelf).iter().flat_map(|pack| pack.rules.heads()).map(|(_, head)| head.rows.len()).sum();
    assert!(cited > 1000, "only {cited} citations");
    assert!(coverage::report(&packs(&shelf), &[], &[], &shelf.register).rows.is_empty());
}

#[test]
fn an_example_that_does_not_look_at_an_entry_carries_no_row_of_it_out() {
    let shelf = Shelf::open();
    let rows = vec![String::from("LAN-107")];
    let ran = |seen: &str| [Ran { name: "One".into(), rows: rows.clone(), seen: [seen.to_owned()].into() }];
    let is_carried_out = |seen| coverage::report(&packs(&shelf), &ran(seen), &[], &shelf.register).rows.len() == 1;
    assert!(is_carried_out("Start support for a vulnerable pupil") && !is_carried_out("Formal intervention"));
}

#[test]
fn a_test_of_the_program_counts_as_a_proof() {
    let shelf = Shelf::open();
    let row = shelf.register.rows()[0].id.clone();
    let tests = [(row.clone(), String::from("a_test")), (String::from("LAN-999"), String::from("a_test"))];
    let report = coverage::report(&packs(&shelf), &[], &tests, &shelf.register);
    assert_eq!(report.rows[&row].proofs, ["test a_test"]);
    assert!(!report.rows.contains_key("LAN-999"), "a row that does not exist is not covered");
}

#[test]
fn the_last_line_counts_the_rows_of_the_register() {
    let shelf = Shelf::open();
    let report = report(&shelf, &[]);
    let (covered, all) = report.counts.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    assert_eq!((covered, all), (report.rows.len(), 1050));
    assert_eq!(report.closing_line(), format!("{covered} of 1050 rows"));
    assert!(covered >= 800, "only {covered} rows are carried out");
}

/// An entry of a pack that cites a row, with the examples that prove it.
struct Claim<'a> {
    kind: &'static str,
    head: &'a Head,
    row: &'a str,
    proofs: Vec<&'a Example>,
}

/// What coverage counts for the pack called `name`.
fn claims<'a>(shelf: &'a Shelf, rules: &Rules, name: &str) -> Vec<Claim<'a>> {
    let own = shelf.own(name);
    let run = |one: &'a Example| (one, example::run(rules, one, &shelf.codes, shelf.calendar()));
    let ran: Vec<(&Example, Outcome)> = own.examples.iter().map(run).collect();
    let mut claims = Vec::new();
    for (kind, head) in own.rules.heads() {
        for row in &head.rows {
            let is_proof = |(one, outcome): &&(&'a Example, Outcome)| {
                outcome.unmet.is_empty() && one.head.rows.contains(row) && outcome.looked_at.contains(&head.name)
            };
            let proofs: Vec<&Example> = ran.iter().filter(is_proof).map(|(one, _)| *one).collect();
            if !proofs.is_empty() {
                claims.push(Claim { kind, head, row, proofs });
            }
        }
    }
    claims
}

/// Whether one of the proofs fails when the entry is taken out of the rules or says something else.
fn is_proved(shelf: &Shelf, (name, rules): (&str, &Rules), claim: &Claim<'_>) -> bool {
    if claim.kind == "Cohort" && cannot_be_read_without(shelf, name, claim) {
        return true;
    }
    let fails = |rules: &Rules| {
        let mut proofs = claim.proofs.iter();
        proofs.any(|one| !example::run(rules, one, &shelf.codes, shelf.calendar()).unmet.is_empty())
    };
    spoil::spoiled(rules, claim.kind, claim.head).iter().any(fails)
}

/// Whether one of the proofs names a cohort that a pupil could not be put into without the entry: its chapter has a fault then.
fn cannot_be_read_without(shelf: &Shelf, name: &str, claim: &Claim<'_>) -> bool {
    let mut layers: Vec<pack::Pack> = shelf.layers(name).into_iter().cloned().collect();
    let own = layers.last_mut().expect("its own layer");
    own.rules.cohorts.retain(|cohort| cohort.head != *claim.head);
    let faults = pack::link(&layers.iter().collect::<Vec<_>>(), &shelf.register).err().unwrap_or_default();
    let is_named = |fault: &pack::Fault| fault.what.contains(&format!("`{}`", claim.head.name));
    claim.proofs.iter().any(|one| {
        let chapter = format!("/{}.md", one.head.chapter);
        faults.iter().any(|fault| is_named(fault) && fault.path.ends_with(&chapter))
    })
}

fn each_claim_is_proved(name: &str) {
    let shelf = Shelf::open();
    let rules = shelf.rules(name);
    let claims = claims(&shelf, &rules, name);
    let unproved = claims.iter().filter(|claim| !is_proved(&shelf, (name, &rules), claim));
    let lines: Vec<String> = unproved
        .map(|claim| {
            let proofs: Vec<&str> = claim.proofs.iter().map(|one| one.head.name.as_str()).collect();
            format!("{name}: {} by {} {} in {proofs:?}", claim.row, claim.kind, claim.head.name)
        })
        .collect();
    assert!(lines.is_empty(), "{} of {} claims:\n{}", lines.len(), claims.len(), lines.join("\n"));
    assert!(claims.len() > 5, "{name} claims {} rows", claims.len());
}

#[test]
fn an_example_notices_when_an_entry_of_england_that_carries_out_a_row_is_spoiled() {
    each_claim_is_proved("england");
}

#[test]
fn an_example_notices_when_an_entry_of_lancashire_that_carries_out_a_row_is_spoiled() {
    each_claim_is_proved("lancashire");
}

#[test]
fn an_example_notices_when_an_entry_of_lincolnshire_that_carries_out_a_row_is_spoiled() {
    each_claim_is_proved("lincolnshire");
}

#[test]
fn an_example_notices_when_an_entry_of_leicestershire_that_carries_out_a_row_is_spoiled() {
    each_claim_is_proved("leicestershire");
}

#[test]
fn an_example_notices_when_an_entry_of_lady_boswells_that_carries_out_a_row_is_spoiled() {
    each_claim_is_proved("lady-boswells");
}

#[test]
fn an_example_notices_when_an_entry_of_knowsley_that_carries_out_a_row_is_spoiled() {
    each_claim_is_proved("knowsley");
}
