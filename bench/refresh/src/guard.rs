//! Keeps the quick ways quick: against a plain loop over bytes, in one process, so that a busy machine slows both.

use crate::{Failure, data::Authority, ours::Ours};

const GROUPS: usize = 10;
/// How many times as quick as the plain loop a scan and a refresh from planes have to be.
const SCAN: f64 = 10.0;
const PLANES: f64 = 20.0;

/// Checks the sums, then the ratios; an error where a ratio is too small.
pub fn run() -> Result<(), Failure> {
    let authority = Authority::invent(GROUPS);
    let mut ours = Ours::new(&authority)?;
    ours.check(None)?;
    let rows = ours.rows();
    let mut ratios = [0.0_f64; 2];
    for _ in 0..5 {
        let plain = ours.plainly(&rows)?.min(ours.plainly(&rows)?);
        let found = ours.quickest();
        ratios = [0, 1].map(|at| ratios[at].max(plain / found[at]));
    }
    println!("a scan is {:.1} times as quick as the plain loop, planes {:.1} times", ratios[0], ratios[1]);
    if ratios[0] < SCAN || ratios[1] < PLANES {
        return Err(format!("less than {SCAN} and {PLANES} times: look at what changed in `analysis::refresh`").into());
    }
    Ok(())
}
