//! The attendance codes, as the program counts them: the list in Appendix 1 of Lady Boswell's policy (LBO-143 to LBO-176), but
//! for X, which it calls authorised and LBO-138 does not count at all (C-G-01).

use crate::run::{rollbook, written};

const PRESENT: [&str; 8] = ["/", "\\", "L", "K", "V", "P", "W", "B"];
const AUTHORISED: [&str; 10] = ["C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T"];
const UNAUTHORISED: [&str; 4] = ["G", "N", "O", "U"];
const UNABLE_TO_ATTEND: [&str; 8] = ["Q", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"];
const ADMINISTRATIVE: [&str; 2] = ["Z", "#"];

/// Sessions possible, attended, authorised and unauthorised of a pupil whose only mark has this code.
fn counted(code: &str) -> [String; 4] {
    let folder = tempfile::tempdir().expect("a folder");
    let half = if code == "\\" { "PM" } else { "AM" };
    let marks = format!("key,date,session,code\nonly,2026-09-08,{half},{code}\n");
    let ended = rollbook(&["facts", &written(folder.path(), "marks.csv", &marks)]);
    assert_eq!(ended.code, 0, "{code}: {}", ended.errors);
    let mut reader = csv::Reader::from_reader(ended.out.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let row = reader.records().next().expect("a row").expect("well formed");
    ["sessions_possible", "sessions_attended", "sessions_authorised", "sessions_unauthorised"].map(|name| {
        let at = header.iter().position(|column| column == name).expect("the column is there");
        row[at].to_owned()
    })
}

#[test]
fn each_code_of_the_policys_appendix_counts_as_it_is_listed() {
    let present = PRESENT.into_iter().map(|code| (code, ["1", "1", "0", "0"]));
    let authorised = AUTHORISED.into_iter().map(|code| (code, ["1", "0", "1", "0"]));
    let unauthorised = UNAUTHORISED.into_iter().map(|code| (code, ["1", "0", "0", "1"]));
    let outside = UNABLE_TO_ATTEND.into_iter().chain(ADMINISTRATIVE).map(|code| (code, ["0"; 4]));
    for (code, expected) in present.chain(authorised).chain(unauthorised).chain(outside) {
        assert_eq!(counted(code), expected, "{code}");
    }
}

#[test]
fn a_session_at_another_school_or_outside_compulsory_age_is_not_possible() {
    for code in ["D", "X"] {
        assert_eq!(counted(code), ["0"; 4], "{code}");
    }
}
