//! Brothers and sisters in several schools.

/// The families with a child absent without a reason today, and children in more than one school.
pub fn families() -> String {
    String::from("/authority/families")
}
