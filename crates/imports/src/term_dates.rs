//! Term dates as a small table that an office can type: what it is, its first and last day, and its name.

use domain::calendar::{Calendar, Closure, ClosureKind, Term};
use jiff::civil::Date;

use crate::{
    column::plain,
    encoding::decode,
    table::{Row, Table},
};

/// What the first column can say beside `term`.
const KINDS: [(&str, ClosureKind); 5] = [
    ("holiday", ClosureKind::Holiday),
    ("bank holiday", ClosureKind::BankHoliday),
    ("training day", ClosureKind::TrainingDay),
    ("planned", ClosureKind::Planned),
    ("sudden", ClosureKind::Sudden),
];

/// Why term dates cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermDatesError {
    /// The columns are others.
    #[error("term dates need the columns `what`, `first`, `last` and `name`: write them as the first line")]
    Columns,
    /// A row cannot be taken.
    #[error("line {line}: {what}")]
    Row {
        /// The line.
        line: u64,
        /// What is wrong and what to do.
        what: String,
    },
    /// It is no table.
    #[error(transparent)]
    Table(#[from] crate::ReadError),
    /// There is no term.
    #[error("there is no row with `term`: add one for each half term")]
    NoTerm,
}

/// Reads `what,first,last,name`: `term,2026-09-02,2026-10-23,Autumn 2026`, `training day,2026-09-01,2026-09-01,Training`.
pub fn read(bytes: &[u8]) -> Result<Calendar, TermDatesError> {
    let table = Table::read(&decode(bytes).0, |_| true)?;
    let at = |name: &str| table.header.iter().position(|header| plain(header) == name).ok_or(TermDatesError::Columns);
    let places = [at("what")?, at("first")?, at("last")?, at("name")?];
    let (mut terms, mut closures) = (Vec::new(), Vec::new());
    for row in &table.rows {
        let [what, first, last, name] = places.map(|at| row.cell(at));
        let (first, last) = (day(row, first)?, day(row, if last.is_empty() { first } else { last })?);
        if last < first {
            return Err(refused(row, format!("{last} is before {first}: exchange them")));
        }
        let (name, label) = (name.to_owned(), name.to_owned());
        if what.eq_ignore_ascii_case("term") {
            terms.push(Term { name, first, last });
        } else {
            closures.push(Closure { first, last, kind: kind(row, what)?, label });
        }
    }
    if terms.is_empty() { Err(TermDatesError::NoTerm) } else { Ok(Calendar::new(terms, closures)) }
}

fn kind(row: &Row, what: &str) -> Result<ClosureKind, TermDatesError> {
    let found = KINDS.into_iter().find(|(word, _)| what.eq_ignore_ascii_case(word)).map(|(_, kind)| kind);
    found.ok_or_else(|| {
        let words = KINDS.map(|(word, _)| format!("`{word}`")).join(", ");
        refused(row, format!("`{what}` is none of `term`, {words}: write one of them"))
    })
}

fn day(row: &Row, text: &str) -> Result<Date, TermDatesError> {
    text.parse().map_err(|_| refused(row, format!("`{text}` is not a day: write it as 2026-11-24")))
}

fn refused(row: &Row, what: String) -> TermDatesError {
    TermDatesError::Row { line: row.line, what }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn terms_and_closures_make_a_calendar() {
        let text = "what,first,last,name\nterm,2026-09-01,2026-09-08,Autumn 2026\nTraining day,2026-09-01,,Training\n";
        let calendar = read(text.as_bytes()).expect("readable");
        assert!(!calendar.is_school_day(date(2026, 9, 1)) && calendar.is_school_day(date(2026, 9, 2)));
        assert_eq!(calendar.days().len(), 5);
    }

    #[test]
    fn a_row_that_cannot_be_taken_is_told_with_its_line() {
        let told =
            |row: &str| read(format!("what,first,last,name\n{row}\n").as_bytes()).map_err(|error| error.to_string());
        let day = told("term,1 September,2026-10-23,Autumn").expect_err("no ISO day");
        assert_eq!(day, "line 2: `1 September` is not a day: write it as 2026-11-24");
        assert!(told("party,2026-09-01,,Fun").is_err_and(|what| what.contains("`party` is none of `term`, `holiday`")));
        assert!(told("term,2026-09-08,2026-09-01,Autumn").is_err_and(|what| what.contains("exchange")));
    }
}
