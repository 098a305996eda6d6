//! `rollbook user`: who signs in.

use std::io::{BufRead, IsTerminal};

use clap::{Args, Subcommand};
use service::account::{self, Account, LooksAfter};
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
    LookAfter(LookAfter),
}

/// Add somebody; asks for a password, or reads it from the first line of standard input
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example: rollbook user add p.nair@hillside.example --name \"Priya Nair\" --role \"attendance lead\" \\
    --school 123456 --store sqlite:rollbook.db

Roles: class teacher, school office, attendance lead, headteacher, governor, authority attendance officer, administrator, cohort holder."
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

/// Say what somebody of the authority looks after, in place of what they did before
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example: rollbook user look-after l.farrow@fellshire.example --cohort \"in care\" --cohort \"social worker\" \\
    --store sqlite:rollbook.db

Schools stand first in an officer's lists; a cohort holder sees the children of the cohorts in every school."
)]
struct LookAfter {
    /// What they sign in with
    email: String,
    /// The national reference number of a school; may be repeated
    #[arg(long, value_name = "URN")]
    school: Vec<String>,
    /// The name of a cohort in a handbook; may be repeated
    #[arg(long, value_name = "NAME")]
    cohort: Vec<String>,
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
        Command::LookAfter(what) => {
            let store = crate::argument::open_existing(&what.store)?;
            let packs = crate::packs::built_in()?;
            let looks_after = LooksAfter { urns: what.school.clone(), cohorts: what.cohort.clone() };
            account::look_after(&store, &what.email, looks_after, |name| packs.has_cohort(name))?;
            println!("{} looks after {} schools and {} cohorts.", what.email, what.school.len(), what.cohort.len());
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
