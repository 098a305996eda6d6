//! A table as an accessible PDF, on its side, with its heading on every page.

use domain::Date;

use super::Table;
use crate::letter::LetterError;

#[cfg(feature = "pdf")]
mod typeset;

/// The table as a tagged PDF that meets PDF/UA-1 and PDF/A-2a, made on `date`. The same table gives the same bytes.
#[cfg(feature = "pdf")]
pub fn pdf(table: &Table, date: Date) -> Result<Vec<u8>, LetterError> {
    typeset::pdf(table, date)
}

/// Says that this build cannot make them.
#[cfg(not(feature = "pdf"))]
pub fn pdf(_: &Table, _: Date) -> Result<Vec<u8>, LetterError> {
    Err(LetterError::NotBuilt)
}
