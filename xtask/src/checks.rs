//! Checks that other programs make: the formatter, clippy, cargo-deny, the test runner, and our own executable.

use crate::{
    command::{Fault, ask, cargo, command, run, watch, which},
    place::Place,
    postgres,
    stages::Count,
};

/// Formats the code.
pub fn reformat(place: &Place) -> Result<Count, Fault> {
    run(&mut cargo(place, &["fmt", "--all"]), "the code could not be formatted").map(|()| Count::NONE)
}

/// Checks that the code is formatted.
pub fn format(place: &Place) -> Result<Count, Fault> {
    run(&mut cargo(place, &["fmt", "--all", "--check"]), "the code is not formatted: run `cargo xtask fmt`")
        .map(|()| Count::ONE)
}

/// Runs clippy in the release profile, so that nothing is checked twice.
pub fn lint(place: &Place) -> Result<Count, Fault> {
    let arguments = ["clippy", "--release", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run(&mut cargo(place, &arguments), "clippy found something").map(|()| Count::ONE)
}

/// Runs cargo-deny. The advisories need a database from the network; without it they are left out, and we say so.
pub fn deny(place: &Place) -> Result<Count, Fault> {
    let mut check = command(place, "cargo-deny");
    check.args(["--locked", "--workspace", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
    run(&mut check, "a dependency has a licence, a source or a name that deny.toml does not allow")?;
    let mut fetch = command(place, "cargo-deny");
    if !ask(fetch.args(["fetch", "db"]))?.succeeded {
        println!("advisories skipped: their database cannot be fetched from here");
        return Ok(Count::ONE);
    }
    let mut advisories = command(place, "cargo-deny");
    advisories.args(["--locked", "--workspace", "check", "--disable-fetch", "advisories"]);
    run(&mut advisories, "a dependency has a known fault").map(|()| Count { passed: 2, failed: 0 })
}

/// Builds every program.
pub fn build(place: &Place) -> Result<Count, Fault> {
    let arguments = ["build", "--release", "--locked", "--workspace", "--bins", "--examples"];
    run(&mut cargo(place, &arguments), "the build failed").map(|()| Count::NONE)
}

/// Runs every Rust test, with a PostgreSQL server of our own.
pub fn test(place: &Place) -> Result<Count, Fault> {
    let server = postgres::start(place)?;
    let has_nextest = which(place, "cargo-nextest").is_some();
    let mail = place.tools().join("bin").join("aiosmtpd");
    let arguments: &[&str] = if has_nextest {
        &["nextest", "run", "--release", "--locked", "--workspace", "--no-fail-fast", "--status-level=slow"]
    } else {
        &["test", "--release", "--locked", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"]
    };
    let mut count = counted(
        cargo(place, arguments).env("ROLLBOOK_TEST_POSTGRES", &server.address).env("ROLLBOOK_AIOSMTPD", &mail),
    )?;
    if count.failed == 0 {
        let arguments = ["test", "--release", "--locked", "--workspace", "--no-fail-fast", "--doc", "--quiet"];
        count += counted(cargo(place, &arguments).env("ROLLBOOK_TEST_POSTGRES", &server.address))?;
    }
    Ok(count)
}

fn counted(tests: &mut std::process::Command) -> Result<Count, Fault> {
    let ran = watch(tests)?;
    let count = read_summaries(&ran.printed);
    if !ran.succeeded && count.failed == 0 {
        return Err(Fault::new("the tests did not run to their end"));
    }
    Ok(count)
}

/// Adds up the summaries of nextest (`13 passed, 2 failed`), of cargo (`13 passed; 2 failed`) and of Node (`pass 13`).
pub fn read_summaries(printed: &str) -> Count {
    let mut sum = Count::NONE;
    for line in printed.lines() {
        let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches([',', ';', ':'])).collect();
        let before = |label: &str| {
            words.iter().position(|&word| word == label).and_then(|at| number(&words, at.checked_sub(1)?))
        };
        if words.first() == Some(&"Summary") || line.starts_with("test result:") {
            sum.passed += before("passed").unwrap_or(0);
            sum.failed += before("failed").unwrap_or(0) + before("timed").unwrap_or(0);
        }
        if let [_, "pass", count] = words[..] {
            sum.passed += count.parse().unwrap_or(0);
        }
        if let [_, "fail" | "cancelled", count] = words[..] {
            sum.failed += count.parse().unwrap_or(0);
        }
    }
    sum
}

fn number(words: &[&str], at: usize) -> Option<u32> {
    words.get(at)?.parse().ok()
}

/// Checks the packs with the program that ships.
pub fn packs(place: &Place) -> Result<Count, Fault> {
    let mut count = Count::NONE;
    for (words, otherwise) in [
        ("check", "a pack has a fault; its file and line stand above"),
        ("format packs --check", "a chapter is not in its canonical form: run `rollbook pack format packs`"),
        ("examples", "an example of a pack came out otherwise than it says"),
        ("coverage", "the coverage of the rows could not be counted"),
    ] {
        run(command(place, place.built("rollbook")).arg("pack").args(words.split(' ')), otherwise)?;
        count += Count::ONE;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summaries_of_every_runner_are_added_up() {
        let printed = "\
     Summary [   0.512s] 15 tests run: 12 passed (1 slow), 2 failed, 1 timed out, 0 skipped
test result: ok. 13 passed; 0 failed; 0 ignored; 0 measured
test a_name_that_has_passed ... ok
ℹ tests 6
ℹ pass 4
ℹ fail 1
ℹ cancelled 1
";
        assert_eq!(read_summaries(printed), Count { passed: 29, failed: 5 });
    }
}
