//! A change of a handbook that somebody proposes, and that somebody else approves or declines.

mod event;

use alloc::{format, string::String, vec::Vec};

use jiff::{Timestamp, civil::Date};

use crate::{act::By, id::ProposalId, log::Hash};

pub use event::{Event, Happened, fold};

/// A chapter as somebody would have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// The file name of the chapter, without folder and ending.
    pub chapter: String,
    /// All that the chapter is to say.
    pub text: String,
    /// The hash of what it said when the draft was begun.
    pub begun_from: Hash,
}

/// A handbook as somebody would have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The folder name of the pack.
    pub pack: String,
    /// The chapter that the draft was begun with.
    pub first: Rewritten,
    /// Other chapters of the same pack that have to change with it, such as the examples of a rule.
    pub beside: Vec<Rewritten>,
    /// The first day on which it is to apply.
    pub from: Date,
    /// Why it is to change.
    pub reason: String,
}

/// What a check of a draft found, in numbers. Only what has no fault and meets every example is put on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Findings {
    /// How many worked examples were met, which is all.
    pub examples: u64,
    /// How many entries the handbook would say otherwise.
    pub changes: u64,
    /// How many children were on the rolls that follow the handbook.
    pub children: u64,
    /// How many of them would have been in another band that day.
    pub bands: u64,
    /// For how many of them other tasks would have stood.
    pub tasks: u64,
}

/// A check that is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// When.
    pub at: Timestamp,
    /// For whom.
    pub by: By,
    /// What it found.
    pub found: Findings,
}

/// A draft that was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number, in the order in which they were proposed.
    pub id: ProposalId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// What.
    pub draft: Draft,
    /// The checks that it passed, the first when it was proposed.
    pub checks: Vec<Check>,
    /// What became of it; nothing while it waits.
    pub verdict: Option<Verdict>,
}

/// How a proposal ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: By,
    /// What they said.
    pub answer: Answer,
    /// Why.
    pub reason: String,
}

/// Yes or no, or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It becomes an edition.
    Approved,
    /// It stays a proposal.
    Declined,
    /// Whoever proposed it took it back.
    Withdrawn,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Answer; 3] = [Answer::Approved, Answer::Declined, Answer::Withdrawn];

    /// The word stored and sent.
    pub const fn word(self) -> &'static str {
        match self {
            Answer::Approved => "approved",
            Answer::Declined => "declined",
            Answer::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`Answer::word`].
    pub fn parse(text: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.word() == text)
    }
}

/// Why a change can neither be proposed nor decided so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposalError {
    /// Nobody approves what they themselves proposed.
    #[error("you proposed this yourself: ask another administrator to approve or decline it")]
    Own,
    /// Nobody takes back what somebody else proposed.
    #[error("{0} proposed this, and only they can take it back: decline it instead")]
    NotOwn(String),
    /// It was decided before.
    #[error("this was already {}: propose it again if it should be decided anew", .0.word())]
    Decided(Answer),
    /// What was decided in days gone by stays as it was decided.
    #[error("a change cannot apply from {0}, which is past: choose today or a later day")]
    Past(Date),
    /// No reason was given.
    #[error("write why: whoever reads the handbook later wants to know")]
    NoReason,
    /// It says what is there already.
    #[error("the text says what the handbook says already: change something first")]
    Nothing,
    /// Somebody changed the chapter meanwhile.
    #[error("the chapter was changed since this was begun: open it again and put your change into what it says now")]
    Stale,
    /// The packs cannot be read with it.
    #[error("it cannot be carried out: {0} of its lines cannot stand, so propose it again without them")]
    Faulty(usize),
    /// It makes the handbook say something else than its worked examples show.
    #[error("{}: change the examples with the rule, or the rule back", unmet(*.0))]
    Unmet(usize),
}

fn unmet(examples: usize) -> String {
    match examples {
        1 => String::from("one worked example is not met with it"),
        many => format!("{many} worked examples are not met with it"),
    }
}

impl Draft {
    /// The chapters that change, the one it was begun with first.
    pub fn chapters(&self) -> impl Iterator<Item = &Rewritten> {
        core::iter::once(&self.first).chain(&self.beside)
    }

    /// Refuses a draft that could not be proposed on `today`; `said` gives the hash of what a chapter says, `says` that of a text.
    pub fn check(
        &self,
        today: Date,
        said: impl Fn(&str) -> Hash,
        says: impl Fn(&str) -> Hash,
    ) -> Result<(), ProposalError> {
        if self.is_stale(&said) {
            return Err(ProposalError::Stale);
        }
        if self.chapters().all(|one| says(&one.text) == said(&one.chapter)) {
            return Err(ProposalError::Nothing);
        }
        if self.from < today {
            return Err(ProposalError::Past(self.from));
        }
        if self.reason.trim().is_empty() {
            return Err(ProposalError::NoReason);
        }
        Ok(())
    }

    /// Whether one of its chapters was changed since the draft was begun; `said` gives the hash of what a chapter says.
    pub fn is_stale(&self, said: impl Fn(&str) -> Hash) -> bool {
        self.chapters().any(|one| one.begun_from != said(&one.chapter))
    }
}

impl Proposal {
    /// What `by` answers at `at`, on `today`. Two people stand behind every edition; to decline, one is enough, but not the same.
    /// Who proposed it takes it back.
    pub fn decide(
        &self,
        by: By,
        (at, today): (Timestamp, Date),
        answer: Answer,
        reason: &str,
    ) -> Result<Verdict, ProposalError> {
        if let Some(verdict) = &self.verdict {
            return Err(ProposalError::Decided(verdict.answer));
        }
        match (answer == Answer::Withdrawn, self.by.person == by.person) {
            (false, true) => return Err(ProposalError::Own),
            (true, false) => return Err(ProposalError::NotOwn(self.by.name.clone())),
            _ => {}
        }
        if answer == Answer::Approved && self.draft.from < today {
            return Err(ProposalError::Past(self.draft.from));
        }
        if reason.trim().is_empty() {
            return Err(ProposalError::NoReason);
        }
        Ok(Verdict { at, by, answer, reason: reason.trim().into() })
    }

    /// Whether it became an edition.
    pub fn is_approved(&self) -> bool {
        self.verdict.as_ref().is_some_and(|verdict| verdict.answer == Answer::Approved)
    }
}

#[cfg(test)]
mod tests;
