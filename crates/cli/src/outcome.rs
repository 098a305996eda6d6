//! How a command ends: done, with faults found, or not able to run.

use std::{
    fmt,
    io::{self, Write},
};

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
pub struct Failure {
    what: String,
    is_closed_pipe: bool,
}

impl Failure {
    /// A failure in words.
    pub fn new(what: impl Into<String>) -> Failure {
        Failure { what: what.into(), is_closed_pipe: false }
    }

    /// A file that could not be read or written.
    pub fn file(path: &std::path::Path, error: &io::Error) -> Failure {
        Failure::new(format!("`{}`: {error}: check its name and who may use it", path.display()))
    }

    /// Whether the reader of the output has gone, as `| head` does, which is nothing to tell anybody.
    pub const fn is_closed_pipe(&self) -> bool {
        self.is_closed_pipe
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl<E: std::error::Error + 'static> From<E> for Failure {
    fn from(error: E) -> Failure {
        let of_system = (&error as &dyn std::error::Error).downcast_ref::<io::Error>();
        let is_closed_pipe = of_system.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        Failure { what: error.to_string(), is_closed_pipe }
    }
}

/// Writes a long text to standard output.
pub fn print(text: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    Ok(out.write_all(text).and_then(|()| out.flush())?)
}
