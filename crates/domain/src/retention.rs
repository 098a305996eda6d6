//! How long records are kept, what holds them back, and what was done with records themselves: holds, copies given to those whom
//! they are about, and purges. A log of each school holds it all; what stands is a fold of that.

use alloc::{string::String, vec::Vec};

use jiff::{Span, Timestamp, civil::Date};

use crate::{
    act::By,
    id::{DocumentId, EvidenceId, MessageId, PupilId, SchoolId},
    log::Hash,
    proposal::Answer,
    submission::SubmissionId,
};

mod fold;
mod written;

pub use fold::{Hold, Purge, PurgeError, State, holds, purges};
pub use written::{Parts, happened, parts};

/// The last day on which a record made on `made` has to be kept, where it is kept for whole years that begin with that day.
pub fn keep_until(made: Date, years: i16) -> Date {
    let anniversary = made.checked_add(Span::new().years(years)).unwrap_or(Date::MAX);
    // A 29 February without a counterpart ends its years on 28 February, which is the day that the sum gives.
    if anniversary.day() == made.day() { anniversary.yesterday().unwrap_or(anniversary) } else { anniversary }
}

/// What kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Marks of the attendance register.
    Marks,
    /// What people did about a pupil.
    Casework,
    /// Letters that were made.
    Letters,
    /// Messages of the outbox.
    Messages,
    /// What families sent.
    Evidence,
    /// Forms that devices submitted.
    Submissions,
}

impl Kind {
    /// Every kind, in the order of a list.
    pub const ALL: [Kind; 6] =
        [Kind::Marks, Kind::Casework, Kind::Letters, Kind::Messages, Kind::Evidence, Kind::Submissions];

    /// The words shown.
    pub const fn words(self) -> &'static str {
        match self {
            Kind::Marks => "marks of the attendance register",
            Kind::Casework => "steps of casework",
            Kind::Letters => "letters",
            Kind::Messages => "messages",
            Kind::Evidence => "files that families sent",
            Kind::Submissions => "forms submitted on devices",
        }
    }
}

/// Why a record stays although its years are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A hold stands for a pupil whom it is about.
    Hold,
    /// The case of a pupil whom it is about is open, or was until lately.
    OpenCase,
}

impl Why {
    /// The words shown.
    pub const fn words(self) -> &'static str {
        match self {
            Why::Hold => "legal hold",
            Why::OpenCase => "open case",
        }
    }
}

/// One record, by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// An entry of the register log.
    Entry(i64),
    /// An event of the case log.
    Event(i64),
    /// A letter.
    Letter(DocumentId),
    /// A message.
    Message(MessageId),
    /// One of the things that became of a message, from 1.
    Delivery(MessageId, i64),
    /// A file that a family sent.
    Evidence(EvidenceId),
    /// A submitted form.
    Submission(SubmissionId),
    /// How a submitted form was settled.
    Settlement(SubmissionId),
}

impl Record {
    /// As what kind it is counted.
    pub const fn kind(self) -> Kind {
        match self {
            Record::Entry(_) => Kind::Marks,
            Record::Event(_) => Kind::Casework,
            Record::Letter(_) => Kind::Letters,
            Record::Message(_) | Record::Delivery(..) => Kind::Messages,
            Record::Evidence(_) => Kind::Evidence,
            Record::Submission(_) | Record::Settlement(_) => Kind::Submissions,
        }
    }
}

/// Something that was done with the records of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Of which school.
    pub school: SchoolId,
    /// About whom; [`crate::case::NOBODY`] where it is about nobody alone.
    pub pupil: PupilId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// What.
    pub what: Happened,
}

/// What was done with records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// A hold was placed: nothing about the pupil is purged while it stands.
    Held {
        /// Who asked for it, such as a court.
        place: String,
        /// Why.
        reason: String,
        /// When somebody looks whether it is still wanted.
        review: Date,
    },
    /// A hold was lifted.
    Lifted {
        /// Its number in the log.
        hold: i64,
        /// Why.
        reason: String,
    },
    /// A copy of what is kept about a pupil was given out.
    Disclosed {
        /// To whom.
        to: String,
        /// Why.
        reason: String,
        /// What was left out of it, a line each.
        left_out: String,
    },
    /// A purge was proposed of what could go on a day.
    Proposed {
        /// Records whose last day is before this one.
        day: Date,
        /// Why.
        reason: String,
    },
    /// A proposed purge was approved, declined or withdrawn.
    Answered {
        /// Its number in the log.
        purge: i64,
        /// What was answered.
        answer: Answer,
        /// Why.
        reason: String,
    },
    /// The contents of a record were removed.
    Purged {
        /// By which purge.
        purge: i64,
        /// What.
        record: Record,
        /// What the record comes to as it was left, where its own hash was before.
        left: Hash,
    },
    /// A purge ran to its end.
    Finished {
        /// Its number in the log.
        purge: i64,
        /// How many records were purged.
        records: i64,
    },
}

/// What is wrong with a hold that is to be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldError {
    /// Nobody is named.
    #[error("say who asked for the hold, such as a court or a solicitor")]
    Place,
    /// There is no reason.
    #[error("say why nothing about this pupil may be deleted")]
    Reason,
    /// The review has been.
    #[error("let the hold be reviewed on a day that is still to come")]
    Review,
}

/// A hold to be placed on `today`.
pub fn hold(place: &str, reason: &str, review: Option<Date>, today: Date) -> Result<Happened, Vec<HoldError>> {
    let mut errors = Vec::new();
    errors.extend(place.trim().is_empty().then_some(HoldError::Place));
    errors.extend(reason.trim().is_empty().then_some(HoldError::Reason));
    let review = review.filter(|day| *day > today);
    errors.extend(review.is_none().then_some(HoldError::Review));
    match review {
        Some(review) if errors.is_empty() => {
            Ok(Happened::Held { place: place.trim().into(), reason: reason.trim().into(), review })
        }
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn six_years_begin_with_the_day_of_the_entry_and_end_before_its_anniversary() {
        assert_eq!(keep_until(date(2026, 9, 2), 6), date(2032, 9, 1));
        assert_eq!(keep_until(date(2026, 1, 1), 6), date(2031, 12, 31));
        assert_eq!(keep_until(date(2028, 2, 29), 6), date(2034, 2, 28));
        assert_eq!(keep_until(date(2028, 2, 28), 6), date(2034, 2, 27));
    }

    #[test]
    fn a_hold_needs_who_asked_for_it_why_and_a_day_to_come() {
        let today = date(2026, 11, 24);
        assert!(hold("Fellshire Family Court", "Proceedings", Some(date(2026, 11, 25)), today).is_ok());
        let all = [HoldError::Place, HoldError::Reason, HoldError::Review];
        assert_eq!(hold(" ", "", Some(today), today), Err(all.into()));
        assert_eq!(hold("Court", "Proceedings", None, today), Err([HoldError::Review].into()));
    }
}
