//! Setting a receipt with Typst: its words as values for the template.

use std::sync::LazyLock;

use typst::{
    foundations::{Array, Dict, IntoValue, dict},
    syntax::Source,
};

use super::Receipt;
use crate::{
    letter::{
        LetterError,
        typeset::{block, check_printable, words_of},
    },
    typeset::{self, midnight, plain},
};

static TEMPLATE: LazyLock<Source> = LazyLock::new(|| typeset::template("/receipt.typ", include_str!("receipt.typ")));

pub(super) fn pdf(receipt: &Receipt) -> Result<Vec<u8>, LetterError> {
    let words = words(receipt);
    check_printable(&words)?;
    // Unit separators keep `ab` + `c` apart from `a` + `bc`.
    let identity = words.join("\u{1f}");
    typeset::pdf(&TEMPLATE, values(receipt), identity, Some(receipt.date)).map_err(LetterError::Typesetting)
}

fn words(receipt: &Receipt) -> Vec<&str> {
    let Receipt { title, particulars, date: _, body, fingerprint } = receipt;
    let lines = particulars.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
    [title.as_str(), fingerprint.as_str()].into_iter().chain(lines).chain(body.iter().flat_map(words_of)).collect()
}

fn values(receipt: &Receipt) -> Dict {
    let line = |(key, value): &(String, String)| dict! { "key" => plain(key), "value" => plain(value) }.into_value();
    dict! {
        "title" => plain(&receipt.title),
        "particulars" => receipt.particulars.iter().map(line).collect::<Array>(),
        "date" => midnight(receipt.date),
        "printed-date" => receipt.date.strftime("%A %-d %B %Y").to_string(),
        "body" => receipt.body.iter().map(block).collect::<Array>(),
        "fingerprint" => plain(&receipt.fingerprint),
    }
}
