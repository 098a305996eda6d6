//! Arguments that several commands read alike.

use domain::Date;

/// Reads a day.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is not a day: write it as 2026-11-24"))
}
