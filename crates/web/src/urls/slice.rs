//! Figures by any side over any days.

use domain::id::SchoolId;

/// Figures of a school, by year, of the school year to date. The form for others goes there too.
pub fn of_school(school: SchoolId) -> String {
    format!("/schools/{school}/figures")
}

/// Figures of a school as `query` asks, such as `by=week&to=2026-11-24`, already escaped.
pub fn of_school_by(school: SchoolId, query: &str) -> String {
    format!("/schools/{school}/figures?{query}")
}

/// A number of such a table opened: `query` says which.
pub fn opened(school: SchoolId, query: &str) -> String {
    format!("/schools/{school}/figures/opened?{query}")
}

/// Figures of all schools together.
pub fn of_area() -> String {
    String::from("/authority/figures")
}

/// Figures of all schools together as `query` asks, already escaped.
pub fn of_area_by(query: &str) -> String {
    format!("/authority/figures?{query}")
}
