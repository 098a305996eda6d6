//! What follows from a register or a log that was put right: the same as if it had been right from the beginning, except for
//! what people did in between.

mod depends;
mod since;
mod withdrawn;
mod worlds;

use std::collections::BTreeSet;

use domain::decide::{Decided, decide};

use crate::{
    chance::Chance,
    shelf::{NAMES, Shelf},
};
use depends::Depends;
use worlds::{CORRECTED, Worlds};

/// Everything that was decided, by kind and name.
fn said(decided: &Decided) -> BTreeSet<(&'static str, String)> {
    let mut said = BTreeSet::new();
    said.extend(decided.bands.iter().map(|band| ("band", format!("{}: {}", band.set, band.band))));
    said.extend(decided.flags.iter().map(|flag| ("flag", flag.name.clone())));
    said.extend(decided.lists.iter().map(|list| ("list", list.name.clone())));
    said.extend(decided.tasks.iter().map(|task| ("task", task.name.clone())));
    said.extend(decided.offers.iter().map(|offer| ("offer", offer.item.clone())));
    said.extend(decided.stages.iter().map(|stage| ("stage", format!("{}: {}", stage.set, stage.stage))));
    said
}

#[test]
fn a_register_corrected_late_leads_where_one_right_from_the_beginning_led() {
    let shelf = Shelf::open();
    let mut chance = Chance(3);
    let (mut before, mut after) = (0, 0);
    for name in NAMES {
        let rules = shelf.rules(name);
        let depends = Depends::new(&rules);
        for _ in 0..2 {
            let worlds = Worlds::lived_through(&shelf, &rules, &mut chance);
            let decided_on = |pupil: &crate::pupil::Pupil, day| said(&decide(&rules, &pupil.on(&shelf, day)));
            for &day in shelf.calendar().days().iter().step_by(17) {
                let right = decided_on(&worlds.right, day);
                if day < CORRECTED {
                    before += right.symmetric_difference(&decided_on(&worlds.wrong, day)).count();
                    continue;
                }
                // Whatever still differs hangs on what people did while the register was wrong.
                for (kind, one) in right.symmetric_difference(&decided_on(&worlds.corrected, day)) {
                    let entry = one.split_once(": ").map_or(one.as_str(), |(set, _)| set);
                    assert!(depends.on_acts(entry), "{name} on {day}: {kind} {one}");
                }
                // With the same log it is the same to the last word of each receipt.
                let mut with_its_log = worlds.right.clone();
                with_its_log.history.clone_from(&worlds.corrected.history);
                let corrected = decide(&rules, &worlds.corrected.on(&shelf, day));
                assert_eq!(decide(&rules, &with_its_log.on(&shelf, day)), corrected, "{name} on {day}");
                after += right.len();
            }
        }
    }
    assert!(before > 100, "only {before} times did the wrong register lead elsewhere");
    assert!(after > 500, "only {after} outcomes were compared");
}

#[test]
fn the_same_facts_lead_to_the_same_decision_and_later_ones_to_no_other() {
    let shelf = Shelf::open();
    let mut chance = Chance(5);
    for name in NAMES {
        let rules = shelf.rules(name);
        for _ in 0..2 {
            let worlds = Worlds::lived_through(&shelf, &rules, &mut chance);
            let day = shelf.calendar().days()[20 + chance.below(160)];
            let facts = worlds.right.on(&shelf, day);
            let once = decide(&rules, &facts);
            assert_eq!(once, decide(&rules.clone(), &facts), "{name} on {day}");
            // The future is another one.
            let mut cut = worlds.right.clone();
            cut.history.retain(|event| domain::clock::local(event.at).date() <= day);
            for (session, mark) in cut.sessions.iter().zip(&mut cut.marks) {
                if session.date > day {
                    *mark = 0;
                }
            }
            assert_eq!(once, decide(&rules, &cut.on(&shelf, day)), "{name} on {day}");
        }
    }
}
