//! Invents the demo authority, writes it into an empty SQLite file, and prints how long it took and how realistic it is.

use std::{env, error::Error, fs, time::Instant};

use domain::{Date, code::CodeTable};
use jiff::civil::date;
use service::{Packs, demo};

fn main() -> Result<(), Box<dyn Error>> {
    let today: Date =
        env::args().nth(1).map_or(Ok(date(2026, 11, 24)), |text| text.parse()).map_err(|error| error.to_string())?;
    let pack = env::args().nth(2);
    let packs = Packs::built_in().map_err(|faults| format!("{} faults in the packs", faults.len()))?;
    let start = Instant::now();
    let authority = demo::generate(today, &packs, pack.as_deref(), &|_, _, _| {});
    println!("invented in {:?}; shown: {} {}", start.elapsed(), authority.day, authority.note.as_deref().unwrap_or(""));
    print_shares(&authority, &packs.codes);
    print_casework(&authority);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("demo.db");
    let store = store::Store::open(&format!("sqlite:{}", file.display()))?;
    let start = Instant::now();
    demo::load(&store, &authority, "no password", &|_, _, _| {})?;
    println!("written in {:?}, {} MB", start.elapsed(), fs::metadata(&file)?.len() / 1_000_000);
    for one in demo::sign_ins(&authority) {
        println!(
            "{:30} {:24} {:40} {}",
            one.role.words(),
            one.name,
            one.email,
            one.school.as_deref().unwrap_or("Fellshire")
        );
    }
    Ok(())
}

/// What is on record, and how often.
fn print_casework(authority: &demo::Authority) {
    let mut counts = std::collections::BTreeMap::new();
    let events = authority.schools.iter().flat_map(|school| school.events.iter().chain(&school.school_events));
    for event in events {
        let name = event.name().unwrap_or("a call in vain");
        *counts.entry((name.to_owned(), event.outcome().to_owned())).or_insert(0_u32) += 1;
    }
    for ((name, outcome), count) in counts {
        println!("{count:7} {name} {outcome}");
    }
}

fn print_shares(authority: &demo::Authority, codes: &CodeTable) {
    let entries: usize = authority.schools.iter().map(|school| school.entries.len()).sum();
    let events: usize = authority.schools.iter().map(|school| school.events.len()).sum();
    let marks: usize = authority.schools.iter().flat_map(|school| &school.entries).map(|entry| entry.marks.len()).sum();
    println!(
        "{} pupils, {} contacts, {} people, {} plans, {entries} entries, {marks} marks, {events} events",
        authority.pupils.len(),
        authority.contacts.len(),
        authority.people.len(),
        authority.plans.len(),
    );
    for (first, last) in [(date(2025, 9, 1), date(2026, 7, 31)), (date(2026, 8, 1), authority.day)] {
        let shares = demo::shares(authority, codes, first, last);
        let percent =
            |part: Option<domain::tally::Percent>| part.map_or(0.0, |part| f64::from(part.in_thousandths()) / 1000.0);
        println!(
            "{first} to {last}: {} pupils, absence {:.2}% (unauthorised {:.2}%), persistent {:.2}%, severe {:.2}%",
            shares.pupils,
            percent(shares.tally.absence()),
            100.0 * f64::from(shares.tally.unauthorised) / f64::from(shares.tally.possible().max(1)),
            percent(Some(shares.of_pupils(shares.persistent))),
            percent(Some(shares.of_pupils(shares.severe))),
        );
    }
}
