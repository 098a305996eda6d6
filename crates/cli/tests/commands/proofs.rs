//! The tests that are said to prove rows are there.

use std::{fs, path::Path};

#[test]
fn every_test_that_is_said_to_prove_a_row_is_in_the_sources() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let mut reader = csv::Reader::from_path(root.join("packs/register/proofs.csv")).expect("it is in the repository");
    assert_eq!(reader.headers().expect("a header"), vec!["row", "test"]);
    let rows = fs::read_to_string(root.join("packs/register/rows.csv")).expect("it is in the repository");
    let mut sources = String::new();
    for folder in ["crates", "tests"] {
        gather(&root.join(folder), &mut sources);
    }
    assert!(sources.contains("fn every_test_that_is_said_to_prove_a_row_is_in_the_sources()"));
    for record in reader.into_records() {
        let record = record.expect("well formed");
        assert!(rows.contains(&format!("\n{},", &record[0])), "there is no row {}", &record[0]);
        assert!(sources.contains(&format!("fn {}()", &record[1])), "there is no test {}", &record[1]);
    }
}

fn gather(folder: &Path, sources: &mut String) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            gather(&path, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            sources.push_str(&fs::read_to_string(&path).unwrap_or_default());
        }
    }
}
