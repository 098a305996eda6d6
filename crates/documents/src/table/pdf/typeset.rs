//! Setting a table with Typst: its words as values for the template.

use std::{borrow::Cow, sync::LazyLock};

use domain::Date;
use typst::{
    foundations::{Array, Dict, IntoValue, dict},
    syntax::Source,
};

use super::super::{Cell, Table};
use crate::{
    letter::{LetterError, typeset::check_printable},
    typeset::{self, midnight, plain},
};

static TEMPLATE: LazyLock<Source> = LazyLock::new(|| typeset::template("/table.typ", include_str!("table.typ")));

pub(super) fn pdf(table: &Table, date: Date) -> Result<Vec<u8>, LetterError> {
    let words = words(table);
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    check_printable(&words)?;
    // Unit separators keep `ab` + `c` apart from `a` + `bc`.
    let identity = words.join("\u{1f}");
    typeset::pdf(&TEMPLATE, values(table, date), identity, Some(date)).map_err(LetterError::Typesetting)
}

fn words(table: &Table) -> Vec<Cow<'_, str>> {
    let headings = table.columns.iter().map(|column| Cow::Borrowed(column.heading.as_str()));
    let cells = table.rows.iter().flatten().map(Cell::shown);
    let notes = table.notes.iter().map(|note| Cow::Borrowed(note.as_str()));
    std::iter::once(Cow::Borrowed(table.title.as_str())).chain(headings).chain(cells).chain(notes).collect()
}

fn values(table: &Table, date: Date) -> Dict {
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| plain(&cell.shown()).into_value()).collect::<Array>());
    dict! {
        "title" => plain(&table.title),
        "date" => midnight(date),
        "printed-date" => date.strftime("%A %-d %B %Y").to_string(),
        "header" => table.columns.iter().map(|column| plain(&column.heading).into_value()).collect::<Array>(),
        "rows" => rows.map(IntoValue::into_value).collect::<Array>(),
        "notes" => table.notes.iter().map(|note| plain(note).into_value()).collect::<Array>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn a_table_is_printed_and_the_same_one_gives_the_same_bytes() {
        let table = example::table();
        let made = pdf(&table, Date::constant(2027, 3, 12)).expect("it is set");
        assert!(made.starts_with(b"%PDF-"));
        assert_eq!(made, pdf(&table, Date::constant(2027, 3, 12)).expect("it is set"));
    }
}
