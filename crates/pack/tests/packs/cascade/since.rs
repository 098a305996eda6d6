//! Since when something has been so is what asking each day anew gives.

use domain::{
    Date,
    decide::{Truth, bands_of, holds, since_each},
    rule::{Atom, Condition, Head, Rules, Test},
};

use super::worlds::Worlds;
use crate::{chance::Chance, pupil::Pupil, shelf::Shelf};

/// What is so of the entry called `name` on `day`: its band, or that it holds.
fn state(shelf: &Shelf, rules: &Rules, pupil: &Pupil, name: &str, day: Date) -> Option<String> {
    let facts = pupil.on(shelf, day);
    let is_in_force = |head: &Head| {
        let pack = rules.packs.iter().find(|pack| pack.slug == head.pack).expect("its pack");
        pack.is_in_force(day) && head.is_in_force(day)
    };
    if rules.bands.iter().any(|set| set.head.name == name) {
        return bands_of(rules, &facts).into_iter().find(|(set, _)| set == name).map(|(_, band)| band);
    }
    let is_so = if let Some(task) = rules.tasks.iter().find(|task| task.head.name == name) {
        let is_excused = task.unless.as_ref().map(|unless| holds(rules, &facts, unless));
        let applies = holds(rules, &facts, &task.when) == Truth::Yes && is_excused.is_none_or(|one| one == Truth::No);
        is_in_force(&task.head) && applies
    } else {
        let test = Test::Holds(name.to_owned());
        let asked = Condition::Atom(Atom { words: format!("[{name}]"), test, is_negated: false });
        holds(rules, &facts, &asked) == Truth::Yes
    };
    is_so.then(|| String::from("so"))
}

fn by_hand(shelf: &Shelf, rules: &Rules, pupil: &Pupil, (name, day): (&str, Date)) -> Option<Date> {
    let now = state(shelf, rules, pupil, name, day)?;
    let days: Vec<Date> = shelf.calendar().days().iter().copied().filter(|&one| one <= day).collect();
    let same = days.into_iter().rev().take_while(|&one| state(shelf, rules, pupil, name, one).as_ref() == Some(&now));
    same.last()
}

/// Compares `since` with asking each day anew for `names`, and counts those that hold.
fn compared(shelf: &Shelf, rules: &Rules, names: &[&str], chance: &mut Chance) -> usize {
    let worlds = Worlds::lived_through(shelf, rules, chance);
    let day = shelf.calendar().days()[100 + chance.below(80)];
    let mut found = 0;
    for (name, since) in since_each(rules, &worlds.right.on(shelf, day), names) {
        assert_eq!(since, by_hand(shelf, rules, &worlds.right, (name, day)), "{name} on {day}");
        found += usize::from(since.is_some());
    }
    found
}

#[test]
fn what_stands_until_something_is_done_stands_since_the_day_that_asking_each_day_gives() {
    let shelf = Shelf::open();
    let mut chance = Chance(9);
    let (mut asked, mut found) = (0, 0);
    for name in crate::shelf::NAMES {
        let rules = shelf.rules(name);
        let flags = rules.flags.iter().chain(&rules.lists).filter(|flag| flag.stands_until.is_some());
        let names: Vec<&str> = flags.map(|flag| flag.head.name.as_str()).collect();
        for _ in 0..if names.is_empty() { 0 } else { 8 } {
            found += compared(&shelf, &rules, &names, &mut chance);
            asked += names.len();
        }
    }
    assert!(found > 3 && found < asked, "{found} of {asked} flags stand");
}

#[test]
fn every_flag_list_task_and_band_holds_since_the_day_that_asking_each_day_gives() {
    let shelf = Shelf::open();
    let mut chance = Chance(13);
    let mut found = 0;
    for name in crate::shelf::NAMES {
        let rules = shelf.rules(name);
        let flags = rules.flags.iter().chain(&rules.lists).map(|flag| &flag.head);
        let heads =
            flags.chain(rules.tasks.iter().map(|task| &task.head)).chain(rules.bands.iter().map(|set| &set.head));
        let names: Vec<&str> = heads.map(|head| head.name.as_str()).collect();
        found += compared(&shelf, &rules, &names, &mut chance);
    }
    assert!(found > 30, "only {found} entries hold");
}
