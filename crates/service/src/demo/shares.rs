//! How realistic the invented absence is: shares to set beside those of England.

use std::collections::HashMap;

use domain::{
    Date,
    code::{Class, Code, CodeTable},
    id::PupilId,
    tally::{Percent, Tally},
};

use super::Authority;

/// Shares of a stretch of days, over all pupils with a possible session in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// Pupils with a possible session.
    pub pupils: u32,
    /// All their sessions.
    pub tally: Tally,
    /// Pupils who missed at least a tenth of theirs.
    pub persistent: u32,
    /// Pupils who missed at least half of theirs.
    pub severe: u32,
}

impl Shares {
    /// `part` of the pupils.
    pub fn of_pupils(&self, part: u32) -> Percent {
        Tally { attended: self.pupils - part, authorised: part, unauthorised: 0 }.absence().unwrap_or(Percent::whole(0))
    }
}

/// The shares of the marks from `first` to `last`, both included, as they stand at the end of the log.
pub fn shares(authority: &Authority, codes: &CodeTable, first: Date, last: Date) -> Shares {
    let mut counts: HashMap<PupilId, [i64; 3]> = HashMap::new();
    let marks = authority.schools.iter().flat_map(|school| &school.entries).flat_map(|entry| &entry.marks);
    for mark in marks.filter(|mark| (first..=last).contains(&mark.session.date)) {
        let count = counts.entry(mark.pupil).or_default();
        let mut add = |code: Code, by| {
            if let Some(kind) = codes.class(code).and_then(kind) {
                count[kind] += by;
            }
        };
        if let Some(was) = mark.was {
            add(was, -1);
        }
        add(mark.code, 1);
    }
    let tallies = counts.values().map(|&[attended, authorised, unauthorised]| {
        let count = |number: i64| u32::try_from(number).unwrap_or(0);
        Tally { attended: count(attended), authorised: count(authorised), unauthorised: count(unauthorised) }
    });
    let mut shares = Shares { pupils: 0, tally: Tally::default(), persistent: 0, severe: 0 };
    for tally in tallies.filter(|tally| tally.possible() > 0) {
        let has_missed = |percent| u32::from(tally.has_missed(Percent::whole(percent)) == Some(true));
        shares.pupils += 1;
        shares.tally += tally;
        shares.persistent += has_missed(10);
        shares.severe += has_missed(50);
    }
    shares
}

fn kind(class: Class) -> Option<usize> {
    match class {
        Class::Present | Class::Late | Class::ApprovedActivity => Some(0),
        Class::Authorised => Some(1),
        Class::Unauthorised => Some(2),
        Class::NotPossible | Class::Administrative => None,
    }
}
