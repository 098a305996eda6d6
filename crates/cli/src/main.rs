//! The attendance system of English schools. `rollbook help` lists what it does.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod argument;
mod demo;
mod outcome;
mod packs;
mod progress;
mod server;

use outcome::Outcome;

/// Registers, figures and who is due which help: the attendance system of English schools.
///
/// Without a command it starts an invented authority to look around in.
#[derive(Debug, Parser)]
#[command(name = "rollbook", version, propagate_version = true, disable_help_subcommand = false)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log();
    let command = arguments.command.unwrap_or(Command::Demo(demo::Demo::default()));
    let ended = match command {
        Command::Demo(demo) => demo::run(&demo),
    };
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::FoundFaults) => ExitCode::from(1),
        Err(failure) => {
            eprintln!("rollbook: {failure}");
            ExitCode::from(2)
        }
    }
}

/// Writes the log to standard error, from warnings up unless `RUST_LOG` says otherwise.
fn log() {
    use tracing_subscriber::EnvFilter;
    let level = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(level).with_writer(std::io::stderr).init();
}
