//! The decisions about every pupil of a copy, worked out from the copy alone.

use std::collections::HashMap;

use analysis::SchoolRoll;
use domain::{
    calendar::school_year_start,
    case::Event,
    clock,
    decide::{Facts, Receipt, decide},
    id::PupilId,
    rule::Rules,
};

use super::part::{OnRoll, Part};
use crate::{Error, Packs, unsay::Corrections};

/// A line for each condition of each decision.
pub(super) fn of(packs: &Packs, part: &Part) -> Result<Vec<Vec<String>>, Error> {
    let rules = packs.rules(&part.school.pack)?;
    let mut roll = SchoolRoll::new(part.school.id, packs.codes.clone(), part.calendar.clone());
    for entry in &part.entries {
        roll.apply(entry)?;
    }
    let mut histories: HashMap<PupilId, Vec<Event>> = HashMap::new();
    let known = part.events.iter().filter(|one| clock::local(one.event.at).date() <= part.school.day);
    for one in known {
        histories.entry(one.event.pupil).or_default().push(one.event.clone());
    }
    let corrections = Corrections::of(&part.entries);
    let mut rows = Vec::new();
    for pupil in &part.pupils {
        let history = histories.remove(&pupil.id).unwrap_or_default();
        let sheet = roll.sheet_or_blank(pupil.id);
        let facts = Facts { day: part.school.day, sheet, cohorts: &pupil.cohorts, history: &history };
        rows.extend(of_pupil(rules, (part, pupil), &facts, &corrections)?);
    }
    Ok(rows)
}

fn of_pupil(
    rules: &Rules,
    (part, pupil): (&Part, &OnRoll),
    facts: &Facts<'_>,
    corrections: &Corrections,
) -> Result<Vec<Vec<String>>, Error> {
    let mut decided = decide(rules, facts);
    let unsaid = corrections.unsaid((part.school.id, pupil.id), facts, &|_| Ok(rules))?;
    crate::unsay::add(&mut decided, unsaid);
    let mut rows = Rows { pupil, rows: Vec::new() };
    let tally = facts.sheet.between(school_year_start(facts.day), facts.day).tally();
    let counts = [
        ("attended", tally.attended),
        ("authorised absence", tally.authorised),
        ("unauthorised absence", tally.unauthorised),
    ];
    for (name, count) in counts {
        rows.add("count", (name, &count.to_string()), None);
    }
    for band in &decided.bands {
        rows.add("band", (&band.set, &band.band), Some(&band.receipt));
    }
    for stage in &decided.stages {
        let since = stage.since.map_or_else(String::new, |day| format!(" since {day}"));
        rows.add("stage", (&stage.set, &format!("{}{since}", stage.stage)), None);
    }
    for (kind, holding) in [("flag", &decided.flags), ("list", &decided.lists)] {
        for one in holding {
            rows.add(kind, (&one.name, "holds"), Some(&one.receipt));
        }
    }
    for task in &decided.tasks {
        let owner = if task.owner.is_empty() { String::new() } else { format!(" for {}", task.owner.join(", ")) };
        let state = if task.is_overdue { "overdue" } else { "stands" };
        rows.add("task", (&task.name, &format!("{state}{owner}")), Some(&task.receipt));
    }
    Ok(rows.rows)
}

struct Rows<'a> {
    pupil: &'a OnRoll,
    rows: Vec<Vec<String>>,
}

impl Rows<'_> {
    fn add(&mut self, kind: &str, (name, value): (&str, &str), receipt: Option<&Receipt>) {
        let rule = receipt.map_or_else(String::new, |receipt| {
            let head = &receipt.head;
            format!("{}/{}.md {}", head.pack, head.chapter, head.slug)
        });
        let start = [&self.pupil.id.to_string(), &self.pupil.upn, kind, name, value, &rule].map(str::to_owned);
        let proofs = receipt.map(|receipt| receipt.proofs.as_slice()).unwrap_or_default();
        if proofs.is_empty() {
            self.rows.push(start.iter().cloned().chain(std::iter::repeat_n(String::new(), 3)).collect());
        }
        for proof in proofs {
            let found = [proof.words.clone(), proof.found.clone(), proof.holds.word().to_owned()];
            self.rows.push(start.iter().cloned().chain(found).collect());
        }
    }
}
