//! The packs that a command works with.

use service::Packs;

use crate::outcome::Failure;

/// The packs built into the program.
pub fn built_in() -> Result<Packs, Failure> {
    Packs::built_in().map_err(|faults| {
        let first = faults.first().map(|fault| format!("{}: {}", fault.path, fault.what)).unwrap_or_default();
        Failure::new(format!("{} faults in the packs, first {first}: run `rollbook pack check`", faults.len()))
    })
}
