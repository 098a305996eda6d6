//! One group's attendance register for one session: taking it, and what cannot be taken.

use alloc::{string::String, vec::Vec};

use jiff::civil::Date;

use crate::{
    act::Mark,
    code::{Code, CodeTable, Misfit, Situation},
    id::{GroupId, PupilId},
    session::Session,
};

/// One pupil's place in a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub pupil: PupilId,
    /// The mark that stands, if there is one.
    pub mark: Option<Code>,
    /// What a plan says will be, if there is one.
    pub planned: Option<Code>,
}

/// A group's register for one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Whose.
    pub group: GroupId,
    /// When.
    pub session: Session,
    /// The number of the last act that touched it, 0 before the first. Whoever submits names the version they saw.
    pub version: i64,
    /// The pupils, in the order of the roll.
    pub lines: Vec<Line>,
}

/// What a teacher submits for one pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Who.
    pub pupil: PupilId,
    /// The code.
    pub code: Code,
    /// Whole minutes late, for a late arrival.
    pub minutes_late: Option<u16>,
    /// A note to the mark.
    pub note: String,
}

/// Why a register could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TakeError {
    /// Somebody else was faster.
    #[error("somebody else has changed this register since you opened it: look at both and submit again")]
    Changed {
        /// The version that stands now.
        version: i64,
    },
    /// Pupils without a mark.
    #[error("{} pupils have no mark yet: give each one a mark", .0.len())]
    Unmarked(Vec<PupilId>),
    /// Marks for pupils who are not in the group that day.
    #[error("{} marks are for pupils who are not in this group on that day: reload the register", .0.len())]
    NotInGroup(Vec<PupilId>),
    /// The code does not fit the session.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// The same, in a register of many.
    #[error("{misfit}")]
    MisfitOf {
        /// Whose mark.
        pupil: PupilId,
        /// Why it does not fit.
        misfit: Misfit,
    },
    /// The session has not begun.
    #[error("the register for {0} cannot be taken before that day: record a planned absence instead")]
    Future(Date),
}

/// What a register is taken by.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The day of the school's clock.
    pub today: Date,
    /// The codes.
    pub codes: &'a CodeTable,
    /// What is known of each pupil for the session.
    pub situation: &'a dyn Fn(PupilId) -> Situation,
}

impl Register {
    /// The marks that taking this register sets, when `given` is complete and was made on the version that stands.
    pub fn take(&self, given: &[Given], seen: i64, terms: Terms<'_>) -> Result<Vec<Mark>, TakeError> {
        if self.session.date > terms.today {
            return Err(TakeError::Future(self.session.date));
        }
        if seen != self.version {
            return Err(TakeError::Changed { version: self.version });
        }
        let strangers: Vec<PupilId> =
            given.iter().map(|one| one.pupil).filter(|&pupil| self.line(pupil).is_none()).collect();
        if !strangers.is_empty() {
            return Err(TakeError::NotInGroup(strangers));
        }
        let unmarked: Vec<PupilId> = self
            .lines
            .iter()
            .map(|line| line.pupil)
            .filter(|&pupil| given.iter().all(|one| one.pupil != pupil))
            .collect();
        if !unmarked.is_empty() {
            return Err(TakeError::Unmarked(unmarked));
        }
        given.iter().map(|one| self.mark(one, terms)).collect()
    }

    fn line(&self, pupil: PupilId) -> Option<&Line> {
        self.lines.iter().find(|line| line.pupil == pupil)
    }

    fn mark(&self, given: &Given, terms: Terms<'_>) -> Result<Mark, TakeError> {
        let line = self.line(given.pupil);
        let is_known = line.is_some_and(|line| [line.mark, line.planned].contains(&Some(given.code)));
        // What stands or was planned has been judged when it was entered; a register keeps it without asking again.
        let fits = match is_known {
            true => terms.codes.fit_again(given.code, self.session, &given.note),
            false => terms.codes.fit(given.code, &(terms.situation)(given.pupil), &given.note),
        };
        fits.map_err(|misfit| TakeError::MisfitOf { pupil: given.pupil, misfit })?;
        Ok(Mark {
            pupil: given.pupil,
            session: self.session,
            was: line.and_then(|line| line.mark),
            code: given.code,
            minutes_late: given.minutes_late,
            note: given.note.clone(),
        })
    }
}
