//! Whole processes in turn, from their start to the end of the first complete refresh: ours from marks at rest, DuckDB from Parquet.

mod file;
mod rest;

use std::{
    ffi::OsString,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{BOUND, Failure, checksum::Checksums, data::Authority, ours, peer, spread::Spread};

/// The word that starts the process that is measured, and the one that also shows the sums of its tables.
pub const START: &str = "cold-start";
pub const SHOW: &str = "cold-show";

const PAIRS: usize = 5;

/// What is measured: reads the file, has every figure, and ends without tidying memory that goes with the process.
pub fn start(path: &Path) -> Result<(), Failure> {
    let schools = file::read(path)?;
    let groups: usize = schools.iter().map(|school| school.aggregate().len()).sum();
    println!("{} schools, {groups} groups", schools.len());
    std::mem::forget(black_box(schools));
    Ok(())
}

/// The same, and prints the sums of both tables.
pub fn show(path: &Path) -> Result<(), Failure> {
    print!("{}", ours::checksums(&file::read(path)?));
    Ok(())
}

/// Each process in turn, five times, after its tables were compared; DuckDB from Python, and its own program, where they can be had.
pub fn run(authority: &Authority, data: &Path, cache: &Path, reference: Option<Checksums>) -> Result<(), Failure> {
    let path = lay_down(authority, data)?;
    let mut in_memory = ours::Ours::new(authority)?;
    in_memory.check(reference)?;
    let expected = in_memory.checksums();
    drop(in_memory);
    let this = std::env::current_exe()?;
    agree("ours", &expected, &text_of(Command::new(&this).arg(SHOW).arg(&path).env(BOUND, "1"))?)?;
    let mut all =
        vec![Measured { name: "ours", command: vec![this.into(), START.into(), path.into()], processes: vec![] }];
    let python = match peer::install(cache) {
        Ok(python) => {
            all.extend(duckdb(authority, data, &python, &expected)?);
            python
        }
        Err(error) => {
            println!("DuckDB is left out: {error}.");
            "python3".into()
        }
    };
    for _ in 0..PAIRS {
        for one in &mut all {
            one.processes.push(measure(&python, cache, &one.command)?);
        }
    }
    print(&all);
    Ok(())
}

/// Writes the file, and sees that every mark comes back.
fn lay_down(authority: &Authority, data: &Path) -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(data)?;
    let path = data.join("authority.marks");
    file::write(authority, &path)?;
    if !file::is_exact(authority, &path)? {
        return Err("marks at rest are not what they were".into());
    }
    let bytes = std::fs::metadata(&path)?.len() as f64 / authority.pupils() as f64;
    println!("at rest: {bytes:.1} bytes a pupil and year, with checksums; every mark comes back as it was");
    Ok(path)
}

/// DuckDB in both forms, each after its tables were compared.
fn duckdb(authority: &Authority, data: &Path, python: &Path, expected: &Checksums) -> Result<Vec<Measured>, Failure> {
    authority.write(data)?;
    // The scripts lie beside the folder of the data.
    let scripts = data.parent().ok_or("the data needs a folder of its own")?.join("cold.py");
    let script = |word: &str, name: &str| text_of(Command::new(python).arg(&scripts).args([word, name]).arg(data));
    script("prepare", "files")?;
    let mut found = Vec::new();
    for name in ["duckdb", "duckdb-program"] {
        let command: Vec<OsString> = script("command", name)?.lines().map(OsString::from).collect();
        if command.is_empty() {
            println!("{name} is left out: the package index has none for this machine.");
            continue;
        }
        agree(name, expected, &script("show", name)?)?;
        found.push(Measured { name, command, processes: Vec::new() });
    }
    Ok(found)
}

/// A command, and its processes as they were measured.
struct Measured {
    name: &'static str,
    command: Vec<OsString>,
    processes: Vec<Process>,
}

/// What a whole process took.
struct Process {
    wall_seconds: f64,
    processor_seconds: f64,
    peak_bytes: f64,
}

fn measure(python: &Path, cache: &Path, command: &[OsString]) -> Result<Process, Failure> {
    let text = text_of(Command::new(python).arg(cache.join("process.py")).args(command).env(BOUND, "1"))?;
    let figures: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [wall_seconds, processor_seconds, peak_bytes] = figures[..] else {
        return Err("a process was not measured: read what it printed above".into());
    };
    Ok(Process { wall_seconds, processor_seconds, peak_bytes })
}

fn text_of(command: &mut Command) -> Result<String, Failure> {
    let answer = command.stderr(std::process::Stdio::inherit()).output()?;
    if !answer.status.success() {
        return Err("a process of the cold start failed: read what it printed above".into());
    }
    Ok(String::from_utf8(answer.stdout)?)
}

fn agree(name: &str, expected: &Checksums, shown: &str) -> Result<(), Failure> {
    if let Some(differences) = expected.differences(&Checksums::parse(shown)) {
        return Err(format!("{name} differs:\n{differences}").into());
    }
    println!("{name}, cold start: all {} columns agree", expected.columns());
    Ok(())
}

/// A figure of a process.
type Figure = fn(&Process) -> f64;

fn print(all: &[Measured]) {
    let figures: [(&str, f64, Figure); 3] = [
        ("ms from start to exit", 1e3, |one| one.wall_seconds),
        ("ms of the processor", 1e3, |one| one.processor_seconds),
        ("MB of memory at the most", 1e-6, |one| one.peak_bytes),
    ];
    println!("\nmedian (smallest–largest) of {PAIRS} processes each, in turn");
    for (what, scale, figure) in figures {
        for Measured { name, processes, .. } in all {
            let ratios = processes.iter().zip(&all[0].processes).map(|(theirs, ours)| figure(theirs) / figure(ours));
            let spread = Spread::of(processes.iter().map(|one| figure(one) * scale));
            println!("  {name:<15} {spread} {what}; as many times ours {}", Spread::of(ratios));
        }
    }
}
