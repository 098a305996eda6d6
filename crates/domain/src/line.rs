//! Texts of several people and lines kept in one: lines part the fields, tabs part a field's name from its value.

use alloc::string::String;

/// `text` so that it fits into one line with others, parted by tabs.
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "")
}

/// Reads [`escaped`].
pub fn plain(text: &str) -> String {
    let (mut plain, mut letters) = (String::with_capacity(text.len()), text.chars());
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(other) => other,
                None => '\\',
            },
            letter => letter,
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{escaped, plain};

    #[test]
    fn a_text_is_read_as_it_was_written_and_parts_nothing() {
        for text in ["", "a\tb", "two\nlines", "a \\ b \\n", "\\", "Zoë “said” so"] {
            let line = escaped(text);
            assert!(!line.contains(['\n', '\t']), "{line}");
            assert_eq!(plain(&line), text);
        }
    }
}
