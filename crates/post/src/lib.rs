//! What carries a message out of the house: mail over SMTP, texts over GOV.UK Notify.
//!
//! A [`Carrier`] takes one message and says at once whether it has it, may have it later, or never will. It knows nothing of
//! schools and keeps nothing: the outbox is in `store`, and who sends what when is in `service`.

mod mail;
mod notify;

use domain::message::{Channel, NewMessage};

pub use mail::Mail;
pub use notify::{Notify, SERVICE};

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CarryError {
    /// It may go later: the carrier cannot be reached or is busy.
    #[error("{0}")]
    Later(String),
    /// It will never go: the address is wrong, or the carrier refuses it for good.
    #[error("{0}")]
    Never(String),
}

/// What a carrier says of a message that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It is still on its way.
    Travelling,
    /// It has arrived.
    Delivered,
    /// It did not arrive, and why.
    Failed(String),
}

/// Why a carrier cannot be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SetupError(pub String);

/// Something that carries messages of one kind.
pub trait Carrier: Send + Sync {
    /// Which kind.
    fn channel(&self) -> Channel;

    /// Takes a message. Gives the carrier's own number for it.
    fn carry(&self, message: &NewMessage) -> Result<String, CarryError>;

    /// What became of a message that it took under `number`; [`Progress::Travelling`] for a carrier that never says.
    fn progress(&self, number: &str) -> Result<Progress, CarryError>;
}
