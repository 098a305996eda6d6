//! `rollbook facts`.

use std::collections::BTreeMap;

use crate::run::{rollbook, sample};

type Rows = BTreeMap<String, BTreeMap<String, String>>;

/// Rows by pupil, cells by header.
fn rows(text: &str) -> Rows {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| -> (String, BTreeMap<String, String>) {
        let cells = header.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.to_owned()));
        (record[0].to_owned(), cells.collect())
    };
    reader.into_records().map(|record| row(record.expect("well formed"))).collect()
}

fn expected() -> Rows {
    rows(&std::fs::read_to_string(sample("expected.csv")).expect("it is in the repository"))
}

#[test]
fn the_figures_of_a_half_term_equal_the_expected_ones_in_every_layout() {
    let expected = expected();
    assert_eq!(expected.len(), 12);
    for file in ["marks.csv", "register_grid.csv", "attendance_wide.csv"] {
        let ended = rollbook(&["facts", &sample(file), "--as-of", "2025-10-24"]);
        assert_eq!(ended.code, 0, "{file}: {}", ended.errors);
        let found = rows(&ended.out);
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{file}");
        for (upn, cells) in &expected {
            for (column, cell) in cells {
                // Totals leave out the days on which a school is closed, so they cannot say how many marks there were.
                let is_told = file != "attendance_wide.csv"
                    || !["sessions_recorded", "sessions_not_possible"].contains(&column.as_str());
                assert!(
                    !is_told || found[upn][column] == *cell,
                    "{file}: {upn}: {column}: {} is not {cell}",
                    found[upn][column]
                );
            }
        }
    }
}

#[test]
fn a_day_in_the_middle_counts_up_to_that_day_only() {
    let ended = rollbook(&["facts", &sample("marks.csv"), "--as-of", "2025-09-05"]);
    let found = rows(&ended.out);
    assert!(found.values().all(|row| row["sessions_recorded"] == "10"), "{}", ended.out);
}

#[test]
fn a_column_that_is_not_there_is_named_with_those_that_are() {
    let ended = rollbook(&["facts", &sample("marks.csv"), "--map", "code=Mark"]);
    assert_eq!(ended.code, 2);
    let said = "rollbook: no column is headed `Mark`, only these: `upn`, `date`, `session`, `code`, `minutes_late`";
    assert!(ended.errors.starts_with(said), "{}", ended.errors);
    let ended = rollbook(&["facts", &sample("marks.csv"), "--map", "colour=code"]);
    assert!(ended.code == 2 && ended.errors.contains("names no field"), "{}", ended.errors);
}

#[test]
fn a_row_with_a_fault_is_told_without_the_pupil_and_the_others_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let marks =
        "upn,date,session,code\nZ888990119986,2025-09-03,AM,/\nZ888990119986,2025-09-03,PM,??\nX,2025-09-03,AM,/\n";
    let file = crate::run::written(folder.path(), "marks.csv", marks);
    let ended = rollbook(&["facts", &file]);
    assert_eq!(ended.code, 1);
    assert!(ended.errors.contains("line 3, column `code`, `??`: no attendance code is written so"), "{}", ended.errors);
    assert!(
        ended.errors.contains("line 4, column `upn`: ") && !ended.errors.contains("Z888990119986"),
        "{}",
        ended.errors
    );
    assert_eq!(rows(&ended.out)["Z888990119986"]["sessions_possible"], "1");
}

#[test]
fn a_file_of_which_no_row_can_be_taken_says_what_is_wrong_in_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let file =
        crate::run::written(folder.path(), "marks.csv", "upn,date,session,code\nZ888990119986,2025-09-03,AM,??\n");
    let ended = rollbook(&["facts", &file]);
    assert_eq!(ended.code, 2);
    assert!(ended.errors.contains("line 2, column `code`, `??`: no attendance code is written so"), "{}", ended.errors);
    assert!(ended.errors.contains("no mark of the file could be taken"), "{}", ended.errors);
}

#[test]
fn a_file_of_old_windows_letters_and_days_first_is_read_as_it_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("marks.csv");
    let marks = b"UPN,Surname,Forename,Date,AM,PM\nZ888990119986,O\x92Brien,Ren\xe9e,07/09/2026,/,\\\n\
        Z888990119986,O\x92Brien,Ren\xe9e,08/09/2026,#,Y1\nZ888990119986,O\x92Brien,Ren\xe9e,09/09/2026,C1,L\n";
    std::fs::write(&file, marks).expect("the folder is ours");
    let ended = rollbook(&["facts", &file.display().to_string()]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    let found = rows(&ended.out);
    let cells = &found["Z888990119986"];
    let counted = ["/", "\\", "#", "Y1", "C1", "L"].map(|code| cells[code].as_str());
    assert_eq!(counted, ["1"; 6]);
    assert_eq!((cells["sessions_possible"].as_str(), cells["sessions_attended"].as_str()), ("4", "3"));
}
