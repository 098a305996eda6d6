//! Which crate may use which: read strictly downward, and only one crate for each kind of outside thing.

use super::{File, Finding};

/// Our crates and what each may use of ours.
const OURS: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("pack", &["domain"]),
    ("analysis", &["domain", "pack"]),
    ("imports", &["domain"]),
    ("documents", &["domain"]),
    ("post", &["domain"]),
    ("store", &["domain"]),
    ("service", &["domain", "pack", "analysis", "imports", "documents", "post", "store"]),
    ("web", &["domain", "pack", "analysis", "imports", "documents", "service"]),
    ("cli", &["domain", "pack", "analysis", "imports", "documents", "post", "store", "service", "web"]),
];

/// Outside crates, by the beginning of their name, that only some of ours may use.
const OUTSIDE: [(&str, &[&str]); 11] = [
    ("axum", &["web"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("lettre", &["post"]),
    ("minijinja", &["web"]),
    ("postgres", &["store"]),
    ("rusqlite", &["store"]),
    ("tower", &["web"]),
    ("typst", &["documents"]),
    ("rust_xlsxwriter", &["documents"]),
    ("ureq", &["post"]),
];

/// All that the domain may use from outside. It reads no clock, file or network.
const DOMAIN_USES: [&str; 3] = ["blake3", "jiff", "thiserror"];

/// The rules about the manifest of one of our crates.
pub fn check(file: &File) -> Vec<Finding> {
    let Some(name) = file.path.strip_prefix("crates/").and_then(|rest| rest.strip_suffix("/Cargo.toml")) else {
        return no_std(file);
    };
    let Some((_, may_use)) = OURS.into_iter().find(|(ours, _)| *ours == name) else {
        return vec![
            file.finding(0, format!("`{name}` is a new crate: give it its place in xtask/src/tidy/boundary.rs")),
        ];
    };
    let mut findings = Vec::new();
    for (index, dependency) in dependencies(&file.text) {
        if let Some(message) = refusal(name, may_use, dependency) {
            findings.push(file.finding(index, message));
        }
    }
    findings
}

fn refusal(name: &str, may_use: &[&str], dependency: &str) -> Option<String> {
    if OURS.iter().any(|(ours, _)| *ours == dependency) {
        return (!may_use.contains(&dependency)).then(|| format!("`{name}` may not use `{dependency}`: read downward"));
    }
    if let Some((_, users)) =
        OUTSIDE.iter().find(|(start, users)| dependency.starts_with(start) && !users.contains(&name))
    {
        return Some(format!("`{dependency}` belongs into `{}`", users.join("`, `")));
    }
    let is_strange = name == "domain" && !DOMAIN_USES.contains(&dependency);
    is_strange.then(|| format!("the domain is pure and may not use `{dependency}`"))
}

/// The names under `[dependencies]`, with the index of their line. What only tests use is free.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut is_inside = false;
    let mut found = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            is_inside = line == "[dependencies]";
            if let Some(name) = line.strip_prefix("[dependencies.") {
                found.push((index, name.trim_end_matches(']')));
            }
        } else if is_inside && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            found.extend((!name.is_empty()).then_some((index, name)));
        }
    }
    found
}

fn no_std(file: &File) -> Vec<Finding> {
    let is_missing = file.path == "crates/domain/src/lib.rs" && !file.text.contains("#![no_std]");
    let finding = || file.finding(0, "the domain is `#![no_std]`, so that it cannot read a clock, a file or a network");
    is_missing.then(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(name: &str, manifest: &str) -> Vec<String> {
        let file = File { path: format!("crates/{name}/Cargo.toml"), text: String::from(manifest) };
        check(&file).into_iter().map(|finding| format!("{}: {}", finding.line, finding.message)).collect()
    }

    #[test]
    fn a_crate_that_reads_upward_is_found_on_its_line() {
        let manifest =
            "[package]\nname = \"store\"\n\n[dependencies]\ndomain.workspace = true\nservice.workspace = true\n";
        assert_eq!(messages("store", manifest), ["6: `store` may not use `service`: read downward"]);
    }

    #[test]
    fn pages_never_reach_the_store() {
        assert_eq!(messages("web", "[dependencies]\nstore = { path = \"../store\" }\n").len(), 1);
        assert_eq!(messages("web", "[dependencies.store]\npath = \"../store\"\n").len(), 1);
        assert!(messages("web", "[dev-dependencies]\nstore.workspace = true\n").is_empty());
    }

    #[test]
    fn databases_belong_into_the_store_and_the_typesetter_into_documents() {
        assert!(messages("store", "[dependencies]\nrusqlite.workspace = true\n").is_empty());
        assert_eq!(messages("service", "[dependencies]\nrusqlite.workspace = true\n").len(), 1);
        assert_eq!(messages("web", "[dependencies]\ntypst-pdf = \"0.15\"\n").len(), 1);
    }

    #[test]
    fn the_domain_uses_nothing_that_could_reach_outside() {
        assert!(messages("domain", "[dependencies]\njiff.workspace = true\n").is_empty());
        assert_eq!(messages("domain", "[dependencies]\nserde.workspace = true\n").len(), 1);
        let file = File { path: String::from("crates/domain/src/lib.rs"), text: String::from("extern crate alloc;") };
        assert_eq!(check(&file).len(), 1);
    }
}
