//! One group's attendance register for one session: taking it, and what cannot be taken.

use alloc::{string::String, vec::Vec};

use jiff::civil::Date;

use crate::{
    act::Mark,
    code::{Code, CodeTable},
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
    /// The code is not in force then.
    #[error("`{letters}` is not an attendance code for the {half} of {date}: choose one that is")]
    UnknownCode {
        /// The letters.
        letters: String,
        /// `morning` or `afternoon`.
        half: &'static str,
        /// The day.
        date: Date,
    },
    /// The session has not begun.
    #[error("the register for {0} cannot be taken before that day: record a planned absence instead")]
    Future(Date),
    /// The law wants more than the code.
    #[error("`{0}` needs the nature of the activity or the cause: write it as a note")]
    ReasonNeeded(String),
}

impl Register {
    /// The marks that taking this register sets, when `given` is complete and was made on the version that stands.
    pub fn take(&self, given: &[Given], seen: i64, today: Date, codes: &CodeTable) -> Result<Vec<Mark>, TakeError> {
        if self.session.date > today {
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
        given.iter().map(|one| self.mark(one, codes)).collect()
    }

    fn line(&self, pupil: PupilId) -> Option<&Line> {
        self.lines.iter().find(|line| line.pupil == pupil)
    }

    fn mark(&self, given: &Given, codes: &CodeTable) -> Result<Mark, TakeError> {
        check_code(given.code, self.session, &given.note, codes)?;
        Ok(Mark {
            pupil: given.pupil,
            session: self.session,
            was: self.line(given.pupil).and_then(|line| line.mark),
            code: given.code,
            minutes_late: given.minutes_late,
            note: given.note.clone(),
        })
    }
}

/// Whether `code` may stand for `session` with this note.
pub fn check_code(code: Code, session: Session, note: &str, codes: &CodeTable) -> Result<(), TakeError> {
    let unknown = || TakeError::UnknownCode {
        letters: codes.letters(code).into(),
        half: session.half.word(),
        date: session.date,
    };
    let entry = codes.entry(code).filter(|entry| entry.is_in_force(session.date)).ok_or_else(unknown)?;
    if entry.half.is_some_and(|half| half != session.half) {
        return Err(unknown());
    }
    // A holding code says that the reason is not known, so it cannot be asked for one.
    if entry.needs_reason && entry.role != crate::code::Role::ReasonNotKnown && note.trim().is_empty() {
        return Err(TakeError::ReasonNeeded(entry.letters.clone()));
    }
    Ok(())
}
