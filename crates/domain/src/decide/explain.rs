//! Any entry of the rules, explained for a day: whether it holds then or not.

use alloc::{format, string::String, vec::Vec};

use super::{
    Facts,
    judge::{Judge, Truth},
    receipt::{Proof, Receipt},
    standing::{of_review, review_of},
};
use crate::rule::{About, Atom, Condition, Rules, Test, Window, slug};

/// What an entry comes to on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The word for its kind, such as `Bands` or `Task`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The band it gives; nothing for an entry that is no set of bands, or with nothing to measure.
    pub band: Option<String>,
    /// Whether it holds: a set of bands does when it gives one.
    pub holds: Truth,
    /// Whether sessions missed are counted for it.
    pub counts_absence: bool,
    /// Its derivation.
    pub receipt: Receipt,
}

/// The word for what is done and owed to nobody: it is open, or it is not.
pub const OPEN: &str = "Open";

/// The word for what is owed again and again, and for a review.
pub const OWED: &str = "Owed";

/// Explains the entry of `pack` whose name has this slug: a set of bands, flag, list, task, item of a menu, or something done
/// about a pupil.
pub fn explain(rules: &Rules, facts: &Facts<'_>, pack: &str, slug: &str) -> Option<Explained> {
    let judge = Judge::new(rules, facts, None);
    let decided = bands(&judge, pack, slug).or_else(|| conditional(&judge, pack, slug));
    decided
        .or_else(|| item(&judge, pack, slug))
        .or_else(|| action(&judge, pack, slug))
        .or_else(|| review(&judge, pack, slug))
}

/// What stands in the way of the action called `name` whatever is filled in for it, in the handbook's words.
pub fn bars(rules: &Rules, facts: &Facts<'_>, name: &str) -> Vec<String> {
    let Some(action) = rules.action(name) else { return Vec::new() };
    let judge = Judge::new(rules, facts, None);
    let suppressed = action.suppressed.as_ref().filter(|advice| judge.truth(&advice.when) == Truth::Yes);
    let missing = judge.needs(action).filter(|need| !rests_on_what_is_given(rules, &need.holds));
    let limits = rules.limits.iter().filter(|limit| rules.is_same(&limit.on, name) && judge.is_in_force(&limit.head));
    let limits = limits
        .filter(|limit| !rests_on_what_is_given(rules, &limit.allows) && judge.truth(&limit.allows) != Truth::Yes);
    suppressed
        .map(|advice| advice.words.clone())
        .into_iter()
        .chain(missing.map(|need| need.otherwise.clone()))
        .chain(limits.map(|limit| limit.otherwise.clone()))
        .collect()
}

fn bands(judge: &Judge<'_>, pack: &str, slug: &str) -> Option<Explained> {
    let set = judge.rules.bands.iter().find(|set| set.head.answers_to(pack, slug))?;
    let band = judge.is_in_force(&set.head).then(|| judge.band(set)).flatten().map(|place| &set.bands[place]);
    Some(Explained {
        kind: "Bands",
        name: set.head.name.clone(),
        band: band.map(|band| band.name.clone()),
        holds: if band.is_some() { Truth::Yes } else { Truth::NotKnown },
        counts_absence: true,
        receipt: band.map_or_else(|| judge.receipt(&set.head, None), |band| judge.band_receipt(set, band)),
    })
}

/// A flag, list or task.
fn conditional(judge: &Judge<'_>, pack: &str, slug: &str) -> Option<Explained> {
    let flags = judge.rules.flags.iter().map(|flag| ("Flag", &flag.head, &flag.when, &flag.unless));
    let lists = judge.rules.lists.iter().map(|list| ("List", &list.head, &list.when, &list.unless));
    let tasks = judge.rules.tasks.iter().map(|task| ("Task", &task.head, &task.when, &task.unless));
    let mut all = flags.chain(lists).chain(tasks);
    let (kind, head, when, unless) = all.find(|(_, head, ..)| head.answers_to(pack, slug))?;
    let mut receipt = judge.receipt(head, Some(when));
    receipt.proofs.extend(unless.iter().flat_map(|unless| judge.proofs(unless)));
    let holds = if judge.is_in_force(head) { judge.entry(head, when, unless.as_ref()) } else { Truth::No };
    Some(Explained {
        kind,
        name: head.name.clone(),
        band: None,
        holds,
        counts_absence: when.rests_on_marks() || unless.as_ref().is_some_and(Condition::rests_on_marks),
        receipt,
    })
}

/// An item of a menu is offered by the menu itself and by every menu that adds to it.
fn item(judge: &Judge<'_>, pack: &str, wanted: &str) -> Option<Explained> {
    let menus = judge.rules.menus.iter();
    let mut items = menus.flat_map(|menu| menu.items.iter().map(move |item| (menu, item)));
    let (source, item) = items.find(|(_, item)| item.head.answers_to(pack, wanted))?;
    let offered = super::offers(judge).into_iter().find(|offer| offer.item == item.head.name);
    let receipt = match &offered {
        Some(offer) => offer.receipt.clone(),
        None => {
            let mut receipt = judge.receipt(&item.head, Some(&source.when));
            receipt.head.slug = source.head.slug.clone();
            receipt.proofs.extend(item.when.iter().flat_map(|when| judge.proofs(when)));
            receipt
        }
    };
    Some(Explained {
        kind: "Item",
        name: item.head.name.clone(),
        band: None,
        holds: if offered.is_some() { Truth::Yes } else { Truth::No },
        counts_absence: source.when.rests_on_marks() || item.when.as_ref().is_some_and(Condition::rests_on_marks),
        receipt,
    })
}

/// Something that is done: whether it is owed again and again, or whether it is open; and what has to be on record first,
/// without what is only known when somebody fills it in.
fn action(judge: &Judge<'_>, pack: &str, slug: &str) -> Option<Explained> {
    let rules = judge.rules;
    let mut actions = rules.actions.iter().filter(|action| action.about == About::Pupil);
    let action = actions.find(|action| action.head.answers_to(pack, slug))?;
    let limits = rules.limits.iter().filter(|limit| rules.is_same(&limit.on, &action.head.name));
    let limits = limits.filter(|limit| judge.is_in_force(&limit.head)).map(|limit| &limit.allows);
    let first = judge.asked(action).map(|need| &need.holds).chain(limits);
    let first: Vec<&Condition> = first.filter(|holds| !rests_on_what_is_given(rules, holds)).collect();
    let mut receipt = judge.receipt(&action.head, action.when.as_ref());
    receipt.proofs.extend(first.iter().flat_map(|holds| judge.proofs(holds)));
    let is_owed = action.every.is_some() && action.when.is_some();
    let is_time =
        judge.is_in_force(&action.head) && action.when.as_ref().is_none_or(|when| judge.truth(when) == Truth::Yes);
    let is_open = is_time && (is_owed || bars(rules, &judge.facts, &action.head.name).is_empty());
    Some(Explained {
        kind: if is_owed { OWED } else { OPEN },
        name: action.head.name.clone(),
        band: None,
        holds: Truth::of(is_open),
        counts_absence: action.when.iter().chain(first).any(Condition::rests_on_marks),
        receipt,
    })
}

/// The review of a plan: what it follows, and whether it still stands to be done.
fn review(judge: &Judge<'_>, pack: &str, wanted: &str) -> Option<Explained> {
    let mut plans = judge.rules.actions.iter().filter(|action| action.head.pack == pack && action.review.is_some());
    let plan = plans.find(|plan| slug(&review_of(&plan.head.name)) == wanted)?;
    let standing = of_review(judge, plan);
    let mut receipt = judge.receipt(&plan.head, None);
    let found = judge.last_in(&plan.head.name, &Window::Ever);
    let holds = Truth::of(!found.is_empty());
    receipt.proofs.push(Proof { words: format!("[{}] is agreed", plan.head.name), found, holds });
    Some(Explained {
        kind: OWED,
        name: review_of(&plan.head.name),
        band: None,
        holds: Truth::of(standing.is_some()),
        counts_absence: false,
        receipt,
    })
}

/// Whether a condition asks about what is filled in, or about the parent to whom it is done.
pub(super) fn rests_on_what_is_given(rules: &Rules, condition: &Condition) -> bool {
    rules.counts_that_parent(condition) || condition.atoms().into_iter().any(asks_field)
}

fn asks_field(atom: &Atom) -> bool {
    let (Test::Given(field) | Test::FieldIs { field, .. } | Test::FieldIn { field, .. } | Test::Rises(field)) =
        &atom.test
    else {
        return atom.test.measures().any(|measure| !measure.fields().is_empty());
    };
    field.of.is_none()
}
