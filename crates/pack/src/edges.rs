//! Edges that no example notices: each amount of a condition or band moved by one, both ways, with the examples run again.

use domain::{
    calendar::Calendar,
    code::CodeTable,
    rule::{Case, Condition, Range, Rules, Test, Unit},
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

/// Moves every edge of `rules` by the smallest step of its unit, up and down, and gives those that no example notices.
pub fn unnoticed(rules: &Rules, examples: &[&Example], codes: &CodeTable, calendar: &Calendar) -> Vec<Unnoticed> {
    let count = edges(&mut rules.clone(), &mut |_, _| {});
    let mut unnoticed = Vec::new();
    for at in 0..count {
        for by in [-1, 1] {
            let mut moved = rules.clone();
            let (mut place, mut said) = (0, None);
            edges(&mut moved, &mut |entry, bound| {
                if place == at {
                    let before = words(bound.amount.thousandths, bound.amount.unit);
                    bound.amount.thousandths += by * step(bound.amount.unit);
                    said = Some((
                        entry.to_owned(),
                        format!("{before} moved to {}", words(bound.amount.thousandths, bound.amount.unit)),
                    ));
                }
                place += 1;
            });
            let is_noticed = examples.iter().any(|example| !run(&moved, example, codes, calendar).unmet.is_empty());
            if let (false, Some((entry, edge))) = (is_noticed, said) {
                unnoticed.push(Unnoticed { entry, edge });
            }
        }
    }
    unnoticed
}

/// The smallest step that could be mistaken: half a day, one session, one percent.
fn step(unit: Unit) -> i64 {
    if unit == Unit::Days { 500 } else { 1000 }
}

fn words(thousandths: i64, unit: Unit) -> String {
    if unit == Unit::Clock {
        let minutes = thousandths / 1000;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    let half = if thousandths % 1000 == 500 { "½" } else { "" };
    format!("{}{half} {}", thousandths / 1000, unit.words().1)
}

/// Gives `edge` every bound of every range, with the entry it belongs to, and counts them.
fn edges(rules: &mut Rules, edge: &mut dyn FnMut(&str, &mut domain::rule::Bound)) -> usize {
    let mut count = 0;
    let mut range = |entry: &str, range: &mut Range| {
        for bound in &mut range.bounds {
            count += 1;
            edge(entry, bound);
        }
    };
    for set in &mut rules.bands {
        let entry = format!("{}: {}", set.head.pack, set.head.name);
        set.bands.iter_mut().for_each(|band| range(&entry, &mut band.range));
    }
    for decision in &mut rules.decisions {
        let entry = format!("{}: {}", decision.head.pack, decision.head.name);
        for case in decision.rows.iter_mut().flat_map(|(cases, _)| cases) {
            if let Case::In(inside) = case {
                range(&entry, inside);
            }
        }
    }
    for flag in rules.flags.iter_mut().chain(&mut rules.lists) {
        let entry = format!("{}: {}", flag.head.pack, flag.head.name);
        of_condition(&mut flag.when, &mut |inside| range(&entry, inside));
    }
    for task in &mut rules.tasks {
        let entry = format!("{}: {}", task.head.pack, task.head.name);
        of_condition(&mut task.when, &mut |inside| range(&entry, inside));
        if let Some(when) = &mut task.overdue_when {
            of_condition(when, &mut |inside| range(&entry, inside));
        }
    }
    count
}

fn of_condition(condition: &mut Condition, range: &mut dyn FnMut(&mut Range)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| of_condition(part, range)),
        Condition::Not(part) => of_condition(part, range),
        Condition::Atom(atom) => {
            if let Test::Measured(_, inside) = &mut atom.test {
                range(inside);
            }
        }
    }
}
