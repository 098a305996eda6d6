//! Rows of the requirements: one that is cited in code, in a test or on a page stands in the register of rows.

use std::collections::BTreeSet;

use super::{File, Finding};

const REGISTER: &str = "packs/register/";
const ROWS: &str = "packs/register/rows.csv";

/// The rule about all files together.
pub fn check(files: &[File]) -> Vec<Finding> {
    let known: BTreeSet<&str> = files.iter().filter(|file| is_register(file)).flat_map(first_cells).collect();
    if known.is_empty() {
        let missing = File { path: String::from(ROWS), text: String::new() };
        return vec![missing.finding(0, "the register of rows is missing or empty: citations cannot be checked")];
    }
    let families: BTreeSet<&str> = known.iter().filter_map(|row| family(row)).collect();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_citing(file)) {
        for (index, line) in file.lines() {
            for row in rows(line).filter(|row| family(row).is_some_and(|name| families.contains(name))) {
                if !known.contains(row) {
                    findings.push(
                        file.finding(index, format!("`{row}` stands in no list of {REGISTER}: cite a row that exists")),
                    );
                }
            }
        }
    }
    findings
}

fn is_register(file: &File) -> bool {
    file.path.starts_with(REGISTER) && file.path.ends_with(".csv")
}

/// Everything but this module's own tests and those of the pack reader, which try rows that do not exist.
fn is_citing(file: &File) -> bool {
    let is_read = [".rs", ".html", ".mjs"].iter().any(|ending| file.path.ends_with(ending));
    let tries = file.path == "xtask/src/tidy/row.rs" || file.path.starts_with("crates/pack/tests/");
    is_read && !tries
}

fn first_cells(file: &File) -> impl Iterator<Item = &str> {
    let cells = file.text.lines().skip(1).filter_map(|line| line.split(',').next());
    cells.map(|cell| cell.trim_matches('"')).filter(|cell| family(cell).is_some())
}

/// The words of a line that have the form of a row (`LAN-062`) or of a reading (`C-LAN-08`, `C-G-01`).
fn rows(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split(|character: char| !(character.is_ascii_alphanumeric() || character == '-'));
    words.filter(|word| family(word).is_some())
}

/// `LAN` of `LAN-062`, `C-LAN` of `C-LAN-08`.
fn family(row: &str) -> Option<&str> {
    let (family, number) = row.rsplit_once('-')?;
    let is_number = (2..=3).contains(&number.len()) && number.chars().all(|character| character.is_ascii_digit());
    let seed = family.strip_prefix("C-").unwrap_or(family);
    let is_seed = (seed.len() == 3 || family == "C-G") && seed.chars().all(|character| character.is_ascii_uppercase());
    (is_number && is_seed).then_some(family)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: String::from(path), text: String::from(text) }
    }

    #[test]
    fn a_row_that_does_not_exist_is_found_where_it_is_cited() {
        let register = file(ROWS, "row,words\nLAN-062,bands\nC-G-02,rounding\n");
        let code =
            file("crates/domain/src/tally.rs", "// One decimal (C-G-02).\n// Bands (LAN-062, LAN-999; C-G-77).\n");
        let found: Vec<String> = check(&[register, code]).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("crates/domain/src/tally.rs:2: `LAN-999` stands in no list"), "{found:?}");
        assert!(found[1].contains("`C-G-77`"), "{found:?}");
    }

    #[test]
    fn other_words_with_a_number_are_no_rows() {
        let register = file(ROWS, "row,words\nLAN-062,bands\n");
        let code = file("crates/imports/src/csv.rs", "// RFC-4180, ISO-8601, UTF-16, WCAG-22 and W-LAN-1.\n");
        assert!(check(&[register, code]).is_empty());
    }

    #[test]
    fn a_project_without_its_register_of_rows_is_not_tidy() {
        assert_eq!(check(&[]).len(), 1);
    }
}
