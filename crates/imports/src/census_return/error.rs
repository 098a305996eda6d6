//! What can be wrong with a return.

use domain::upn::{Upn, UpnError};

/// Why a return cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReturnError {
    /// No XML, or XML that defines entities of its own.
    #[error("the file is no XML that can be read ({0}): save it again from the system it comes from")]
    NotXml(String),
    /// An element that each pupil has is not there.
    #[error("a pupil has no `{0}`: save the file again with all parts of the attendance")]
    Missing(&'static str),
    /// A number of a pupil that is none.
    #[error("`{upn}` is no unique pupil number ({why})")]
    Upn {
        /// What stands there.
        upn: String,
        /// What is wrong with it.
        why: UpnError,
    },
    /// The same pupil a second time.
    #[error("the pupil {0} is in the file twice: take one of the two out")]
    Twice(Upn),
    /// The same code a second time.
    #[error("the pupil {upn} has the code `{code}` twice: add both counts up")]
    CodeTwice {
        /// Whose.
        upn: Upn,
        /// The letters of the code.
        code: String,
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
