//! What was measured, and the ratios within each round.

use std::collections::BTreeMap;

use crate::spread::Spread;

/// What a peer is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    Refresh,
    Increment,
    LookUp,
    Recompute,
}

/// Seconds of each way, one for each round.
#[derive(Default)]
pub struct Measured {
    ours: BTreeMap<String, Vec<f64>>,
    peers: BTreeMap<(String, Job), Vec<f64>>,
}

impl Job {
    /// The line it is printed in.
    pub fn name(self) -> &'static str {
        match self {
            Job::Refresh => "refresh",
            Job::Increment => "one session more",
            Job::LookUp => "one pupil looked up",
            Job::Recompute => "one pupil recomputed",
        }
    }

    /// Whether a way of ours does this.
    fn is_done_by(self, way: &str) -> bool {
        match self {
            Job::Refresh => way.starts_with("scan") || way.starts_with("planes"),
            _ => way == self.name(),
        }
    }
}

impl Measured {
    pub fn add(&mut self, name: &str, seconds: f64) {
        self.ours.entry(name.to_owned()).or_default().push(seconds);
    }

    pub fn add_peer(&mut self, name: &str, job: Job, seconds: f64) {
        self.peers.entry((name.to_owned(), job)).or_default().push(seconds);
    }

    /// Prints what share of the memory's limit a scan reaches: marks are read and figures written, 483 bytes a pupil.
    pub fn print_share(&self, pupils: usize, reads: &Spread) {
        const BYTES_A_PUPIL: usize = 483;
        let limit = (pupils * BYTES_A_PUPIL) as f64 / reads.greatest();
        println!(
            "\nmemory is read at {} GB/s, so that no scan takes less than {:.2} ms",
            reads.each(|one| one / 1e9),
            limit * 1e3
        );
        for (name, seconds) in self.ours.iter().filter(|(name, _)| name.starts_with("scan")) {
            let share = Spread::of(seconds.iter().map(|one| 100.0 * limit / one)).greatest();
            let quickest = Spread::of(seconds.iter().copied()).smallest();
            println!("  {name:<20} {share:.0} % of that at best, {:.1} ns a pupil", quickest * 1e9 / pupils as f64);
        }
    }

    /// Prints times, and each peer as a multiple of ours, round by round.
    pub fn print(&self) {
        println!("\nmedian (smallest–largest) of the rounds");
        for (name, seconds) in &self.ours {
            println!("  {name:<20} {}", shown(seconds));
        }
        for ((peer, job), theirs) in &self.peers {
            println!("  {:<30} {}", format!("{peer}, {}", job.name()), shown(theirs));
            for (name, ours) in self.ours.iter().filter(|(name, _)| job.is_done_by(name)) {
                let ratios = theirs.iter().zip(ours).map(|(theirs, ours)| theirs / ours);
                println!("    as many times {name:<20} {}", Spread::of(ratios));
            }
        }
    }
}

/// In the unit that suits the median.
fn shown(seconds: &[f64]) -> String {
    let spread = Spread::of(seconds.iter().copied());
    let (scale, unit) = match spread.median() {
        median if median < 1e-3 => (1e6, "µs"),
        median if median < 1.0 => (1e3, "ms"),
        _ => (1.0, "s"),
    };
    format!("{} {unit}", spread.each(|one| one * scale))
}
