//! `rollbook bench`: what a measurement needs.

use clap::{Args, Subcommand};

use crate::outcome::{Failure, Outcome};

mod generate;

/// Make what a measurement of this program needs
#[derive(Debug, Clone, Args)]
pub struct Bench {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, Subcommand)]
enum Command {
    Generate(generate::Generate),
}

/// Runs what was asked for.
pub fn run(bench: &Bench) -> Result<Outcome, Failure> {
    match &bench.command {
        Command::Generate(asked) => generate::run(asked),
    }
}
