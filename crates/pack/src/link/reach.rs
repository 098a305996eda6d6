//! What nobody could ever come to: stages without a way in or out, and gates that cannot open.

use std::collections::BTreeSet;

use domain::rule::{Action, Bound, Condition, FieldOf, Rules, Side, Stages, Test};

/// An entry that nobody can come to or leave.
pub(super) struct Stuck {
    pub(super) entry: String,
    pub(super) line: usize,
    pub(super) what: String,
    pub(super) help: String,
}

pub(super) fn faults(rules: &Rules) -> Vec<Stuck> {
    let mut stuck: Vec<Stuck> = rules.stages.iter().flat_map(|set| of_stages(rules, set)).collect();
    stuck.extend(rules.actions.iter().filter_map(contradiction));
    stuck.extend(circle(rules));
    stuck
}

fn at(head: &domain::rule::Head, what: String, help: &str) -> Stuck {
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
fn always(action: &Action) -> Vec<&Condition> {
    let needs = action.needs.iter().filter(|need| need.when.is_none() && need.unless.is_none());
    let all = action.when.iter().chain(needs.map(|need| &need.holds));
    all.flat_map(|condition| match condition {
        Condition::All(parts) => parts.iter().collect(),
        other => vec![other],
    })
    .collect()
}

/// Two things that have to hold at once and never can.
fn contradiction(action: &Action) -> Option<Stuck> {
    let tests: Vec<&Test> = always(action)
        .into_iter()
        .filter_map(|condition| match condition {
            Condition::Atom(atom) if !atom.is_negated => Some(&atom.test),
            _ => None,
        })
        .collect();
    for (place, one) in tests.iter().enumerate() {
        let words = tests[place + 1..].iter().find_map(|other| clash(one, other)).or_else(|| own_clash(one));
        if let Some(words) = words {
            let what = format!("`{}` can never be done: {words}", action.head.name);
            return Some(at(&action.head, what, "say for each need `when` it is asked, or drop one of them"));
        }
    }
    None
}

fn own_clash(test: &Test) -> Option<String> {
    let Test::Measured(_, range) = test else { return None };
    empty(&range.bounds).then(|| format!("no value is {range}"))
}

fn clash(one: &Test, other: &Test) -> Option<String> {
    match (one, other) {
        (Test::EndedAs { thing, value, .. }, Test::EndedAs { thing: same, value: second, .. })
            if thing == same && value != second =>
        {
            Some(format!("`{thing}` cannot be both `{value}` and `{second}`"))
        }
        (Test::In { set, band }, Test::In { set: same, band: second }) if set == same && band != second => {
            Some(format!("nobody is in both `{band}` and `{second}`"))
        }
        (Test::FieldIs { field, value }, Test::FieldIs { field: same, value: second })
            if field == same && value != second =>
        {
            let FieldOf { field, .. } = field;
            Some(format!("`{field}` cannot be both `{value}` and `{second}`"))
        }
        (Test::Measured(measure, range), Test::Measured(same, second)) if measure == same => {
            let bounds: Vec<Bound> = range.bounds.iter().chain(&second.bounds).copied().collect();
            empty(&bounds).then(|| format!("no value is {range} and {second}"))
        }
        _ => None,
    }
}

/// Whether no value lies inside all of `bounds`.
fn empty(bounds: &[Bound]) -> bool {
    let low = bounds.iter().filter(|bound| matches!(bound.side, Side::AtLeast | Side::MoreThan | Side::Exactly));
    let high = bounds.iter().filter(|bound| matches!(bound.side, Side::AtMost | Side::LessThan | Side::Exactly));
    let highs: Vec<&Bound> = high.collect();
    low.into_iter().any(|low| {
        highs.iter().any(|high| {
            let is_strict = low.side == Side::MoreThan || high.side == Side::LessThan;
            let (low, high) = (low.amount.thousandths, high.amount.thousandths);
            low > high || (low == high && is_strict)
        })
    })
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
