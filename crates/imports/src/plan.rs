//! What a file would bring in. A plan changes nothing until somebody agrees to it.

use domain::{
    Date,
    act::Mark,
    calendar::Calendar,
    code::{Class, Code, CodeTable},
    id::PupilId,
    session::Session,
    tally::Tally,
    upn::Upn,
};

use crate::{
    calendar::{Days, calendar_of},
    dates::DateOrder,
    encoding::Encoding,
    fault::{RowFault, Weight},
    layout::{Layout, Mapping},
};

/// A pupil as the file names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedPupil {
    /// The first line that names them.
    pub line: u64,
    /// The unique pupil number, or the admission number or name where the file has none.
    pub key: String,
    /// The unique pupil number.
    pub upn: Option<Upn>,
    /// Forename and surname; empty where the file has none.
    pub name: String,
    /// The class or form; empty where the file has none.
    pub group: String,
}

/// A mark as the file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedMark {
    /// Where it stands.
    pub line: u64,
    /// Whose: a place in [`Plan::pupils`].
    pub pupil: usize,
    /// When.
    pub session: Session,
    /// What.
    pub code: Code,
    /// Minutes after the register opened.
    pub minutes_late: Option<u16>,
}

/// How often each code was used for a pupil, where the file has no days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PupilTotals {
    /// Where it stands.
    pub line: u64,
    /// Whose: a place in [`Plan::pupils`].
    pub pupil: usize,
    /// The codes and how often each was used, in the order of the code table.
    pub counts: Vec<(Code, u32)>,
    /// How many sessions were possible, as the sender counted them.
    pub stated_possible: Option<u32>,
}

impl PupilTotals {
    /// Possible, attended and missed sessions.
    pub fn tally(&self, codes: &CodeTable) -> Tally {
        let mut tally = Tally::default();
        for &(code, count) in &self.counts {
            if let Some(class) = codes.class(code) {
                tally.count_many(class, count);
            }
        }
        tally
    }

    /// How often `code` was used.
    pub fn count(&self, code: Code) -> u32 {
        self.counts.iter().find(|&&(known, _)| known == code).map_or(0, |&(_, count)| count)
    }
}

/// What a file would bring in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How the marks lie.
    pub layout: Layout,
    /// In which letters it is written.
    pub encoding: Encoding,
    /// What stands between cells.
    pub delimiter: char,
    /// The line of the header.
    pub header_line: u64,
    /// Which column is what.
    pub mapping: Mapping,
    /// How its dates were read.
    pub dates: DateOrder,
    /// How many rows stand under the header.
    pub rows: u32,
    /// Every pupil named, in the order of the file.
    pub pupils: Vec<ImportedPupil>,
    /// Every mark that can be taken, in the order of the file. Empty in the totals layout.
    pub marks: Vec<ImportedMark>,
    /// The counts of the totals layout.
    pub totals: Vec<PupilTotals>,
    /// How many sessions stand without a mark.
    pub gaps: u32,
    /// What is wrong, by line.
    pub faults: Vec<RowFault>,
}

impl Plan {
    /// The faults whose rows are left out.
    pub fn errors(&self) -> impl Iterator<Item = &RowFault> {
        self.faults.iter().filter(|fault| fault.weight() == Weight::Error)
    }

    /// The faults that are only remarked on.
    pub fn warnings(&self) -> impl Iterator<Item = &RowFault> {
        self.faults.iter().filter(|fault| fault.weight() == Weight::Warning)
    }

    /// The marks as an act of the register sets them, of those pupils whom `pupil` knows.
    pub fn marks_of(&self, pupil: impl Fn(usize, &ImportedPupil) -> Option<PupilId>) -> Vec<Mark> {
        let known: Vec<Option<PupilId>> = self.pupils.iter().enumerate().map(|(at, one)| pupil(at, one)).collect();
        let mark = |mark: &ImportedMark| {
            let pupil = known[mark.pupil]?;
            let ImportedMark { session, code, minutes_late, .. } = *mark;
            Some(Mark { pupil, session, was: None, code, minutes_late, note: String::new() })
        };
        self.marks.iter().filter_map(mark).collect()
    }

    /// The calendar that the marks imply.
    pub fn calendar(&self, days: Days, codes: &CodeTable) -> Calendar {
        let is_open = |mark: &&ImportedMark| match days {
            Days::Marked => true,
            Days::Open => codes.class(mark.code) != Some(Class::Administrative),
        };
        calendar_of(self.marks.iter().filter(is_open).map(|mark| mark.session.date).collect())
    }

    /// The first and the last day with a mark.
    pub fn days(&self) -> Option<(Date, Date)> {
        let days = || self.marks.iter().map(|mark| mark.session.date);
        days().min().zip(days().max())
    }
}
