//! The attendance part of a school census return, counted from the register of a school over a period.

mod collection;
mod count;
mod give;
mod problem;

use std::collections::BTreeMap;

use analysis::Period;
use domain::{
    Date,
    census::Ages,
    code::{Code, CodeTable},
    tally::Tally,
};
pub use imports::census_return::Part;
use imports::census_return::Returned;

pub use collection::{Collection, collections};
pub use count::of_school;
pub use give::{Made, give, made, prepare, xml};
pub use problem::{Problem, ProblemKind};

use crate::Error;

/// Which sessions are asked for, and where they stand in the return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Its first and last day.
    pub period: Period,
    /// Where they stand.
    pub part: Part,
}

/// What a return says, and what is still to be put right before it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Census {
    /// What was asked for.
    pub asked: Asked,
    /// The pupils of the ages who were on the roll in the period, by name. The marks of each are those of the days on the
    /// roll.
    pub pupils: Vec<Returned>,
    /// Their sessions together.
    pub total: Tally,
    /// What is to be put right, by pupil.
    pub problems: Vec<Problem>,
    /// The ages of those who stand in it; nothing where the handbook has none.
    pub ages: Option<Ages>,
    /// How many others were on the roll.
    pub of_other_ages: usize,
}

impl Census {
    /// How often each code was used by all of them, by the letters of the code.
    pub fn by_code(&self, codes: &CodeTable) -> Vec<(Code, u32)> {
        let mut totals: BTreeMap<&str, (Code, u32)> = BTreeMap::new();
        let sessions = self.pupils.iter().filter_map(|pupil| pupil.sessions(self.asked.part));
        for &(code, count) in sessions.flat_map(|sessions| &sessions.counts) {
            totals.entry(codes.letters(code)).or_insert((code, 0)).1 += count;
        }
        totals.into_values().collect()
    }
}

/// Why there can be no return.
#[derive(Debug, thiserror::Error)]
pub enum CensusError {
    /// The period ends before it begins.
    #[error("the period ends on {last}, before it begins on {first}: give the earlier day first")]
    Backwards {
        /// The day it begins.
        first: Date,
        /// The day it ends.
        last: Date,
    },
    /// Marks are still to come.
    #[error("the period ends on {0}, which is not over: make the return on a later day, or end the period earlier")]
    NotOver(Date),
    /// Nothing to count.
    #[error("the school has no day of school from {first} to {last}: give the days of a term")]
    NoSchool {
        /// The day it begins.
        first: Date,
        /// The day it ends.
        last: Date,
    },
    /// A file without pupils is none.
    #[error("nobody can stand in the file yet: put right first what is listed")]
    Nobody,
    /// The file would say something else than the register.
    #[error("a name has characters that a return cannot hold: correct it in the pupil's record")]
    NotEqual,
    /// The records cannot be read.
    #[error(transparent)]
    Records(#[from] Error),
}
