//! How fast Rollbook is: `cargo run --release -p bench`; and on an authority made by `rollbook bench generate`:
//! `cargo run --release -p bench -- --store sqlite:large.db`, with `--today` if it was made for another day than today.
//!
//! Appends are measured on both engines in one run, pages and start-up on the invented authority. Machines are noisy, so
//! each figure is the median of several rounds with the smallest and largest beside it, and what matters are the ratios.

mod appends;
mod decide;
mod large;
mod pages;
mod roll;
mod spread;

use std::time::Instant;

use domain::Date;
use service::{App, Clock, Packs, demo};
use store::Store;

use spread::Spread;

type Failure = Box<dyn std::error::Error>;

/// The day that the invented authority shows.
const DAY: Date = jiff::civil::date(2026, 11, 24);

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().skip_while(|one| *one != name).nth(1);
    if let Some(address) = value("--store") {
        let today = value("--today").map(|day| day.parse::<Date>()).transpose().map_err(|error| error.to_string())?;
        return large::measure(address, today.unwrap_or_else(|| Clock::Machine.today()));
    }
    let folder = tempfile::tempdir()?;
    let address = format!("sqlite:{}", folder.path().join("bench.db").display());
    println!("Rollbook bench. Median of the rounds, smallest and largest in brackets.\n");

    let packs = Packs::built_in().map_err(|faults| format!("{faults:?}"))?;
    let began = Instant::now();
    let authority = demo::generate(DAY, &packs, None, &|_, _, _| {});
    let generated = began.elapsed();
    let began = Instant::now();
    let hash = service::sign_in::hash("bench")?;
    let store = Store::open(&address)?;
    demo::load(&store, &authority, &hash, &|_, _, _| {})?;
    println!("data: {} ms to invent, {} ms to write", generated.as_millis(), began.elapsed().as_millis());
    let pupils = authority.pupils.len();
    let acts: usize = authority.schools.iter().map(|school| school.entries.len()).sum();
    println!("      {} schools, {pupils} pupils, {acts} acts in the register log\n", authority.schools.len());

    let mut starts = Vec::new();
    for _ in 0..5 {
        let began = Instant::now();
        let packs = Packs::built_in().map_err(|faults| format!("{faults:?}"))?;
        App::open(Store::open(&address)?, packs, Clock::from(authority.now), &|_, _| {})
            .map_err(|error| error.to_string())?;
        starts.push(began.elapsed());
    }
    println!("start-up, packs read and roll built from the log: {}", Spread::of(starts));

    let app = App::open(Store::open(&address)?, packs, Clock::from(authority.now), &|_, _| {})
        .map_err(|error| error.to_string())?;
    let calendar = app.packs().example_calendar().ok_or("the national pack has a calendar")?;
    roll::measure(&app.packs().codes, calendar);
    decide::measure(app.packs())?;
    pages::measure(app, &Store::open(&address)?, DAY, "bench")?;
    appends::measure(&folder.path().join("appends.db").display().to_string())?;
    Ok(())
}
