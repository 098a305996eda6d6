//! What names are compared by when somebody looks for them: small letters, without accents, apostrophes and hyphens.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `O’Neill-Łoś` becomes `oneill los`. Done here, because the two engines know different letters.
pub(crate) fn of(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|&letter| !is_combining_mark(letter)).flat_map(char::to_lowercase) {
        match letter {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '.' => {}
            'ł' => key.push('l'),
            'ø' => key.push('o'),
            'đ' | 'ð' => key.push('d'),
            'þ' => key.push_str("th"),
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'ı' => key.push('i'),
            letter if letter.is_alphanumeric() => key.push(letter),
            _ if key.is_empty() || key.ends_with(' ') => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_without_its_accents_apostrophes_and_hyphens() {
        assert_eq!(of("  O’Neill-Łoś, Zoë "), "oneill los zoe");
        assert_eq!(of("O'NEILL los zoe"), "oneill los zoe");
        assert_eq!(of("Straße"), "strasse");
        assert_eq!(of("5 Hazel"), "5 hazel");
        assert_eq!(of("%_!"), "");
    }
}
