//! Other engines, each a process of its own that has loaded the same marks and refreshes when it is told to.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use crate::{Failure, checksum::Checksums, data::Authority};

const SCRIPTS: [(&str, &str); 8] = [
    ("cold.py", include_str!("../peers/cold.py")),
    ("process.py", include_str!("../peers/process.py")),
    ("peer.py", include_str!("../peers/peer.py")),
    ("sql.py", include_str!("../peers/sql.py")),
    ("increment.sql", include_str!("../peers/increment.sql")),
    ("refresh.sql", include_str!("../peers/refresh.sql")),
    ("frames.py", include_str!("../peers/frames.py")),
    ("server.py", include_str!("../peers/server.py")),
];
/// What the bench installs for them, from the package index of Python.
const PACKAGES: [&str; 4] = ["duckdb", "polars", "numpy", "pyarrow"];

/// A running engine.
pub struct Peer {
    name: String,
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// Starts the engines named, after the data is written and they are installed; one that cannot be had is left out, and says so.
pub fn start(names: &[String], authority: &Authority, data: &Path, cache: &Path) -> Result<Vec<Peer>, Failure> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    authority.write(data)?;
    let python = match install(cache) {
        Ok(python) => python,
        Err(error) => {
            println!("No peer is measured: {error}.");
            return Ok(Vec::new());
        }
    };
    let mut peers = Vec::new();
    for name in names {
        match Peer::start(name, &python, &cache.join("peer.py"), data) {
            Ok(peer) => peers.push(peer),
            Err(error) => println!("{name} is left out: {error}."),
        }
    }
    Ok(peers)
}

/// A Python with the engines in it, made once; the scripts that drive them are laid beside it.
pub fn install(cache: &Path) -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(cache)?;
    for (name, text) in SCRIPTS {
        std::fs::write(cache.join(name), text)?;
    }
    let python = cache.join("peers/bin/python");
    if !cache.join("peers/installed").is_file() {
        println!("Installing {}.", PACKAGES.join(", "));
        let folder = cache.join("peers");
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder), "python3 with its venv module is needed")?;
        run(
            Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES),
            "the peers could not be installed: look at the network, or name `--peers none`",
        )?;
        std::fs::write(folder.join("installed"), "")?;
    }
    Ok(python)
}

fn run(command: &mut Command, otherwise: &str) -> Result<(), Failure> {
    if command.status().is_ok_and(|status| status.success()) { Ok(()) } else { Err(otherwise.into()) }
}

impl Peer {
    fn start(name: &str, python: &Path, script: &Path, data: &Path) -> Result<Peer, Failure> {
        println!("{name}: loading");
        let mut command = Command::new(python);
        command.arg(script).arg(name).arg(data).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let asks = child.stdin.take().ok_or("the peer cannot be asked")?;
        let answers = BufReader::new(child.stdout.take().ok_or("the peer cannot answer")?);
        let mut peer = Peer { name: name.to_owned(), child, asks, answers };
        peer.line()?;
        Ok(peer)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Seconds that one refresh takes, by the peer's own clock, which leaves this conversation out.
    pub fn refresh(&mut self) -> Result<f64, Failure> {
        writeln!(self.asks, "refresh")?;
        Ok(self.line()?.parse()?)
    }

    /// Seconds to take in the last session, after it was taken back, which no clock sees. Nothing where an engine can only refresh.
    pub fn increment(&mut self) -> Result<Option<f64>, Failure> {
        writeln!(self.asks, "increment")?;
        let line = self.line()?;
        Ok(if line == "none" { None } else { Some(line.parse()?) })
    }

    /// Seconds to look up all facts of a random pupil, and to work them out from the pupil's marks.
    pub fn one_pupil(&mut self) -> Result<(f64, f64), Failure> {
        writeln!(self.asks, "one pupil")?;
        let line = self.line()?;
        let (look_up, recompute) = line.split_once(' ').ok_or("a peer gave one figure where two were asked for")?;
        Ok((look_up.parse()?, recompute.parse()?))
    }

    /// Compares what it worked out by `job` with `expected`.
    pub fn check(&mut self, job: &str, expected: &Checksums) -> Result<(), Failure> {
        writeln!(self.asks, "check")?;
        let mut text = String::new();
        loop {
            let line = self.line()?;
            if line == "end" {
                break;
            }
            text.push_str(&line);
            text.push('\n');
        }
        match expected.differences(&Checksums::parse(&text)) {
            None => println!("{}, {job}: all {} columns agree", self.name, expected.columns()),
            Some(differences) => return Err(format!("{}, {job}, differs from ours:\n{differences}", self.name).into()),
        }
        Ok(())
    }

    fn line(&mut self) -> Result<String, Failure> {
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            return Err(format!("{} ended: read what it printed above", self.name).into());
        }
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It ends when it is told to, and stops a server that it started. One that is gone already needs nothing.
        let _ = writeln!(self.asks, "end");
        let _ = self.child.wait();
    }
}
