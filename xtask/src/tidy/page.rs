//! Templates: the content security policy refuses what is written into a page, so it is refused here first.

use super::{File, Finding};

/// The rules about one template.
pub fn check(file: &File) -> Vec<Finding> {
    if !(file.path.contains("templates/") && file.path.ends_with(".html")) {
        return Vec::new();
    }
    let findings = file.lines().filter_map(|(index, line)| Some(file.finding(index, fault(line)?)));
    findings.collect()
}

fn fault(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase();
    if lower.contains(" style=") || lower.contains("<style") {
        return Some("a style inside a page: give it a class in the stylesheet");
    }
    if lower.contains("<script") && !lower.contains(" src=") {
        return Some("a script inside a page: put it into a file of assets");
    }
    lower.match_indices(" on").find_map(|(at, _)| {
        let rest = &lower[at + 3..];
        let event = rest.find("=\"").map(|end| &rest[..end])?;
        let is_event = !event.is_empty() && event.chars().all(|character| character.is_ascii_lowercase());
        is_event.then_some("an event handler inside a page: listen for the event in a file of assets")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_scripts_and_handlers_inside_a_page_are_found() {
        for line in ["<p style=\"color:red\">", "<style>", "<script>go()</script>", "<a onclick=\"go()\">"] {
            assert!(fault(line).is_some(), "{line}");
        }
    }

    #[test]
    fn words_and_linked_files_pass() {
        for line in ["<script src=\"/x.js\" defer></script>", "<p class=\"a\">Click on <b>it</b>", "<p>on roll = 5"] {
            assert!(fault(line).is_none(), "{line}");
        }
    }

    #[test]
    fn only_templates_are_looked_at() {
        let file = |path: &str| File { path: String::from(path), text: String::from("<style>") };
        assert_eq!(check(&file("crates/web/templates/pupil.html")).len(), 1);
        assert!(check(&file("crates/documents/src/table/html.rs")).is_empty());
    }
}
