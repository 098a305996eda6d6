//! What was measured, and the ratios within each round.

use std::collections::BTreeMap;

use crate::spread::Spread;

/// Seconds of each way, one for each round.
#[derive(Default)]
pub struct Measured {
    ours: BTreeMap<String, Vec<f64>>,
    peers: BTreeMap<String, Vec<f64>>,
    look_up: Vec<f64>,
    recompute: Vec<f64>,
}

impl Measured {
    pub fn add(&mut self, name: &str, seconds: f64) {
        self.ours.entry(name.to_owned()).or_default().push(seconds);
    }

    pub fn add_peer(&mut self, name: &str, seconds: f64) {
        self.peers.entry(name.to_owned()).or_default().push(seconds);
    }

    pub fn add_one_pupil(&mut self, look_up: f64, recompute: f64) {
        self.look_up.push(look_up);
        self.recompute.push(recompute);
    }

    /// Prints times, and each peer as a multiple of each of ours, round by round.
    pub fn print(&self) {
        println!("\nmedian (smallest–largest) of the rounds");
        for (name, seconds) in &self.ours {
            println!("  {name:<20} {} ms", Spread::of(seconds.iter().copied()).each(|one| one * 1e3));
        }
        let micro = |seconds: &[f64]| Spread::of(seconds.iter().map(|one| one * 1e6));
        println!("  one pupil looked up  {} µs", micro(&self.look_up));
        println!("  one pupil recomputed {} µs", micro(&self.recompute));
        for (peer, theirs) in &self.peers {
            println!("  {peer:<20} {} s", Spread::of(theirs.iter().copied()));
            for (name, ours) in
                self.ours.iter().filter(|(name, _)| name.starts_with("scan") || name.starts_with("planes"))
            {
                let ratios = theirs.iter().zip(ours).map(|(theirs, ours)| theirs / ours);
                println!("    as many times {name:<20} {}", Spread::of(ratios));
            }
        }
    }
}
