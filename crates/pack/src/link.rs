//! The layers of a school joined into one set of rules: every name looked up, every citation held against the register.

mod circles;
mod names;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    code::CodeTable,
    rule::{Head, Rules},
};

use crate::{Fault, Pack, condition::Wanted, register::Register, text::Span};
use names::Names;

/// Joins `packs`, lowest layer first. Every name has to be known in its own layer or below, every row and reading in `register`.
pub fn link(packs: &[&Pack], register: &Register) -> Result<Rules, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut rules = Rules::default();
    let mut names = Names::default();
    for pack in packs {
        refuse_taken(pack, &names, &mut faults);
        refuse_repeated(pack, &mut faults);
        names.add(pack);
        let mut seen = BTreeSet::new();
        for used in &pack.uses {
            // A name of a condition is known twice: by what it has to be, and as a name like any other.
            if seen.insert((&used.path, used.span.line, used.span.column)) {
                names.look_up(used, &mut faults);
            }
        }
        refuse_unknown_rows(pack, register, &mut faults);
        merge(&mut rules, pack);
    }
    refuse_missing_layers(packs, &mut faults);
    refuse_circle(packs, &rules, &mut faults);
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

/// Codes that conditions of `packs` count and `codes` does not have.
pub fn unknown_codes(packs: &[&Pack], codes: &CodeTable) -> Vec<Fault> {
    let uses = packs.iter().flat_map(|pack| &pack.uses).filter(|used| used.wanted == Wanted::Code);
    let unknown = uses.filter(|used| codes.entries().iter().all(|entry| entry.letters != used.name));
    let help = "take the letters from `codes.csv`";
    unknown.map(|used| Fault::new(&used.path, used.span, format!("there is no code `{}`", used.name), help)).collect()
}

fn merge(rules: &mut Rules, pack: &Pack) {
    let own = pack.rules.clone();
    rules.packs.push(pack.head.clone());
    rules.settings.extend(own.settings);
    rules.cohorts.extend(own.cohorts);
    rules.bands.extend(own.bands);
    rules.decisions.extend(own.decisions);
    rules.flags.extend(own.flags);
    rules.lists.extend(own.lists);
    rules.tasks.extend(own.tasks);
    rules.menus.extend(own.menus);
    rules.actions.extend(own.actions);
}

fn refuse_missing_layers(packs: &[&Pack], faults: &mut Vec<Fault>) {
    let known: BTreeSet<&str> = packs.iter().map(|pack| pack.head.name.as_str()).collect();
    for pack in packs {
        for name in pack.head.extends.iter().filter(|name| !known.contains(name.as_str())) {
            let used = pack.uses.iter().find(|used| used.name == *name);
            let path = pack.chapters.first().map_or("", |chapter| &chapter.path);
            let span = used.map_or(Span { line: 1, column: 1, length: 1 }, |used| used.span);
            let help = "put that pack's folder beside this one, or correct the name";
            faults.push(Fault::new(path, span, format!("there is no pack `{name}`"), help));
        }
    }
}

/// A national entry can be neither replaced nor have its name taken.
fn refuse_taken(pack: &Pack, below: &Names, faults: &mut Vec<Fault>) {
    for (kind, head) in pack.rules.heads() {
        if kind != "Item" && below.is_national(&head.name) {
            let (path, span) = place::of(pack, head);
            let what = format!("`{}` stands in the national pack and cannot be replaced", head.name);
            faults.push(Fault::new(&path, span, what, "give yours another name; both will apply"));
        }
    }
}

/// A name stands for one thing only in its pack, and so does the identifier made from it.
fn refuse_repeated(pack: &Pack, faults: &mut Vec<Fault>) {
    let mut known: BTreeMap<&str, &Head> = BTreeMap::new();
    let mut heads: Vec<_> = pack.rules.heads().into_iter().filter(|(kind, _)| *kind != "Item").collect();
    heads.sort_by_key(|(_, head)| (&head.chapter, head.line));
    for (_, head) in heads {
        if let Some(other) = known.insert(&head.slug, head) {
            let (path, span) = place::of(pack, head);
            let what = match other.name == head.name {
                true => format!("`{}` is the name of two entries", head.name),
                false => format!("`{}` and `{}` cannot be told apart in an address", head.name, other.name),
            };
            let help =
                format!("give this one another name; the other stands in line {} of {}", other.line, other.chapter);
            faults.push(Fault::new(&path, span, what, help));
        }
    }
}

fn refuse_unknown_rows(pack: &Pack, register: &Register, faults: &mut Vec<Fault>) {
    for (path, id) in &pack.cited {
        if !register.knows(&id.text) {
            let what = format!("there is no row or reading `{}`", id.text);
            faults.push(Fault::new(path, id.span, what, "look it up in the register of rows and readings"));
        }
    }
}

fn refuse_circle(packs: &[&Pack], rules: &Rules, faults: &mut Vec<Fault>) {
    let Some(circle) = circles::first(rules) else { return };
    let heads = packs.iter().flat_map(|pack| pack.rules.heads().into_iter().map(move |(_, head)| (*pack, head)));
    let first = heads.into_iter().find(|(_, head)| Some(&head.name) == circle.first());
    let (path, span) = first.map_or_else(Default::default, |(pack, head)| place::of(pack, head));
    let what = format!("this goes round in a circle: {}", circle.join(", then "));
    faults.push(Fault::new(&path, span, what, "let one of them rest on marks or on what is recorded"));
}
