//! `rollbook doctor`: whether everything that a day needs is in order.

use clap::Args;
use service::Clock;

use crate::{
    argument,
    outcome::{Failure, Outcome},
    packs, verify,
};

/// Check the packs, the records and each school's settings
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook doctor --store sqlite:rollbook.db")]
pub struct Doctor {
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL")]
    store: String,
}

/// Checks everything and says what to do about what is wrong.
pub fn run(doctor: &Doctor) -> Result<Outcome, Failure> {
    let packs = packs::built_in()?;
    println!("packs: {}", packs.rules.keys().cloned().collect::<Vec<String>>().join(", "));
    let store = argument::open_existing(&doctor.store)?;
    let today = Clock::Machine.today();
    let mut advice: Vec<String> = Vec::new();
    let schools = store.read(store::school::all)?;
    if schools.is_empty() {
        advice.push(String::from("there is no school: add one with `rollbook school load`"));
    }
    for school in &schools {
        if packs.rules(&school.pack).is_err() {
            let (name, pack) = (&school.name, &school.pack);
            advice.push(format!("{name} follows the pack `{pack}`, which is not here: choose another"));
        }
        let calendar = store.read(|tx| store::calendar::find(tx, school.id))?;
        if calendar.on_or_after(today).is_none() {
            advice.push(format!("{} has no school day from today on: give it the next term dates", school.name));
        }
    }
    if store.read(|tx| store::person::list(tx, None, 1))?.is_empty() {
        advice.push(String::from("nobody can sign in: add an administrator with `rollbook user add`"));
    }
    let faults = verify::every_school(&store)?;
    for one in &advice {
        println!("{one}");
    }
    Ok(if faults == 0 && advice.is_empty() { Outcome::Done } else { Outcome::FoundFaults })
}
