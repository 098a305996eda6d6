//! Leave of absence: what a parent opens, and what the school opens.

use domain::id::SchoolId;

use super::encode;

/// The page behind a parent's link, and where its form goes.
pub fn link(token: &str) -> String {
    format!("/families/{}/leave", encode(token))
}

/// The same page once a request was sent.
pub fn sent(token: &str) -> String {
    format!("/families/{}/leave?sent=yes", encode(token))
}

/// The empty form behind a parent's link, to be printed.
pub fn blank(token: &str) -> String {
    format!("/families/{}/leave/form/pdf", encode(token))
}

/// The requests of a school.
pub fn of_school(school: SchoolId) -> String {
    format!("/schools/{school}/leave")
}

/// The empty form of a school, to be printed.
pub fn form(school: SchoolId) -> String {
    format!("/schools/{school}/leave/form/pdf")
}
