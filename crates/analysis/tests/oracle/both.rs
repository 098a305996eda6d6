//! The kernel's answers put beside those of paper.

use analysis::{Period, figures::Thresholds};
use domain::{
    code::{Code, CodeTable},
    id::PupilId,
    session::{Half, Session},
    tally::{Percent, Tally},
};
use jiff::civil::Date;

use crate::slow::{Counts, Standing};

pub const THRESHOLDS: Thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };

pub fn tally(counts: Counts) -> Tally {
    let Counts { attended, authorised, unauthorised, .. } = counts;
    Tally { attended, authorised, unauthorised }
}

pub fn session(day: Date, half: &str) -> Session {
    Session::new(day, Half::parse(half).expect("`am` or `pm`"))
}

pub fn period((first, last): (Date, Date)) -> Period {
    Period { first, last }
}

pub fn ids(pupils: &[i64]) -> Vec<PupilId> {
    pupils.iter().copied().map(PupilId).collect()
}

/// Sessions and letters, as both can say them.
pub fn lettered(marks: &[(Session, Code)], codes: &CodeTable) -> Vec<(Session, String)> {
    marks.iter().map(|&(session, code)| (session, codes.letters(code).to_owned())).collect()
}

pub fn on_paper(marks: &[Standing]) -> Vec<(Session, String)> {
    marks.iter().map(|mark| (session(mark.day, mark.half), mark.letters.clone())).collect()
}
