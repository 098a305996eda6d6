//! Unique pupil numbers for pupils who do not exist, under an authority number that does not exist.

/// The check letters in order of the remainder they stand for: no I, O or S.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// The number of the pupil who was the `serial`th to get one from the school `establishment` in the year that ends `year`.
pub(super) fn upn(authority: u32, establishment: u32, year: u32, serial: u32) -> String {
    let digits = format!("{authority:03}{establishment:04}{:02}{serial:03}", year % 100);
    let sum: usize = digits.bytes().enumerate().map(|(at, digit)| usize::from(digit - b'0') * (at + 2)).sum();
    format!("{}{digits}", char::from(LETTERS[sum % LETTERS.len()]))
}

#[cfg(test)]
mod tests {
    use domain::upn::Upn;

    use super::upn;

    #[test]
    fn every_number_is_one_that_the_product_accepts() {
        for serial in 1..200 {
            let number = upn(979, 2001, 2021, serial);
            assert!(Upn::parse(&number).is_ok(), "{number}");
        }
        assert_eq!(upn(801, 2000, 5, 1), "B801200005001");
    }
}
