//! What the handbooks ask of the authority itself.

use super::encode;

/// The list.
pub fn list() -> String {
    String::from("/authority/duties")
}

/// The page on which one of those things is done, and where its form goes.
pub fn duty(pack: &str, slug: &str) -> String {
    format!("/authority/duties/{}/{}", encode(pack), encode(slug))
}
