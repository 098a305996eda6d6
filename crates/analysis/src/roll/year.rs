//! The figures of each school year, kept beside the marks: worked out when they are first asked for, and followed mark by mark
//! from then on.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use domain::{
    Date,
    calendar::{Calendar, school_year_start},
    code::CodeTable,
    session::{Half, Session},
    tally::Tally,
};

use super::rows::Rows;
use crate::refresh::{Counting, Limits, Processor, Pupil, School, SchoolError, Sessions, Terms, Timetable};

/// From so many marks a pupil in one entry on, a year is worked out anew at the next question rather than followed.
const MANY_A_PUPIL: usize = 8;

/// No limit is asked of what is kept: who is persistently absent follows from the counts and the thresholds of whoever asks, and
/// windows of school weeks are the business of the rules.
const NO_LIMITS: Limits = Limits {
    persistent_percent: 100,
    severe_percent: 100,
    bands_percent: [100; 4],
    notice_weeks: 1,
    notice_sessions: u16::MAX,
};

/// The school years of a calendar.
#[derive(Debug)]
pub(super) struct Years {
    // Nothing, where the codes have numbers too great for a refresh.
    terms: Option<Arc<Terms>>,
    years: Vec<Year>,
}

#[derive(Debug)]
struct Year {
    columns: Range<usize>,
    // Not asked for yet; or nothing, where the marks cannot be kept so; or what is kept.
    kept: OnceLock<Option<Kept>>,
}

/// What is kept of one school year.
#[derive(Debug)]
struct Kept {
    school: School,
    weekdays: [[Sessions; 2]; 5],
    first_days_back: Sessions,
}

impl Years {
    pub(super) fn new(sessions: &[Session], codes: &CodeTable) -> Years {
        let terms = Counting::of(codes).map(|counting| Arc::new(Terms { counting, limits: NO_LIMITS }));
        let year = |session: &Session| school_year_start(session.date);
        let mut first = 0;
        let years = sessions.chunk_by(|one, next| year(one) == year(next)).map(|sessions| {
            let columns = first..first + sessions.len();
            first = columns.end;
            Year { columns, kept: OnceLock::new() }
        });
        Years { years: years.collect(), terms }
    }

    /// What is kept of these columns; nothing when they are of several years, or none, or cannot be kept.
    pub(super) fn stretch(&self, columns: Range<usize>, of: Source<'_>) -> Option<Stretch<'_>> {
        let last = columns.end.checked_sub(1)?;
        let year =
            self.years.iter().find(|year| year.columns.contains(&columns.start) && year.columns.contains(&last))?;
        let kept = year.kept.get_or_init(|| Kept::of(self.terms.clone()?, year.columns.clone(), of)).as_ref()?;
        let (first, end) = (columns.start - year.columns.start, columns.end - year.columns.start);
        let is_whole = first == 0 && end >= kept.school.blank_from().min(year.columns.len());
        // The last half of nothing: an empty stretch has no last column.
        (first < end).then(|| Stretch { kept, sessions: Sessions::at(first..end), is_whole })
    }

    /// Follows marks that were set, given as column and row, in order.
    pub(super) fn follow(&mut self, touched: &[(u32, u32)], rows: &Rows) {
        for year in &mut self.years {
            let Some(Some(kept)) = year.kept.get_mut() else { continue };
            let before = |column: usize| touched.partition_point(|&(touched, _)| (touched as usize) < column);
            let touched = &touched[before(year.columns.start)..before(year.columns.end)];
            if !matches!(kept.follow(touched, year.columns.start, rows), Ok(Followed::All)) {
                year.kept = OnceLock::new();
            }
        }
    }

    /// Bytes of memory that are kept now.
    pub(super) fn bytes(&self) -> usize {
        let kept = self.years.iter().filter_map(|year| year.kept.get()?.as_ref());
        kept.map(|kept| kept.school.bytes() + size_of::<Kept>()).sum()
    }
}

/// Where the marks and the days of a year are.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) sessions: &'a [Session],
    pub(super) rows: &'a Rows,
    pub(super) calendar: &'a Calendar,
}

enum Followed {
    All,
    TooMuch,
}

impl Kept {
    fn of(terms: Arc<Terms>, columns: Range<usize>, of: Source<'_>) -> Option<Kept> {
        let sessions = &of.sessions[columns.clone()];
        let days: Vec<Date> = sessions.iter().step_by(2).map(|session| session.date).collect();
        let timetable = Arc::new(Timetable::new(days).ok()?);
        let marks = of.rows.columns(columns);
        let is_counted = |&mark: &u8| usize::from(mark) < terms.counting.codes();
        let school = marks
            .iter()
            .all(is_counted)
            .then(|| School::new(terms, timetable, vec![Pupil::default(); of.rows.pupils().len()], &marks))?;
        let which = |is: &dyn Fn(&Session) -> bool| {
            Sessions::at(sessions.iter().enumerate().filter(|(_, session)| is(session)).map(|(at, _)| at))
        };
        let on = |day: i8, half| {
            which(&|one: &Session| one.date.weekday().to_monday_zero_offset() == day && one.half == half)
        };
        Some(Kept {
            school: school.ok()?,
            weekdays: [0, 1, 2, 3, 4].map(|day| Half::BOTH.map(|half| on(day, half))),
            first_days_back: which(&|session: &Session| of.calendar.is_first_day_back(session.date)),
        })
    }

    fn follow(&mut self, touched: &[(u32, u32)], first: usize, rows: &Rows) -> Result<Followed, SchoolError> {
        let pupils = rows.pupils().len();
        while self.school.pupils().len() < pupils {
            self.school.push(Pupil::default())?;
        }
        if touched.len() > MANY_A_PUPIL * pupils {
            return Ok(Followed::TooMuch);
        }
        for marks in touched.chunk_by(|one, next| one.0 == next.0) {
            let column = marks[0].0 as usize;
            if marks.iter().any(|&(_, row)| !self.school.is_counted(rows.mark(row, column))) {
                return Ok(Followed::TooMuch);
            }
            if marks.len() * 2 > pupils {
                let marks: Vec<u8> = (0..pupils as u32).map(|row| rows.mark(row, column)).collect();
                self.school.increment(Processor::best(), column - first, &marks)?;
                continue;
            }
            for &(_, row) in marks {
                self.school.amend(row as usize, column - first, rows.mark(row, column))?;
            }
        }
        Ok(Followed::All)
    }
}

/// What is kept of the sessions of a period within one school year. Pupils are known by the place of their row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch<'a> {
    kept: &'a Kept,
    sessions: Sessions,
    is_whole: bool,
}

impl<'a> Stretch<'a> {
    /// What somebody attended and missed.
    pub(crate) fn tally(&self, place: usize) -> Tally {
        let school = &self.kept.school;
        let tally = if self.is_whole { school.tally(place) } else { school.tally_in(place, self.sessions) };
        tally.unwrap_or_default()
    }

    /// What somebody attended and missed in one half of a weekday, 0 for Monday.
    pub(crate) fn tally_on(&self, place: usize, day: usize, half: Half) -> Tally {
        let sessions = self.kept.weekdays.get(day).map_or_else(Sessions::default, |halves| halves[half as usize]);
        self.kept.school.tally_in(place, sessions.among(self.sessions)).unwrap_or_default()
    }

    /// How many sessions of first days back somebody missed.
    pub(crate) fn first_days_back(&self, place: usize) -> u32 {
        let sessions = self.kept.first_days_back.among(self.sessions);
        self.kept.school.tally_in(place, sessions).unwrap_or_default().absent()
    }

    /// Everything of its year, where no mark of that year lies outside the stretch.
    pub(crate) fn whole(&self) -> Option<&'a School> {
        self.is_whole.then_some(&self.kept.school)
    }
}
