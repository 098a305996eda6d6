//! The receipt of one decision about a pupil, and the accessible PDF that is printed, handed over and kept in a file.

use domain::Date;

use crate::letter::{Block, LetterError};

#[cfg(feature = "pdf")]
mod typeset;

/// A receipt with every word in it settled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Receipt {
    /// What is decided about whom, printed as its heading and shown as the name of the file's window.
    pub title: String,
    /// What it is about, line by line: `Pupil`, `Ellis Hargreaves, 5 Hazel`.
    pub particulars: Vec<(String, String)>,
    /// The day on which it was worked out, which is also the date of the file.
    pub date: Date,
    /// What it says.
    pub body: Vec<Block>,
    /// By what it is known again, printed at its foot.
    pub fingerprint: String,
}

/// The receipt as a tagged PDF that meets PDF/UA-1 and PDF/A-2a. The same receipt gives the same bytes.
#[cfg(feature = "pdf")]
pub fn pdf(receipt: &Receipt) -> Result<Vec<u8>, LetterError> {
    crate::letter::check_tables(&receipt.body)?;
    typeset::pdf(receipt)
}

/// Says that this build cannot make receipts.
#[cfg(not(feature = "pdf"))]
pub fn pdf(receipt: &Receipt) -> Result<Vec<u8>, LetterError> {
    crate::letter::check_tables(&receipt.body)?;
    Err(LetterError::NotBuilt)
}
