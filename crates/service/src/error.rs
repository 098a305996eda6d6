//! Why something could not be done.

use analysis::RollError;
use documents::letter::LetterError;
use domain::{
    decide::Refused, permission::Forbidden, proposal::ProposalError, register::TakeError, school::TimesError,
};
use store::StoreError;

/// Why a use case ended without doing what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not the actor's to do or to see.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such thing, or not for this reader.
    #[error("there is no {0} like that: go back and choose one from the list")]
    NotFound(&'static str),
    /// The register could not be taken.
    #[error(transparent)]
    Take(#[from] TakeError),
    /// A register cannot be open so.
    #[error(transparent)]
    Times(#[from] TimesError),
    /// The session is over, so a change is an amendment with its reason.
    #[error("the register of this session is closed: amend the mark of each child instead")]
    Closed,
    /// Something has to be given first.
    #[error("{0}")]
    Missing(&'static str),
    /// The handbook asks for more first.
    #[error("{}", .0.missing.join("; "))]
    Refused(Refused),
    /// Somebody changed it meanwhile.
    #[error("somebody else has changed this mark since you opened it: look at it again")]
    Changed,
    /// The e-mail address and the password do not go together.
    #[error("the e-mail address or the password is not right: check both and try again")]
    WrongPassword,
    /// Too many failed attempts.
    #[error("too many attempts to sign in: wait {minutes} minutes and try again")]
    TooMany {
        /// How long to wait.
        minutes: i64,
    },
    /// It cannot be entered in the admission register.
    #[error("{}", each(.0))]
    Admission(Vec<domain::admission::Fault>),
    /// The name cannot come off the admission register.
    #[error("{}", each(.0))]
    Deletion(Vec<domain::admission::DeletionFault>),
    /// A hold cannot be placed so.
    #[error("{}", each(.0))]
    Hold(Vec<domain::retention::HoldError>),
    /// A purge can neither be proposed nor answered nor run so.
    #[error(transparent)]
    Purge(#[from] domain::retention::PurgeError),
    /// The copy of a pupil's records could not be made.
    #[error("the copy cannot be made: {0}")]
    Copy(String),
    /// The letter could not be made.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// The database could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The roll could not follow the log.
    #[error(transparent)]
    Roll(#[from] RollError),
    /// A pack cannot be used.
    #[error("the pack `{0}` is not here: put its folder into `packs`")]
    NoPack(String),
    /// A change of a handbook can neither be proposed nor decided so.
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    /// An approved change no longer goes together with the packs of this program.
    #[error("the handbooks approved from {day} cannot be read, {fault}: run the program that they were approved in")]
    Edition {
        /// The day from which they apply.
        day: domain::Date,
        /// The first thing that is wrong.
        fault: String,
    },
    /// The secret that signs links could neither be read nor made.
    #[error("links to families cannot be signed: {0}")]
    Secret(String),
    /// A password could not be hashed.
    #[error("the password could not be kept: {0}")]
    Hash(String),
}

fn each(faults: &[impl std::fmt::Display]) -> String {
    let sentences: Vec<String> = faults.iter().map(ToString::to_string).collect();
    sentences.join("; ")
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        Error::Refused(refused)
    }
}
