//! The layers of a school joined into one set of rules: every name looked up, every citation held against the register.

mod circles;
mod names;
mod never;
mod place;
mod reach;
mod succession;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    code::CodeTable,
    rule::{Condition, Head, Rules, Setting, Tighter},
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
        refuse_hidden(packs, pack, &rules, &mut faults);
        refuse_repeated(pack, &mut faults);
        names.add(pack);
        succession::refuse_former(pack, &names, &mut faults);
        let mut seen = BTreeSet::new();
        for used in &pack.uses {
            // A name of a condition is known twice: by what it has to be, and as a name like any other.
            if seen.insert((&used.path, used.span.line, used.span.column)) {
                names.look_up(used, &mut faults);
            }
        }
        refuse_unknown_rows(pack, register, &mut faults);
        tighten(&mut rules, pack, &mut faults);
        merge(&mut rules, pack);
        succession::apply(&mut rules, packs, pack, &names, &mut faults);
    }
    refuse_missing_layers(packs, &mut faults);
    refuse_circle(packs, &rules, &mut faults);
    let heads: Vec<(&Pack, &Head)> =
        packs.iter().flat_map(|pack| pack.rules.heads().into_iter().map(move |(_, head)| (*pack, head))).collect();
    faults.extend(reach::faults(&rules).into_iter().map(|stuck| {
        let found = heads.iter().find(|(_, head)| head.name == stuck.entry && head.line == stuck.line);
        let (path, span) = found.map_or_else(Default::default, |(pack, head)| place::of(pack, head));
        Fault::new(&path, span, stuck.what, stuck.help)
    }));
    apply_tightened(&mut rules);
    rules.note_parents();
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
    rules.stages.extend(own.stages);
    rules.limits.extend(own.limits);
    rules.roles.extend(own.roles);
    rules.pages.extend(own.pages);
    rules.services.extend(own.services);
}

/// A setting of a layer below moves only the way that it says itself. Conditions there read the value that then stands.
fn tighten(rules: &mut Rules, pack: &Pack, faults: &mut Vec<Fault>) {
    let mut moved: BTreeSet<&str> = BTreeSet::new();
    for setting in &pack.rules.settings {
        let Some(lower) = &setting.tightens else { continue };
        let (path, span) = place::of(pack, &setting.head);
        if !moved.insert(lower) {
            let what = format!("this pack moves `{lower}` twice");
            faults.push(Fault::new(&path, span, what, "keep one of the two values"));
            continue;
        }
        // The first says which way it may go, and the last, of whatever layer, how far it has gone.
        let way = rules.settings.iter().find(|one| one.head.name == *lower).and_then(|one| one.tightened);
        let (Some(below), Some(new)) = (rules.setting(lower), setting.amount()) else {
            let what = format!("no layer below has an amount called `{lower}`");
            faults.push(Fault::new(&path, span, what, "name a setting of a pack that this one extends"));
            continue;
        };
        let old = below.amount().filter(|old| old.unit == new.unit);
        let is_tighter = match (way, old) {
            (Some(Tighter::Lower), Some(old)) => new.thousandths <= old.thousandths,
            (Some(Tighter::Higher), Some(old)) => new.thousandths >= old.thousandths,
            _ => false,
        };
        if !is_tighter {
            let what = format!("`{lower}` is {} below, and {new} would weaken it", below.value);
            faults.push(Fault::new(&path, span, what, "move it only the way that the layer below allows, in its unit"));
        }
    }
}

/// Conditions of the layers below take their edges from the setting as it stands after all layers.
fn apply_tightened(rules: &mut Rules) {
    let moved: Vec<String> = rules.settings.iter().filter_map(|setting| setting.tightens.clone()).collect();
    // The last of a name stands, and what moves another one stands under the name of that too.
    let of = |setting: &Setting| {
        let moves = setting.tightens.clone().map(|name| {
            let head = Head { name, ..setting.head.clone() };
            Setting { head, ..setting.clone() }
        });
        [Some(setting.clone()), moves]
    };
    let settings: Vec<Setting> = rules.settings.iter().rev().flat_map(of).flatten().collect();
    for name in moved {
        let written = format!("[{name}]");
        crate::walk::each_condition(rules, &mut |_, condition| {
            crate::walk::each_test(condition, &mut |words, test| {
                if !words.contains(&written) {
                    return;
                }
                if let Ok(Condition::Atom(atom)) = crate::condition(words, &settings) {
                    *test = atom.test;
                }
            });
        });
    }
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
        let tightens = pack.rules.settings.iter().any(|one| one.head.name == head.name && one.tightens.is_some());
        if !["Item", "Part", "Role"].contains(&kind) && !tightens && below.is_national(&head.name) {
            let (path, span) = place::of(pack, head);
            let what = format!("`{}` stands in the national pack and cannot be replaced", head.name);
            faults.push(Fault::new(&path, span, what, "give yours another name; both will apply"));
        }
    }
}

/// An entry with the name of one below would be asked in its stead, and could ask for less.
fn refuse_hidden(packs: &[&Pack], pack: &Pack, below: &Rules, faults: &mut Vec<Fault>) {
    let decides = |kind: &str| !["Item", "Part", "Role", "Limit", "Page", "Service"].contains(&kind);
    let lower = below.heads();
    for (_, head) in pack.rules.heads().into_iter().filter(|(kind, _)| decides(kind)) {
        let tightens = pack.rules.settings.iter().any(|one| one.head.name == head.name && one.tightens.is_some());
        let other = lower.iter().find(|(kind, other)| decides(kind) && other.name == head.name).map(|(_, other)| other);
        let owner = other.and_then(|other| packs.iter().find(|one| one.head.slug == other.pack)).map(|one| &one.head);
        let Some(owner) = owner.filter(|owner| owner.kind != "national") else { continue };
        if !tightens && head.succession.replaces.as_ref() != Some(&head.name) {
            let (path, span) = place::of(pack, head);
            let what = format!("`{}` stands in {} too, and this one would hide it", head.name, owner.name);
            let help =
                "give yours another name, so that both apply; or write `replaces`, where the layer below allows it";
            faults.push(Fault::new(&path, span, what, help));
        }
    }
}

/// A name stands for one thing only in its pack, and so does the identifier made from it.
fn refuse_repeated(pack: &Pack, faults: &mut Vec<Fault>) {
    let mut known: BTreeMap<&str, &Head> = BTreeMap::new();
    let mut heads: Vec<_> =
        pack.rules.heads().into_iter().filter(|(kind, _)| !["Item", "Part"].contains(kind)).collect();
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
