//! A change of a handbook that somebody proposes, and that somebody else approves or declines.

use alloc::string::String;

use jiff::{Timestamp, civil::Date};

use crate::{act::By, id::ProposalId, log::Hash};

/// A chapter as somebody would have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The folder name of the pack.
    pub pack: String,
    /// The file name of the chapter, without folder and ending.
    pub chapter: String,
    /// All that the chapter is to say.
    pub text: String,
    /// The hash of what it said when the draft was begun.
    pub begun_from: Hash,
    /// The first day on which it is to apply.
    pub from: Date,
    /// Why it is to change.
    pub reason: String,
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
    /// What became of it; nothing while it waits.
    pub verdict: Option<Verdict>,
}

/// What somebody else said to it.
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

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It becomes an edition.
    Approved,
    /// It stays a proposal.
    Declined,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Answer; 2] = [Answer::Approved, Answer::Declined];

    /// The word stored and sent.
    pub const fn word(self) -> &'static str {
        match self {
            Answer::Approved => "approved",
            Answer::Declined => "declined",
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
}

impl Draft {
    /// Refuses a draft that could not be proposed on `today`, where its chapter says what hashes to `said`, and the draft to `says`.
    pub fn check(&self, today: Date, said: Hash, says: Hash) -> Result<(), ProposalError> {
        if self.begun_from != said {
            return Err(ProposalError::Stale);
        }
        if says == said {
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
}

impl Proposal {
    /// What `by` answers at `at`, on `today`. Two people stand behind every edition; to decline, one is enough, but not the same.
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
        if self.by.person == by.person {
            return Err(ProposalError::Own);
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
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{clock, id::PersonId};

    const DAY: Date = date(2026, 11, 24);

    fn by(person: i64) -> By {
        By { person: PersonId(person), name: "Maggie Thwaite".into(), position: "administrator".into() }
    }

    fn now() -> (Timestamp, Date) {
        (clock::instant(DAY, jiff::civil::time(9, 0, 0, 0)), DAY)
    }

    fn proposal() -> Proposal {
        let draft = Draft {
            pack: "lancashire".into(),
            chapter: "1-pathway".into(),
            text: "# Pack: Lancashire".into(),
            begun_from: [1; 32],
            from: date(2026, 12, 1),
            reason: "The panel asked for it".into(),
        };
        Proposal { id: ProposalId(1), at: now().0, by: by(7), draft, verdict: None }
    }

    #[test]
    fn nobody_approves_what_they_proposed() {
        let proposal = proposal();
        assert_eq!(proposal.decide(by(7), now(), Answer::Approved, "Good"), Err(ProposalError::Own));
        let verdict = proposal.decide(by(8), now(), Answer::Approved, " Good ").expect("somebody else may");
        assert_eq!((verdict.reason.as_str(), verdict.answer), ("Good", Answer::Approved));
        assert!(Proposal { verdict: Some(verdict), ..proposal }.is_approved());
    }

    #[test]
    fn it_is_decided_once_with_a_reason_and_before_its_day_is_past() {
        let mut proposal = proposal();
        assert_eq!(proposal.decide(by(8), now(), Answer::Declined, " "), Err(ProposalError::NoReason));
        let late = (now().0, date(2026, 12, 2));
        let past = Err(ProposalError::Past(date(2026, 12, 1)));
        assert_eq!(proposal.decide(by(8), late, Answer::Approved, "Good"), past);
        assert!(proposal.decide(by(8), late, Answer::Declined, "Too late").is_ok());
        proposal.verdict = proposal.decide(by(8), now(), Answer::Declined, "No").ok();
        let again = proposal.decide(by(9), now(), Answer::Approved, "Good");
        assert_eq!(again, Err(ProposalError::Decided(Answer::Declined)));
        assert!(!proposal.is_approved());
    }

    #[test]
    fn a_draft_says_something_new_from_a_day_to_come() {
        let draft = proposal().draft;
        assert_eq!(draft.check(DAY, [1; 32], [2; 32]), Ok(()));
        assert_eq!(draft.check(DAY, [3; 32], [2; 32]), Err(ProposalError::Stale));
        assert_eq!(draft.check(DAY, [1; 32], [1; 32]), Err(ProposalError::Nothing));
        let past = Draft { from: date(2026, 11, 23), ..draft.clone() };
        assert_eq!(past.check(DAY, [1; 32], [2; 32]), Err(ProposalError::Past(past.from)));
        let mute = Draft { reason: " ".into(), ..draft };
        assert_eq!(mute.check(DAY, [1; 32], [2; 32]), Err(ProposalError::NoReason));
    }
}
