//! `rollbook user`: who signs in.

use std::io::{BufRead, IsTerminal};

use clap::{Args, Subcommand};
use service::account::{self, Account};
use store::Store;

use crate::outcome::{Failure, Outcome};

/// Add people who sign in, and give them new passwords
#[derive(Debug, Clone, Args)]
pub struct User {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, Subcommand)]
enum Command {
    Add(Add),
    Password(Password),
}

/// Add somebody; asks for a password, or reads it from the first line of standard input
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example: rollbook user add p.nair@hillside.example --name \"Priya Nair\" --role \"attendance lead\" \\
    --school 123456 --store sqlite:rollbook.db

Roles: class teacher, school office, attendance lead, headteacher, governor, authority attendance officer, administrator."
)]
struct Add {
    /// What they sign in with
    email: String,
    /// Their name
    #[arg(long)]
    name: String,
    /// Their role
    #[arg(long)]
    role: String,
    /// The national reference number of their school; left out for the authority's own people
    #[arg(long, value_name = "URN")]
    school: Option<String>,
    /// A class of a teacher; may be repeated
    #[arg(long, value_name = "NAME")]
    class: Vec<String>,
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
}

/// Give somebody a new password, and end what they are signed in to
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook user password p.nair@hillside.example --store sqlite:rollbook.db")]
struct Password {
    /// What they sign in with
    email: String,
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
}

/// Runs one of the commands on people.
pub fn run(user: &User) -> Result<Outcome, Failure> {
    match &user.command {
        Command::Add(add) => {
            let store = Store::open(&add.store)?;
            let Add { email, name, role, school, class, .. } = add.clone();
            account::add(&store, &Account { email, name, role, urn: school, classes: class }, &password()?)?;
            println!("{} can sign in with {}.", add.name, add.email);
        }
        Command::Password(change) => {
            let store = crate::argument::open_existing(&change.store)?;
            account::set_password(&store, &change.email, &password()?)?;
            println!("{} has a new password.", change.email);
        }
    }
    Ok(Outcome::Done)
}

/// The password, asked for on a terminal without showing it.
fn password() -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let terminal = console::Term::stderr();
    let ask = |words: &str| -> Result<String, Failure> {
        terminal.write_str(words)?;
        Ok(terminal.read_secure_line()?)
    };
    let first = ask("Password: ")?;
    if ask("Again: ")? == first { Ok(first) } else { Err(Failure::new("the two are not the same: try again")) }
}
