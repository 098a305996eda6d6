//! The house rules that no other tool checks. Every finding has its file, its line and what to do.

use std::{fmt, fs, path::Path};

use crate::{
    command::{Fault, ask, command},
    place::Place,
    stages::Count,
};

mod boundary;
mod outlook;
mod page;
mod row;
mod shape;
mod words;

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, from the root.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// A file of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path from the root, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl File {
    /// A finding in this file, at the line with this index.
    fn finding(&self, index: usize, message: impl Into<String>) -> Finding {
        Finding { file: self.path.clone(), line: index + 1, message: message.into() }
    }

    /// Whether it is Rust.
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it is somebody else's work that we carry unchanged.
    fn is_vendored(&self) -> bool {
        self.path.split('/').any(|part| matches!(part, "vendor" | "govuk" | "govuk-frontend" | "fonts"))
    }

    /// The lines with their index.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate()
    }
}

/// Checks every file that git knows or would take.
pub fn stage(place: &Place) -> Result<Count, Fault> {
    let files = files(place)?;
    let findings = check(&files);
    for finding in &findings {
        println!("{finding}");
    }
    println!("{} files, {} findings", files.len(), findings.len());
    match findings.len() {
        0 => Ok(Count::ONE),
        count => Err(Fault::new(format!("{count} house rules are broken; each stands above with what to do"))),
    }
}

fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = row::check(files);
    for file in files {
        findings.extend(words::check(file));
        if !file.is_vendored() {
            findings.extend(shape::check(file));
            findings.extend(page::check(file));
            findings.extend(outlook::check(file));
        }
        findings.extend(boundary::check(file));
    }
    findings.sort();
    findings
}

fn files(place: &Place) -> Result<Vec<File>, Fault> {
    let listed = ask(command(place, "git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    if !listed.succeeded {
        return Err(Fault::new(format!("git could not list the files: {}", listed.printed.trim())));
    }
    let mut files: Vec<File> = Vec::new();
    for path in listed.printed.split('\0').filter(|path| !path.is_empty()) {
        if let Some(text) = text(&place.root.join(path)) {
            files.push(File { path: path.to_owned(), text });
        }
    }
    Ok(files)
}

/// The text of a file; nothing for pictures, typefaces and files just removed.
fn text(path: &Path) -> Option<String> {
    String::from_utf8(fs::read(path).ok()?).ok()
}
