//! The shape of Rust files: how long, how named, what never stays in.

use super::{File, Finding};

const LONGEST_FILE: usize = 500;
const LONGEST_FUNCTION: usize = 70;
const NAMES_THAT_SAY_NOTHING: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "manager"];

/// Left behind while working. Split, so that this list does not find itself.
const LEFT_BEHIND: [&str; 5] = [
    concat!("todo", "!("),
    concat!("dbg", "!("),
    concat!("unimplemented", "!("),
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
];

/// The rules about one file.
pub fn check(file: &File) -> Vec<Finding> {
    if !file.is_rust() {
        return Vec::new();
    }
    let mut findings = name(file);
    let length = file.text.lines().count();
    if length > LONGEST_FILE {
        let message = format!("{length} lines, and {LONGEST_FILE} are the most: move a noun into a module of its own");
        findings.push(file.finding(LONGEST_FILE, message));
    }
    findings.extend(long_functions(file));
    for (index, line) in file.lines() {
        if let Some(found) = LEFT_BEHIND.into_iter().find(|word| line.contains(word)) {
            findings.push(file.finding(index, format!("`{found}` is left behind: finish it, or open an issue")));
        }
    }
    findings
}

fn name(file: &File) -> Vec<Finding> {
    let parts = file.path.trim_end_matches(".rs").split('/');
    let mut findings: Vec<Finding> = parts
        .filter(|part| NAMES_THAT_SAY_NOTHING.contains(part))
        .map(|part| file.finding(0, format!("`{part}` says nothing: name the module for its noun")))
        .collect();
    if file.path.ends_with("/mod.rs") {
        findings.push(file.finding(0, "write `case.rs` beside `case/` instead of `mod.rs`"));
    }
    findings
}

/// Functions as rustfmt writes them: the closing brace stands under the first letter of the line that begins it.
fn long_functions(file: &File) -> Vec<Finding> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut findings = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        if !begins_function(line) {
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let Some(open) = body(&lines, start) else { continue };
        let Some(end) = (open + 1..lines.len()).find(|&at| lines[at].strip_prefix(indent) == Some("}")) else {
            continue;
        };
        let length = end + 1 - start;
        if length > LONGEST_FUNCTION {
            let message = format!("a function of {length} lines, and {LONGEST_FUNCTION} are the most: split it");
            findings.push(file.finding(start, message));
        }
    }
    findings
}

fn begins_function(line: &str) -> bool {
    let mut rest = line.trim_start();
    if let Some(after) = rest.strip_prefix("pub") {
        rest = after.trim_start();
        if rest.starts_with('(') {
            rest = rest.split_once(')').map_or(rest, |(_, after)| after).trim_start();
        }
    }
    while let Some(after) = ["const ", "async ", "unsafe "].into_iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    rest.starts_with("fn ")
}

/// The line on which the body of the function opens; nothing if it has no body or is written on one line.
fn body(lines: &[&str], start: usize) -> Option<usize> {
    for (at, line) in lines.iter().enumerate().skip(start) {
        if line.ends_with('{') {
            return Some(at);
        }
        if line.ends_with(';') || line.ends_with('}') {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        let file = File { path: String::from(path), text: String::from(text) };
        check(&file).iter().map(ToString::to_string).collect()
    }

    fn function(lines: usize) -> String {
        let body = "        let _ = 1;\n".repeat(lines - 2);
        format!("impl A {{\n    pub(crate) const fn long(\n        &self,\n    ) -> u8 {{\n{body}    }}\n}}\n")
    }

    #[test]
    fn a_function_may_have_seventy_lines_and_no_more() {
        assert!(messages("crates/a/src/a.rs", &function(68)).is_empty());
        let found = messages("crates/a/src/a.rs", &function(69));
        assert_eq!(found, ["crates/a/src/a.rs:2: a function of 71 lines, and 70 are the most: split it"]);
    }

    #[test]
    fn functions_without_a_body_or_on_one_line_are_passed_over() {
        let text =
            format!("trait A {{\n    fn a(&self);\n    fn b(&self) {{}}\n}}\n{}", "const A: u8 = 1;\n".repeat(80));
        assert!(messages("crates/a/src/a.rs", &text).is_empty());
    }

    #[test]
    fn a_file_may_have_five_hundred_lines_and_no_more() {
        assert!(messages("crates/a/src/a.rs", &"//\n".repeat(500)).is_empty());
        assert_eq!(messages("crates/a/src/a.rs", &"//\n".repeat(501)).len(), 1);
    }

    #[test]
    fn names_that_say_nothing_are_found() {
        assert_eq!(messages("crates/a/src/utils/b.rs", "").len(), 1);
        assert_eq!(messages("crates/a/src/helpers.rs", "").len(), 1);
        assert_eq!(messages("crates/a/src/case/mod.rs", "").len(), 1);
        assert!(messages("crates/a/src/case/manager_of.rs", "").is_empty());
    }

    #[test]
    fn what_is_left_behind_is_found() {
        let text = format!("fn a() {{\n    {}\n}}\n", LEFT_BEHIND[0]);
        assert_eq!(messages("crates/a/src/a.rs", &text).len(), 1);
    }
}
