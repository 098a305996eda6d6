//! What nobody could ever come to: stages without a way in or out, and gates that cannot open.

use std::collections::BTreeSet;

use domain::rule::{Action, Condition, Rules, Stages, Test};

/// An entry that nobody can come to or leave.
pub(super) struct Stuck {
    pub(super) entry: String,
    pub(super) line: usize,
    pub(super) what: String,
    pub(super) help: String,
}

pub(super) fn faults(rules: &Rules) -> Vec<Stuck> {
    let mut stuck: Vec<Stuck> = rules.stages.iter().flat_map(|set| of_stages(rules, set)).collect();
    stuck.extend(super::never::faults(rules));
    stuck.extend(circle(rules));
    stuck
}

pub(super) fn at(head: &domain::rule::Head, what: String, help: &str) -> Stuck {
    Stuck { entry: head.name.clone(), line: head.line, what, help: help.to_owned() }
}

/// Stages that no case reaches, and stages with a limit that nothing leads out of.
fn of_stages(rules: &Rules, set: &Stages) -> Vec<Stuck> {
    let mut reached: BTreeSet<&str> =
        set.stages.iter().filter(|stage| stage.is_start).map(|stage| stage.name.as_str()).collect();
    loop {
        let opens = |thing: &str| {
            let action = rules.actions.iter().rev().find(|action| action.head.name == thing);
            let asked = action.map(|action| stages_asked(action, &set.head.name)).unwrap_or_default();
            asked.is_empty() || asked.iter().any(|stage| reached.contains(stage))
        };
        let next = set.stages.iter().find(|stage| {
            !reached.contains(stage.name.as_str()) && stage.entered_by.iter().any(|(thing, _)| opens(thing))
        });
        let Some(next) = next else { break };
        reached.insert(&next.name);
    }
    let unreached = set.stages.iter().filter(|stage| !reached.contains(stage.name.as_str())).map(|stage| {
        let what = format!("no case ever comes into `{}`", stage.name);
        at(&set.head, what, "let something that is open in another stage lead into it")
    });
    let endless = set.stages.iter().filter(|stage| stage.limit.is_some() && !is_left(rules, set, &stage.name));
    let endless = endless.map(|stage| {
        let what = format!("a case may stay in `{}` only so long, and nothing leads out of it", stage.name);
        at(&set.head, what, "name under `entered by` of another stage what ends this one")
    });
    unreached.chain(endless).collect()
}

/// Whether something that is open in this stage leads into another one.
fn is_left(rules: &Rules, set: &Stages, name: &str) -> bool {
    let others = set.stages.iter().filter(|stage| stage.name != name);
    others.flat_map(|stage| &stage.entered_by).any(|(thing, _)| {
        let action = rules.actions.iter().rev().find(|action| action.head.name == *thing);
        let asked = action.map(|action| stages_asked(action, &set.head.name)).unwrap_or_default();
        asked.is_empty() || asked.contains(&name)
    })
}

/// The stages of `set` of which an action always asks to be in one.
fn stages_asked<'a>(action: &'a Action, set: &str) -> Vec<&'a str> {
    always(action)
        .into_iter()
        .filter_map(|condition| {
            let atoms = match condition {
                Condition::Any(parts) => parts.iter().collect(),
                other => vec![other],
            };
            let stages = atoms.into_iter().map(|part| match part {
                Condition::Atom(atom) if !atom.is_negated => match &atom.test {
                    Test::In { set: asked, band } if asked == set => Some(band.as_str()),
                    _ => None,
                },
                _ => None,
            });
            stages.collect::<Option<Vec<&str>>>()
        })
        .next()
        .unwrap_or_default()
}

/// Everything that has to hold for an action whatever is filled in: its `when`, and the needs that are always asked.
pub(super) fn always(action: &Action) -> Vec<&Condition> {
    let needs = action.needs.iter().filter(|need| need.when.is_none() && need.unless.is_none());
    let all = action.when.iter().chain(needs.map(|need| &need.holds));
    all.flat_map(|condition| match condition {
        Condition::All(parts) => parts.iter().collect(),
        other => vec![other],
    })
    .collect()
}

/// A chain of things each of which needs the next to be done first, and that leads back to where it began.
fn circle(rules: &Rules) -> Option<Stuck> {
    let names: Vec<&Action> = rules.actions.iter().collect();
    names.iter().find_map(|&action| {
        let mut path = Vec::new();
        let chain = walk(rules, &action.head.name, &mut path)?;
        let first = rules.action(chain.first()?)?;
        let what = format!("nobody can begin: {} needs itself first", chain.join(" needs "));
        Some(at(&first.head, what, "let one of them be done without the other"))
    })
}

fn walk(rules: &Rules, name: &str, path: &mut Vec<String>) -> Option<Vec<String>> {
    if let Some(at) = path.iter().position(|known| known == name) {
        return Some(path.split_off(at));
    }
    let action = rules.action(name)?;
    path.push(name.to_owned());
    let needed = always(action).into_iter().filter_map(|condition| match condition {
        Condition::Atom(atom) if !atom.is_negated => match &atom.test {
            Test::Done { thing, .. } | Test::EndedAs { thing, .. } => Some(thing.clone()),
            _ => None,
        },
        _ => None,
    });
    let found = needed.collect::<Vec<String>>().iter().find_map(|next| walk(rules, next, path));
    path.pop();
    found
}
