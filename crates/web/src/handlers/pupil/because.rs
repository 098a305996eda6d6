//! Why something applies, in plain words: the conditions of the handbook that hold, with what was found.

use domain::{
    decide::{Receipt, Truth},
    rule::{Atom, Rules},
};

use super::plain;
use crate::words;

/// `AIM has been held, and First AIM review has not been done since then.` Empty where nothing is asked.
pub(super) fn because(rules: &Rules, receipt: &Receipt, name: &str) -> String {
    let atoms = atoms(rules, name);
    let holding: Vec<_> = receipt.proofs.iter().filter(|proof| proof.holds == Truth::Yes).collect();
    let of = |words: &str| atoms.iter().copied().find(|atom| atom.words == words);
    let known = holding.iter().map(|proof| Some((of(&proof.words)?, proof.found.as_str())));
    // Whatever has no entry of its own has its words made for it, which are plain already.
    let mut said = match known.collect::<Option<Vec<(&Atom, &str)>>>() {
        Some(known) => rules.found_plainly(known),
        None => holding.iter().map(|proof| plain(&proof.words)).collect(),
    };
    said.dedup();
    match said.pop() {
        None => String::new(),
        Some(only) if said.is_empty() => format!("{}.", words::sentence(&only)),
        Some(last) => format!("{}, and {last}.", words::sentence(&said.join(", "))),
    }
}

/// The atoms of every condition of the task, or of what is owed again and again, called `name`.
fn atoms<'r>(rules: &'r Rules, name: &str) -> Vec<&'r Atom> {
    let tasks = rules.tasks.iter().filter(|task| task.head.name == name);
    let of_tasks = tasks.flat_map(|task| [Some(&task.when), task.unless.as_ref(), task.overdue_when.as_ref()]);
    let owed = rules.actions.iter().filter(|action| action.head.name == name).map(|action| action.when.as_ref());
    of_tasks.chain(owed).flatten().flat_map(|condition| condition.atoms()).collect()
}
