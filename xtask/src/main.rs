//! The chores of the project. `cargo xtask ci` is all that CI runs; the other commands are parts of it.

use std::{env, process::ExitCode};

mod browser;
mod checks;
mod ci;
mod command;
mod guard;
mod install;
mod letter;
mod place;
mod postgres;
mod stages;
mod tidy;

const HELP: &str = "\
cargo xtask ci        everything below in order; stops at the first failure
cargo xtask install   installs what the rest needs and this machine lacks
cargo xtask fmt       formats the code
cargo xtask tidy      checks the house rules
cargo xtask lint      clippy, warnings are errors
cargo xtask deny      licences, bans and sources of what we depend on
cargo xtask test      unit, pack, storage and story tests, on both engines
cargo xtask packs     checks the packs, runs their examples, counts their coverage
cargo xtask letter    makes a letter and checks the PDF
cargo xtask browser   the stories in a real browser, against a demo of its own";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let place = match place::Place::find() {
        Ok(place) => place,
        Err(fault) => return refuse(&fault.to_string()),
    };
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let stages = match words[..] {
        ["ci"] => ci::everything(),
        ["install"] => vec![ci::INSTALL],
        ["fmt"] => vec![ci::REFORMAT],
        ["tidy"] => vec![ci::TIDY],
        ["lint"] => vec![ci::LINT],
        ["deny"] => vec![ci::INSTALL_TOOLS, ci::DENY],
        ["test"] => vec![ci::INSTALL, ci::BUILD, ci::TEST],
        ["packs"] => vec![ci::BUILD, ci::PACKS],
        ["letter"] => vec![ci::INSTALL_TOOLS, ci::BUILD, ci::LETTER],
        ["browser"] => vec![ci::INSTALL, ci::BUILD, ci::BROWSER],
        ["help" | "--help"] | [] => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => return refuse(&format!("`{}` is not a chore; they are\n{HELP}", words.join(" "))),
    };
    stages::run(&stages, &place)
}

fn refuse(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(2)
}
