//! Words that never stand in a file: folders of one machine, addresses of package registries, SQL outside `store`.

use super::{File, Finding};

/// Folders of one machine. Split, so that this list does not find itself.
const MACHINE_FOLDERS: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/t", "mp/")];

/// Where packages come from is each machine's own setting.
const REGISTRIES: [&str; 4] = [
    concat!("registry.", "npmjs.org"),
    concat!("pypi.", "org"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
];

/// How a statement of SQL begins inside a string.
const STATEMENTS: [&str; 6] = [
    concat!("insert ", "into "),
    concat!("delete ", "from "),
    concat!("create ", "table "),
    concat!("alter ", "table "),
    concat!("drop ", "table "),
    concat!("\"sel", "ect "),
];

/// Crates and folders that may hold SQL: the store, the tests that damage a database on purpose, the benches.
const MAY_HOLD_SQL: [&str; 4] = ["crates/store/", "crates/cli/tests/", "tests/", "bench/"];

/// The rules about one file.
pub fn check(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    let holds_sql = file.is_rust() && !MAY_HOLD_SQL.iter().any(|folder| file.path.starts_with(folder));
    for (index, line) in file.lines() {
        if let Some(folder) = MACHINE_FOLDERS.into_iter().find(|folder| has_folder(line, folder)) {
            findings.push(file.finding(index, format!("`{folder}` is a folder of one machine: name none")));
        }
        if let Some(host) = REGISTRIES.into_iter().find(|host| line.contains(host)) {
            findings.push(file.finding(index, format!("`{host}` is a package registry: leave it to the machine")));
        }
        let is_comment = line.trim_start().starts_with("//");
        if let Some(words) = STATEMENTS.into_iter().find(|words| holds_sql && !is_comment && line.contains(words)) {
            let words = words.trim_matches([' ', '"']);
            findings.push(file.finding(index, format!("`{words}` is SQL: only crates/store holds SQL")));
        }
    }
    findings
}

/// Whether the folder stands there as a path of its own, and not in the middle of an address.
fn has_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|character| character.is_alphanumeric() || "._-}*~/".contains(character))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&File { path: String::from(path), text: String::from(text) }).len()
    }

    #[test]
    fn a_folder_of_one_machine_is_found_and_a_part_of_an_address_is_not() {
        for folder in MACHINE_FOLDERS {
            assert_eq!(count("README.md", &format!("see {folder}notes")), 1);
            assert_eq!(count("README.md", &format!("see pages{folder}notes")), 0);
        }
    }

    #[test]
    fn a_package_registry_is_found() {
        for host in REGISTRIES {
            assert_eq!(count("tests/browser/package-lock.json", &format!("https://{host}/x")), 1);
        }
    }

    #[test]
    fn sql_stands_in_the_store_alone() {
        let line = format!("    let text = {}name from pupils\";", STATEMENTS[5]);
        assert_eq!(count("crates/service/src/pupil.rs", &line), 1);
        assert_eq!(count("crates/store/src/pupil.rs", &line), 0);
        assert_eq!(count("crates/web/src/pages.rs", "    let text = \"Select a class from the list\";"), 0);
    }
}
