//! How quickly this machine reads memory: what no program can beat.

use std::{hint::black_box, time::Instant};

use crate::spread::Spread;

const BYTES: usize = 1 << 29;

/// Prints the rate at which one processor reads memory from one end to the other.
pub fn print() {
    let memory = vec![1_u64; BYTES / 8];
    let rates = (0..7).map(|_| {
        let began = Instant::now();
        black_box(memory.iter().fold(0_u64, |sum, one| sum.wrapping_add(*one)));
        BYTES as f64 / 1e9 / began.elapsed().as_secs_f64()
    });
    println!("memory is read at {} GB/s", Spread::of(rates));
}
