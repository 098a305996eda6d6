//! The attendance system of English schools. `rollbook help` lists what it does.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod argument;
mod backup;
mod bench;
mod census;
mod demo;
mod doctor;
mod export;
mod facts;
mod figures;
mod import;
mod marks;
mod outbox;
mod outcome;
mod packs;
mod progress;
mod purge;
mod review;
mod school;
mod serve;
mod server;
mod user;
mod verify;
mod what_if;

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
    Serve(serve::Serve),
    Review(review::Review),
    Facts(facts::Facts),
    Figures(figures::Figures),
    Import(import::Import),
    Pack(packs::Pack),
    WhatIf(what_if::WhatIf),
    School(school::School),
    User(user::User),
    Doctor(doctor::Doctor),
    Verify(verify::Verify),
    Export(export::Export),
    Census(census::Census),
    Backup(backup::Backup),
    Purge(purge::Purge),
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log();
    let command = arguments.command.unwrap_or(Command::Demo(demo::Demo::default()));
    let ended = match command {
        Command::Demo(demo) => demo::run(&demo),
        Command::Serve(serve) => serve::run(&serve),
        Command::Review(review) => review::run(&review),
        Command::Facts(facts) => facts::run(&facts),
        Command::Figures(figures) => figures::run(&figures),
        Command::Import(import) => import::run(&import),
        Command::Pack(pack) => packs::run(&pack),
        Command::WhatIf(what_if) => what_if::run(&what_if),
        Command::School(school) => school::run(&school),
        Command::User(user) => user::run(&user),
        Command::Doctor(doctor) => doctor::run(&doctor),
        Command::Verify(verify) => verify::run(&verify),
        Command::Export(export) => export::run(&export),
        Command::Census(census) => census::run(&census),
        Command::Backup(backup) => backup::run(&backup),
        Command::Purge(purge) => purge::run(&purge),
        Command::Bench(bench) => bench::run(&bench),
    };
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::FoundFaults) => ExitCode::from(1),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
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
