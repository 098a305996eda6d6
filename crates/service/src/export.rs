//! A plain copy of a school's registers, casework, duties, messages and rules in a folder, with the decisions that follow from them today; and
//! the check of such a copy, which works out every hash and every decision again from the copy alone.

mod admission;
mod chain;
mod check;
mod differ;
mod end;
mod evidence;
mod folder;
mod message;
mod part;
mod proposal;
mod read;
mod receipts;
mod retention;
mod submission;
mod table;
mod write;

use std::{fmt, path::PathBuf};

pub use check::{Checked, check};
pub use write::{Written, write};

/// What a folder says about itself, for whoever opens it.
const README: &str = include_str!("export/README.md");
/// The file with the hash of every other file.
const MANIFEST: &str = "manifest.csv";
/// The file about a folder's schools.
const SCHOOLS: &str = "schools.csv";
/// The file that says where each log ends.
const ENDS: &str = "ends.csv";
/// What was done for the authority itself.
const AUTHORITY: &str = "authority.csv";
/// The log of changes of handbooks.
const PROPOSALS: &str = "proposals.csv";

/// Something in a copy that is not as it was written, or does not follow from it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fault {
    /// Where: a file with its line, or a pupil by UPN.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

impl Fault {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Fault {
        Fault { place: place.into(), what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Why no copy could be written or looked at.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Something is in the folder already.
    #[error("`{0}` is not empty: name a new folder")]
    NotEmpty(PathBuf),
    /// It is no copy.
    #[error("`{0}` has no `manifest.csv`: name a folder that `rollbook export` wrote")]
    NoExport(PathBuf),
    /// A file cannot be read or written.
    #[error("`{path}`: {error}: check its name and who may use it")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A table could not be written.
    #[error("a table cannot be written: {0}")]
    Table(#[from] csv::Error),
    /// The records could not be used.
    #[error(transparent)]
    Records(#[from] crate::Error),
}

impl From<store::StoreError> for ExportError {
    fn from(error: store::StoreError) -> ExportError {
        ExportError::Records(error.into())
    }
}
