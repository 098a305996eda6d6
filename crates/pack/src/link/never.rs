//! What can never be: two things that are asked at once and exclude each other, in a gate or in a condition.

use domain::rule::{Action, Bound, Condition, FieldOf, Head, Rules, Side, Test, Unit};

use super::reach::{Stuck, always, at};

/// How far names of flags, cohorts and bands are followed to what they say.
const DEPTH: usize = 6;

/// Gates that nobody can pass, conditions that never hold, and outcomes that are asked for and do not exist.
pub(super) fn faults(rules: &Rules) -> Vec<Stuck> {
    let mut stuck: Vec<Stuck> = rules.actions.iter().filter_map(|action| of_action(rules, action)).collect();
    stuck.extend(rules.limits.iter().filter_map(|limit| of_limit(rules, limit)));
    stuck.extend(conditions(rules).into_iter().filter_map(|(head, conditions)| {
        let help = "drop one of the two, or join them with `or`";
        clashing(rules, &conditions).map(|words| at(head, format!("`{}` can never be so: {words}", head.name), help))
    }));
    stuck.extend(rules.actions.iter().flat_map(|action| unknown_outcomes(rules, action)));
    stuck
}

fn of_action(rules: &Rules, action: &Action) -> Option<Stuck> {
    let words = clashing(rules, &always(action))?;
    let what = format!("`{}` can never be done: {words}", action.head.name);
    Some(at(&action.head, what, "say for each need `when` it is asked, or drop one of them"))
}

/// A limit that leaves nothing of what it is on.
fn of_limit(rules: &Rules, limit: &domain::rule::Limit) -> Option<Stuck> {
    let action = rules.action(&limit.on)?;
    let own = always(action);
    if clashing(rules, &own).is_some() {
        return None;
    }
    let all: Vec<&Condition> = own.into_iter().chain([&limit.allows]).collect();
    let words = clashing(rules, &all)?;
    let what = format!("`{}` could never be done under `{}`: {words}", limit.on, limit.head.name);
    Some(at(&limit.head, what, "allow what the thing itself asks for"))
}

/// The conditions of everything that is so while they hold.
fn conditions(rules: &Rules) -> Vec<(&Head, Vec<&Condition>)> {
    let mut all: Vec<(&Head, Vec<&Condition>)> = Vec::new();
    all.extend(rules.flags.iter().chain(&rules.lists).map(|flag| (&flag.head, vec![&flag.when])));
    all.extend(rules.tasks.iter().map(|task| (&task.head, vec![&task.when])));
    all.extend(rules.cohorts.iter().filter_map(|cohort| Some((&cohort.head, vec![cohort.when.as_ref()?]))));
    all.extend(rules.services.iter().filter_map(|service| Some((&service.head, vec![service.when.as_ref()?]))));
    for menu in &rules.menus {
        all.push((&menu.head, vec![&menu.when]));
        let items = menu.items.iter().filter_map(|item| Some((&item.head, vec![&menu.when, item.when.as_ref()?])));
        // What another menu adds is offered for whom that one is.
        let is_added = rules.menus.iter().any(|other| other.adds_to.contains(&menu.head.name));
        all.extend(items.filter(|_| !is_added));
    }
    all
}

/// The first two tests of `conditions` that exclude each other, in words.
fn clashing(rules: &Rules, conditions: &[&Condition]) -> Option<String> {
    let mut tests = Vec::new();
    conditions.iter().for_each(|condition| gather(rules, condition, DEPTH, &mut tests));
    tests.iter().enumerate().find_map(|(place, (one, words, is_negated))| {
        let other =
            tests[place + 1..].iter().find_map(|(other, _, is_other_negated)| match (is_negated, is_other_negated) {
                (false, false) => clash(one, other),
                (true, true) => None,
                _ => (one == other).then(|| format!("it asks for `{words}` and for the opposite")),
            });
        other.or_else(|| if *is_negated { None } else { own_clash(one) })
    })
}

/// Everything that has to hold for `condition`, with what the flags, cohorts and bands in it stand for.
fn gather(rules: &Rules, condition: &Condition, depth: usize, tests: &mut Vec<(Test, String, bool)>) {
    match condition {
        Condition::All(parts) => parts.iter().for_each(|part| gather(rules, part, depth, tests)),
        Condition::Atom(atom) => {
            tests.push((atom.test.clone(), atom.words.replace('`', ""), atom.is_negated));
            if depth > 0 && !atom.is_negated {
                stands_for(rules, &atom.test, depth - 1, tests);
            }
        }
        Condition::Any(_) | Condition::Not(_) => {}
    }
}

fn stands_for(rules: &Rules, test: &Test, depth: usize, tests: &mut Vec<(Test, String, bool)>) {
    match test {
        Test::Holds(name) => {
            let flag = rules.flags.iter().chain(&rules.lists).rev().find(|flag| flag.head.name == *name);
            if let Some(flag) = flag.filter(|flag| flag.stands_until.is_none()) {
                gather(rules, &flag.when, depth, tests);
            }
        }
        Test::Cohort(name) => {
            let cohort = rules.cohorts.iter().rev().find(|cohort| cohort.head.name == *name);
            if let Some(when) = cohort.filter(|cohort| !cohort.is_recorded).and_then(|cohort| cohort.when.as_ref()) {
                gather(rules, when, depth, tests);
            }
        }
        Test::In { set, band } => {
            let bands = rules.bands.iter().rev().find(|one| one.head.name == *set && one.overridden_by.is_empty());
            let found = bands.and_then(|set| Some((set, set.bands.iter().find(|one| one.name == *band)?)));
            tests
                .extend(found.map(|(set, band)| {
                    (Test::Measured(set.measure.clone(), band.range.clone()), String::new(), false)
                }));
        }
        _ => {}
    }
}

fn own_clash(test: &Test) -> Option<String> {
    let Test::Measured(_, range) = test else { return None };
    (empty(&range.bounds) || range.bounds.iter().any(is_beyond)).then(|| format!("no value is {range}"))
}

fn clash(one: &Test, other: &Test) -> Option<String> {
    match (one, other) {
        (Test::EndedAs { thing, value, window }, Test::EndedAs { thing: same, value: second, window: same_window })
            if thing == same && value != second && window == same_window =>
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
        (Test::OutcomeIs(value), Test::OutcomeIs(second)) if value != second => {
            Some(format!("it cannot end both as `{value}` and as `{second}`"))
        }
        (Test::Measured(measure, range), Test::Measured(same, second)) if measure == same => {
            let bounds: Vec<Bound> = range.bounds.iter().chain(&second.bounds).copied().collect();
            empty(&bounds).then(|| format!("no value is {range} and {second}"))
        }
        _ => None,
    }
}

/// Whether no share and no count comes to this side: nothing is less than nothing, and no share more than the whole.
fn is_beyond(bound: &Bound) -> bool {
    let edge = bound.amount.thousandths;
    let is_share = bound.amount.unit == Unit::Percent;
    match bound.side {
        Side::MoreThan => is_share && edge >= 100_000,
        Side::AtLeast | Side::Exactly => is_share && edge > 100_000,
        Side::LessThan => edge <= 0,
        Side::AtMost => edge < 0,
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

/// Outcomes that the gate of `action`, or a limit on it, speaks of and that it does not have.
fn unknown_outcomes(rules: &Rules, action: &Action) -> Vec<Stuck> {
    let limits = rules.limits.iter().filter(|limit| limit.on == action.head.name);
    let limits = limits.map(|limit| (&limit.head, &limit.allows));
    let own = action.conditions().into_iter().map(|condition| (&action.head, condition));
    let asked = own.chain(limits).flat_map(|(head, condition)| {
        condition.atoms().into_iter().filter_map(move |atom| match &atom.test {
            Test::OutcomeIs(value) => Some((head, value)),
            _ => None,
        })
    });
    let unknown = asked.filter(|(_, value)| !action.ends_as.contains(value));
    let help = match action.ends_as.as_slice() {
        [] => String::from("give it its outcomes under `ends as`"),
        values => format!("it ends as {}", values.join(", ")),
    };
    unknown.map(|(head, value)| at(head, format!("`{}` does not end as `{value}`", action.head.name), &help)).collect()
}
