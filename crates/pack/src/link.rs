//! The layers of a school joined into one set of rules: every name looked up, every citation held against the register.

use std::collections::{BTreeMap, BTreeSet};

use domain::rule::Rules;

use crate::{
    Fault, Pack,
    condition::{Use, Wanted},
    register::Register,
    text::Span,
};

/// Joins `packs`, lowest layer first. Every name has to be known in its own layer or below, every row and reading in `register`.
pub fn link(packs: &[&Pack], register: &Register) -> Result<Rules, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut rules = Rules::default();
    let mut names = Names::default();
    for pack in packs {
        refuse_taken(pack, &names, &mut faults);
        names.add(pack);
        for used in &pack.uses {
            names.look_up(used, &mut faults);
        }
        refuse_uncited(pack, register, &mut faults);
        merge(&mut rules, pack);
    }
    for (name, path) in missing_layers(packs) {
        let help = "put that pack's folder beside it, or correct the name under `extends`";
        faults.push(Fault::new(
            &path,
            Span { line: 1, column: 1, length: 1 },
            format!("there is no pack `{name}`"),
            help,
        ));
    }
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
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

fn missing_layers(packs: &[&Pack]) -> Vec<(String, String)> {
    let known: BTreeSet<&str> = packs.iter().map(|pack| pack.head.name.as_str()).collect();
    let path = |pack: &Pack| pack.chapters.first().map_or_else(String::new, |chapter| chapter.path.clone());
    let wanted = packs.iter().flat_map(|pack| pack.head.extends.iter().map(|name| (name.clone(), path(pack))));
    wanted.filter(|(name, _)| !known.contains(name.as_str())).collect()
}

/// A national entry can be neither replaced nor have its name taken.
fn refuse_taken(pack: &Pack, below: &Names, faults: &mut Vec<Fault>) {
    for (kind, head) in pack.rules.heads() {
        if kind != "Item" && below.national.contains(&head.name) {
            let path = format!("{}/{}.md", head.pack, head.chapter);
            let span = Span { line: head.line, column: 1, length: 1 };
            let what = format!("`{}` stands in the national pack and cannot be replaced", head.name);
            faults.push(Fault::new(&path, span, what, "give yours another name; both will apply"));
        }
    }
}

fn refuse_uncited(pack: &Pack, register: &Register, faults: &mut Vec<Fault>) {
    for (path, id) in &pack.cited {
        if !register.knows(&id.text) {
            let what = format!("there is no row or reading `{}`", id.text);
            faults.push(Fault::new(path, id.span, what, "look it up in the register of rows and readings"));
        }
    }
}

/// Everything that a name can mean.
#[derive(Default)]
struct Names {
    kinds: BTreeMap<String, BTreeSet<&'static str>>,
    national: BTreeSet<String>,
}

impl Names {
    fn add(&mut self, pack: &Pack) {
        let mut add = |name: &str, kind: &'static str| {
            self.kinds.entry(name.to_owned()).or_default().insert(kind);
            if pack.head.kind == "national" && kind != "band" {
                self.national.insert(name.to_owned());
            }
        };
        let rules = &pack.rules;
        rules.cohorts.iter().for_each(|one| add(&one.head.name, "cohort"));
        for set in &rules.bands {
            add(&set.head.name, "set");
            set.bands.iter().for_each(|band| add(&band.name, "band"));
        }
        rules.flags.iter().chain(&rules.lists).for_each(|one| add(&one.head.name, "flag"));
        rules.tasks.iter().for_each(|one| add(&one.head.name, "action"));
        rules.actions.iter().for_each(|one| add(&one.head.name, "action"));
        for menu in &rules.menus {
            menu.items.iter().for_each(|item| add(&item.head.name, "action"));
        }
        pack.later.iter().for_each(|name| add(name, "action"));
    }

    fn look_up(&self, used: &Use, faults: &mut Vec<Fault>) {
        let wanted = match used.wanted {
            Wanted::Cohort => "cohort",
            Wanted::Set => "set",
            Wanted::Band => "band",
            Wanted::Action => "action",
            Wanted::Flag => "flag",
            Wanted::Any => "",
        };
        let kinds = self.kinds.get(&used.name);
        if kinds.is_some_and(|kinds| wanted.is_empty() || kinds.contains(wanted)) {
            return;
        }
        let near = self
            .kinds
            .iter()
            .filter(|(_, kinds)| wanted.is_empty() || kinds.contains(wanted))
            .map(|(name, _)| (strsim::damerau_levenshtein(&name.to_lowercase(), &used.name.to_lowercase()), name))
            .min();
        let help = match near {
            Some((distance, name)) if distance <= 3 => format!("did you mean `{name}`?"),
            _ if kinds.is_some() => format!("`{}` is something else; a {} is wanted here", used.name, words(wanted)),
            _ => format!("write the name of a {} that this pack or one below it has", words(wanted)),
        };
        let what = format!("nothing is called `{}`", used.name);
        faults.push(Fault::new(&used.path, used.span, what, help));
    }
}

fn words(wanted: &str) -> &str {
    match wanted {
        "set" => "band set",
        "action" => "task, step, form, meeting, referral, letter or finding",
        "flag" => "flag or list",
        "" => "thing",
        other => other,
    }
}
