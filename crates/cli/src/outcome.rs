//! How a command ends: done, with faults found, or not able to run.

use std::fmt;

/// How a command that could run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It did what was asked. Exit code 0.
    Done,
    /// It found something that somebody has to put right. Exit code 1.
    FoundFaults,
}

/// Why a command could not run, as a sentence that says what to do. Exit code 2.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure in words.
    pub fn new(what: impl Into<String>) -> Failure {
        Failure(what.into())
    }

    /// A file that could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Failure {
        Failure(format!("`{}`: {error}: check its name and who may use it", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure(error.to_string())
    }
}
