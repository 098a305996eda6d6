//! What happened to proposals, in order: a proposal is what its events make of it.

use alloc::{string::String, vec::Vec};

use jiff::{Timestamp, civil::Date};

use super::{Answer, Check, Draft, Findings, Proposal, Rewritten, Verdict};
use crate::{act::By, id::ProposalId};

/// Something that happened to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// To which.
    pub proposal: ProposalId,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: By,
    /// What.
    pub what: Happened,
}

/// What can happen to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// A chapter was proposed; of several with the same number the first is the one that the draft was begun with.
    Proposed {
        /// The folder name of the pack.
        pack: String,
        /// What the chapter is to say.
        chapter: Rewritten,
        /// The first day on which it is to apply.
        from: Date,
        /// Why it is to change.
        reason: String,
    },
    /// It was checked, and could stand.
    Checked(Findings),
    /// It was approved, declined or withdrawn, and why.
    Answered(Answer, String),
}

/// The proposals that these events make, the first first. An event about a proposal that nobody made changes nothing.
pub fn fold(events: impl IntoIterator<Item = Event>) -> Vec<Proposal> {
    let mut all: Vec<Proposal> = Vec::new();
    for Event { proposal: id, at, by, what } in events {
        let known = all.iter_mut().find(|proposal| proposal.id == id);
        match (what, known) {
            (Happened::Proposed { chapter, .. }, Some(known)) => known.draft.beside.push(chapter),
            (Happened::Proposed { pack, chapter, from, reason }, None) => {
                let draft = Draft { pack, first: chapter, beside: Vec::new(), from, reason };
                all.push(Proposal { id, at, by, draft, checks: Vec::new(), verdict: None });
            }
            (Happened::Checked(found), Some(known)) => known.checks.push(Check { at, by, found }),
            (Happened::Answered(answer, reason), Some(known)) => {
                known.verdict = Some(Verdict { at, by, answer, reason });
            }
            (_, None) => {}
        }
    }
    all
}

impl Draft {
    /// That it was proposed, as one event for each chapter.
    pub fn events(&self, proposal: ProposalId, at: Timestamp, by: &By) -> Vec<Event> {
        let proposed = |chapter: &Rewritten| Happened::Proposed {
            pack: self.pack.clone(),
            chapter: chapter.clone(),
            from: self.from,
            reason: self.reason.clone(),
        };
        self.chapters().map(|chapter| Event { proposal, at, by: by.clone(), what: proposed(chapter) }).collect()
    }
}
