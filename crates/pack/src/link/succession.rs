//! Entries that take the place of others, and names that were given up: what leads to the older one leads to the newer.

use std::collections::BTreeMap;

use domain::{
    Date,
    rule::{Condition, Earlier, Head, Rules, Test},
};
use jiff::ToSpan;

use super::{names::Names, place};
use crate::{Fault, Pack};

/// Kinds whose entries stand for themselves alone: a setting is moved with `tightens`, the others belong to something else.
const NEVER: [&str; 4] = ["Setting", "Role", "Item", "Part"];

/// Names that were given up may be those of nothing else, or what is on record would count for two things.
pub(super) fn refuse_former(pack: &Pack, names: &Names, faults: &mut Vec<Fault>) {
    let mut taken: BTreeMap<&str, &Head> = BTreeMap::new();
    for (_, head) in pack.rules.heads() {
        for former in &head.succession.earlier {
            let (path, span) = place::of(pack, head);
            if names.knows(&former.name) {
                let what = format!("`{}` is still the name of something", former.name);
                let help = "a former name belongs to nothing else: drop it from `formerly`, or rename the other";
                faults.push(Fault::new(&path, span, what, help));
            } else if let Some(other) = taken.insert(&former.name, head) {
                let what = format!("`{}` and `{}` were both called `{}`", other.name, head.name, former.name);
                faults.push(Fault::new(&path, span, what, "leave the former name to one of them"));
            }
        }
    }
}

/// Lets the entries of `pack` take the place of those that they replace. `rules` have the layers below and those of `pack`.
pub(super) fn apply(rules: &mut Rules, packs: &[&Pack], pack: &Pack, names: &Names, faults: &mut Vec<Fault>) {
    let own = || pack.rules.heads().into_iter();
    rules.renamed_words.extend(pack.rules.renamed_words.clone());
    for (_, head) in own() {
        let names = head.succession.earlier.iter().map(|earlier| (earlier.name.clone(), head.name.clone()));
        rules.renamed.extend(names);
    }
    for (kind, head) in own() {
        let Some(old) = &head.succession.replaces else { continue };
        let (path, span) = place::of(pack, head);
        let replacing = Replacing { rules, packs, pack, kind, head, old };
        match replacing.target() {
            Err((what, help)) => faults.push(Fault::new(&path, span, what, help)),
            Ok(of) if of == pack.head.slug => {
                if let Some(from) = head.from {
                    end_before(rules, pack, old, from);
                }
                rules.renamed.insert(old.clone(), head.name.clone());
            }
            Ok(of) => {
                let unfit = names.unfit(packs, (old, &head.name)).chain(missing_bands(rules, old, &head.name));
                let help = "let it have the outcomes, fields and bands that the layer below asks for";
                faults.extend(unfit.map(|what| Fault::new(&path, span, what, help)));
                take_place(rules, &of, old, head);
            }
        }
    }
    // What was replaced or renamed twice is called by its last name.
    let renamed = rules.renamed.clone();
    for name in rules.renamed.values_mut() {
        for _ in 0..renamed.len() {
            let Some(next) = renamed.get(name) else { break };
            name.clone_from(next);
        }
    }
    add_reviews(rules);
}

/// An entry that wants to take the place of the one called `old`.
struct Replacing<'a> {
    rules: &'a Rules,
    packs: &'a [&'a Pack],
    pack: &'a Pack,
    kind: &'static str,
    head: &'a Head,
    old: &'a String,
}

impl Replacing<'_> {
    /// The pack whose entry gives way, or what stands against it.
    fn target(&self) -> Result<String, (String, &'static str)> {
        let (kind, old) = (self.kind, self.old);
        if NEVER.contains(&kind) {
            let what = format!("a {} takes nobody's place", kind.to_lowercase());
            return Err((what, "move a setting with `tightens`; give anything else a name of its own"));
        }
        let heads = self.rules.heads().into_iter();
        let mut called = heads.filter(|(kind, head)| head.name == **old && !["Item", "Part"].contains(kind));
        let found = called.find(|(_, head)| head.name != self.head.name || head.pack != self.pack.head.slug);
        let Some((other, found)) = found else {
            let what = format!("no entry of this pack or of one below it is called `{old}`");
            return Err((what, "name the entry whose place this one takes"));
        };
        if other != kind {
            let what =
                format!("`{old}` is a {}, and a {} cannot take its place", other.to_lowercase(), kind.to_lowercase());
            return Err((what, "let them be of one kind"));
        }
        if found.pack == self.pack.head.slug {
            return match self.head.from {
                Some(_) => Ok(found.pack.clone()),
                None => Err((
                    format!("nothing says from which day it takes the place of `{old}`"),
                    "write `from` with a date",
                )),
            };
        }
        let below = self.packs.iter().find(|pack| pack.head.slug == found.pack).map(|pack| &pack.head);
        let (name, layer) = below.map_or(("", ""), |head| (head.name.as_str(), head.kind.as_str()));
        let may_be = found.succession.replaceable_by.contains(&self.pack.head.kind);
        if layer == "national" && !may_be {
            let what = format!("`{old}` stands in the national pack and cannot be replaced");
            return Err((what, "give yours another name; both will apply"));
        }
        if !may_be {
            let what = format!("{name} does not let a {} replace `{old}`", self.pack.head.kind);
            return Err((what, "give yours another name; both will apply"));
        }
        Ok(found.pack.clone())
    }
}

/// The bands and stages of `old` that conditions ask for and `new` does not have.
fn missing_bands(rules: &mut Rules, old: &str, new: &str) -> Vec<String> {
    let bands = rules.bands.iter().filter(|set| set.head.name == new).flat_map(|set| &set.bands).map(|band| &band.name);
    let stages = rules.stages.iter().filter(|set| set.head.name == new).flat_map(|set| &set.stages);
    let known: Vec<String> = bands.chain(stages.map(|stage| &stage.name)).cloned().collect();
    let mut missing = Vec::new();
    crate::walk::each_condition(rules, &mut |entry, condition| {
        crate::walk::each_test(condition, &mut |_, test| match test {
            Test::In { set, band } if set == old && !known.contains(band) => {
                missing.push(format!("`{new}` has no `{band}`, and {entry} asks for it"));
            }
            _ => {}
        });
    });
    missing
}

/// The older entry of the same pack applies until the day before.
fn end_before(rules: &mut Rules, pack: &Pack, old: &str, from: Date) {
    let last = from.saturating_sub(1.day());
    each_head(rules, &mut |head| {
        if head.name == old && head.pack == pack.head.slug {
            head.until = Some(head.until.map_or(last, |until| until.min(last)));
        }
    });
}

/// The entry of the layer below goes, and whatever led to it leads to `new`.
fn take_place(rules: &mut Rules, pack: &str, old: &str, new: &Head) {
    let mut earlier = vec![Earlier { pack: pack.to_owned(), name: old.to_owned() }];
    each_head(rules, &mut |head| {
        if head.name == old && head.pack == pack {
            earlier.append(&mut head.succession.earlier);
        }
    });
    take_out(rules, pack, old);
    each_head(rules, &mut |head| {
        if head.name == new.name && head.pack == new.pack {
            head.succession.earlier.append(&mut earlier);
        }
    });
    if old != new.name {
        rules.renamed.insert(old.to_owned(), new.name.clone());
        name_anew(rules, old, &new.name);
    }
}

fn take_out(rules: &mut Rules, pack: &str, old: &str) {
    let stays = |head: &Head| head.name != old || head.pack != pack;
    rules.cohorts.retain(|one| stays(&one.head));
    rules.bands.retain(|one| stays(&one.head));
    rules.decisions.retain(|one| stays(&one.head));
    rules.flags.retain(|one| stays(&one.head));
    rules.lists.retain(|one| stays(&one.head));
    rules.tasks.retain(|one| stays(&one.head));
    rules.menus.retain(|one| stays(&one.head));
    rules.actions.retain(|one| stays(&one.head));
    rules.stages.retain(|one| stays(&one.head));
    rules.limits.retain(|one| stays(&one.head));
    rules.pages.retain(|one| stays(&one.head));
    rules.services.retain(|one| stays(&one.head));
}

/// Whatever names `old` names `new`; the words of a condition stay those of its handbook.
fn name_anew(rules: &mut Rules, old: &str, new: &str) {
    let set = |name: &mut String| {
        if name == old {
            new.clone_into(name);
        }
    };
    rules.tasks.iter_mut().flat_map(|task| &mut task.opens).for_each(set);
    rules.limits.iter_mut().for_each(|limit| set(&mut limit.on));
    rules.services.iter_mut().flat_map(|service| &mut service.refer_with).for_each(set);
    rules.bands.iter_mut().flat_map(|bands| &mut bands.second_opinion_to).for_each(set);
    for menu in &mut rules.menus {
        menu.adds_to.iter_mut().for_each(set);
        menu.items.iter_mut().for_each(|item| set(&mut item.opens));
    }
    let (written, now) = (format!("[{old}]"), format!("[{new}]"));
    let settings: Vec<_> = rules.settings.iter().rev().cloned().collect();
    crate::walk::each_condition(rules, &mut |_, condition| {
        crate::walk::each_test(condition, &mut |words, test| {
            if words.contains(&written)
                && let Ok(Condition::Atom(atom)) = crate::condition(&words.replace(&written, &now), &settings)
            {
                *test = atom.test;
            }
        });
    });
}

/// A review is recorded under the name of what is reviewed.
fn add_reviews(rules: &mut Rules) {
    let review = |name: &str| format!("Review of {name}");
    let names: Vec<(String, String)> = rules.renamed.iter().map(|(old, new)| (old.clone(), new.clone())).collect();
    for (old, new) in names {
        if rules.actions.iter().any(|action| action.head.name == new && action.review.is_some()) {
            rules.renamed.insert(review(&old), review(&new));
        }
    }
}

fn each_head(rules: &mut Rules, of: &mut dyn FnMut(&mut Head)) {
    rules.cohorts.iter_mut().for_each(|one| of(&mut one.head));
    rules.bands.iter_mut().for_each(|one| of(&mut one.head));
    rules.decisions.iter_mut().for_each(|one| of(&mut one.head));
    rules.flags.iter_mut().chain(&mut rules.lists).for_each(|one| of(&mut one.head));
    rules.tasks.iter_mut().for_each(|one| of(&mut one.head));
    rules.menus.iter_mut().for_each(|one| of(&mut one.head));
    rules.actions.iter_mut().for_each(|one| of(&mut one.head));
    rules.stages.iter_mut().for_each(|one| of(&mut one.head));
    rules.limits.iter_mut().for_each(|one| of(&mut one.head));
    rules.pages.iter_mut().for_each(|one| of(&mut one.head));
    rules.services.iter_mut().for_each(|one| of(&mut one.head));
}
