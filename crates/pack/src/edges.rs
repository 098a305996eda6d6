//! Edges that no example notices: each amount of a rule moved by one, both ways, with the examples run again.

use domain::{
    calendar::Calendar,
    code::CodeTable,
    rule::{Amount, Bound, Case, Condition, Range, Rules, Test, Unit},
};

use crate::example::{Example, run};

/// An edge that can be moved without any example noticing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnoticed {
    /// The entry, with its pack.
    pub entry: String,
    /// The edge, such as `15 days moved to 16 days`.
    pub edge: String,
}

/// An amount of one column of an entry. Neighbouring bands share it, and it moves for both.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edge {
    entry: String,
    thousandths: i64,
    unit: Unit,
}

/// Moves every edge of `rules` by the smallest step of its unit, up and down, and gives those that no example notices.
pub fn unnoticed(rules: &Rules, examples: &[&Example], codes: &CodeTable, calendar: &Calendar) -> Vec<Unnoticed> {
    let mut edges: Vec<Edge> = Vec::new();
    each_bound(&mut rules.clone(), &mut |entry, bound| {
        let edge = Edge { entry: entry.to_owned(), thousandths: bound.amount.thousandths, unit: bound.amount.unit };
        if !edges.contains(&edge) {
            edges.push(edge);
        }
    });
    let mut unnoticed = Vec::new();
    for edge in &edges {
        for by in [-step(edge.unit), step(edge.unit)] {
            let moved = moved(rules, edge, by);
            if examples.iter().all(|example| run(&moved, example, codes, calendar).unmet.is_empty()) {
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
    each_bound(&mut moved, &mut |entry, bound| {
        if entry == edge.entry && bound.amount.thousandths == edge.thousandths && bound.amount.unit == edge.unit {
            bound.amount.thousandths += by;
        }
    });
    moved
}

/// The smallest step that could be mistaken: half a day, one session, one percent.
const fn step(unit: Unit) -> i64 {
    if matches!(unit, Unit::Days) { 500 } else { 1000 }
}

/// Gives `edge` every bound of every range, with the entry and column it belongs to.
fn each_bound(rules: &mut Rules, edge: &mut dyn FnMut(&str, &mut Bound)) {
    let mut of = |entry: &str, range: &mut Range| range.bounds.iter_mut().for_each(|bound| edge(entry, bound));
    for set in &mut rules.bands {
        let entry = format!("{}: {}", set.head.pack, set.head.name);
        set.bands.iter_mut().for_each(|band| of(&entry, &mut band.range));
    }
    for decision in &mut rules.decisions {
        for (cases, _) in &mut decision.rows {
            for (case, input) in cases.iter_mut().zip(&decision.inputs) {
                if let Case::In(range) = case {
                    of(&format!("{}: {}, {input}", decision.head.pack, decision.head.name), range);
                }
            }
        }
    }
    each_condition(rules, &mut |entry, condition| of_condition(condition, &mut |range| of(entry, range)));
}

fn each_condition(rules: &mut Rules, of: &mut dyn FnMut(&str, &mut Condition)) {
    let entry = |head: &domain::rule::Head| format!("{}: {}", head.pack, head.name);
    for flag in rules.flags.iter_mut().chain(&mut rules.lists) {
        let conditions = std::iter::once(&mut flag.when).chain(&mut flag.unless);
        conditions.for_each(|condition| of(&entry(&flag.head), condition));
    }
    for task in &mut rules.tasks {
        let conditions = std::iter::once(&mut task.when).chain(&mut task.unless).chain(&mut task.overdue_when);
        conditions.for_each(|condition| of(&entry(&task.head), condition));
    }
    for menu in &mut rules.menus {
        of(&entry(&menu.head), &mut menu.when);
        menu.items.iter_mut().flat_map(|item| &mut item.when).for_each(|when| of(&entry(&menu.head), when));
    }
    for action in &mut rules.actions {
        let entry = entry(&action.head);
        action.when.iter_mut().for_each(|when| of(&entry, when));
        action.advice.iter_mut().for_each(|advice| of(&entry, &mut advice.when));
        for need in &mut action.needs {
            let conditions = std::iter::once(&mut need.holds).chain(&mut need.when).chain(&mut need.unless);
            conditions.for_each(|condition| of(&entry, condition));
        }
    }
}

fn of_condition(condition: &mut Condition, of: &mut dyn FnMut(&mut Range)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| of_condition(part, of)),
        Condition::Not(part) => of_condition(part, of),
        Condition::Atom(atom) => match &mut atom.test {
            Test::Measured(_, range) | Test::FieldIn { range, .. } => of(range),
            _ => {}
        },
    }
}
