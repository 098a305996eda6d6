//! The absence of a school over a stretch of days: reasons, lateness, spells, and who is near persistent absence.
//!
//! `query` is empty, or begins with `?` and is already escaped.

use domain::id::SchoolId;

/// Why sessions were missed.
pub fn reasons(school: SchoolId, query: &str) -> String {
    format!("/schools/{school}/reasons{query}")
}

/// Who comes late.
pub fn lateness(school: SchoolId, query: &str) -> String {
    format!("/schools/{school}/lateness{query}")
}

/// Absences in a row.
pub fn spells(school: SchoolId, query: &str) -> String {
    format!("/schools/{school}/spells{query}")
}

/// Who is near persistent absence.
pub fn near(school: SchoolId, query: &str) -> String {
    format!("/schools/{school}/near{query}")
}
