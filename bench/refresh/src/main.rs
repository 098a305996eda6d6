//! A whole authority's figures worked out anew, beside other engines: `cargo run --release -p bench-refresh -- L`.
//!
//! What each printed figure means stands in `bench/refresh/README.md`. Only ratios within one run count.

mod checksum;
mod data;
mod machine;
mod ours;
mod peer;
mod spread;

use std::{path::PathBuf, process::Command};

use data::Authority;

type Failure = Box<dyn std::error::Error>;

const HELP: &str =
    "usage: bench-refresh [S|L|XL] [--rounds NUMBER] [--folder FOLDER] [--peers duckdb,polars,sqlite,postgres|none]";

/// Set for the process that is bound to one processor.
const BOUND: &str = "ROLLBOOK_BENCH_BOUND";

struct Asked {
    size: String,
    groups: usize,
    rounds: usize,
    folder: PathBuf,
    peers: Vec<String>,
}

fn main() -> Result<(), Failure> {
    if std::env::var_os(BOUND).is_none() && bind()? {
        return Ok(());
    }
    let asked = Asked::parse()?;
    println!("Size {}: inventing the authority.", asked.size);
    let authority = Authority::invent(asked.groups);
    let folder = asked.folder.join(&asked.size);
    let mut peers = peer::start(&asked.peers, &authority, &folder, &asked.folder)?;
    let mut ours = ours::Ours::new(&authority)?;
    ours.check(&asked.size)?;
    let expected = ours.checksums();
    drop(authority);
    println!("\n{} pupils, {:.0} bytes of memory a pupil", ours.pupils(), ours.bytes_a_pupil());
    machine::print();
    let measured = ours.measure(asked.rounds, &mut peers)?;
    measured.print();
    for peer in &mut peers {
        peer.check(&expected)?;
    }
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
    fn parse() -> Result<Asked, Failure> {
        let cache = std::env::temp_dir().join("rollbook-bench");
        let peers = ["duckdb", "polars"].map(str::to_owned).to_vec();
        let mut asked = Asked { size: "S".into(), groups: 10, rounds: 3, folder: cache, peers };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(HELP);
            match word.as_str() {
                "S" | "L" | "XL" => asked.size = word,
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
            _ => 1000,
        };
        Ok(asked)
    }
}
