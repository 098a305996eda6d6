//! Absences whose reason is not known, by deadline.

/// The list, and where the form that settles some of them goes.
pub fn list() -> String {
    String::from("/unsettled")
}
