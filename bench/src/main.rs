//! How fast Rollbook is: `cargo run --release -p bench`.
//!
//! Appends are measured on both engines in one run, pages and start-up on the invented authority. Machines are noisy, so
//! each figure is the median of several rounds with the smallest and largest beside it, and what matters are the ratios.

mod appends;
mod decide;
mod pages;
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
    decide::measure(app.packs())?;
    pages::measure(app, &authority)?;
    appends::measure(&folder.path().join("appends.db").display().to_string())?;
    Ok(())
}
