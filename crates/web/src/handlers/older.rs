//! What is said where a handbook's document is older than the law in the national pack (C-G-15).

use domain::rule::{PackHead, Rules};

use crate::words;

/// The notice about every layer of `rules` that is older than the law; empty when none is.
pub(super) fn notice(rules: &Rules) -> String {
    rules.packs.iter().map(|pack| of(rules, pack)).filter(|words| !words.is_empty()).collect::<Vec<String>>().join(" ")
}

/// The notice about one layer; empty when it is not older.
pub(super) fn of(rules: &Rules, pack: &PackHead) -> String {
    let Some((law, from)) = rules.younger_law(pack).and_then(|law| Some((law, law.from?))) else {
        return String::new();
    };
    format!(
        "The document behind the {} handbook was issued before {} {} {}. What the {law} handbook has said since then is laid \
         over it and stands under the name {law}.",
        pack.name,
        from.day(),
        words::month(from),
        from.year(),
        law = law.name,
    )
}
