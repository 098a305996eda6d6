//! What pupils attend somewhere else, and the report of each day.

use domain::{Date, id::ArrangementId};

/// Who is expected elsewhere today.
pub fn list() -> String {
    String::from("/provision")
}

/// Who was expected elsewhere on `day`.
pub fn on(day: Date) -> String {
    format!("/provision?day={day}")
}

/// Where the form of a provider's report goes.
pub fn reports() -> String {
    String::from("/provision/reports")
}

/// Where the form goes that records what a pupil attends elsewhere.
pub fn arrangements() -> String {
    String::from("/provision/arrangements")
}

/// Where the form goes that ends it.
pub fn end(arrangement: ArrangementId) -> String {
    format!("/provision/arrangements/{arrangement}/end")
}
