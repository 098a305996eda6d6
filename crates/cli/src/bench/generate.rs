//! `rollbook bench generate`: an invented authority as large as the largest real ones.

use clap::Args;
use domain::Date;
use service::{
    Clock,
    demo::{Authority, District, generate_district, load_district},
};
use store::Store;

use crate::{
    argument,
    outcome::{Failure, Outcome},
    progress::Progress,
};

/// The one password of everybody in it.
const PASSWORD: &str = "register-2026";

/// A district has more than so many pupils on its rolls on any day.
const PUPILS_EACH: usize = 5_000;

/// Invent a large authority: as many districts like the demo as it takes, with two school years of registers
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook bench generate --store sqlite:large.db --pupils 170000

Then: rollbook serve --store sqlite:large.db   and, from the sources:   cargo run --release -p bench -- --store sqlite:large.db

The same day and number give the same authority. It has every register since September of the year before, as the demo has. The
password of everybody is register-2026.")]
pub struct Generate {
    /// The empty database to fill: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL")]
    store: String,
    /// At least so many pupils on the roll today
    #[arg(long, default_value_t = 170_000)]
    pupils: usize,
    /// The day to show. Today unless given
    #[arg(long, value_parser = argument::day)]
    today: Option<Date>,
    /// The handbook that all schools follow, by its folder name; unless given, as in the demo
    #[arg(long, value_name = "NAME")]
    pack: Option<String>,
}

/// Invents and writes district after district until there are enough pupils.
pub fn run(asked: &Generate) -> Result<Outcome, Failure> {
    let most = PUPILS_EACH * District::MOST as usize;
    if asked.pupils > most {
        return Err(Failure::new(format!("there are names for {most} pupils: ask for no more")));
    }
    let packs = crate::packs::built_in()?;
    if let Some(pack) = asked.pack.as_deref() {
        crate::demo::known(&packs, pack)?;
    }
    let store = Store::open(&asked.store)?;
    if !store.read(store::school::all)?.is_empty() {
        return Err(Failure::new("this database already has schools: name an empty one"));
    }
    let today = asked.today.unwrap_or_else(|| Clock::Machine.today());
    let hash = service::sign_in::hash(PASSWORD)?;
    let progress = Progress::begin();
    let quiet = |_: &str, _: u64, _: u64| {};
    let (mut pupils, mut schools) = (0, 0);
    for district in District::first(District::MOST) {
        progress.reach("Inventing pupils", pupils as u64, asked.pupils as u64);
        let authority = generate_district(district, today, &packs, asked.pack.as_deref(), &quiet);
        load_district(&store, &authority, &hash, &quiet)?;
        pupils += on_roll(&authority);
        schools += authority.schools.len();
        if district == District::FIRST {
            let (name, note) = (authority.name, authority.note);
            store.write(move |tx| store::meta::set(tx, "authority", &name))?;
            note.into_iter().for_each(|note| println!("{note}"));
        }
        if pupils >= asked.pupils {
            break;
        }
    }
    progress.end();
    println!("{schools} schools, {pupils} pupils on their rolls, in {}", asked.store);
    Ok(Outcome::Done)
}

fn on_roll(authority: &Authority) -> usize {
    let is_here = |one: &&service::demo::EnrolledPupil| {
        one.enrolments.last().is_some_and(|(_, span)| span.until.is_none_or(|until| until >= authority.day))
    };
    authority.pupils.iter().filter(is_here).count()
}
