//! Whole processes in turn, from their start to the end of the first complete refresh: ours from marks at rest, DuckDB from Parquet.

mod file;
mod rest;

use std::{ffi::OsString, hint::black_box, path::Path, process::Command};

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

/// Each process in turn, five times, after its tables were compared; DuckDB from Python, and its own program if it can be had.
pub fn run(authority: &Authority, data: &Path, cache: &Path, reference: Option<Checksums>) -> Result<(), Failure> {
    std::fs::create_dir_all(data)?;
    let path = data.join("authority.marks");
    file::write(authority, &path)?;
    if !file::is_exact(authority, &path)? {
        return Err("marks at rest are not what they were".into());
    }
    let bytes = std::fs::metadata(&path)?.len() as f64 / authority.pupils() as f64;
    println!("at rest: {bytes:.1} bytes a pupil and year, with checksums; every mark comes back as it was");
    let this = std::env::current_exe()?;
    let ours = [this.clone().into_os_string(), START.into(), path.clone().into()];
    let sums = Checksums::parse(&text_of(Command::new(&this).arg(SHOW).arg(&path).env(BOUND, "1"))?);
    let expected = reference.unwrap_or_else(|| sums.clone());
    agree("ours", &expected, &sums)?;
    let python = peer::install(cache)?;
    authority.write(data)?;
    let script =
        |word: &str, at: &str| text_of(Command::new(&python).arg(cache.join("cold.py")).args([word, at]).arg(data));
    script("prepare", "files")?;
    let mut all = vec![("ours", ours.to_vec(), Vec::new())];
    for name in ["duckdb", "duckdb-program"] {
        let command: Vec<OsString> = script("command", name)?.lines().map(OsString::from).collect();
        if command.is_empty() {
            println!("{name} is left out: the package index has none for this machine.");
            continue;
        }
        agree(name, &expected, &Checksums::parse(&script("show", name)?))?;
        all.push((name, command, Vec::new()));
    }
    for _ in 0..PAIRS {
        for (_, command, measured) in &mut all {
            measured.push(measure(&python, cache, command)?);
        }
    }
    print(&all);
    Ok(())
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

fn agree(name: &str, expected: &Checksums, found: &Checksums) -> Result<(), Failure> {
    if let Some(differences) = expected.differences(found) {
        return Err(format!("{name} differs:\n{differences}").into());
    }
    println!("{name}, cold start: all {} columns agree", expected.columns());
    Ok(())
}

/// A figure of a process.
type Figure = fn(&Process) -> f64;

fn print(all: &[(&str, Vec<OsString>, Vec<Process>)]) {
    let figures: [(&str, f64, Figure); 3] = [
        ("ms from start to exit", 1e3, |one| one.wall_seconds),
        ("ms of the processor", 1e3, |one| one.processor_seconds),
        ("MB of memory at the most", 1e-6, |one| one.peak_bytes),
    ];
    println!("\nmedian (smallest–largest) of {PAIRS} processes each, in turn");
    for (what, scale, figure) in figures {
        for (name, _, processes) in all {
            let ratios = processes.iter().zip(&all[0].2).map(|(theirs, ours)| figure(theirs) / figure(ours));
            let spread = Spread::of(processes.iter().map(|one| figure(one) * scale));
            println!("  {name:<15} {spread} {what}; as many times ours {}", Spread::of(ratios));
        }
    }
}
