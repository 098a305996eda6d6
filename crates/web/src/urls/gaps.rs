//! What is missing in the register, and what stands where nothing can.

/// The gaps of this school year.
pub fn list() -> String {
    String::from("/gaps")
}
