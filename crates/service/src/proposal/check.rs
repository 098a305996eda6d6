//! What a draft of a chapter would do: faults, examples, differences, and the children for whom something changes.

use domain::proposal::{Draft, Findings, ProposalError};
use pack::{Fault, diff::Change, example};

use crate::{App, Error, Packs, what_if};

/// What a draft would do.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// What in it cannot stand. With any of them nothing else is worked out.
    pub faults: Vec<Fault>,
    /// How many examples are met.
    pub passed: usize,
    /// Those that are not, each with what is so instead.
    pub failed: Vec<Failed>,
    /// What it says otherwise than before.
    pub changes: Vec<Change>,
    /// What would change today for the children on the roll.
    pub effect: Effect,
}

impl Checked {
    /// Refuses what has a fault or leaves an example unmet; otherwise gives what was found, to be put on record.
    pub fn stands(&self) -> Result<Findings, ProposalError> {
        match (self.faults.len(), self.failed.len()) {
            (0, 0) => Ok(Findings {
                examples: self.passed as u64,
                changes: self.changes.len() as u64,
                children: self.effect.children,
                bands: self.effect.bands,
                tasks: self.effect.tasks,
            }),
            (0, unmet) => Err(ProposalError::Unmet(unmet)),
            (faults, _) => Err(ProposalError::Faulty(faults)),
        }
    }

    /// The chapters of `pack` in which examples stand that are not met, by file name, without folder and ending.
    pub fn unmet_chapters(&self, pack: &str) -> Vec<&str> {
        let paths = self.failed.iter().flat_map(|one| &one.unmet).map(|fault| fault.path.as_str());
        let chapters = paths.filter_map(|path| path.strip_prefix(pack)?.strip_prefix('/')?.strip_suffix(".md"));
        let mut chapters: Vec<&str> = chapters.collect();
        chapters.sort_unstable();
        chapters.dedup();
        chapters
    }
}

/// An example that is not met.
#[derive(Debug, Clone)]
pub struct Failed {
    /// The pack and the name of the example.
    pub name: String,
    /// What is so instead, cell by cell.
    pub unmet: Vec<Fault>,
}

/// What would change today for the children on the roll.
#[derive(Debug, Clone, Default)]
pub struct Effect {
    /// How many schools follow the handbook.
    pub schools: usize,
    /// How many children are on their rolls.
    pub children: u64,
    /// How many of them would be in another band.
    pub bands: u64,
    /// For how many of them other tasks would stand.
    pub tasks: u64,
    /// From which band to which, and how many, most first.
    pub moves: Vec<(String, String, u64)>,
}

/// What `draft` would do. Other approved changes count as far as they apply on its first day.
pub(super) fn check(app: &App, draft: &Draft) -> Result<Checked, Error> {
    let packs = match faults(app, draft) {
        Ok(packs) => packs,
        Err(faults) => return Ok(Checked { faults, ..Checked::default() }),
    };
    let (passed, failed) = examples(&packs, &draft.pack)?;
    let before = app.packs_on(draft.from).packs.get(&draft.pack);
    let changes = match (before, packs.packs.get(&draft.pack)) {
        (Some(before), Some(after)) => pack::diff::changes(before, after),
        _ => Vec::new(),
    };
    // What is only explained otherwise decides nothing otherwise, and nobody waits for every child to be decided twice.
    let effect = if changes.is_empty() { unchanged(app, draft, &packs)? } else { effect(app, draft, &packs)? };
    Ok(Checked { faults: Vec::new(), passed, failed, changes, effect })
}

/// The packs with `draft` on its first day, or what in it cannot stand on that day or beside a change approved for a later one.
pub(super) fn faults(app: &App, draft: &Draft) -> Result<Packs, Vec<Fault>> {
    let packs = app.packs_with(draft, draft.from)?;
    let mut faults = Vec::new();
    for folder in packs.above(&draft.pack) {
        faults.extend(pack::unknown_codes(&packs.layers(folder), &packs.codes));
    }
    if let Some(own) = packs.packs.get(&draft.pack) {
        faults.extend(pack::letter::unwritten(own, |wording| packs.wording(&draft.pack, wording).is_some()));
    }
    faults.dedup();
    for day in app.handbook_days_after(draft.from) {
        faults.extend(app.packs_with(draft, day).err().unwrap_or_default());
    }
    if faults.is_empty() { Ok(packs) } else { Err(faults) }
}

fn examples(packs: &Packs, folder: &str) -> Result<(usize, Vec<Failed>), Error> {
    let calendar = packs.example_calendar().ok_or(Error::NotFound("calendar of the examples"))?;
    let (mut passed, mut failed) = (0, Vec::new());
    for folder in packs.above(folder) {
        let rules = packs.rules(folder)?;
        let Some(pack) = packs.packs.get(folder) else { continue };
        for one in &pack.examples {
            let outcome = example::run(rules, one, &packs.codes, calendar);
            if outcome.unmet.is_empty() {
                passed += 1;
            } else {
                failed.push(Failed { name: format!("{}: {}", pack.head.name, one.head.name), unmet: outcome.unmet });
            }
        }
    }
    Ok((passed, failed))
}

/// The schools that follow the handbook and how many children are on their rolls, of whom none would stand elsewhere.
fn unchanged(app: &App, draft: &Draft, packs: &Packs) -> Result<Effect, Error> {
    let above = packs.above(&draft.pack);
    let mut effect = Effect::default();
    for school in app.schools().filter(|school| above.contains(&school.pack.as_str())) {
        let roll = app.store.read(|tx| store::pupil::of_school(tx, school.id, app.today()))?;
        effect.schools += 1;
        effect.children += roll.len() as u64;
    }
    Ok(effect)
}

/// Everybody on the roll of a school that follows the handbook, decided on today under what would apply without the draft and with it.
fn effect(app: &App, draft: &Draft, packs: &Packs) -> Result<Effect, Error> {
    let today = app.today();
    let period = Some(analysis::Period { first: today, last: today });
    let above = packs.above(&draft.pack);
    let mut effect = Effect::default();
    for school in app.schools().filter(|school| above.contains(&school.pack.as_str())) {
        let to = packs.rules(&school.pack)?;
        // What applies from the draft's day without it, not what applies today: another change may begin between.
        let from = Some(app.rules_on(school.id, today.max(draft.from))?);
        let asked = what_if::Asked { school: Some(school.id), period, from, to };
        let found = what_if::compare(app, asked)?;
        effect.schools += 1;
        effect.children += found.total.children;
        effect.bands += found.total.changed();
        let has_other_tasks = |child: &&what_if::Child| child.tasks_changed() != (Vec::new(), Vec::new());
        effect.tasks += found.children.iter().filter(has_other_tasks).count() as u64;
        for moved in found.moved.into_iter().filter(|moved| moved.before != moved.after) {
            let known = effect.moves.iter_mut().find(|(from, to, _)| *from == moved.before && *to == moved.after);
            match known {
                Some((.., children)) => *children += moved.children,
                None => effect.moves.push((moved.before, moved.after, moved.children)),
            }
        }
    }
    effect.moves.sort_by_key(|(.., children)| std::cmp::Reverse(*children));
    Ok(effect)
}
