//! A whole authority's figures worked out anew, beside other engines: `cargo run --release -p bench-refresh -- L`.
//!
//! What each printed figure means stands in `bench/refresh/README.md`. Only ratios within one run count.

mod checksum;
mod cold;
mod data;
mod guard;
mod machine;
mod ours;
mod peer;
mod spread;

use std::{path::PathBuf, process::Command};

use data::Authority;

type Failure = Box<dyn std::error::Error>;

const HELP: &str = "usage: bench-refresh [cold] [S|L|XL|england|guard] [--rounds NUMBER] [--data FOLDER] [--folder FOLDER] \
                    [--peers duckdb,polars,sqlite,postgres|none]";
/// Memory that a pupil takes here, with some to spare.
const BYTES_A_PUPIL: usize = 720;

/// Pupils of the reference.
const REFERENCE_PUPILS: usize = 170_000;

/// Set for the process that is bound to one processor.
const BOUND: &str = "ROLLBOOK_BENCH_BOUND";

#[derive(PartialEq)]
enum Task {
    Compare,
    Cold,
    Guard,
}

struct Asked {
    size: String,
    groups: usize,
    task: Task,
    data: Option<PathBuf>,
    rounds: usize,
    folder: PathBuf,
    peers: Vec<String>,
}

fn main() -> Result<(), Failure> {
    if std::env::var_os(BOUND).is_none() && bind()? {
        return Ok(());
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    match &words[..] {
        [word, path] if word == cold::START => return cold::start(path.as_ref()),
        [word, path] if word == cold::SHOW => return cold::show(path.as_ref()),
        _ => {}
    }
    let asked = Asked::parse(words)?;
    if asked.task == Task::Guard {
        return guard::run();
    }
    let authority = match &asked.data {
        Some(folder) => Authority::read(folder)?,
        None => Authority::invent(asked.groups),
    };
    let needed = authority.pupils() * BYTES_A_PUPIL;
    if let Some(free) = machine::free_memory().filter(|&free| free < needed) {
        println!(
            "{} pupils take {needed} bytes of memory and {free} are free, so nothing is measured.",
            authority.pupils()
        );
        return Ok(());
    }
    println!("Size {}: {} pupils in {} schools.", asked.size, authority.pupils(), authority.schools());
    let folder = asked.folder.join(&asked.size);
    // The reference is known for one size, from this bench's own data and from the reference's.
    let reference = (authority.pupils() == REFERENCE_PUPILS).then(checksum::Checksums::reference);
    if asked.task == Task::Cold {
        return cold::run(&authority, &folder, &asked.folder, reference);
    }
    let mut peers = peer::start(&asked.peers, &authority, &folder, &asked.folder)?;
    let mut ours = ours::Ours::new(&authority)?;
    ours.check(reference)?;
    println!("{:.0} bytes of memory a pupil", ours.bytes_a_pupil());
    let reads = machine::reads();
    let measured = ours.measure(asked.rounds, &mut peers)?;
    measured.print();
    measured.print_share(ours.pupils(), &reads);
    Ok(())
}

/// Runs this program again on one processor; false where that cannot be asked for.
fn bind() -> Result<bool, Failure> {
    let mut again = Command::new("taskset");
    again.args(["-c", "0"]).arg(std::env::current_exe()?).args(std::env::args_os().skip(1)).env(BOUND, "1");
    match again.status() {
        Ok(status) if status.success() => Ok(true),
        Ok(_) => Err("the bench on one processor failed: read what it printed above".into()),
        Err(_) => {
            println!("There is no `taskset` here, so that more than one processor may be at work.");
            Ok(false)
        }
    }
}

impl Asked {
    fn parse(words: Vec<String>) -> Result<Asked, Failure> {
        let cache = std::env::temp_dir().join("rollbook-bench");
        let peers = ["duckdb", "polars"].map(str::to_owned).to_vec();
        let mut asked =
            Asked { size: "S".into(), groups: 10, task: Task::Compare, data: None, rounds: 3, folder: cache, peers };
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(HELP);
            match word.as_str() {
                "S" | "L" | "XL" | "england" => asked.size = word,
                "cold" => asked.task = Task::Cold,
                "guard" => asked.task = Task::Guard,
                "--data" => asked.data = Some(value()?.into()),
                "--rounds" => asked.rounds = value()?.parse::<usize>()?.max(1),
                "--folder" => asked.folder = value()?.into(),
                "--peers" => {
                    asked.peers = value()?.split(',').filter(|&name| name != "none").map(str::to_owned).collect()
                }
                _ => return Err(HELP.into()),
            }
        }
        asked.groups = match asked.size.as_str() {
            "S" => 10,
            "L" => 100,
            "XL" => 1000,
            _ => 5294,
        };
        if asked.data.is_some() {
            asked.size = "given".into();
        }
        Ok(asked)
    }
}
