//! When the registers of a school are open.

use domain::id::SchoolId;

/// The times of a school, and where the form that sets them goes.
pub fn of(school: SchoolId) -> String {
    format!("/schools/{school}/times")
}
