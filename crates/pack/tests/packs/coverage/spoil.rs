//! Rules with one entry spoiled: taken out, always so, or with what it says changed.

use domain::rule::{Condition, Head, Needed, Rules, Test, Value};

/// What `rules` become when the entry is spoiled, in each way that its kind can be.
pub(super) fn spoiled(rules: &Rules, kind: &str, head: &Head) -> Vec<Rules> {
    let mut all = vec![without(rules, head)];
    match kind {
        "Role" => all = vec![renamed(rules, &head.name)],
        "Cohort" => all.push(asked_in_vain(rules, &head.name)),
        "Setting" => all = vec![reset(rules, &head.name)],
        "Flag" | "List" | "Task" | "Menu" | "Service" | "Item" => all.push(always(rules, head)),
        "Limit" => all.push(never_allowing(rules, head)),
        "Part" => all.push(always_needed(rules, head)),
        _ => {}
    }
    all
}

/// The entry alone, and nothing else of its name.
fn is_it(one: &Head, head: &Head) -> bool {
    (&one.name, &one.pack, &one.chapter, one.line) == (&head.name, &head.pack, &head.chapter, head.line)
}

fn without(rules: &Rules, head: &Head) -> Rules {
    let mut rules = rules.clone();
    rules.cohorts.retain(|one| !is_it(&one.head, head));
    rules.bands.retain(|one| !is_it(&one.head, head));
    rules.decisions.retain(|one| !is_it(&one.head, head));
    rules.flags.retain(|one| !is_it(&one.head, head));
    rules.lists.retain(|one| !is_it(&one.head, head));
    rules.tasks.retain(|one| !is_it(&one.head, head));
    rules.menus.retain(|one| !is_it(&one.head, head));
    rules.menus.iter_mut().for_each(|menu| menu.items.retain(|one| !is_it(&one.head, head)));
    rules.actions.retain(|one| !is_it(&one.head, head));
    rules.actions.iter_mut().for_each(|action| action.parts.retain(|one| !is_it(&one.head, head)));
    rules.stages.retain(|one| !is_it(&one.head, head));
    rules.limits.retain(|one| !is_it(&one.head, head));
    rules.pages.retain(|one| !is_it(&one.head, head));
    rules.services.retain(|one| !is_it(&one.head, head));
    rules
}

const ALWAYS: Condition = Condition::All(Vec::new());
const NEVER: Condition = Condition::Any(Vec::new());

fn always(rules: &Rules, head: &Head) -> Rules {
    let mut rules = rules.clone();
    for flag in rules.flags.iter_mut().chain(&mut rules.lists).filter(|one| is_it(&one.head, head)) {
        (flag.when, flag.unless) = (ALWAYS, None);
    }
    for task in rules.tasks.iter_mut().filter(|one| is_it(&one.head, head)) {
        (task.when, task.unless) = (ALWAYS, None);
    }
    rules.menus.iter_mut().filter(|one| is_it(&one.head, head)).for_each(|menu| menu.when = ALWAYS);
    let items = rules.menus.iter_mut().flat_map(|menu| &mut menu.items);
    items.filter(|one| is_it(&one.head, head)).for_each(|item| item.when = None);
    rules.services.iter_mut().filter(|one| is_it(&one.head, head)).for_each(|service| service.when = None);
    rules
}

/// The part has to be given by hand each time.
fn always_needed(rules: &Rules, head: &Head) -> Rules {
    let mut rules = rules.clone();
    let parts = rules.actions.iter_mut().flat_map(|action| &mut action.parts);
    for part in parts.filter(|one| is_it(&one.head, head)) {
        (part.needed, part.filled_from) = (Needed::Always, None);
    }
    rules
}

fn never_allowing(rules: &Rules, head: &Head) -> Rules {
    let mut rules = rules.clone();
    rules.limits.iter_mut().filter(|one| is_it(&one.head, head)).for_each(|limit| limit.allows = NEVER);
    rules
}

/// Somebody else in the place of the role, wherever it stands.
fn renamed(rules: &Rules, role: &str) -> Rules {
    let mut rules = rules.clone();
    let mut lists: Vec<&mut Vec<String>> = Vec::new();
    for action in &mut rules.actions {
        action.quorum.iter_mut().filter(|(_, name)| name == role).for_each(|(_, name)| name.push_str(" (other)"));
        lists.extend([&mut action.by, &mut action.to, &mut action.chair, &mut action.members]);
    }
    rules.tasks.iter_mut().for_each(|task| lists.extend([&mut task.owner, &mut task.to]));
    for set in &mut rules.bands {
        lists.extend([&mut set.overridden_by, &mut set.shown_to]);
        set.bands.iter_mut().for_each(|band| lists.extend([&mut band.led_by, &mut band.with]));
    }
    rules.stages.iter_mut().flat_map(|set| &mut set.stages).for_each(|stage| lists.push(&mut stage.led_by));
    rules.flags.iter_mut().chain(&mut rules.lists).for_each(|flag| lists.push(&mut flag.shown_to));
    rules.pages.iter_mut().for_each(|page| lists.push(&mut page.shown_to));
    let names = lists.into_iter().flatten().filter(|name| name.as_str() == role);
    names.for_each(|name| name.push_str(" (other)"));
    rules.roles.iter_mut().filter(|one| one.head.name == role).for_each(|one| one.head.name.push_str(" (other)"));
    rules
}

/// Nobody belongs to the cohort any more, whatever is recorded.
fn asked_in_vain(rules: &Rules, cohort: &str) -> Rules {
    changed(rules, &mut |condition| {
        if matches!(condition, Condition::Atom(atom) if atom.test == Test::Cohort(cohort.to_owned())) {
            *condition = NEVER;
        }
    })
}

/// The setting says something quite different, and so does every condition that takes its edge from it.
fn reset(rules: &Rules, setting: &str) -> Rules {
    let mut rules = rules.clone();
    for one in rules.settings.iter_mut().filter(|one| one.head.name == setting) {
        match &mut one.value {
            Value::Amount(amount) => amount.thousandths += 1_000_000,
            Value::Words(words) => words.push_str(", or not"),
        }
    }
    let (settings, written) = (rules.settings.clone(), format!("[{setting}]"));
    changed(&rules, &mut |condition| {
        if let Condition::Atom(atom) = condition
            && atom.words.contains(&written)
            && let Ok(Condition::Atom(moved)) = pack::condition(&atom.words, &settings)
        {
            atom.test = moved.test;
        }
    })
}

/// The rules with every question, and every condition that joins others, changed.
fn changed(rules: &Rules, change: &mut dyn FnMut(&mut Condition)) -> Rules {
    let mut rules = rules.clone();
    let mut all: Vec<&mut Condition> = Vec::new();
    for flag in rules.flags.iter_mut().chain(&mut rules.lists) {
        all.push(&mut flag.when);
        all.extend(&mut flag.unless);
    }
    for task in &mut rules.tasks {
        all.push(&mut task.when);
        all.extend(task.unless.iter_mut().chain(&mut task.overdue_when));
    }
    all.extend(rules.cohorts.iter_mut().filter_map(|cohort| cohort.when.as_mut()));
    all.extend(rules.limits.iter_mut().map(|limit| &mut limit.allows));
    all.extend(rules.services.iter_mut().filter_map(|service| service.when.as_mut()));
    for menu in &mut rules.menus {
        all.push(&mut menu.when);
        all.extend(menu.items.iter_mut().filter_map(|item| item.when.as_mut()));
    }
    for action in &mut rules.actions {
        all.extend(action.when.iter_mut().chain(&mut action.broken_by));
        for need in &mut action.needs {
            all.push(&mut need.holds);
            all.extend(need.when.iter_mut().chain(&mut need.unless));
        }
        all.extend(action.advice.iter_mut().chain(&mut action.suppressed).map(|advice| &mut advice.when));
        all.extend(action.parts.iter_mut().filter_map(|part| match &mut part.needed {
            Needed::When(when) => Some(when),
            Needed::Always | Needed::Optional => None,
        }));
    }
    all.into_iter().for_each(|condition| each(condition, change));
    rules
}

fn each(condition: &mut Condition, change: &mut dyn FnMut(&mut Condition)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| each(part, change)),
        Condition::Not(part) => each(part, change),
        Condition::Atom(_) => change(condition),
    }
}
