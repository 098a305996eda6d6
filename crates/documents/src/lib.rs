//! Letters, receipts, reports, handbooks and tables as files: a finished value goes in, the bytes of a PDF, CSV, XLSX, HTML or text file come out.
//!
//! Nothing here looks anything up or decides anything. The same value always gives the same bytes, so that a kept letter
//! can be made again and compared.

pub mod dossier;
pub mod example;
pub mod handbook;
pub mod letter;
pub mod receipt;
pub mod report;
pub mod table;
#[cfg(feature = "pdf")]
mod typeset;
