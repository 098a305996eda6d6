//! `rollbook backup`: a copy of the records while they are in use.

use std::path::PathBuf;

use clap::Args;

use crate::{
    argument,
    outcome::{Failure, Outcome},
};

/// Copy an SQLite database to a new file while it is in use
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook backup --store sqlite:rollbook.db rollbook-2026-11-24.db

A PostgreSQL server has its own tools: use `pg_dump`.")]
pub struct Backup {
    /// Where the records are: `sqlite:FILE`
    #[arg(long, value_name = "URL")]
    store: String,
    /// The new file
    file: PathBuf,
}

/// Makes the copy.
pub fn run(backup: &Backup) -> Result<Outcome, Failure> {
    let file = backup.file.display().to_string();
    if backup.file.exists() {
        return Err(Failure::new(format!("`{file}` is already there: name a new file")));
    }
    argument::open_existing(&backup.store)?.backup_to(&file)?;
    println!("copied to {file}");
    Ok(Outcome::Done)
}
