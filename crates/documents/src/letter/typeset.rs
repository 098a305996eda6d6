//! Setting a letter with Typst: its words as values for the template.

use std::sync::LazyLock;

use typst::{
    foundations::{Array, Dict, IntoValue, Value, dict},
    syntax::Source,
};

use super::{Block, Letter, LetterError};
use crate::typeset::{self, list, midnight, plain, unprintable};

static TEMPLATE: LazyLock<Source> = LazyLock::new(|| typeset::template("/letter.typ", include_str!("letter.typ")));

pub(super) fn pdf(letter: &Letter) -> Result<Vec<u8>, LetterError> {
    let words = words(letter);
    check_printable(&words)?;
    // Unit separators keep `ab` + `c` apart from `a` + `bc`.
    let identity = words.join("\u{1f}");
    typeset::pdf(&TEMPLATE, values(letter), identity, Some(letter.date)).map_err(LetterError::Typesetting)
}

/// Every word that the sender chose, in the order of the page.
fn words(letter: &Letter) -> Vec<&str> {
    let Letter { title, school, to, date: _, reference, about, body, sender, receipt } = letter;
    let mut words: Vec<&str> = vec![title, &school.name, &school.telephone, &to.name, reference];
    words.extend([&about.name, &about.group, &sender.name, &sender.position, receipt].map(String::as_str));
    words.extend(school.address.iter().chain(&to.address).map(String::as_str));
    words.extend(body.iter().flat_map(words_of));
    words
}

/// The words of a piece of text, in the order of the page.
pub(crate) fn words_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => vec![text],
        Block::List(items) => items.iter().map(String::as_str).collect(),
        Block::Table { caption, header, rows } => {
            let cells = header.iter().chain(rows.iter().flatten());
            std::iter::once(caption).chain(cells).map(String::as_str).collect()
        }
    }
}

/// Refuses a character that the typeface cannot print.
pub(crate) fn check_printable(words: &[&str]) -> Result<(), LetterError> {
    for &text in words {
        if let Some(character) = unprintable(text) {
            return Err(LetterError::Unprintable { character, text: text.to_owned() });
        }
    }
    Ok(())
}

fn values(letter: &Letter) -> Dict {
    let Letter { title, school, to, date, reference, about, body, sender, receipt } = letter;
    dict! {
        "title" => plain(title),
        "school" => dict! {
            "name" => plain(&school.name),
            "address" => list(&school.address),
            "telephone" => plain(&school.telephone),
        },
        "to" => dict! { "name" => plain(&to.name), "address" => list(&to.address) },
        "date" => midnight(*date),
        "printed-date" => date.strftime("%A %-d %B %Y").to_string(),
        "reference" => plain(reference),
        "about" => dict! { "name" => plain(&about.name), "group" => plain(&about.group) },
        "body" => body.iter().map(block).collect::<Array>(),
        "sender" => dict! { "name" => plain(&sender.name), "position" => plain(&sender.position) },
        "receipt" => plain(receipt),
    }
}

/// A piece of text as a value for a template.
pub(crate) fn block(block: &Block) -> Value {
    let values = match block {
        Block::Heading(text) => dict! { "kind" => "heading", "text" => plain(text) },
        Block::Paragraph(text) => dict! { "kind" => "paragraph", "text" => plain(text) },
        Block::List(items) => dict! { "kind" => "list", "items" => list(items) },
        Block::Table { caption, header, rows } => dict! {
            "kind" => "table",
            "caption" => plain(caption),
            "header" => list(header),
            "rows" => rows.iter().map(|row| list(row).into_value()).collect::<Array>(),
        },
    };
    values.into_value()
}
