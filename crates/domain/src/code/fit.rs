//! Whether a code fits a session of a pupil: what the law asks beyond which codes there are. Everything that writes a mark asks
//! here, so that a register, an amendment, a plan and a provider's report refuse the same things in the same words.

use alloc::string::String;

use jiff::civil::Date;

use super::{Code, CodeEntry, CodeTable, Role};
use crate::session::{Half, Session};

/// For which sessions a code may be used at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Only {
    /// For every session that its half and its dates leave.
    #[default]
    Anyone,
    /// For pupils below or above compulsory school age.
    OutsideCompulsoryAge,
    /// For sessions that a running part-time timetable leaves out.
    OffPartTimeTimetable,
    /// For sessions in which another school of registration expects the pupil.
    AtOtherSchool,
}

impl Only {
    /// The restriction named `text` in a code table.
    pub fn parse(text: &str) -> Option<Only> {
        Some(match text {
            "" => Only::Anyone,
            "outside compulsory school age" => Only::OutsideCompulsoryAge,
            "off a part-time timetable" => Only::OffPartTimeTimetable,
            "expected at another school" => Only::AtOtherSchool,
            _ => return None,
        })
    }
}

/// What has to stand beside a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Asks {
    /// Nothing.
    #[default]
    Nothing,
    /// The nature of the activity and who provides it, parted by a semicolon.
    NatureAndProvider,
    /// The cause.
    Cause,
    /// A reference: the examination, the interview.
    Reference,
}

impl Asks {
    /// What is asked by the words of a code table.
    pub fn parse(text: &str) -> Option<Asks> {
        Some(match text {
            "" => Asks::Nothing,
            "nature and provider" => Asks::NatureAndProvider,
            "cause" => Asks::Cause,
            "reference" => Asks::Reference,
            _ => return None,
        })
    }

    /// Whether `note` answers it.
    pub fn is_answered_by(self, note: &str) -> bool {
        match self {
            Asks::Nothing => true,
            Asks::NatureAndProvider => {
                note.split_once(';').is_some_and(|(nature, provider)| is_said(nature) && is_said(provider))
            }
            Asks::Cause | Asks::Reference => is_said(note),
        }
    }
}

/// A pupil's age in the words of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Age {
    /// Not yet of compulsory school age.
    Below,
    /// Of compulsory school age.
    Compulsory,
    /// No longer of compulsory school age.
    Above,
}

/// What a part-time timetable says of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartTime {
    /// None runs.
    None,
    /// One runs, and the pupil is expected.
    Expected,
    /// One runs, and leaves this session out.
    LeftOut,
}

/// What another school of registration says of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OtherSchool {
    /// There is none.
    None,
    /// There is one, and it does not expect the pupil.
    NotExpecting,
    /// There is one, and it expects the pupil.
    Expecting,
}

/// All that decides which codes fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Situation {
    /// Which half-day.
    pub session: Session,
    /// How old the pupil is then.
    pub age: Age,
    /// Their part-time timetable.
    pub part_time: PartTime,
    /// Their other school.
    pub other_school: OtherSchool,
}

impl Situation {
    /// A pupil of compulsory school age, full time, at one school.
    pub const fn ordinary(session: Session) -> Situation {
        Situation { session, age: Age::Compulsory, part_time: PartTime::None, other_school: OtherSchool::None }
    }
}

/// Why a code does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It is not in force that day.
    #[error("`{letters}` is not an attendance code for {date}: choose one that is")]
    NotInForce {
        /// The letters.
        letters: String,
        /// The day.
        date: Date,
    },
    /// It belongs to the other half of the day.
    #[error("`{letters}` is a code of the {only} alone: choose one for the {half}")]
    OtherHalf {
        /// The letters.
        letters: String,
        /// The half that it is for.
        only: &'static str,
        /// The half of the session.
        half: &'static str,
    },
    /// The pupil is of compulsory school age.
    #[error(
        "`{0}` is only for pupils outside compulsory school age: use the code of a part-time timetable or the true reason"
    )]
    CompulsoryAge(String),
    /// No part-time timetable runs.
    #[error("`{0}` needs a part-time timetable that runs on that day: agree one first, or choose the true reason")]
    NoPartTimeTimetable(String),
    /// The timetable expects the pupil.
    #[error("`{0}` is only for sessions that the part-time timetable leaves out: choose the true reason for this one")]
    OnPartTimeTimetable(String),
    /// There is no other school.
    #[error("`{0}` needs another school where the pupil is registered too: record it first, or choose the true reason")]
    NoOtherSchool(String),
    /// The other school does not expect the pupil.
    #[error(
        "`{0}` is only for sessions in which the other school expects the pupil: choose the true reason for this one"
    )]
    NotExpectedAtOtherSchool(String),
    /// Nature or provider is missing.
    #[error(
        "`{0}` needs what the activity is and who provides it: write both as the note, such as `horse care; Beck Farm`"
    )]
    NatureNeeded(String),
    /// The cause is missing.
    #[error("`{0}` needs the cause that kept the pupil away: write it as the note")]
    CauseNeeded(String),
    /// The reference is missing.
    #[error("`{0}` needs what it refers to, such as the examination or the interview: write it as the note")]
    ReferenceNeeded(String),
}

impl Misfit {
    /// Whether another note would mend it, rather than another code.
    pub const fn is_about_note(&self) -> bool {
        matches!(self, Misfit::NatureNeeded(_) | Misfit::CauseNeeded(_) | Misfit::ReferenceNeeded(_))
    }
}

impl CodeTable {
    /// Whether `code` fits `situation` with this note, and if not, why.
    pub fn fit(&self, code: Code, situation: &Situation, note: &str) -> Result<(), Misfit> {
        let entry = self.fit_of_day(code, situation.session)?;
        check_only(entry, situation)?;
        check_note(entry, note)
    }

    /// Whether `code`, which stands there already or was agreed beforehand, may be entered again: whoever agreed it judged the
    /// situation, but nobody may blot out what has to stand beside it.
    pub fn fit_again(&self, code: Code, session: Session, note: &str) -> Result<(), Misfit> {
        let entry = self.fit_of_day(code, session)?;
        if entry.asks != Asks::Nothing && !is_said(note) { check_note(entry, note) } else { Ok(()) }
    }

    /// Whether `code` is in force on the day of `session` and belongs to its half.
    pub fn fit_of_day(&self, code: Code, session: Session) -> Result<&CodeEntry, Misfit> {
        let found = self.entry(code).filter(|entry| entry.is_in_force(session.date));
        let entry =
            found.ok_or_else(|| Misfit::NotInForce { letters: self.letters(code).into(), date: session.date })?;
        match entry.half.filter(|&half| half != session.half) {
            Some(only) => Err(other_half(entry, only, session.half)),
            None => Ok(entry),
        }
    }
}

fn other_half(entry: &CodeEntry, only: Half, half: Half) -> Misfit {
    Misfit::OtherHalf { letters: entry.letters.clone(), only: only.word(), half: half.word() }
}

fn check_only(entry: &CodeEntry, situation: &Situation) -> Result<(), Misfit> {
    let letters = || entry.letters.clone();
    match entry.only {
        Only::Anyone => Ok(()),
        Only::OutsideCompulsoryAge if situation.age == Age::Compulsory => Err(Misfit::CompulsoryAge(letters())),
        Only::OutsideCompulsoryAge => Ok(()),
        Only::OffPartTimeTimetable => match situation.part_time {
            PartTime::None => Err(Misfit::NoPartTimeTimetable(letters())),
            PartTime::Expected => Err(Misfit::OnPartTimeTimetable(letters())),
            PartTime::LeftOut => Ok(()),
        },
        Only::AtOtherSchool => match situation.other_school {
            OtherSchool::None => Err(Misfit::NoOtherSchool(letters())),
            OtherSchool::NotExpecting => Err(Misfit::NotExpectedAtOtherSchool(letters())),
            OtherSchool::Expecting => Ok(()),
        },
    }
}

fn check_note(entry: &CodeEntry, note: &str) -> Result<(), Misfit> {
    // A holding code says that the reason is not known, so it cannot be asked for one.
    if entry.role == Role::ReasonNotKnown || entry.asks.is_answered_by(note) {
        return Ok(());
    }
    let letters = entry.letters.clone();
    Err(match entry.asks {
        Asks::Reference => Misfit::ReferenceNeeded(letters),
        Asks::Cause => Misfit::CauseNeeded(letters),
        Asks::NatureAndProvider | Asks::Nothing => Misfit::NatureNeeded(letters),
    })
}

fn is_said(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
