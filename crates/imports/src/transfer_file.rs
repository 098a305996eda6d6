//! The Common Transfer File: what a school says of its pupils to the school that they go to.
//!
//! The two ends are here together, so that what is written can be read back and compared letter by letter. Element names are those
//! that other systems write; the schema could not be had, so the order of the optional parts has not been checked against it. Who a
//! contact is to the pupil is said in the school's words. Day-by-day marks, assessments and needs are no part of it.

mod error;
mod number;
mod read;
mod write;

use domain::{Date, tally::Tally, upn::Upn};
use jiff::civil::DateTime;

pub use error::TransferFileError;
pub use number::{Destination, NumberError, SchoolNumber};
pub use read::read;
pub use write::write;

/// What the header calls the document.
pub const DOCUMENT: &str = "Common Transfer File";
/// The version of the layout that is written here.
pub const VERSION: &str = "25.0";
/// That a file holds some pupils of a school and some parts of what is known of them.
pub const PARTIAL: &str = "partial";
/// How many lines an address has at most.
const MOST_LINES: usize = 5;

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferFile {
    /// From whom, to whom and when.
    pub header: Header,
    /// The pupils, none of them twice.
    pub pupils: Vec<Pupil>,
}

/// From whom a file comes, to whom it goes and when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The version of the layout.
    pub version: String,
    /// When it was made, to the second.
    pub at: DateTime,
    /// `partial` or `full`.
    pub qualifier: String,
    /// The program that made it.
    pub supplier: String,
    /// The school it comes from.
    pub source: SchoolNumber,
    /// The name of that school.
    pub source_name: String,
    /// The year in which the school year began.
    pub year: i16,
    /// Where it goes.
    pub destination: Destination,
}

/// What the file says of one pupil. Empty words are left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pupil {
    /// The unique pupil number: a file without one is refused.
    pub upn: Upn,
    /// The family name, as registered.
    pub surname: String,
    /// The first forename, as registered.
    pub forename: String,
    /// The day of birth.
    pub born: Date,
    /// `M` or `F`.
    pub sex: char,
    /// A number that another school knew them by.
    pub former_upn: String,
    /// The forename that the school uses, where it is another.
    pub called: String,
    /// The other forenames.
    pub middle_names: String,
    /// The national curriculum year, such as `7`; `R` for Reception.
    pub year_group: String,
    /// The lines of the address, five at most; none where it is not known or not to be told.
    pub address: Vec<String>,
    /// Whom to ring, in the order to try.
    pub contacts: Vec<Contact>,
    /// Attendance, by school year.
    pub years: Vec<YearData>,
    /// The schools that the pupil went to, oldest first.
    pub history: Vec<Attended>,
}

/// Somebody to ring about a pupil. Empty words are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// 1 is rung first.
    pub order: u8,
    /// Every name before the last one.
    pub forename: String,
    /// The last name.
    pub surname: String,
    /// What they are to the pupil.
    pub relationship: String,
    /// Whether they are a parent in the sense of the law.
    pub is_parent: bool,
    /// The lines of their address, five at most.
    pub address: Vec<String>,
    /// Their telephone number.
    pub phone: String,
    /// Their e-mail address.
    pub email: String,
}

/// The sessions of one school year in one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearData {
    /// The year in which the school year began.
    pub year: i16,
    /// The school.
    pub school: SchoolNumber,
    /// Its name.
    pub name: String,
    /// The sessions; those that were possible are the sum of all three.
    pub tally: Tally,
}

/// A time at a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attended {
    /// The school's number; nothing where only its name is known.
    pub school: Option<SchoolNumber>,
    /// Its name.
    pub name: String,
    /// The first day, where it is known.
    pub from: Option<Date>,
    /// The last day, once it is known.
    pub until: Option<Date>,
}

/// How the file writes a national curriculum year; 0 is Reception.
pub fn year_group(year: u8) -> String {
    if year == 0 { String::from("R") } else { year.to_string() }
}

/// An address as lines. What is more than five lines stands together in the fifth.
pub fn address_lines(address: &str) -> Vec<String> {
    let parts = address.split([',', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty());
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let is_full = lines.len() == MOST_LINES;
        match lines.last_mut().filter(|_| is_full) {
            Some(last) => {
                last.push_str(", ");
                last.push_str(part);
            }
            None => lines.push(part.to_owned()),
        }
    }
    lines
}

/// What a file is called: the two schools and which of the files from one to the other it is.
pub fn file_name(source: &SchoolNumber, destination: &Destination, serial: usize) -> String {
    format!("{source}_CTF_{destination}_{:03}.xml", serial % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_five_lines_at_most_and_loses_nothing() {
        assert_eq!(address_lines("11 Mill Lane, Fellshire"), ["11 Mill Lane", "Fellshire"]);
        assert_eq!(address_lines(" ,\n"), Vec::<String>::new());
        assert_eq!(address_lines("1,2\n3,4,5,6,7"), ["1", "2", "3", "4", "5, 6, 7"]);
    }

    #[test]
    fn a_file_is_called_after_both_schools() {
        let source = SchoolNumber::parse("8889901").expect("a number");
        let unknown = Destination::parse("888LLLL").expect("an authority");
        assert_eq!(file_name(&source, &unknown, 1), "8889901_CTF_888LLLL_001.xml");
        assert_eq!(year_group(0) + &year_group(11), "R11");
    }
}
