//! What somebody saw before they confirmed it, as one short word: if it is another when they confirm, they have to look again.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The word for `seen`, the same on every server that runs this program.
pub(crate) fn of(seen: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    seen.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
