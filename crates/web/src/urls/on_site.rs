//! Who is on site, and pupils signed out and back in.

/// Who is on site now.
pub fn list() -> String {
    String::from("/on-site")
}

/// The same with children found to be signed out.
pub fn finding(text: &str) -> String {
    format!("/on-site?find={}#leave", super::encode(text))
}

/// Where the form that signs a child out goes.
pub fn out() -> String {
    String::from("/on-site/out")
}

/// Where the form that signs a child back in goes.
pub fn back() -> String {
    String::from("/on-site/back")
}
