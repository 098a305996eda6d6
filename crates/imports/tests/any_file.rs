//! Whatever file is given, it is read or refused in words, and no row is lost on the way.

use domain::example;
use imports::{Days, Options, census, gias, read};
use jiff::civil::date;
use proptest::prelude::*;

/// Pieces that mean something somewhere, in an order that mostly does not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "UPN",
        "Date",
        "Session",
        "Mark",
        "AM",
        "PM",
        "Name",
        "24/11/2026",
        "11/24/2026 AM",
        "2026-11-24T08:50",
        "Tue",
        "L888200119123",
        "/",
        "\\",
        "L",
        "#",
        "/\\",
        "é",
        "T",
        "\"",
        "12",
        "-",
        ",",
        ",",
        ",",
        ",",
        ",",
        ";",
        "\t",
        "\n",
        "\n",
        "\r\n",
        " ",
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn check(bytes: &[u8]) {
    let codes = example::codes();
    let options = Options::new(&codes, date(2026, 11, 27));
    match read(bytes, &options) {
        Ok(plan) => {
            assert!(plan.marks.iter().all(|mark| mark.pupil < plan.pupils.len()));
            assert!(plan.faults.is_sorted_by_key(|fault| fault.line));
            let preview = plan.preview(&codes, 5);
            assert!(plan.totals.is_empty() || plan.marks.is_empty());
            assert_eq!(preview.rows, plan.rows);
            assert!(plan.calendar(Days::Open, &codes).days().len() <= plan.calendar(Days::Marked, &codes).days().len());
        }
        Err(error) => assert!(error.to_string().contains(": ") && !error.to_string().ends_with('.')),
    }
    if let Err(error) = gias::read(bytes) {
        assert!(!error.to_string().is_empty());
    }
    if let Ok(plan) = census::read(bytes, bytes, &options) {
        assert!(plan.marks.is_empty());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn any_jumble_of_known_words_is_read_or_refused(text in pieces()) {
        check(text.as_bytes());
        check(format!("UPN,Date,Session,Mark\n{text}").as_bytes());
        check(format!("UPN,24/11/2026,25/11/2026 AM\n{text}").as_bytes());
    }
}
