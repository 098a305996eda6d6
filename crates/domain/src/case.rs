//! Casework about a pupil: what people did, in order. What is due follows from it and is never stored.

use alloc::{string::String, vec::Vec};

use jiff::{Timestamp, civil::Date};

use crate::{
    act::By,
    id::{ContactId, DocumentId, EvidenceId, MessageId, PupilId, SchoolId},
    message::Channel,
    session::Session,
};

/// What a call in which somebody was spoken to is called in every pack: the step of the national one.
pub const CONTACT: &str = "Contact with a parent";

/// The pupil of an event that is about a school as a whole: nobody.
pub const NOBODY: PupilId = PupilId(0);
/// Of no school: what is done for the authority itself.
pub const AUTHORITY: SchoolId = SchoolId(0);

/// How an attempt to reach somebody ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reached {
    /// They answered.
    Spoken,
    /// A message was left.
    Message,
    /// Nobody answered.
    NoAnswer,
}

impl Reached {
    /// Every outcome, in the order a form offers them.
    pub const ALL: [Reached; 3] = [Reached::Spoken, Reached::Message, Reached::NoAnswer];

    /// The word stored and shown.
    pub const fn word(self) -> &'static str {
        match self {
            Reached::Spoken => "answered",
            Reached::Message => "message left",
            Reached::NoAnswer => "no answer",
        }
    }

    /// Reads [`Reached::word`].
    pub fn parse(text: &str) -> Option<Reached> {
        Reached::ALL.into_iter().find(|reached| reached.word() == text)
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Done {
    /// Somebody tried to reach a contact about an absence.
    Contacted {
        /// Whom.
        contact: ContactId,
        /// How it ended.
        reached: Reached,
        /// The session it was about.
        about: Session,
    },
    /// A task of a pack was done: support started, a checklist opened, a class teacher's monitoring agreed.
    TaskDone {
        /// The entry's name in its pack, such as `Formal intervention`.
        task: String,
    },
    /// Something of a menu was considered, and taken up or not.
    Considered {
        /// The item's name in its pack.
        item: String,
        /// Whether it was taken up.
        taken_up: bool,
    },
    /// A step, form, meeting, referral or finding of a pack was done or recorded.
    Did {
        /// Its name in its pack.
        action: String,
        /// How it ended, or the value recorded; empty when it has none.
        outcome: String,
        /// The parent to whom it was done; empty when it was to nobody alone.
        to: String,
        /// What was filled in, field by field. Dates are written as `2027-03-12`.
        fields: Vec<(String, String)>,
    },
    /// A letter was made. It is kept unchanged.
    LetterMade {
        /// The kept document.
        document: DocumentId,
        /// The letter's name in its pack.
        letter: String,
        /// The parent to whom it goes.
        to: String,
        /// What was filled in for it, field by field. Dates are written as `2027-03-12`.
        fields: Vec<(String, String)>,
    },
    /// A message was put into the outbox. It is kept unchanged; whether it arrived stands with the message.
    Messaged {
        /// The kept message.
        message: MessageId,
        /// The template that it was made from, such as `absent-today`.
        template: String,
        /// The name of whoever receives it.
        to: String,
        /// How it travels.
        channel: Channel,
        /// The sessions it is about; none when it is about no absence.
        about: Vec<Session>,
    },
    /// A parent said why the child is absent, by a link that only they have. It changes no mark.
    Replied {
        /// Which contact.
        contact: ContactId,
        /// The reason that they chose, such as `Ill`.
        reason: String,
        /// The sessions it is about.
        about: Vec<Session>,
        /// The day on which they expect the child to be back, if they said.
        back: Option<Date>,
        /// What they sent with it, such as a letter of an appointment.
        evidence: Vec<EvidenceId>,
    },
    /// What was done here was purged when its time was over (docs/adr/0008).
    Purged,
}

/// One event of a pupil's case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    /// About whom.
    pub pupil: PupilId,
    /// In which school.
    pub school: SchoolId,
    /// When it was recorded.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// What was done.
    pub done: Done,
    /// What was said or agreed, in a person's words.
    pub note: String,
}

impl Event {
    /// The name of what was done in its pack; nothing for a call that reached nobody, for a message and for what a parent
    /// said.
    pub fn name(&self) -> Option<&str> {
        match &self.done {
            Done::Contacted { reached: Reached::Spoken, .. } => Some(CONTACT),
            Done::Contacted { .. } | Done::Messaged { .. } | Done::Replied { .. } | Done::Purged => None,
            Done::TaskDone { task } => Some(task),
            Done::Considered { item, .. } => Some(item),
            Done::Did { action, .. } => Some(action),
            Done::LetterMade { letter, .. } => Some(letter),
        }
    }

    /// What was filled in under `field`; nothing when it was not given.
    pub fn field(&self, field: &str) -> Option<&str> {
        let (Done::Did { fields, .. } | Done::LetterMade { fields, .. }) = &self.done else { return None };
        fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// The parent to whom it was done; empty when it was to nobody alone.
    pub fn to(&self) -> &str {
        match &self.done {
            Done::Did { to, .. } | Done::LetterMade { to, .. } | Done::Messaged { to, .. } => to,
            _ => "",
        }
    }

    /// How it ended; empty when it has no outcome.
    pub fn outcome(&self) -> &str {
        match &self.done {
            Done::Did { outcome, .. } => outcome,
            _ => "",
        }
    }
}
