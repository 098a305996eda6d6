//! Stages in order: each says what it does, how long it took and what it counted. The last line is the sum.

use std::{ops::AddAssign, process::ExitCode, time::Instant};

use crate::{command::Fault, place::Place};

/// What a stage counted. A check that is no test counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Tests and checks that passed.
    pub passed: u32,
    /// Tests and checks that failed.
    pub failed: u32,
}

impl Count {
    /// One check that passed.
    pub const ONE: Count = Count { passed: 1, failed: 0 };
    /// Nothing to count.
    pub const NONE: Count = Count { passed: 0, failed: 0 };
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// One stage.
#[derive(Debug, Clone, Copy)]
pub struct Stage {
    /// What it does, as a heading.
    pub name: &'static str,
    /// Does it.
    pub run: fn(&Place) -> Result<Count, Fault>,
}

/// Runs them until one fails.
pub fn run(stages: &[Stage], place: &Place) -> ExitCode {
    let start = Instant::now();
    let mut lines = Vec::new();
    let mut sum = Count::NONE;
    let mut stopped = None;
    for stage in stages {
        println!("\n== {} ==", stage.name);
        let began = Instant::now();
        let result = (stage.run)(place);
        let seconds = began.elapsed().as_secs();
        let count = *result.as_ref().unwrap_or(&Count { passed: 0, failed: 1 });
        sum += count;
        lines
            .push(format!("{:<24} {seconds:>5} s  {:>5} passed  {:>3} failed", stage.name, count.passed, count.failed));
        let sentence = match result {
            Err(fault) => fault.to_string(),
            Ok(count) if count.failed > 0 => format!("{} failed; their names stand above", count.failed),
            Ok(_) => continue,
        };
        stopped = Some(format!("stopped at {}: {sentence}", stage.name));
        break;
    }
    println!("\n{}", lines.join("\n"));
    println!("{} s in all", start.elapsed().as_secs());
    if let Some(sentence) = &stopped {
        println!("{sentence}");
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if stopped.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
