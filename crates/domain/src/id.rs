//! Identifiers. Each noun has its own type, so that a pupil's number can never stand where a school's belongs.

use core::fmt;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    )+};
}

id! {
    /// A school.
    SchoolId;
    /// A pupil, in every school that has ever enrolled them.
    PupilId;
    /// A class, form or set whose register is taken together.
    GroupId;
    /// Somebody who signs in.
    PersonId;
    /// Somebody to ring about a pupil: a row of the admission register, not somebody who signs in.
    ContactId;
    /// A letter or other document that was made and is kept.
    DocumentId;
    /// A planned absence.
    PlanId;
    /// Something that a pupil attends regularly somewhere else.
    ArrangementId;
    /// A closure of a school or a part of it.
    ClosingId;
    /// A message in the outbox.
    MessageId;
    /// What a family sent to show why a child was absent.
    EvidenceId;
    /// A proposed change of a handbook.
    ProposalId;
}
