//! National curriculum years, as a condition names them: `Reception`, `Year 6 or Year 9`, `Year 7 to Year 11`.

use super::{Reader, scan::Scan};
use crate::text::Piece;

/// The last year of school, before which the others lie.
const LAST: u8 = 13;

impl Reader<'_> {
    /// One year, or several parted by commas and `or`.
    pub(super) fn years(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Vec<u8>, ()> {
        let mut years = Vec::new();
        loop {
            let first = self.year(scan, piece)?;
            let last = if scan.take("to ") { self.year(scan, piece)? } else { first };
            years.extend(first..=last);
            let mut ahead = scan.clone();
            let goes_on = ahead.take(",") || ahead.take("or ");
            // Another `or` joins another condition.
            if !goes_on || year(&mut ahead.clone()).is_none() {
                return Ok(years);
            }
            *scan = ahead;
        }
    }

    fn year(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<u8, ()> {
        match year(scan) {
            Some(year) => Ok(year),
            None => self.refuse(
                scan,
                piece,
                "which year of school?",
                "write `Reception` or `Year 6`, and several like `Year 6 or Year 9` or `Year 7 to Year 11`",
            ),
        }
    }
}

fn year(scan: &mut Scan<'_>) -> Option<u8> {
    if scan.take("Reception ") {
        return Some(0);
    }
    (1..=LAST).rev().find(|year| scan.take(&format!("Year {year} ")))
}

#[cfg(test)]
mod tests {
    use domain::rule::{Condition, Test};

    fn years(text: &str) -> Option<Vec<u8>> {
        let condition = crate::condition(text, &[]).ok()?;
        let atom = condition.atoms().into_iter().next()?.clone();
        if let Test::InYear(years) = atom.test { Some(years) } else { None }
    }

    #[test]
    fn several_years_stand_in_one_condition() {
        assert_eq!(years("the pupil is in Reception"), Some(vec![0]));
        assert_eq!(years("the pupil is not in Reception, Year 6 or Year 9"), Some(vec![0, 6, 9]));
        assert_eq!(years("(the pupil is in Year 12 to Year 13)"), Some(vec![12, 13]));
        assert_eq!(years("the pupil is in Year 14"), None);
        assert_eq!(years("the pupil is in Year"), None);
    }

    #[test]
    fn an_or_before_anything_else_joins_two_conditions() {
        let condition =
            crate::condition("the pupil is in Year 6 or age is less than 5 years", &[]).expect("a condition");
        assert!(matches!(condition, Condition::Any(parts) if parts.len() == 2));
    }
}
