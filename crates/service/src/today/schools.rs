//! The schools of somebody who looks after several.

use domain::{Date, permission::Actor};

use super::{Due, Today, due};
use crate::{
    App, Error,
    area::{self, OfSchool},
    duty::Duty,
    standing,
};

/// A school in the list of somebody who looks after several.
#[derive(Debug, Clone)]
pub struct SchoolLine {
    /// The school, and what was worked out of it.
    pub of: OfSchool,
    /// Registers of the current session that are not taken.
    pub registers_missing: usize,
    /// Tasks about children that are the authority's team's.
    pub tasks: usize,
    /// Those of them that are overdue.
    pub overdue: usize,
    /// The nearest date of those that are not.
    pub next: Option<Date>,
    /// Returns and notices of the school that are late.
    pub returns_late: usize,
    /// Returns that it sent and nobody has answered for.
    pub waiting: usize,
    /// The tasks with their children: of the reader's own schools, or of all where the reader has none and they are few.
    pub due: Vec<Due>,
}

impl SchoolLine {
    /// Whether it needs somebody of the authority.
    pub fn needs_somebody(&self) -> bool {
        self.registers_missing + self.tasks + self.returns_late + self.waiting > 0 || !self.duties().is_empty()
    }

    /// What is the authority's team's own about the school as a whole.
    pub fn duties(&self) -> &[Duty] {
        self.of.known.digest().map_or(&[], |digest| &digest.duties)
    }
}

/// Whoever has no schools of their own sees the tasks of every child while all schools have at most so many.
const CHILDREN_ON_A_DESK: usize = 12_000;

/// The work of an officer of the authority.
pub(super) fn today(app: &App, by: &Actor) -> Result<Today, Error> {
    let mut lines = of_authority(app, by)?;
    for line in &mut lines {
        let is_on_desk = is_on_desk(app, line)?;
        if is_on_desk && line.tasks > 0 {
            let school = line.of.school.id;
            (line.due, _) = due(app, by, school, &standing::of_school(app, school)?)?;
        }
    }
    Ok(Today { schools: lines, ..Today::default() })
}

/// What every school needs of the authority's people, the reader's own first, then those with most that is overdue; without the
/// children of each task.
pub fn of_authority(app: &App, by: &Actor) -> Result<Vec<SchoolLine>, Error> {
    let schools = area::schools(app, by)?;
    let mut lines: Vec<SchoolLine> = schools.into_iter().map(|of| line(app, of)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.of.is_own, line.overdue, line.tasks, line.registers_missing)));
    Ok(lines)
}

/// Whether the tasks of a school stand in the reader's list, child by child.
fn is_on_desk(app: &App, line: &SchoolLine) -> Result<bool, Error> {
    if line.of.is_own || line.of.reader_has_schools {
        return Ok(line.of.is_own);
    }
    let mut children = 0;
    for school in app.schools() {
        children += app.view(school.id).roll()?.pupils().len();
    }
    Ok(children <= CHILDREN_ON_A_DESK)
}

fn line(app: &App, of: OfSchool) -> SchoolLine {
    let now = (app.today(), app.time());
    let digest = of.known.digest();
    let tasks = digest.map(|digest| digest.tasks.as_slice()).unwrap_or_default();
    let returns = digest.map(|digest| digest.returns.as_slice()).unwrap_or_default();
    let to_come = tasks.iter().filter(|(_, owed)| !owed.is_overdue(now));
    SchoolLine {
        registers_missing: of.morning.map_or(0, |morning| morning.missing as usize),
        tasks: tasks.len(),
        overdue: tasks.iter().filter(|(_, owed)| owed.is_overdue(now)).count(),
        next: to_come.filter_map(|(_, owed)| owed.deadline).map(|deadline| deadline.day).min(),
        returns_late: returns.iter().filter(|owed| owed.is_overdue(now)).count(),
        waiting: digest.map_or(0, |digest| digest.waiting),
        due: Vec::new(),
        of,
    }
}
