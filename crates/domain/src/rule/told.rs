//! Who is who, what is said to whom, and who helps: entries that inform and decide nothing.

use alloc::{string::String, vec::Vec};

use super::{Condition, Head};

/// Who somebody is in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Name and source.
    pub head: Head,
    /// Who that is in the program, such as `attendance lead`.
    pub held_by: String,
}

/// Information for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Name and source.
    pub head: Head,
    /// To whom it is shown: `parents` for everybody who finds it, `everybody` for everybody who signs in, or roles.
    pub shown_to: Vec<String>,
    /// Its paragraphs.
    pub text: Vec<String>,
}

/// Somebody who helps: a line of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Name and source.
    pub head: Head,
    /// For whom it is, in words.
    pub helps: String,
    /// What it offers.
    pub offers: String,
    /// How to reach it.
    pub reached_by: String,
    /// The referral or form that asks it.
    pub refer_with: Option<String>,
    /// For whose pupils it is listed; nothing for everybody's.
    pub when: Option<Condition>,
}
