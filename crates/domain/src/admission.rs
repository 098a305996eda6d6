//! The admission register: who is a pupil of the school, and everything that the law wants known of them.
//!
//! It is a log of [`Entry`]s that are only ever added. What is known of a pupil on a day is folded from them by
//! [`Record::on`], so the register of any past day is there to be looked at.

mod amend;
mod deletion;
mod particular;
mod record;
mod written;

use alloc::{string::String, vec::Vec};

use jiff::{Timestamp, civil::Date};

use crate::{
    act::By,
    id::{ContactId, PupilId, SchoolId},
    pupil::Contact,
};

pub use amend::{Amendment, Fault, Stand, check, contact_faults, way_faults};
pub use deletion::{Answer, Asked, Condition, DeletionFault, Facts, Ground, Grounds, Proof, decide};
pub use particular::Particular;
pub use record::{Gap, Record, Stated};
pub use written::{read, write};

/// Something entered in the admission register of a school about one pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whose register.
    pub school: SchoolId,
    /// About whom.
    pub pupil: PupilId,
    /// When it was entered.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// What kind of entry it is.
    pub act: Act,
    /// The day from which it is true.
    pub from: Date,
    /// What it says.
    pub facts: Vec<Fact>,
    /// Why it was entered.
    pub reason: String,
}

/// What kind of entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// What other records said of a pupil when this register began to be kept.
    Opening,
    /// A pupil came onto the register.
    Admission,
    /// Something changed, or was put right.
    Change,
    /// The school and the authority looked for a pupil together.
    Enquiry,
    /// The name was deleted.
    Deletion,
}

impl Act {
    /// Every kind.
    pub const ALL: [Act; 5] = [Act::Opening, Act::Admission, Act::Change, Act::Enquiry, Act::Deletion];

    /// The word stored and shown.
    pub const fn word(self) -> &'static str {
        match self {
            Act::Opening => "opening entry",
            Act::Admission => "admission",
            Act::Change => "change",
            Act::Enquiry => "joint enquiry",
            Act::Deletion => "deletion",
        }
    }

    /// Reads [`Act::word`].
    pub fn parse(text: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.word() == text)
    }
}

/// One thing that an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A particular of the pupil. Empty words take it back.
    Is(Particular, String),
    /// A parent or somebody else to ring, as they are from then on.
    Contact(Contact),
    /// Somebody who is no longer rung.
    ContactGone(ContactId),
    /// How the pupil is enrolled.
    Enrolment(Enrolment),
    /// A cohort that the pupil belongs to.
    Cohort(Membership),
    /// A cohort that was recorded by mistake: its name and the first day that was said.
    CohortWithdrawn(String, Date),
    /// Somebody who works with the pupil, and is told of absences.
    Worker(Worker),
    /// The school and the authority looked for the pupil together.
    Enquiry(Enquiry),
    /// The name is deleted.
    Deleted(Deletion),
    /// The deletion of this day, which has not come, is taken back: its ground has fallen away.
    DeletionWithdrawn(Date),
}

/// On what terms a pupil attends a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Registered here and nowhere else.
    Sole,
    /// Registered at two schools, this one answering for the pupil.
    DualMain,
    /// Registered at two schools, the other one answering for the pupil.
    DualSubsidiary,
    /// Here for some sessions without being on the register: in no figure.
    Guest,
}

impl Kind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Kind; 4] = [Kind::Sole, Kind::DualMain, Kind::DualSubsidiary, Kind::Guest];

    /// The words stored and shown.
    pub const fn words(self) -> &'static str {
        match self {
            Kind::Sole => "sole",
            Kind::DualMain => "dual, main",
            Kind::DualSubsidiary => "dual, subsidiary",
            Kind::Guest => "guest",
        }
    }

    /// Reads [`Kind::words`].
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.words() == text)
    }

    /// Whether the pupil is registered at two schools at once.
    pub const fn is_dual(self) -> bool {
        matches!(self, Kind::DualMain | Kind::DualSubsidiary)
    }

    /// Whether another school has to be named beside it.
    pub const fn has_other_school(self) -> bool {
        !matches!(self, Kind::Sole)
    }
}

/// A pupil's time on the register of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The starting day.
    pub from: Date,
    /// On what terms.
    pub kind: Kind,
    /// The other school: the main one of a subsidiary pupil or a guest, else the subsidiary one. Empty when there is none.
    pub other_school: String,
    /// Since when the pupil has attended there, or will.
    pub other_from: Option<Date>,
    /// The day of deletion, once it is known.
    pub until: Option<Date>,
}

/// A dated membership of a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The cohort's name in the packs.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The last day, once known.
    pub until: Option<Date>,
    /// Where the fact comes from.
    pub source: String,
}

/// Somebody outside the school who works with a pupil, such as a social worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// What they are to the pupil, as the packs call it: `social worker`.
    pub post: String,
    /// The first day.
    pub from: Date,
    /// The last day, once known.
    pub until: Option<Date>,
    /// Their name.
    pub name: String,
    /// Their e-mail address; may be empty where there is a telephone.
    pub email: String,
    /// Their telephone number; may be empty where there is an e-mail address.
    pub telephone: String,
}

impl Worker {
    /// Whether they work with the pupil on `day`.
    pub fn is_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What the school and the authority did together to find out where a pupil is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enquiry {
    /// The day.
    pub on: Date,
    /// Who of the authority took part.
    pub with: String,
    /// What was done.
    pub done: String,
    /// What was found.
    pub found: String,
}

/// A name taken off the register, on a ground of the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// The day on which the name goes; it stands to the end of it.
    pub on: Date,
    /// The paragraph, such as `9(1)(a)`.
    pub paragraph: String,
    /// What the ground says.
    pub ground: String,
    /// Each condition with what showed that it is met.
    pub proofs: Vec<(String, String)>,
}

/// `24 November 2026`.
fn said(day: Date) -> String {
    alloc::format!("{}", day.strftime("%-d %B %Y"))
}
