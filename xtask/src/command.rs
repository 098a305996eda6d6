//! Running other programs: with our folders, in the open, and with a sentence when one fails.

use std::{
    env,
    ffi::OsStr,
    fmt,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use crate::place::Place;

/// Why a chore stopped, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(String);

impl Fault {
    /// A fault with this sentence.
    pub fn new(sentence: impl Into<String>) -> Fault {
        Fault(sentence.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::new(error.to_string())
    }
}

/// What a program printed and whether it was content.
#[derive(Debug)]
pub struct Ran {
    /// Standard output, then standard error.
    pub printed: String,
    /// Whether it ended with 0.
    pub succeeded: bool,
}

/// A command that runs at the root of the repository with our tools and build folder.
pub fn command(place: &Place, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&place.root).env("CARGO_TARGET_DIR", &place.target).env("CARGO_TERM_PROGRESS_WHEN", "never");
    let tools = place.tools().join("bin");
    let path = env::var_os("PATH").unwrap_or_default();
    // Behind the machine's own, so that a developer's tools are used where they are.
    let paths: Vec<PathBuf> = env::split_paths(&path).chain([tools]).collect();
    if let Ok(joined) = env::join_paths(paths) {
        command.env("PATH", joined);
    }
    command
}

/// The cargo that runs us.
pub fn cargo(place: &Place, arguments: &[&str]) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = command(place, cargo);
    command.args(arguments);
    command
}

/// Runs it in the open. `otherwise` is the sentence when it fails.
pub fn run(command: &mut Command, otherwise: &str) -> Result<(), Fault> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Fault::new(otherwise)),
        Err(error) => Err(unstartable(command, &error)),
    }
}

/// Runs it silently.
pub fn ask(command: &mut Command) -> Result<Ran, Fault> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| unstartable(command, &error))?;
    let printed = [output.stdout, output.stderr].concat();
    Ok(Ran { printed: String::from_utf8_lossy(&printed).into_owned(), succeeded: output.status.success() })
}

/// Runs it in the open and keeps what it printed, to count the tests in it.
pub fn watch(command: &mut Command) -> Result<Ran, Fault> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| unstartable(command, &error))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let side = thread::spawn(move || err.map(|pipe| echo(pipe, &mut std::io::stderr())).unwrap_or_default());
    let mut printed = out.map(|pipe| echo(pipe, &mut std::io::stdout())).unwrap_or_default();
    printed.push_str(&side.join().unwrap_or_default());
    let succeeded = child.wait()?.success();
    Ok(Ran { printed, succeeded })
}

fn echo(pipe: impl Read, into: &mut impl Write) -> String {
    let mut kept = String::new();
    for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // A closed terminal is no reason to stop counting.
        let _ = writeln!(into, "{line}");
        kept.push_str(&line);
        kept.push('\n');
    }
    kept
}

fn unstartable(command: &Command, error: &std::io::Error) -> Fault {
    let program = command.get_program().display();
    Fault::new(format!("`{program}` cannot be started: {error}; `cargo xtask install` installs what is missing"))
}

/// The program of this name on the machine's path or among our tools.
pub fn which(place: &Place, name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain([place.tools().join("bin")])
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// A new folder below the machine's folder for temporary files, named for this process.
pub fn temporary(name: &str) -> Result<Temporary, Fault> {
    let path = env::temp_dir().join(format!("rollbook-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path)?;
    Ok(Temporary(path))
}

/// A folder that goes when it is dropped.
#[derive(Debug)]
pub struct Temporary(PathBuf);

impl Temporary {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Nothing depends on it any more; a leftover is only untidy.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
