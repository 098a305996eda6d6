//! Closures of a school or a part of it.

use domain::id::ClosingId;

/// The closures of this school year, and where the form that closes goes.
pub fn list() -> String {
    String::from("/closings")
}

/// What undoing one would do, and where the form that undoes it goes.
pub fn undo(closing: ClosingId) -> String {
    format!("/closings/{closing}/undo")
}
