//! The roll: all marks in memory, one byte a session, school by school. It follows the register log and is never stored.

mod columns;
mod everybody;
mod rows;
mod school;
mod touches;
mod year;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use domain::{
    calendar::Calendar,
    code::{Code, CodeTable},
    id::{PupilId, SchoolId},
    log::{Entry, UnpackError},
    session::Session,
    sheet::Sheet,
};

pub use school::{SchoolRoll, StoredEntry, Stray};
pub(crate) use year::Stretch;

/// Why an entry of the log could not be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RollError {
    /// The roll does not have that school.
    #[error("school {0} is not on the roll: add it with its calendar first")]
    UnknownSchool(SchoolId),
    /// The entry belongs to another school's log.
    #[error("an entry of school {found} was given to the roll of school {expected}: read each school's log by itself")]
    OtherSchool {
        /// Whose roll it is.
        expected: SchoolId,
        /// Whose entry it is.
        found: SchoolId,
    },
    /// Entries in between are missing.
    #[error("entry {found} of school {school} came where entry {expected} is next: read the log on from there")]
    Gap {
        /// Whose log.
        school: SchoolId,
        /// The number that is next.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// The stored marks cannot be read.
    #[error("entry {number} cannot be read, {error}")]
    Damaged {
        /// The entry's number.
        number: i64,
        /// Where.
        error: UnpackError,
    },
}

/// The rolls of all schools.
#[derive(Debug)]
pub struct Roll {
    codes: Arc<CodeTable>,
    schools: BTreeMap<SchoolId, SchoolRoll>,
}

impl Roll {
    /// A roll without schools, whose bytes mean what `codes` says.
    pub const fn new(codes: Arc<CodeTable>) -> Roll {
        Roll { codes, schools: BTreeMap::new() }
    }

    /// What the bytes mean.
    pub const fn codes(&self) -> &Arc<CodeTable> {
        &self.codes
    }

    /// Adds a school without marks; a roll it had before is dropped. `calendar` may span several school years.
    pub fn add_school(&mut self, school: SchoolId, calendar: Calendar) {
        self.insert(SchoolRoll::new(school, self.codes.clone(), calendar));
    }

    /// Puts in the roll of a school that was built elsewhere, such as on another thread.
    pub fn insert(&mut self, school: SchoolRoll) {
        self.schools.insert(school.school(), school);
    }

    /// The roll of one school.
    pub fn school(&self, school: SchoolId) -> Option<&SchoolRoll> {
        self.schools.get(&school)
    }

    /// The rolls of all schools, by identifier.
    pub fn schools(&self) -> impl Iterator<Item = &SchoolRoll> {
        self.schools.values()
    }

    /// Follows one entry. An entry that was followed before changes nothing.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), RollError> {
        let school = entry.what.school;
        self.schools.get_mut(&school).ok_or(RollError::UnknownSchool(school))?.apply(entry)
    }

    /// The marks of a pupil in a school, if they ever had one there.
    pub fn sheet(&self, school: SchoolId, pupil: PupilId) -> Option<Sheet<'_>> {
        self.school(school)?.sheet(pupil)
    }

    /// The mark that stands.
    pub fn mark(&self, school: SchoolId, pupil: PupilId, session: Session) -> Option<Code> {
        self.school(school)?.mark(pupil, session)
    }

    /// The number of the last act that touched a mark of these pupils for `session`; 0 before the first.
    pub fn version(&self, school: SchoolId, session: Session, pupils: &[PupilId]) -> i64 {
        self.school(school).map_or(0, |roll| roll.version(session, pupils))
    }

    /// The number of the last entry followed; 0 before the first.
    pub fn last_entry(&self, school: SchoolId) -> i64 {
        self.school(school).map_or(0, SchoolRoll::last_entry)
    }

    /// Does `work` for every school on all processors. The answers come in the order of the schools.
    pub fn each_school<T: Send>(&self, work: impl Fn(&SchoolRoll) -> T + Sync) -> Vec<(SchoolId, T)> {
        let schools: Vec<&SchoolRoll> = self.schools().collect();
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(SchoolId, T)>> = Mutex::new(Vec::with_capacity(schools.len()));
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(schools.len());
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(roll) = schools.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let answer = (roll.school(), work(roll));
                        done.lock().expect("nothing panics while it holds the lock").push(answer);
                    }
                });
            }
        });
        let mut done = done.into_inner().expect("a panic on a thread has already ended the scope");
        done.sort_by_key(|&(school, _)| school);
        done
    }
}
