//! What can be wrong with a transfer file.

use domain::upn::{Upn, UpnError};

use super::NumberError;

/// Why a transfer file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransferFileError {
    /// No XML, or XML that defines entities of its own.
    #[error("the file is no XML that can be read ({0}): save it again from the system it comes from")]
    NotXml(String),
    /// Another document.
    #[error("the file says that it is `{0}`, and no Common Transfer File: choose another one")]
    Other(String),
    /// An element that has to be there is not.
    #[error("`{inside}` has no `{name}`: save the file again from the system it comes from")]
    Missing {
        /// The element that is not there.
        name: &'static str,
        /// Where it belongs.
        inside: String,
    },
    /// A number of a pupil that is none.
    #[error("`{upn}` is no unique pupil number ({why})")]
    Upn {
        /// What stands there.
        upn: String,
        /// What is wrong with it.
        why: UpnError,
    },
    /// A number of a school that is none.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// The same pupil a second time.
    #[error("the pupil {0} is in the file twice: take one of the two out")]
    Twice(Upn),
    /// The sessions do not come to those that were possible.
    #[error(
        "{possible} sessions were possible, and {counted} are accounted for: correct them where the file comes from"
    )]
    Sum {
        /// Possible sessions, as the file says.
        possible: u32,
        /// Those attended and missed.
        counted: u32,
    },
    /// A value that cannot stand where it does.
    #[error("`{value}` cannot stand in `{element}`: correct it where the file comes from")]
    Value {
        /// The element.
        element: &'static str,
        /// What stands in it.
        value: String,
    },
}
