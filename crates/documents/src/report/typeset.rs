//! Setting a report with Typst: its words as values for the template.

use std::sync::LazyLock;

use typst::{
    foundations::{Array, Dict, IntoValue, Value, dict},
    syntax::Source,
};

use super::{Part, Report};
use crate::{
    letter::{LetterError, typeset::check_printable},
    table::Cell,
    typeset::{self, list, midnight, plain},
};

static TEMPLATE: LazyLock<Source> = LazyLock::new(|| typeset::template("/report.typ", include_str!("report.typ")));

pub(super) fn pdf(report: &Report) -> Result<Vec<u8>, LetterError> {
    let words = words(report);
    check_printable(&words.iter().map(String::as_str).collect::<Vec<&str>>())?;
    // Unit separators keep `ab` + `c` apart from `a` + `bc`.
    typeset::pdf(&TEMPLATE, values(report), words.join("\u{1f}"), Some(report.date)).map_err(LetterError::Typesetting)
}

/// Every word of the report, in the order of the page.
fn words(report: &Report) -> Vec<String> {
    let Report { title, about, date, opening, parts } = report;
    let mut words = vec![title.clone(), about.clone(), date.to_string()];
    words.extend(opening.iter().cloned());
    for part in parts {
        words.push(part.table.title.clone());
        words.extend(part.opening.iter().chain(&part.table.notes).cloned());
        words.extend(part.table.columns.iter().map(|column| column.heading.clone()));
        words.extend(part.table.rows.iter().flatten().map(|cell| cell.shown().into_owned()));
    }
    words
}

fn values(report: &Report) -> Dict {
    let Report { title, about, date, opening, parts } = report;
    dict! {
        "title" => plain(title),
        "about" => plain(about),
        "date" => midnight(*date),
        "printed-date" => date.strftime("%A %-d %B %Y").to_string(),
        "opening" => list(opening),
        "parts" => parts.iter().map(part).collect::<Array>(),
    }
}

fn part(part: &Part) -> Value {
    let Part { opening, table } = part;
    let row = |row: &Vec<Cell>| row.iter().map(|cell| plain(&cell.shown()).into_value()).collect::<Array>();
    let values = dict! {
        "title" => plain(&table.title),
        "opening" => list(opening),
        "header" => table.columns.iter().map(|column| plain(&column.heading).into_value()).collect::<Array>(),
        "rows" => table.rows.iter().map(|cells| row(cells).into_value()).collect::<Array>(),
        "notes" => list(&table.notes),
    };
    values.into_value()
}

#[cfg(test)]
mod tests {
    use domain::Date;

    use super::*;
    use crate::{example, table::Table};

    #[test]
    fn a_report_is_printed_and_the_same_one_gives_the_same_bytes() {
        let empty = Table { rows: Vec::new(), ..example::table() };
        let report = Report {
            title: String::from("Attendance report for governors"),
            about: String::from("Hillside Primary School"),
            date: Date::constant(2027, 3, 12),
            opening: vec![String::from("No names, and no small numbers.")],
            parts: vec![
                Part { opening: vec![String::from("By class.")], table: example::table() },
                Part { opening: vec![String::from("Nothing.")], table: empty },
            ],
        };
        let made = pdf(&report).expect("it is set");
        assert!(made.starts_with(b"%PDF-"));
        assert_eq!(made, pdf(&report).expect("it is set"));
        let other = Report { title: String::from("Another"), ..report };
        assert_ne!(made, pdf(&other).expect("it is set"));
    }
}
