//! Marking many pupils over many days at once.

use domain::id::PlanId;

/// The form, and where it goes.
pub fn form() -> String {
    String::from("/marking")
}

/// The form for the children of `part`: `group-12`, `year-5` or `school`.
pub fn of(part: &str) -> String {
    format!("/marking?of={}", super::encode(part))
}

/// Where the form goes that takes an announcement back.
pub fn cancel(plan: PlanId) -> String {
    format!("/marking/expected/{plan}/cancel")
}
