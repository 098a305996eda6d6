//! The roll of one school.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    act::Mark,
    calendar::Calendar,
    code::{Code, CodeTable},
    id::{PupilId, SchoolId},
    log::{Entry, marks},
    session::Session,
    sheet::Sheet,
    tally::Tally,
};
use jiff::Timestamp;

use super::{
    RollError, Stretch,
    columns::Columns,
    everybody::Everybody,
    rows::Rows,
    touches::Touches,
    year::{Source, Years},
};
use crate::Period;

/// All marks of one school.
#[derive(Debug)]
pub struct SchoolRoll {
    school: SchoolId,
    codes: Arc<CodeTable>,
    calendar: Calendar,
    columns: Columns,
    rows: Rows,
    minutes: BTreeMap<(u32, u32), u16>,
    strays: BTreeMap<(PupilId, Session), Stray>,
    touches: Touches,
    years: Years,
    everybody: Everybody,
    last_entry: i64,
}

/// A mark on a day outside the school's calendar. It is kept and can be found, and counts in no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stray {
    /// The code that stands.
    pub code: Code,
    /// Whole minutes after the register opened, for a late arrival.
    pub minutes_late: Option<u16>,
    /// The act that set it.
    pub entry: i64,
}

/// An entry as it is stored, with its marks still packed: the quickest way to read a whole log.
#[derive(Debug, Clone, Copy)]
pub struct StoredEntry<'a> {
    /// Its number within the school.
    pub number: i64,
    /// Its marks, as [`domain::log::pack`] writes them.
    pub packed: &'a [u8],
}

impl SchoolRoll {
    /// The roll of a school before its first mark.
    pub fn new(school: SchoolId, codes: Arc<CodeTable>, calendar: Calendar) -> SchoolRoll {
        let columns = Columns::new(&calendar);
        SchoolRoll {
            rows: Rows::new(columns.count()),
            touches: Touches::new(columns.count()),
            years: Years::new(columns.sessions(), &codes),
            everybody: Everybody::default(),
            minutes: BTreeMap::new(),
            strays: BTreeMap::new(),
            last_entry: 0,
            school,
            codes,
            calendar,
            columns,
        }
    }

    /// The roll as it was known at an instant: built of all entries of the log, in order, of which only those done by
    /// `at` count.
    pub fn as_known_at<'a>(
        mut self,
        at: Timestamp,
        entries: impl IntoIterator<Item = &'a Entry>,
    ) -> Result<SchoolRoll, RollError> {
        for entry in entries {
            if self.is_next(entry)? {
                self.last_entry = entry.number;
                if entry.what.at <= at {
                    self.set(&entry.what.marks);
                }
            }
        }
        Ok(self)
    }

    /// Follows one entry of the school's log. An entry that was followed before changes nothing.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), RollError> {
        if self.is_next(entry)? {
            self.last_entry = entry.number;
            self.set(&entry.what.marks);
        }
        Ok(())
    }

    /// Follows one stored entry of this school's log. The checks beside its marks are not looked at.
    pub fn apply_stored(&mut self, entry: StoredEntry<'_>) -> Result<(), RollError> {
        if self.is_next_number(entry.number)? {
            let marks: Result<Vec<Mark>, _> = marks(entry.packed).collect();
            let marks = marks.map_err(|error| RollError::Damaged { number: entry.number, error })?;
            self.last_entry = entry.number;
            self.set(&marks);
        }
        Ok(())
    }

    /// Sets marks that come from no log, such as those of a file that is only looked at.
    pub fn with_marks(mut self, marks: &[Mark]) -> SchoolRoll {
        self.set(marks);
        self
    }

    /// Whose roll it is.
    pub const fn school(&self) -> SchoolId {
        self.school
    }

    /// What the bytes mean.
    pub fn codes(&self) -> &CodeTable {
        &self.codes
    }

    /// When the school is open.
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The number of the last entry followed; 0 before the first.
    pub const fn last_entry(&self) -> i64 {
        self.last_entry
    }

    /// Every session of the calendar, in order.
    pub fn sessions(&self) -> &[Session] {
        self.columns.sessions()
    }

    /// Everybody who ever had a mark here, in the order of their first one.
    pub fn pupils(&self) -> &[PupilId] {
        self.rows.pupils()
    }

    /// All marks: for each pupil of [`SchoolRoll::pupils`] a code number for each session of [`SchoolRoll::sessions`].
    pub fn marks(&self) -> &[u8] {
        self.rows.marks()
    }

    /// The marks of a pupil, if they ever had one here.
    pub fn sheet(&self, pupil: PupilId) -> Option<Sheet<'_>> {
        let marks = self.rows.row(pupil)?;
        Some(Sheet { sessions: self.columns.sessions(), marks, codes: &self.codes, calendar: &self.calendar })
    }

    /// The marks of a pupil; a sheet without sessions for somebody who has none yet.
    pub fn sheet_or_blank(&self, pupil: PupilId) -> Sheet<'_> {
        let blank = Sheet { sessions: &[], marks: &[], codes: &self.codes, calendar: &self.calendar };
        self.sheet(pupil).unwrap_or(blank)
    }

    /// What is kept of the sessions of `period`: nothing when they are of several school years, or when there are none.
    pub(crate) fn stretch(&self, period: Period) -> Option<Stretch<'_>> {
        let (sessions, rows, calendar) = (self.columns.sessions(), &self.rows, &self.calendar);
        let first = sessions.partition_point(|session| session.date < period.first);
        let end = sessions.partition_point(|session| session.date <= period.last);
        self.years.stretch(first..end, Source { sessions, rows, calendar })
    }

    /// The place of a pupil's row in [`SchoolRoll::pupils`] and in what is kept.
    pub(crate) fn place(&self, pupil: PupilId) -> Option<usize> {
        self.rows.place(pupil).map(|place| place as usize)
    }

    /// The counts of everybody who ever had a mark, for each of [`SchoolRoll::sessions`].
    pub(crate) fn by_column(&self) -> &[Tally] {
        self.everybody.by_column(&self.rows, &self.codes)
    }

    /// Bytes of memory that its marks have, and the figures that were asked for so far.
    pub fn bytes(&self) -> usize {
        self.rows.bytes() + self.years.bytes() + self.everybody.bytes()
    }

    /// The mark that stands, also on a day outside the calendar.
    pub fn mark(&self, pupil: PupilId, session: Session) -> Option<Code> {
        match self.columns.of(session) {
            Some(column) => Code::from_number(*self.rows.row(pupil)?.get(column)?),
            None => self.strays.get(&(pupil, session)).map(|stray| stray.code),
        }
    }

    /// The minutes of a late arrival, where somebody recorded them.
    pub fn minutes_late(&self, pupil: PupilId, session: Session) -> Option<u16> {
        match self.columns.of(session) {
            Some(column) => self.minutes.get(&(self.rows.place(pupil)?, column as u32)).copied(),
            None => self.strays.get(&(pupil, session)).and_then(|stray| stray.minutes_late),
        }
    }

    /// All recorded minutes of a pupil, in order of their sessions.
    pub fn minutes_of(&self, pupil: PupilId) -> impl Iterator<Item = (Session, u16)> + '_ {
        let row = self.rows.place(pupil);
        let range = row.map(|row| self.minutes.range((row, 0)..=(row, u32::MAX)));
        range.into_iter().flatten().map(|(&(_, column), &minutes)| (self.columns.sessions()[column as usize], minutes))
    }

    /// The marks of a pupil on days outside the calendar.
    pub fn strays(&self, pupil: PupilId) -> impl Iterator<Item = (Session, Stray)> + '_ {
        let first = Session::new(domain::Date::MIN, domain::session::Half::Morning);
        let last = Session::new(domain::Date::MAX, domain::session::Half::Afternoon);
        self.strays.range((pupil, first)..=(pupil, last)).map(|(&(_, session), &stray)| (session, stray))
    }

    /// The number of the last act that touched a mark of these pupils for `session`; 0 before the first.
    pub fn version(&self, session: Session, pupils: &[PupilId]) -> i64 {
        let Some(column) = self.columns.of(session) else {
            let strays = pupils.iter().filter_map(|&pupil| self.strays.get(&(pupil, session)));
            return strays.map(|stray| stray.entry).max().unwrap_or(0);
        };
        let rows: Vec<u32> = pupils.iter().filter_map(|&pupil| self.rows.place(pupil)).collect();
        self.touches.last(column, &rows)
    }

    fn is_next(&self, entry: &Entry) -> Result<bool, RollError> {
        if entry.what.school != self.school {
            return Err(RollError::OtherSchool { expected: self.school, found: entry.what.school });
        }
        self.is_next_number(entry.number)
    }

    const fn is_next_number(&self, found: i64) -> Result<bool, RollError> {
        let expected = self.last_entry + 1;
        if found > expected {
            return Err(RollError::Gap { school: self.school, expected, found });
        }
        Ok(found == expected)
    }

    fn set(&mut self, marks: &[Mark]) {
        let mut touched = Vec::with_capacity(marks.len());
        for mark in marks {
            match self.columns.of(mark.session) {
                Some(column) => touched.push(self.set_mark(column, mark)),
                None => self.set_stray(mark),
            }
        }
        self.touches.record(self.last_entry, &mut touched);
        self.years.follow(&touched, &self.rows);
    }

    fn set_mark(&mut self, column: usize, mark: &Mark) -> (u32, u32) {
        let row = self.rows.place_or_new(mark.pupil);
        let was = self.rows.set(row, column, mark.code.number());
        self.everybody.follow(column, (was, mark.code.number()), &self.codes);
        let place = (row, column as u32);
        match mark.minutes_late {
            Some(minutes) => {
                self.minutes.insert(place, minutes);
            }
            None if was != 0 => {
                self.minutes.remove(&place);
            }
            None => {}
        }
        (column as u32, row)
    }

    fn set_stray(&mut self, mark: &Mark) {
        let stray = Stray { code: mark.code, minutes_late: mark.minutes_late, entry: self.last_entry };
        self.strays.insert((mark.pupil, mark.session), stray);
    }
}
