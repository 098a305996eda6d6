//! Pupils of whom nobody has thought: marks, cohorts, and two years of what people did, by chance.

use std::collections::BTreeSet;

use domain::{
    Date,
    case::{Done, Reached},
    id::{ContactId, DocumentId},
    rule::{Action, Condition, FieldOf, Measure, Rules, Test},
    session::{Half, Session},
};

use super::hand::{Tried, World};
use crate::{chance::Chance, pupil::Pupil};

const CODES: [&str; 14] = ["/", "/", "/", "/", "I", "I", "O", "U", "G", "C", "D", "L", "N", "M"];
const PARENTS: [&str; 3] = ["", "Parent A", "Parent B"];

/// The fields that anything asks about, and the words that they are held against.
pub(super) struct Fields {
    names: Vec<String>,
    values: Vec<String>,
}

impl Fields {
    pub(super) fn of(conditions: &[Condition]) -> Fields {
        let (mut names, mut values) = (BTreeSet::new(), BTreeSet::new());
        for atom in conditions.iter().flat_map(Condition::atoms) {
            let asked: Vec<&FieldOf> = match &atom.test {
                Test::Given(field) | Test::Rises(field) | Test::FieldIn { field, .. } => vec![field],
                Test::FieldIs { field, value } => {
                    values.insert(value.clone());
                    vec![field]
                }
                test @ (Test::Measured(..) | Test::Compared { .. }) => {
                    test.measures().flat_map(Measure::fields).collect()
                }
                Test::OutcomeIs(value) => {
                    values.insert(value.clone());
                    Vec::new()
                }
                _ => Vec::new(),
            };
            names.extend(asked.into_iter().map(|field| field.field.clone()));
        }
        Fields { names: names.into_iter().collect(), values: values.into_iter().collect() }
    }

    /// Some of the fields, filled in with dates near `day`, numbers, or the words that somebody looks for.
    fn filled(&self, more: &[String], day: Date, chance: &mut Chance) -> Vec<(String, String)> {
        let mut names: Vec<&String> = self.names.iter().chain(more).collect();
        names.sort();
        names.dedup();
        names.retain(|_| chance.below(4) > 0);
        names.into_iter().map(|name| (name.clone(), self.value(name, day, chance))).collect()
    }

    fn value(&self, name: &str, day: Date, chance: &mut Chance) -> String {
        let is_date = ["day", "date", "by", "until"].iter().any(|word| name.split(' ').any(|part| part == *word));
        match chance.below(8) {
            1..7 if is_date => super::calendar::days_on(day, chance.below(60) as i64 - 25).to_string(),
            0 => String::new(),
            1 => chance.below(30).to_string(),
            2 => format!("{}.5 hours", chance.below(9)),
            3 => format!("{}, {}, {}", chance.below(4), chance.below(8), 3 + chance.below(9)),
            4 | 5 => super::calendar::days_on(day, chance.below(60) as i64 - 25).to_string(),
            _ => chance.one(&self.values).cloned().unwrap_or_default(),
        }
    }

    /// What somebody fills in on `day`, and to which parent they do it.
    pub(super) fn tried(&self, day: Date, chance: &mut Chance) -> Tried {
        let fields = self.filled(&[], day, chance);
        let outcome = chance.one(&self.values).cloned().unwrap_or_default();
        Tried { outcome, fields, to: PARENTS[chance.below(3)].to_owned() }
    }
}

pub(super) fn pupil(world: &World<'_>, fields: &Fields, chance: &mut Chance) -> Pupil {
    let (often, mut stretch, mut code) = (chance.below(10), 0, "/");
    // Some were never away but on leave.
    let codes: &[&str] = if chance.once_in(4) { &["C", "/"] } else { &CODES };
    let mut pupil = Pupil::marked_on(world.calendar, world.codes, |_| {
        // Absences come in stretches, as they do in life.
        if stretch == 0 {
            stretch = 1 + chance.below(8);
            code = if chance.below(14) < often { codes[chance.below(codes.len())] } else { "/" };
        }
        stretch -= 1;
        code
    });
    if chance.once_in(5) {
        // Not yet on the roll.
        let joined = chance.below(pupil.marks.len());
        pupil.marks[..joined].fill(0);
    }
    super::ages::somebody(&mut pupil, &mut Chance(chance.0 ^ 0x5eed));
    for cohort in &world.rules.cohorts {
        if chance.once_in(6) {
            pupil = pupil.in_cohort(&cohort.head.name);
        }
    }
    // Few things, so that some are done again and again.
    let mut known: Vec<&Action> = (0..4 + chance.below(20)).map(|_| one_of(world.rules, chance)).collect();
    known.dedup_by_key(|action| &action.head.name);
    let mut days: Vec<Date> =
        (0..10 + chance.below(50)).map(|_| *chance.one(world.calendar.days()).expect("a day")).collect();
    days.sort();
    for (place, day) in days.into_iter().enumerate() {
        let done = done((world.rules, &known), fields, day, chance);
        let time = jiff::civil::time(9 + (place / 60) as i8, (place % 60) as i8, 0, 0);
        pupil = pupil.did_at(day, time, done);
    }
    pupil
}

/// Something that somebody does about a pupil.
fn done((rules, known): (&Rules, &[&Action]), fields: &Fields, day: Date, chance: &mut Chance) -> Done {
    match chance.below(12) {
        0 => {
            let about = Session::new(day, Half::BOTH[0]);
            Done::Contacted { contact: ContactId(1), reached: Reached::ALL[chance.below(3)], about }
        }
        1 if !rules.tasks.is_empty() => {
            Done::TaskDone { task: chance.one(&rules.tasks).expect("a task").head.name.clone() }
        }
        2 => {
            let names: Vec<&String> = rules.heads().into_iter().map(|(_, head)| &head.name).collect();
            let item = (*chance.one(&names).expect("an entry")).clone();
            Done::Considered { item, taken_up: chance.once_in(2) }
        }
        3 if !rules.bands.is_empty() => {
            let set = chance.one(&rules.bands).expect("a set");
            let outcome = chance.one(&set.bands).expect("a band").name.clone();
            Done::Did { action: set.head.name.clone(), outcome, to: String::new(), fields: Vec::new() }
        }
        _ => act(known, fields, day, chance),
    }
}

/// Something that can be done. What withdraws or is withdrawn, runs for a time or ends it comes up more often: that is little.
fn one_of<'r>(rules: &'r Rules, chance: &mut Chance) -> &'r Action {
    let few: Vec<&Action> = rules
        .actions
        .iter()
        .filter(|one| {
            let name = Some(&one.head.name);
            let is_named = |other: &Action| other.withdrawn_by.as_ref() == name || other.ended_by.as_ref() == name;
            one.withdrawn_by.is_some() || one.period.is_some() || rules.actions.iter().any(is_named)
        })
        .collect();
    let few = if chance.once_in(3) { chance.one(&few).copied() } else { None };
    few.or(chance.one(&rules.actions)).expect("a pack has something to do")
}

fn act(known: &[&Action], fields: &Fields, day: Date, chance: &mut Chance) -> Done {
    let action = chance.one(known).expect("somebody knows of something");
    if action.wording.is_some() && chance.once_in(3) {
        let fields = fields.filled(&action.asks, day, chance);
        return Done::LetterMade {
            document: DocumentId(1),
            letter: action.head.name.clone(),
            to: String::new(),
            fields,
        };
    }
    let outcome = chance.one(&action.ends_as).cloned().unwrap_or_default();
    let fields = fields.filled(&action.asks, day, chance);
    Done::Did { action: action.head.name.clone(), outcome, to: PARENTS[chance.below(3)].to_owned(), fields }
}
