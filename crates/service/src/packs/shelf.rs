//! Every edition of the packs that has applied since the program was started, or will from a day to come.

use std::{collections::BTreeMap, sync::OnceLock};

use domain::{
    Date,
    proposal::{Draft, Proposal, Rewritten},
};
use pack::Fault;

use super::Packs;
use crate::Error;

/// The packs, from which day on each edition applies. What was lent from it stays good: a new state stands behind the old
/// one, and whoever reads a page of the old one reads it to its end.
pub(crate) struct Shelf {
    built_in: Packs,
    first: State,
}

/// The editions as they were known at one time.
struct State {
    /// What was approved, in the order of approval.
    approved: Vec<Draft>,
    /// How many proposals had been decided.
    decided: i64,
    /// The editions by their first day.
    editions: Vec<(Date, Packs)>,
    next: OnceLock<Box<State>>,
}

impl Shelf {
    /// The built-in packs with everything of `proposals` that was approved.
    pub(crate) fn new(built_in: Packs, proposals: &[Proposal]) -> Result<Shelf, Error> {
        let first = State::of(&built_in, proposals)?;
        Ok(Shelf { built_in, first })
    }

    /// The packs as they are built into the program.
    pub(crate) const fn built_in(&self) -> &Packs {
        &self.built_in
    }

    /// The packs as they apply on `day`.
    pub(crate) fn on(&self, day: Date) -> &Packs {
        let editions = self.latest().editions.iter().rev();
        editions.into_iter().find(|(from, _)| *from <= day).map_or(&self.built_in, |(_, packs)| packs)
    }

    /// The first day of the edition that applies on `day`; nothing for the one built into the program.
    pub(crate) fn since(&self, day: Date) -> Option<Date> {
        self.latest().editions.iter().map(|(from, _)| *from).rfind(|from| *from <= day)
    }

    /// Whether everything is here that is approved once `decided` proposals are decided.
    pub(crate) fn knows(&self, decided: i64) -> bool {
        self.latest().decided >= decided
    }

    /// Takes in what was approved since.
    pub(crate) fn replace(&self, proposals: &[Proposal]) -> Result<(), Error> {
        let mut state = Box::new(State::of(&self.built_in, proposals)?);
        // Whoever comes second puts theirs behind, unless it knows no more.
        while !self.knows(state.decided) {
            match self.latest().next.set(state) {
                Ok(()) => return Ok(()),
                Err(back) => state = back,
            }
        }
        Ok(())
    }

    /// The packs as they would apply on `day` with `draft` approved last.
    pub(crate) fn with(&self, draft: &Draft, day: Date) -> Result<Packs, Vec<Fault>> {
        let approved: Vec<&Draft> = self.latest().approved.iter().chain([draft]).collect();
        self.built_in.amended(&chapters(&approved, day))
    }

    /// The days after `day` from which another edition applies.
    pub(crate) fn days_after(&self, day: Date) -> Vec<Date> {
        self.latest().editions.iter().map(|(from, _)| *from).filter(|from| *from > day).collect()
    }

    fn latest(&self) -> &State {
        let mut state = &self.first;
        while let Some(next) = state.next.get() {
            state = next;
        }
        state
    }
}

impl State {
    fn of(built_in: &Packs, proposals: &[Proposal]) -> Result<State, Error> {
        let mut approved: Vec<&Proposal> = proposals.iter().filter(|proposal| proposal.is_approved()).collect();
        approved.sort_by_key(|proposal| proposal.verdict.as_ref().map(|verdict| verdict.at));
        let approved: Vec<&Draft> = approved.into_iter().map(|proposal| &proposal.draft).collect();
        let mut days: Vec<Date> = approved.iter().map(|draft| draft.from).collect();
        days.sort();
        days.dedup();
        let edition = |day: Date| {
            let packs = built_in.amended(&chapters(&approved, day));
            packs.map(|packs| (day, packs)).map_err(|faults| Error::Edition {
                day,
                fault: faults.first().map(|fault| format!("{}: {}", fault.place(), fault.what)).unwrap_or_default(),
            })
        };
        Ok(State {
            decided: proposals.iter().filter(|proposal| proposal.verdict.is_some()).count() as i64,
            editions: days.into_iter().map(edition).collect::<Result<_, Error>>()?,
            approved: approved.into_iter().cloned().collect(),
            next: OnceLock::new(),
        })
    }
}

/// What the changed chapters say on `day`: of each path the latest to begin, and of those the last approved.
fn chapters(approved: &[&Draft], day: Date) -> BTreeMap<String, (Date, String)> {
    let mut begun: Vec<&&Draft> = approved.iter().filter(|draft| draft.from <= day).collect();
    begun.sort_by_key(|draft| draft.from);
    let of = |draft: &&Draft| {
        let (pack, from) = (draft.pack.clone(), draft.from);
        let said = |one: &Rewritten| (format!("{pack}/{}.md", one.chapter), (from, one.text.clone()));
        draft.chapters().map(said).collect::<Vec<_>>()
    };
    begun.into_iter().flat_map(of).collect()
}
