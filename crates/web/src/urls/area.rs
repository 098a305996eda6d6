//! The authority's area: where to focus, and which schools need its people.

/// Cohorts by phase, the schools where most days are missed beyond what is usual, towns, and bands.
pub fn focus() -> String {
    String::from("/authority/focus")
}

/// One of the tables of [`focus`], by its word.
pub fn focus_on(table: &str) -> String {
    format!("{}?table={}", focus(), super::encode(table))
}

/// Every school that needs somebody of the authority, in one table.
pub fn work() -> String {
    String::from("/authority/work")
}
