//! How quickly this machine reads memory, which no program can beat, and how many processors it has.

use std::{hint::black_box, process::Command, time::Instant};

use crate::{Failure, spread::Spread};

const BYTES: usize = 1 << 29;

/// Measures the rate, in bytes a second, at which one processor reads memory from one end to the other.
pub fn reads() -> Spread {
    let memory = vec![1_u64; BYTES / 8];
    Spread::of((0..7).map(|_| {
        let began = Instant::now();
        black_box(memory.iter().fold(0_u64, |sum, one| sum.wrapping_add(*one)));
        BYTES as f64 / began.elapsed().as_secs_f64()
    }))
}

/// How many processors there are; when the bench is bound to one, more than it may use.
pub fn cores() -> usize {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    text.lines().filter(|line| line.starts_with("processor")).count().max(1)
}

/// Bytes of memory that are free, if the machine says so.
pub fn free_memory() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<usize>().ok()? * 1024)
}

/// While this is there, the bench may use every processor; afterwards the first alone.
pub struct Unbound;

impl Unbound {
    /// Nothing where there is one processor, or where that cannot be asked for.
    pub fn new() -> Option<Unbound> {
        (cores() > 1 && bind(&format!("0-{}", cores() - 1)).is_ok()).then_some(Unbound)
    }
}

impl Drop for Unbound {
    fn drop(&mut self) {
        // What is left to do after it is no measurement.
        let _ = bind("0");
    }
}

fn bind(to: &str) -> Result<(), Failure> {
    let answer = Command::new("taskset").args(["-acp", to, &std::process::id().to_string()]).output()?;
    if answer.status.success() { Ok(()) } else { Err("`taskset` refused".into()) }
}
