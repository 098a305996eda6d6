//! Edges that no example notices: each number of a rule moved by one, both ways, with the examples run again.

use domain::{
    calendar::Calendar,
    code::CodeTable,
    rule::{Amount, Rules, Unit},
};

use crate::{
    example::{Example, Seen, run},
    walk::each_amount,
};

/// An edge that can be moved without any example noticing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnoticed {
    /// The entry, with its pack.
    pub entry: String,
    /// The edge, such as `15 days moved to 16 days`.
    pub edge: String,
}

/// A number of one column or key of an entry. Neighbouring bands share it, and it moves for both.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edge {
    entry: String,
    thousandths: i64,
    unit: Unit,
    step: i64,
}

/// Moves every number of `rules` by the smallest step of its unit, up and down, and gives those moves that no example notices.
pub fn unnoticed(rules: &Rules, examples: &[&Example], codes: &CodeTable, calendar: &Calendar) -> Vec<Unnoticed> {
    let mut edges: Vec<Edge> = Vec::new();
    each_amount(&mut rules.clone(), &mut |entry, amount, step| {
        let edge = Edge { entry: entry.to_owned(), thousandths: amount.thousandths, unit: amount.unit, step };
        if !edges.contains(&edge) {
            edges.push(edge);
        }
    });
    // An example of a layer below may not hold under the layers above it: it could notice nothing.
    let runs = examples.iter().map(|&example| (example, run(rules, example, codes, calendar)));
    let met = runs.filter(|(_, outcome)| outcome.unmet.is_empty());
    let seen: Vec<(&Example, Seen)> = met.map(|(example, outcome)| (example, outcome.looked_at)).collect();
    let mut unnoticed = Vec::new();
    for edge in &edges {
        // Those that look at the entry itself are the likeliest to notice, and one is enough.
        let name = edge.entry.split_once(": ").map_or("", |(_, name)| name);
        let looks = |seen: &Seen| seen.iter().any(|one| name.starts_with(one.as_str()));
        let (first, rest): (Vec<_>, Vec<_>) = seen.iter().partition(|(_, seen)| looks(seen));
        for by in [-edge.step, edge.step] {
            let moved = moved(rules, edge, by);
            let mut all = first.iter().chain(&rest);
            if all.all(|(example, _)| run(&moved, example, codes, calendar).unmet.is_empty()) {
                let amount = |thousandths| Amount { thousandths, unit: edge.unit };
                let (from, to) = (amount(edge.thousandths), amount(edge.thousandths + by));
                unnoticed.push(Unnoticed { entry: edge.entry.clone(), edge: format!("{from} moved to {to}") });
            }
        }
    }
    unnoticed
}

fn moved(rules: &Rules, edge: &Edge, by: i64) -> Rules {
    let mut moved = rules.clone();
    each_amount(&mut moved, &mut |entry, amount, _| {
        if entry == edge.entry && amount.thousandths == edge.thousandths && amount.unit == edge.unit {
            amount.thousandths += by;
        }
    });
    moved
}
