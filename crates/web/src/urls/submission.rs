//! Addresses of what was submitted on devices.

use domain::{id::GroupId, session::Session, submission::SubmissionId};

/// What a device is told so that it goes on working without network.
pub fn device() -> String {
    String::from("/submissions/device")
}

/// Where a device sends a register.
pub fn register(group: GroupId, session: Session) -> String {
    format!("/submissions/registers/{group}/{}/{}", session.date, session.half.short())
}

/// Where a device sends a late arrival.
pub fn arrivals() -> String {
    String::from("/submissions/arrivals")
}

/// The page on which a late arrival is signed in without a search, so that it works without network.
pub fn arrival() -> String {
    String::from("/submissions/arrival")
}

/// What waits for a person to look at both sides.
pub fn all() -> String {
    String::from("/submissions")
}

/// Both sides of one submission, and where the form goes that settles it.
pub fn one(id: SubmissionId) -> String {
    format!("/submissions/{id}")
}

/// What a device shows when there is no network.
pub fn kept() -> String {
    String::from("/submissions/kept")
}
