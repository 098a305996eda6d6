//! What can be wrong with the logs, in words.

use std::fmt;

use domain::{
    id::{DocumentId, EvidenceId, MessageId, ProposalId, PupilId},
    session::Session,
};

/// A log of events beside the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventLog {
    /// What people did about pupils.
    Cases,
    /// What they did for the school as a whole.
    School,
    /// What was written into the outbox and became of it.
    Messages,
    /// What was entered in the admission register.
    Admissions,
    /// What was done with the records themselves.
    Retention,
    /// Changes of handbooks, of no school.
    Proposals,
    /// What people did for the authority itself, of no school.
    Authority,
}

impl EventLog {
    const fn word(self) -> &'static str {
        match self {
            EventLog::Cases => "case",
            EventLog::School => "school",
            EventLog::Messages => "message",
            EventLog::Admissions => "admission",
            EventLog::Retention => "retention",
            EventLog::Proposals => "proposal",
            EventLog::Authority => "authority",
        }
    }
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A mark was changed in the database.
    Mark {
        /// The entry that holds it.
        entry: i64,
        /// Whose.
        pupil: PupilId,
        /// For which half-day.
        session: Session,
    },
    /// Something of an entry was changed: who, when, why, or all its marks together.
    Entry(i64),
    /// An entry's marks cannot be read.
    Unreadable(i64),
    /// Entries are missing.
    Missing {
        /// The first number that is not there.
        from: i64,
        /// The last number that is not there.
        to: i64,
    },
    /// An entry is not chained to the one before it: one of the two was put in or exchanged.
    Chain(i64),
    /// The log does not end where it ended.
    Head {
        /// The last number that was written.
        expected: i64,
        /// The last number that is there.
        found: i64,
    },
    /// An event was changed.
    Event(EventLog, i64),
    /// Something of a proposal was changed: what it would have a chapter say, or who answered it and how.
    Proposal {
        /// The proposal.
        proposal: ProposalId,
        /// The chapter, if it is what one is to say.
        chapter: String,
        /// The event of its log.
        event: i64,
    },
    /// Events are missing.
    EventsMissing {
        /// Of which log.
        log: EventLog,
        /// The first number that is not there.
        from: i64,
        /// The last number that is not there.
        to: i64,
    },
    /// An event is not chained to the one before it: one of the two was put in or exchanged.
    EventChain(EventLog, i64),
    /// The log of events does not end where it ended.
    EventHead {
        /// Which log.
        log: EventLog,
        /// The last number that was written.
        expected: i64,
        /// The last number that is there.
        found: i64,
    },
    /// A message is not as it was written.
    Message(MessageId),
    /// What became of a message is not as it was written: one of the things, from 1.
    Delivery(MessageId, i64),
    /// A message, or something that became of it (0 for the message itself), was never written.
    NeverWritten(MessageId, i64),
    /// The bytes of a kept document were changed.
    Document(DocumentId),
    /// The bytes of a file that a family sent were changed.
    Evidence(EvidenceId),
    /// Where the logs end is not on record.
    NoHead,
    /// Where the log of proposals ends is not on record.
    NoProposalHead,
    /// Where the log of the authority itself ends is not on record.
    NoAuthorityHead,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Mark { entry, pupil, session } => {
                write!(f, "the mark of pupil {pupil} for {session} in entry {entry} is not the one that was written")
            }
            Fault::Entry(number) => write!(f, "entry {number} is not as it was written"),
            Fault::Unreadable(number) => write!(f, "the marks of entry {number} cannot be read"),
            Fault::Missing { from, to } if from == to => write!(f, "entry {from} is missing"),
            Fault::Missing { from, to } => write!(f, "entries {from} to {to} are missing"),
            Fault::Chain(number) => {
                write!(f, "entry {number} does not follow the one before it: one of the two was put in or exchanged")
            }
            Fault::Head { expected, found } => {
                write!(f, "the register ends at entry {found}, but its last entry was {expected}")
            }
            Fault::Event(log, number) => {
                write!(f, "event {number} of the {} log is not as it was written", log.word())
            }
            Fault::Proposal { proposal, chapter, event } => {
                let of = if chapter.is_empty() { String::new() } else { format!(" for `{chapter}`") };
                write!(f, "proposal {proposal}{of} is not as it was written, in event {event} of the proposal log")
            }
            Fault::EventsMissing { log, from, to } if from == to => {
                write!(f, "event {from} of the {} log is missing", log.word())
            }
            Fault::EventsMissing { log, from, to } => {
                write!(f, "events {from} to {to} of the {} log are missing", log.word())
            }
            Fault::EventChain(log, number) => write!(
                f,
                "event {number} of the {} log does not follow the one before it: one of the two was put in or exchanged",
                log.word()
            ),
            Fault::EventHead { log, expected, found } => {
                write!(f, "the {} log ends at event {found}, but its last event was {expected}", log.word())
            }
            Fault::Message(id) => write!(f, "message {id} is not as it was written"),
            Fault::Delivery(id, at) => {
                write!(f, "what became of message {id} is not as it was written, in the {}", place(*at))
            }
            Fault::NeverWritten(id, 0) => write!(f, "message {id} was put in behind the back of the program"),
            Fault::NeverWritten(id, at) => write!(
                f,
                "what became of message {id} was put in behind the back of the program, in the {}",
                place(*at)
            ),
            Fault::Document(id) => write!(f, "document {id} is not as it was made"),
            Fault::Evidence(id) => write!(f, "evidence {id} is not the file that the family sent"),
            Fault::NoHead => f.write_str("where the logs of the school end is not on record"),
            Fault::NoProposalHead => f.write_str("where the log of proposals ends is not on record"),
            Fault::NoAuthorityHead => f.write_str("where the log of the authority itself ends is not on record"),
        }?;
        f.write_str(": restore it from a backup")
    }
}

/// `line 2 of it`.
fn place(at: i64) -> String {
    format!("line {at} of it")
}
