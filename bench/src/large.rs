//! A large authority made by `rollbook bench generate`: how long until it is served, what it takes in memory, and its pages.

use std::time::Instant;

use domain::{Date, clock};
use jiff::civil::time;
use service::{App, Clock, Packs};
use store::Store;

use crate::{Failure, pages};

/// The password that `rollbook bench generate` gives everybody.
const PASSWORD: &str = "register-2026";

/// Prints start-up, memory and pages of the authority at `address`, on the morning of `day`.
pub fn measure(address: &str, day: Date) -> Result<(), Failure> {
    let began = Instant::now();
    let packs = Packs::built_in().map_err(|faults| format!("{faults:?}"))?;
    let now = clock::instant(day, time(10, 30, 0, 0));
    let app =
        App::open(Store::open(address)?, packs, Clock::from(now), &|_, _| {}).map_err(|error| error.to_string())?;
    let opened = began.elapsed();
    println!("start-up, packs read and roll built from the log: {:.2} s", opened.as_secs_f64());
    println!("  {} schools; memory {}", app.schools().count(), memory());
    let began = Instant::now();
    app.warm();
    println!("everybody's standing worked out, behind the first pages: {:.2} s", began.elapsed().as_secs_f64());
    println!("  memory {}", memory());
    pages::measure(app, &Store::open(address)?, day, PASSWORD)?;
    println!("\nmemory at the end {}", memory());
    Ok(())
}

/// What the process takes now and took at most, in MB, where the system says so.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
        kilobytes.map_or_else(|| String::from("unknown"), |kilobytes| format!("{} MB", kilobytes / 1024))
    };
    format!("{}, at most {}", megabytes("VmRSS:"), megabytes("VmHWM:"))
}
