//! How binding a sentence of a handbook is: a word that opens it and a line at its left.

use serde::Serialize;

/// A strength as pages show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Strength {
    /// The word that opens the sentence, such as `Must`.
    pub word: &'static str,
    /// The CSS classes of the line at its left.
    pub css: &'static str,
}

impl Strength {
    /// The document demands it.
    pub const MUST: Strength = Strength { word: "Must", css: "rb-strength" };
    /// The document expects it.
    pub const EXPECTED: Strength = Strength { word: "Expected", css: "rb-strength rb-strength--expected" };
    /// The document asks that somebody thinks about it.
    pub const CONSIDER: Strength = Strength { word: "Consider", css: "rb-strength rb-strength--consider" };
    /// The document allows it.
    pub const MAY: Strength = Strength { word: "May", css: "rb-strength rb-strength--may" };
    /// A gate that is not open: it stands as heavy as what must be.
    pub const NOT_NOW: Strength = Strength { word: "Not now", css: "rb-strength" };

    /// The strength that a pack calls `word`, such as `expected`.
    pub fn parse(word: &str) -> Option<Strength> {
        let all = [Strength::MUST, Strength::EXPECTED, Strength::CONSIDER, Strength::MAY];
        all.into_iter().find(|strength| strength.word.eq_ignore_ascii_case(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_s_words_for_strength_have_their_line() {
        assert_eq!(Strength::parse("expected"), Some(Strength::EXPECTED));
        assert_eq!(Strength::parse("May"), Some(Strength::MAY));
        assert_eq!(Strength::parse("shall"), None);
    }
}
