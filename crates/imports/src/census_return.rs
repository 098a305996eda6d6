//! The attendance part of a school census return: for each pupil the possible sessions and how often each code was used.
//!
//! The two ends are here together, so that what is written can be read back and compared figure by figure. It is the part about
//! attendance, not a whole return: a system that makes returns takes it over.

mod error;
mod write;

use std::collections::BTreeSet;

use domain::{
    Date,
    code::{Code, CodeTable, Role},
    upn::Upn,
};
use roxmltree::{Document, Node};

pub use error::ReturnError;
pub use write::write;

/// The lines of one pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The unique pupil number: a return without one is refused.
    pub upn: Upn,
    /// The last name.
    pub surname: String,
    /// The first name.
    pub forename: String,
    /// `M` or `F`.
    pub sex: char,
    /// The day of birth.
    pub born: Date,
    /// The sessions of the term, or of the first half of the summer.
    pub term: Option<Sessions>,
    /// The sessions of the second half of the summer, which stand beside those of the first.
    pub second_half: Option<Sessions>,
}

impl Returned {
    /// The sessions of one part.
    pub fn sessions(&self, part: Part) -> Option<&Sessions> {
        match part {
            Part::Term => self.term.as_ref(),
            Part::SecondHalf => self.second_half.as_ref(),
        }
    }
}

/// The sessions of a pupil in one part of a return.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sessions {
    /// Possible sessions in the period.
    pub possible: u32,
    /// How often each code was used, by the letters of the code; none with 0.
    pub counts: Vec<(Code, u32)>,
}

/// Where sessions stand in a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// Those of a term, or of the first half of the summer.
    #[default]
    Term,
    /// Those of the second half of the summer.
    SecondHalf,
}

impl Part {
    /// Both, in the order of a return.
    pub const BOTH: [Part; 2] = [Part::Term, Part::SecondHalf];

    /// The element of a return.
    pub const fn element(self) -> &'static str {
        match self {
            Part::Term => "TermlyAttendance",
            Part::SecondHalf => "SummerHalfTerm2Attendance",
        }
    }
}

/// Whether a return has a line for this code. It has none for days on which there was nothing to attend.
pub fn is_returned(code: Code, codes: &CodeTable) -> bool {
    codes.entry(code).is_some_and(|entry| !matches!(entry.role, Role::Closed | Role::NotOnRoll))
}

/// What a return has of the counts of a pupil: the codes that it knows, in the order of their letters, none with 0.
pub fn returned(counts: &[(Code, u32)], codes: &CodeTable) -> Vec<(Code, u32)> {
    let mut kept: Vec<(Code, u32)> =
        counts.iter().copied().filter(|&(code, count)| count > 0 && is_returned(code, codes)).collect();
    kept.sort_by(|one, other| codes.letters(one.0).cmp(codes.letters(other.0)));
    kept
}

/// Reads a return whose codes are those in force on `day`. The first fault ends it: half a return is none.
pub fn read(xml: &str, codes: &CodeTable, day: Date) -> Result<Vec<Returned>, ReturnError> {
    let document = Document::parse(xml).map_err(|error| ReturnError::NotXml(error.to_string()))?;
    let mut known = BTreeSet::new();
    let pupils = document.descendants().filter(|node| node.has_tag_name("Pupil"));
    pupils
        .map(|pupil| {
            let read = pupil_of(pupil, codes, day)?;
            if known.insert(read.upn) { Ok(read) } else { Err(ReturnError::Twice(read.upn)) }
        })
        .collect()
}

fn pupil_of(pupil: Node<'_, '_>, codes: &CodeTable, day: Date) -> Result<Returned, ReturnError> {
    let text = |name| element(pupil, name).map(|found| found.text().unwrap_or_default().to_owned());
    let upn = text("UPN")?;
    let upn = Upn::parse(&upn).map_err(|why| ReturnError::Upn { upn, why })?;
    let (sex, born) = (text("Sex")?, text("DOB")?);
    let part = |part: Part| {
        let found = pupil.descendants().find(|node| node.has_tag_name(part.element()));
        found.map(|found| sessions_of(found, upn, codes, day)).transpose()
    };
    let (term, second_half) = (part(Part::Term)?, part(Part::SecondHalf)?);
    if term.is_none() && second_half.is_none() {
        return Err(ReturnError::Missing(Part::Term.element()));
    }
    Ok(Returned {
        upn,
        surname: text("Surname")?,
        forename: text("Forename")?,
        sex: sex.parse().map_err(|_| ReturnError::Value { element: "Sex", value: sex.clone() })?,
        born: born.parse().map_err(|_| ReturnError::Value { element: "DOB", value: born.clone() })?,
        term,
        second_half,
    })
}

fn sessions_of(part: Node<'_, '_>, upn: Upn, codes: &CodeTable, day: Date) -> Result<Sessions, ReturnError> {
    let mut counts = Vec::new();
    for detail in part.descendants().filter(|node| node.has_tag_name("SessionDetail")) {
        counts.push(count_of(detail, codes, day)?);
    }
    counts.sort_by(|one, other| codes.letters(one.0).cmp(codes.letters(other.0)));
    if let Some(twice) = counts.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(ReturnError::CodeTwice { upn, code: codes.letters(twice[0].0).to_owned() });
    }
    Ok(Sessions { possible: number(part, "SessionsPossible")?, counts })
}

fn count_of(detail: Node<'_, '_>, codes: &CodeTable, day: Date) -> Result<(Code, u32), ReturnError> {
    let letters = element(detail, "AttendanceReason")?.text().unwrap_or_default();
    let unknown = || ReturnError::Value { element: "AttendanceReason", value: letters.to_owned() };
    Ok((codes.find(letters, day).ok_or_else(unknown)?, number(detail, "AbsenceSessions")?))
}

fn number(parent: Node<'_, '_>, name: &'static str) -> Result<u32, ReturnError> {
    let value = element(parent, name)?.text().unwrap_or_default();
    value.parse().map_err(|_| ReturnError::Value { element: name, value: value.to_owned() })
}

fn element<'a, 'input>(parent: Node<'a, 'input>, name: &'static str) -> Result<Node<'a, 'input>, ReturnError> {
    parent.descendants().find(|node| node.has_tag_name(name)).ok_or(ReturnError::Missing(name))
}
