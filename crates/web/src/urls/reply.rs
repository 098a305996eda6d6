//! What families open without an account, and what the school opens of theirs.

use domain::id::EvidenceId;

use super::encode;

/// The page behind a link of a message, and where its form goes.
pub fn link(token: &str) -> String {
    format!("/families/{}", encode(token))
}

/// The page that says that a reply was kept.
pub fn kept(token: &str) -> String {
    format!("/families/{}/kept", encode(token))
}

/// The page on which a parent asks for a link, and where its form goes.
pub fn ask() -> String {
    String::from("/families")
}

/// The same page once a link was asked for.
pub fn asked() -> String {
    String::from("/families?asked=yes")
}

/// What a family sent, to be looked at.
pub fn evidence(evidence: EvidenceId) -> String {
    format!("/evidence/{evidence}")
}
