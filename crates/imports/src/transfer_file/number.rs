//! The numbers of schools, and where a file goes.

use std::fmt;

/// What stands for a school of which only the authority is known.
const NOT_KNOWN: &str = "LLLL";

/// The number of a school: three digits of its authority and four of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolNumber(String);

/// Why something is no number of a school.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no number of a school: give the three digits of its authority and the four of its own, such as 8889901"
)]
pub struct NumberError(pub String);

impl SchoolNumber {
    /// Reads seven digits; blanks and a stroke between them are passed over.
    pub fn parse(text: &str) -> Result<SchoolNumber, NumberError> {
        let number = without_joints(text);
        let is_number = number.len() == 7 && number.bytes().all(|digit| digit.is_ascii_digit());
        if is_number { Ok(SchoolNumber(number)) } else { Err(NumberError(text.trim().to_owned())) }
    }

    /// The three digits of the authority.
    pub fn authority(&self) -> &str {
        &self.0[..3]
    }

    /// The four digits of the school within it.
    pub fn establishment(&self) -> &str {
        &self.0[3..]
    }
}

impl fmt::Display for SchoolNumber {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

/// Where a file goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To a school.
    School(SchoolNumber),
    /// To an authority by its three digits, as the school is not known.
    Authority(String),
}

impl Destination {
    /// Reads the number of a school, or `888LLLL` for one of the authority 888 that is not known.
    pub fn parse(text: &str) -> Result<Destination, NumberError> {
        let number = without_joints(text).to_ascii_uppercase();
        match number.strip_suffix(NOT_KNOWN) {
            Some(authority) if authority.len() == 3 && authority.bytes().all(|digit| digit.is_ascii_digit()) => {
                Ok(Destination::Authority(authority.to_owned()))
            }
            _ => SchoolNumber::parse(text).map(Destination::School),
        }
    }

    /// The three digits of the authority.
    pub fn authority(&self) -> &str {
        match self {
            Destination::School(school) => school.authority(),
            Destination::Authority(authority) => authority,
        }
    }

    /// The four digits of the school, or the letters that stand for one that is not known.
    pub fn establishment(&self) -> &str {
        match self {
            Destination::School(school) => school.establishment(),
            Destination::Authority(_) => NOT_KNOWN,
        }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}{}", self.authority(), self.establishment())
    }
}

fn without_joints(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '/').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_has_seven_digits_and_an_unknown_one_those_of_its_authority() {
        assert_eq!(Destination::parse(" 888/9902 ").map(|to| to.to_string()), Ok(String::from("8889902")));
        assert_eq!(Destination::parse("888llll"), Ok(Destination::Authority(String::from("888"))));
        for wrong in ["", "888990", "88899022", "LLLLLLL", "88LLLL", "888990A", "８８８９９０２"] {
            assert_eq!(Destination::parse(wrong), Err(NumberError(wrong.to_owned())), "{wrong}");
        }
    }
}
