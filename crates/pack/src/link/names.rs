//! Everything that a name can mean in the layers of a school, and whether a use of it fits.

use std::collections::{BTreeMap, BTreeSet};

use domain::rule::{Action, Kind};

use crate::{
    Fault, Pack,
    condition::{Said, Use, Wanted},
};

/// What was done with a thing has one word for each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ending {
    kind: &'static str,
    word: &'static str,
    values: Vec<String>,
}

impl Ending {
    fn of(action: &Action) -> Ending {
        let word = match action.kind {
            Kind::Step => "done",
            Kind::Form => "complete",
            Kind::Meeting => "held",
            Kind::Letter | Kind::Referral => "sent",
            Kind::Notice => "issued",
            Kind::Finding => "recorded",
        };
        Ending { kind: action.kind.word(), word, values: action.ends_as.clone() }
    }
}

/// The names known so far, lowest layer first.
#[derive(Default)]
pub(super) struct Names {
    kinds: BTreeMap<String, BTreeSet<&'static str>>,
    endings: BTreeMap<String, Ending>,
    national: BTreeSet<String>,
}

impl Names {
    /// Whether `name` stands in the national pack, where nothing can be replaced.
    pub(super) fn is_national(&self, name: &str) -> bool {
        self.national.contains(name)
    }

    pub(super) fn add(&mut self, pack: &Pack) {
        let rules = &pack.rules;
        let named = |name: &str, kind: &'static str| (name.to_owned(), kind);
        let mut names: Vec<(String, &'static str)> = Vec::new();
        names.extend(rules.settings.iter().map(|one| named(&one.head.name, "setting")));
        names.extend(rules.cohorts.iter().map(|one| named(&one.head.name, "cohort")));
        names.extend(rules.bands.iter().map(|one| named(&one.head.name, "set")));
        names.extend(rules.decisions.iter().map(|one| named(&one.head.name, "decision")));
        names.extend(rules.flags.iter().chain(&rules.lists).map(|one| named(&one.head.name, "flag")));
        names.extend(rules.menus.iter().map(|one| named(&one.head.name, "menu")));
        names.extend(rules.tasks.iter().map(|one| named(&one.head.name, "action")));
        names.extend(rules.actions.iter().map(|one| named(&one.head.name, "action")));
        names.extend(pack.roles.iter().map(|(name, _)| named(name, "role")));
        names.extend(pack.calendars.iter().map(|(name, _)| named(name, "calendar")));
        names.extend(pack.later.iter().map(|name| named(name, "action")));
        names.push(named(&pack.head.name, "pack"));
        names.extend(pack.head.extends.iter().map(|name| named(name, "pack")));
        if pack.head.kind == "national" {
            self.national.extend(names.iter().map(|(name, _)| name.clone()));
        }
        // Bands and items may share their name with those of another layer.
        names.extend(rules.bands.iter().flat_map(|set| &set.bands).map(|band| named(&band.name, "band")));
        names.extend(rules.menus.iter().flat_map(|menu| &menu.items).map(|item| named(&item.head.name, "action")));
        for (name, kind) in names {
            self.kinds.entry(name).or_default().insert(kind);
        }
        self.endings.extend(rules.actions.iter().map(|action| (action.head.name.clone(), Ending::of(action))));
    }

    pub(super) fn look_up(&self, used: &Use, faults: &mut Vec<Fault>) {
        if used.wanted == Wanted::Code {
            return;
        }
        let wanted = wanted(used.wanted);
        let kinds = self.kinds.get(&used.name);
        if kinds.is_some_and(|kinds| wanted.is_empty() || kinds.contains(wanted)) {
            return self.fits(used, faults);
        }
        let what = match kinds.and_then(|kinds| kinds.first()) {
            Some(kind) => format!("`{}` is a {}, and this wants a {}", used.name, words(kind), words(wanted)),
            None => format!("nothing is called `{}`", used.name),
        };
        faults.push(Fault::new(&used.path, used.span, what, self.help(&used.name, wanted)));
    }

    fn help(&self, name: &str, wanted: &str) -> String {
        let fitting = self.kinds.iter().filter(|(_, kinds)| wanted.is_empty() || kinds.contains(wanted));
        let fitting = fitting.map(|(known, _)| known.as_str()).filter(|known| *known != name);
        match nearest(fitting, name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write the name of a {} that this pack or one below it has", words(wanted)),
        }
    }

    /// A meeting is held and not done, and ends only as it says that it ends.
    fn fits(&self, used: &Use, faults: &mut Vec<Fault>) {
        let ending = self.endings.get(&used.name);
        let (what, help) = match (&used.said, ending) {
            (Said::Word(word), Some(ending)) if *word != "started" && *word != ending.word => {
                let kind = ending.kind.to_lowercase();
                (format!("a {kind} is not said to be `{word}`"), format!("write `{}`", ending.word))
            }
            (Said::Word(word), None) if !matches!(*word, "done" | "started") => {
                (format!("a task is not said to be `{word}`"), String::from("write `done`"))
            }
            (Said::Value(value), Some(ending)) if !ending.values.contains(value) => {
                let help = match nearest(ending.values.iter().map(String::as_str), value) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if ending.values.is_empty() => String::from("give it its outcomes under `ends as`"),
                    None => format!("it ends as {}", ending.values.join(", ")),
                };
                (format!("`{}` does not end as `{value}`", used.name), help)
            }
            (Said::Value(value), None) => {
                (format!("`{}` has no outcome, so it cannot be `{value}`", used.name), String::from("write `is done`"))
            }
            _ => return,
        };
        faults.push(Fault::new(&used.path, used.said_at, what, help));
    }
}

/// The known word that `text` is probably meant to be.
fn nearest<'a>(known: impl Iterator<Item = &'a str>, text: &str) -> Option<&'a str> {
    let text = text.to_lowercase();
    let near = known.map(|known| (strsim::damerau_levenshtein(&known.to_lowercase(), &text), known)).min();
    near.filter(|&(distance, known)| distance <= 3 && distance < known.chars().count()).map(|(_, known)| known)
}

const fn wanted(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Cohort => "cohort",
        Wanted::Set => "set",
        Wanted::Band => "band",
        Wanted::Action => "action",
        Wanted::Flag => "flag",
        Wanted::Setting => "setting",
        Wanted::Code | Wanted::Any => "",
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
