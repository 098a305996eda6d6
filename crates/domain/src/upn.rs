//! The unique pupil number: a check letter, the authority, the establishment, the year and a serial number.

use core::fmt;

/// The letters that can stand in a number, by value. I, O and S are left out because they look like 1, 0 and 5.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// A unique pupil number whose check letter is right: thirteen characters, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Upn([u8; 13]);

/// Why something is no unique pupil number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum UpnError {
    /// There is nothing.
    #[error("the unique pupil number is empty: copy it from the pupil's record")]
    Empty,
    /// Not thirteen characters.
    #[error("a unique pupil number has 13 characters, this has {0}: copy it again from the pupil's record")]
    Length(usize),
    /// A character that cannot stand where it does.
    #[error("`{letter}` cannot stand at place {place} of a unique pupil number: compare it with the pupil's record")]
    Character {
        /// What stands there.
        letter: char,
        /// Where, from 1.
        place: usize,
    },
    /// The check letter does not fit the digits.
    #[error("the check letter does not fit: digits like these begin with `{0}`, so compare with the pupil's record")]
    CheckLetter(char),
}

impl Upn {
    /// Reads a number, trimmed and in upper case.
    pub fn parse(text: &str) -> Result<Upn, UpnError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(UpnError::Empty);
        }
        let length = text.chars().count();
        if length != 13 {
            return Err(UpnError::Length(length));
        }
        let mut number = [0_u8; 13];
        let mut sum = 0_usize;
        for (at, letter) in text.chars().enumerate() {
            let letter = letter.to_ascii_uppercase();
            let wrong = UpnError::Character { letter, place: at + 1 };
            let value = value(letter, at).ok_or(wrong)?;
            // Every value is found among ASCII letters and digits.
            number[at] = letter as u8;
            // The twelve places behind the check letter weigh 2 to 13.
            sum += if at == 0 { 0 } else { value * (at + 1) };
        }
        let expected = LETTERS[sum % LETTERS.len()];
        if number[0] == expected { Ok(Upn(number)) } else { Err(UpnError::CheckLetter(char::from(expected))) }
    }

    /// A number for the time being: of the school with the number `laestab`, seven digits, the last two digits of `year`, and
    /// `serial`, of which there are 2,300 a year. Nothing when one of them is none.
    pub fn temporary(laestab: &str, year: i16, serial: u16) -> Option<Upn> {
        let letters = u16::try_from(LETTERS.len()).ok()?;
        let last = LETTERS[usize::from(serial % letters)];
        let number = serial / letters;
        if laestab.len() != 7 || number > 99 {
            return None;
        }
        let digits = alloc::format!("{laestab}{:02}{number:02}{}", year.rem_euclid(100), char::from(last));
        match Upn::parse(&alloc::format!("A{digits}")) {
            Err(UpnError::CheckLetter(letter)) => Upn::parse(&alloc::format!("{letter}{digits}")).ok(),
            other => other.ok(),
        }
    }

    /// The thirteen characters.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).expect("`parse` lets only ASCII letters and digits in")
    }

    /// The three digits of the authority that gave the number. None has `000`.
    pub fn authority(&self) -> &str {
        &self.as_str()[1..4]
    }

    /// Whether the number was given for the time being, until the permanent one is found: its last place is a letter.
    pub const fn is_temporary(&self) -> bool {
        self.0[12].is_ascii_alphabetic()
    }
}

/// What a character counts for at its place, if it can stand there.
fn value(letter: char, at: usize) -> Option<usize> {
    let in_alphabet = || LETTERS.iter().position(|&known| char::from(known) == letter);
    match at {
        0 => in_alphabet(),
        12 => letter.to_digit(10).map(|digit| digit as usize).or_else(in_alphabet),
        _ => letter.to_digit(10).map(|digit| digit as usize),
    }
}

impl fmt::Display for Upn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Upn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VECTORS: &str = include_str!("../tests/data/upn_vectors.csv");
    const EXAMPLES: &str = include_str!("../tests/data/upn-examples.csv");

    #[test]
    fn the_vectors_are_judged_as_their_verdict_says() {
        let mut judged = 0;
        for line in VECTORS.lines().skip(1) {
            let (text, rest) = line.split_once(',').expect("a number and a verdict");
            let read = Upn::parse(text);
            // The list refuses authority 000 by a rule of its own.
            let is_good = read.is_ok_and(|upn| upn.authority() != "000");
            let is_changed = read.is_ok_and(|upn| upn.as_str() != text);
            match rest.split(',').next() {
                Some("valid") => assert!(is_good && !is_changed, "{line}"),
                Some("normalise") => assert!(is_good && is_changed, "{line}"),
                _ => assert!(!is_good, "{line}"),
            }
            judged += 1;
        }
        assert_eq!(judged, 30);
    }

    #[test]
    fn every_check_letter_and_every_temporary_ending_is_worked_out() {
        let mut judged = 0;
        for line in EXAMPLES.lines().skip(1) {
            let cells: [&str; 8] = core::array::from_fn(|at| line.split(',').nth(at).unwrap_or_default());
            let [text, normalised, kind, _, _, _, letter, is_valid] = cells;
            let read = Upn::parse(text);
            assert_eq!(read.is_ok(), is_valid == "true", "{line}");
            match read {
                Ok(upn) => {
                    assert_eq!(upn.as_str(), normalised, "{line}");
                    assert_eq!(upn.is_temporary(), kind == "temporary", "{line}");
                }
                Err(UpnError::CheckLetter(expected)) => assert!(letter.starts_with(expected), "{line}"),
                Err(_) => assert_eq!(kind, "malformed", "{line}"),
            }
            judged += 1;
        }
        assert_eq!(judged, 51);
    }

    #[test]
    fn a_number_for_the_time_being_fits_its_check_letter_and_ends_in_a_letter() {
        let upn = Upn::temporary("9999999", 2026, 7).expect("the school has a number");
        assert_eq!((upn.as_str().get(1..), upn.is_temporary()), (Some("99999992600H"), true));
        assert_eq!(upn.as_str(), "B99999992600H");
        let all: alloc::collections::BTreeSet<Upn> =
            (0..2300).filter_map(|serial| Upn::temporary("9999999", 2026, serial)).collect();
        assert_eq!((all.len(), Upn::temporary("9999999", 2026, 2300)), (2300, None));
        assert_eq!(Upn::temporary("888", 2026, 1), None);
    }

    #[test]
    fn a_refused_number_is_told_what_is_wrong_with_it() {
        assert_eq!(Upn::parse("A801200005001"), Err(UpnError::CheckLetter('B')));
        assert_eq!(Upn::parse("B8012O0005001"), Err(UpnError::Character { letter: 'O', place: 6 }));
        assert_eq!(Upn::parse("B80120000500"), Err(UpnError::Length(12)));
        assert_eq!(Upn::parse("£801200005001"), Err(UpnError::Character { letter: '£', place: 1 }));
        assert_eq!(Upn::parse("  "), Err(UpnError::Empty));
    }
}
