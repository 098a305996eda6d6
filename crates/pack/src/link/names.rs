//! Everything that a name can mean in the layers of a school, and whether a use of it fits.

use std::collections::{BTreeMap, BTreeSet};

use domain::rule::{Action, Value};

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
    fields: Vec<String>,
    /// What is filled in while it is done.
    filled_in: Vec<String>,
    has_period: bool,
    can_break: bool,
}

impl Ending {
    fn of(action: &Action) -> Ending {
        let parts = action.parts.iter().map(|part| part.head.name.clone());
        Ending {
            kind: action.kind.word(),
            word: action.kind.done_word(),
            values: action.ends_as.clone(),
            filled_in: crate::build::filled_in(action),
            fields: action.asks.iter().cloned().chain(parts).chain([String::from("consent")]).collect(),
            has_period: action.period.is_some(),
            can_break: action.broken_by.is_some(),
        }
    }
}

/// The names known so far, lowest layer first.
#[derive(Default)]
pub(super) struct Names {
    kinds: BTreeMap<String, BTreeSet<&'static str>>,
    endings: BTreeMap<String, Ending>,
    national: BTreeSet<String>,
    /// Bands, stages and outcomes that were renamed: by what they were, what they are.
    former: BTreeMap<String, String>,
    /// Stages that may last only so long: one of them can be over.
    limited: BTreeSet<String>,
}

impl Names {
    /// Whether `name` stands in the national pack, where nothing can be replaced.
    pub(super) fn is_national(&self, name: &str) -> bool {
        self.national.contains(name)
    }

    /// Whether `name` is that of anything.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.kinds.contains_key(name)
    }

    /// What the layers say of the entry called `old` that cannot be said of the one called `new`, which takes its place.
    pub(super) fn unfit(&self, packs: &[&Pack], (old, new): (&str, &str)) -> impl Iterator<Item = String> {
        let uses = packs.iter().flat_map(|pack| &pack.uses).filter(|used| used.name == old);
        let mut faults = Vec::new();
        for used in uses {
            let mut found = Vec::new();
            self.fits(&Use { name: new.to_owned(), ..used.clone() }, &mut found);
            let place = format!("line {} of {}", used.span.line, used.path);
            faults.extend(found.into_iter().map(|fault| format!("{}, and {place} says so of `{old}`", fault.what)));
        }
        faults.into_iter()
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
        names.extend(rules.roles.iter().map(|one| named(&one.head.name, "role")));
        names.extend(rules.stages.iter().map(|one| named(&one.head.name, "set")));
        names.extend(rules.limits.iter().map(|one| named(&one.head.name, "limit")));
        names.extend(rules.pages.iter().map(|one| named(&one.head.name, "page")));
        names.extend(rules.services.iter().map(|one| named(&one.head.name, "service")));
        // A setting in words is asked for its value, like a finding.
        let in_words = rules.settings.iter().filter(|one| matches!(one.value, Value::Words(_)));
        names.extend(in_words.map(|one| named(&one.head.name, "action")));
        // What a plan has to be looked at again for is done under a name of its own.
        let reviewed = rules.actions.iter().filter(|one| one.review.is_some());
        names.extend(reviewed.map(|one| (format!("Review of {}", one.head.name), "action")));
        names.extend(pack.calendars.iter().map(|(name, _)| named(name, "calendar")));
        names.push(named(&pack.head.name, "pack"));
        names.extend(pack.head.extends.iter().map(|name| named(name, "pack")));
        if pack.head.kind == "national" {
            self.national.extend(names.iter().map(|(name, _)| name.clone()));
        }
        // Bands and items may share their name with those of another layer.
        names.extend(rules.bands.iter().flat_map(|set| &set.bands).map(|band| named(&band.name, "band")));
        let stages = || rules.stages.iter().flat_map(|set| &set.stages);
        names.extend(stages().map(|stage| named(&stage.name, "band")));
        let limited = stages().filter(|stage| stage.limit.is_some());
        self.limited.extend(limited.clone().map(|stage| stage.name.clone()));
        names.extend(limited.map(|stage| named(&stage.name, "action")));
        names.extend(rules.menus.iter().flat_map(|menu| &menu.items).map(|item| named(&item.head.name, "action")));
        for (name, kind) in names {
            self.kinds.entry(name).or_default().insert(kind);
        }
        let former = rules.renamed_words.values().flatten().map(|(old, new)| (old.clone(), new.clone()));
        self.former.extend(former);
        self.endings.extend(rules.actions.iter().map(|action| (action.head.name.clone(), Ending::of(action))));
    }

    pub(super) fn look_up(&self, used: &Use, faults: &mut Vec<Fault>) {
        // What a limit is on is looked up where it is named.
        let is_of_unknown = matches!(used.said, Said::FilledIn(_)) && !self.endings.contains_key(&used.name);
        if used.wanted == Wanted::Code || is_of_unknown {
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
        if let Some(now) = self.former.get(name).filter(|_| wanted == "band") {
            return format!("`{name}` was renamed: write `{now}`");
        }
        let fitting = self.kinds.iter().filter(|(_, kinds)| wanted.is_empty() || kinds.contains(wanted));
        let fitting = fitting.map(|(known, _)| known.as_str()).filter(|known| *known != name);
        match nearest(fitting, name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write the name of a {} that this pack or one below it has", words(wanted)),
        }
    }

    /// A meeting is held and not done, ends only as it says that it ends, and has the fields that it asks for.
    fn fits(&self, used: &Use, faults: &mut Vec<Fault>) {
        let ending = self.endings.get(&used.name);
        let wrong = match (&used.said, ending) {
            (Said::Nothing, _) => None,
            (Said::Word(word), ending) => wrong_word(word, ending),
            (Said::Value(value), ending) => self.wrong_value(&used.name, value, ending),
            (Said::Field(field), ending) => wrong_field(&used.name, field, ending),
            (Said::FilledIn(field), ending) => not_filled_in(&used.name, field, ending),
            (Said::Period, _) if self.limited.contains(&used.name) => None,
            (Said::PeriodOfParent, _) if self.limited.contains(&used.name) => Some((
                format!("`{}` is a stage of the case, and not of one parent", used.name),
                String::from("leave out `to that parent`"),
            )),
            (Said::Period | Said::PeriodOfParent, ending) => (!ending.is_some_and(|one| one.has_period))
                .then(|| (format!("`{}` has no period", used.name), String::from("give it one under `period`"))),
            (Said::Broken, ending) => (!ending.is_some_and(|one| one.can_break))
                .then(|| (format!("nothing breaks `{}`", used.name), String::from("say what does under `broken by`"))),
        };
        if let Some((what, help)) = wrong {
            faults.push(Fault::new(&used.path, used.said_at, what, help));
        }
    }

    fn wrong_value(&self, name: &str, value: &String, ending: Option<&Ending>) -> Option<(String, String)> {
        let Some(ending) = ending else {
            let is_setting = self.kinds.get(name).is_some_and(|kinds| kinds.contains("setting"));
            let what = format!("`{name}` has no outcome, so it cannot be `{value}`");
            return (!is_setting).then(|| (what, String::from("write `is done`")));
        };
        if ending.values.contains(value) {
            return None;
        }
        let former = self.former.get(value).filter(|now| ending.values.contains(now));
        let help = match nearest(ending.values.iter().map(String::as_str), value) {
            _ if former.is_some() => format!("`{value}` was renamed: write `{}`", former.map_or("", String::as_str)),
            Some(near) => format!("did you mean `{near}`?"),
            None if ending.values.is_empty() => String::from("give it its outcomes under `ends as`"),
            None => format!("it ends as {}", ending.values.join(", ")),
        };
        Some((format!("`{name}` does not end as `{value}`"), help))
    }
}

fn wrong_word(word: &str, ending: Option<&Ending>) -> Option<(String, String)> {
    match ending {
        Some(ending) if word != "started" && word != ending.word => {
            let kind = ending.kind.to_lowercase();
            Some((format!("a {kind} is not said to be `{word}`"), format!("write `{}`", ending.word)))
        }
        None if !matches!(word, "done" | "started") => {
            Some((format!("a task is not said to be `{word}`"), String::from("write `done`")))
        }
        _ => None,
    }
}

fn wrong_field(name: &str, field: &String, ending: Option<&Ending>) -> Option<(String, String)> {
    let fields = ending.map(|ending| ending.fields.as_slice()).unwrap_or_default();
    if fields.contains(field) {
        return None;
    }
    let help = match nearest(fields.iter().map(String::as_str), field) {
        Some(near) => format!("did you mean `{near}`?"),
        None => String::from("add it to what the thing asks for"),
    };
    Some((format!("`{name}` does not ask for `{field}`"), help))
}

/// A limit can only ask for what its thing asks for: nobody fills in anything else.
fn not_filled_in(name: &str, field: &String, ending: Option<&Ending>) -> Option<(String, String)> {
    let fields = ending.map(|ending| ending.filled_in.as_slice()).unwrap_or_default();
    if fields.contains(field) {
        return None;
    }
    let help = match nearest(fields.iter().map(String::as_str), field) {
        Some(near) => format!("did you mean `{near}`?"),
        None if fields.is_empty() => {
            format!("give `{name}` what it asks for under `asks`, or ask about what is on record")
        }
        None => format!("ask about what is filled in for it: {}", fields.join(", ")),
    };
    Some((format!("nobody is asked for `{field}` when `{name}` is done"), help))
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
