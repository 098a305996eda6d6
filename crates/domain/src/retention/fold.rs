//! What stands, out of what happened: holds, and purges with what became of each.

use alloc::{string::String, vec::Vec};

use jiff::{Timestamp, civil::Date};

use super::{Event, Happened};
use crate::{act::By, id::PupilId, proposal::Answer};

/// A hold that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its number in the log.
    pub number: i64,
    /// For whom.
    pub pupil: PupilId,
    /// Who asked for it.
    pub place: String,
    /// Why.
    pub reason: String,
    /// When somebody looks whether it is still wanted.
    pub review: Date,
    /// When it was placed.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
}

/// A purge, from its proposal on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purge {
    /// The number of its proposal in the log.
    pub number: i64,
    /// Of records whose last day is before this one.
    pub day: Date,
    /// Why.
    pub reason: String,
    /// When it was proposed.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// What became of it.
    pub state: State,
}

/// What became of a purge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It waits for a second person.
    Waiting,
    /// A second person approved it; it has not run.
    Approved(By),
    /// It was declined or withdrawn.
    Closed(By, Answer),
    /// It ran.
    Done {
        /// Who approved it.
        approved: By,
        /// When it ended.
        at: Timestamp,
        /// How many records it purged.
        records: i64,
    },
}

/// Why a purge cannot be answered or run so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PurgeError {
    /// The proposer approves.
    #[error("nobody approves a purge that they proposed: a second person has to look at it")]
    OwnProposal,
    /// Somebody else withdraws.
    #[error("only who proposed a purge may withdraw it: approve or decline it")]
    NotTheirs,
    /// It was answered.
    #[error("this purge has been answered already: look at what became of it")]
    Answered,
    /// It was not approved, or has run.
    #[error("this purge does not wait to be run: propose a new one")]
    NotApproved,
    /// There is no reason.
    #[error("say why")]
    NoReason,
    /// Nothing is past its day and free to go.
    #[error("nothing is past its last day and free to be deleted: come back later, or look at what is held back")]
    Nothing,
    /// Another purge waits.
    #[error("another purge waits to be answered or run: finish that one first")]
    AnotherWaits,
}

impl Purge {
    /// Whether somebody still has to do something about it.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Waiting | State::Approved(_))
    }

    /// The answer of `by`, if they may give it so.
    pub fn answer(&self, answer: Answer, by: &By, reason: &str) -> Result<Happened, PurgeError> {
        if self.state != State::Waiting {
            return Err(PurgeError::Answered);
        }
        let is_theirs = by.person == self.by.person;
        match answer {
            Answer::Approved if is_theirs => Err(PurgeError::OwnProposal),
            Answer::Withdrawn if !is_theirs => Err(PurgeError::NotTheirs),
            _ if reason.trim().is_empty() => Err(PurgeError::NoReason),
            _ => Ok(Happened::Answered { purge: self.number, answer, reason: reason.trim().into() }),
        }
    }

    /// Refuses unless it was approved and has not run.
    pub const fn check_run(&self) -> Result<(), PurgeError> {
        if matches!(self.state, State::Approved(_)) { Ok(()) } else { Err(PurgeError::NotApproved) }
    }
}

/// The holds that stand, in the order in which they were placed.
pub fn holds<'a>(log: impl Iterator<Item = (i64, &'a Event)>) -> Vec<Hold> {
    let mut all: Vec<Hold> = Vec::new();
    for (number, event) in log {
        match &event.what {
            Happened::Held { place, reason, review } => all.push(Hold {
                number,
                pupil: event.pupil,
                place: place.clone(),
                reason: reason.clone(),
                review: *review,
                at: event.at,
                by: event.by.clone(),
            }),
            Happened::Lifted { hold, .. } => all.retain(|one| one.number != *hold || one.pupil != event.pupil),
            _ => {}
        }
    }
    all
}

/// Every purge, in the order in which they were proposed.
pub fn purges<'a>(log: impl Iterator<Item = (i64, &'a Event)>) -> Vec<Purge> {
    let mut all: Vec<Purge> = Vec::new();
    for (number, event) in log {
        let by = || event.by.clone();
        match &event.what {
            Happened::Proposed { day, reason } => {
                let (reason, state) = (reason.clone(), State::Waiting);
                all.push(Purge { number, day: *day, reason, at: event.at, by: by(), state });
            }
            Happened::Answered { purge, answer, .. } => {
                let one = all.iter_mut().filter(|one| one.number == *purge && one.state == State::Waiting);
                one.for_each(|one| {
                    one.state =
                        if *answer == Answer::Approved { State::Approved(by()) } else { State::Closed(by(), *answer) };
                });
            }
            Happened::Finished { purge, records } => {
                for one in all.iter_mut().filter(|one| one.number == *purge) {
                    if let State::Approved(approved) = &one.state {
                        one.state = State::Done { approved: approved.clone(), at: event.at, records: *records };
                    }
                }
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        case::NOBODY,
        id::{PersonId, SchoolId},
    };

    fn by(person: i64) -> By {
        By { person: PersonId(person), name: "Helen Marsh".into(), position: "headteacher".into() }
    }

    fn event(pupil: PupilId, person: i64, what: Happened) -> Event {
        Event { school: SchoolId(1), pupil, at: Timestamp::UNIX_EPOCH, by: by(person), what }
    }

    fn numbered(events: &[Event]) -> impl Iterator<Item = (i64, &Event)> {
        (1..).zip(events)
    }

    #[test]
    fn a_hold_stands_until_that_very_hold_is_lifted() {
        let held = |place: &str| Happened::Held {
            place: place.into(),
            reason: "Proceedings".into(),
            review: date(2027, 1, 4),
        };
        let lifted = Happened::Lifted { hold: 1, reason: "Over".into() };
        let log = [
            event(PupilId(4), 1, held("Fellshire Family Court")),
            event(PupilId(4), 1, held("A solicitor")),
            event(PupilId(4), 1, lifted),
        ];
        assert_eq!(holds(numbered(&log[..2])).len(), 2);
        let left = holds(numbered(&log));
        assert_eq!((left.len(), left[0].number, left[0].place.as_str()), (1, 2, "A solicitor"));
    }

    #[test]
    fn a_purge_runs_once_and_only_when_somebody_else_approved_it() {
        let proposed = event(NOBODY, 1, Happened::Proposed { day: date(2033, 1, 1), reason: "Time".into() });
        let purge = purges(numbered(core::slice::from_ref(&proposed))).remove(0);
        assert_eq!(purge.check_run(), Err(PurgeError::NotApproved));
        assert_eq!(purge.answer(Answer::Approved, &by(1), "Yes"), Err(PurgeError::OwnProposal));
        assert_eq!(purge.answer(Answer::Withdrawn, &by(2), "No"), Err(PurgeError::NotTheirs));
        assert_eq!(purge.answer(Answer::Approved, &by(2), " "), Err(PurgeError::NoReason));
        let answered = purge.answer(Answer::Approved, &by(2), "Yes").expect("somebody else may");
        let mut log = alloc::vec![proposed, event(NOBODY, 2, answered)];
        let purge = purges(numbered(&log)).remove(0);
        assert_eq!((purge.check_run(), purge.is_open()), (Ok(()), true));
        assert_eq!(purge.answer(Answer::Declined, &by(2), "No"), Err(PurgeError::Answered));
        log.push(event(NOBODY, 1, Happened::Finished { purge: 1, records: 3 }));
        let purge = purges(numbered(&log)).remove(0);
        assert_eq!((purge.check_run(), purge.is_open()), (Err(PurgeError::NotApproved), false));
    }
}
