//! What the authority's people need of one school, from everything that its handbook decides.

use std::{cmp::Reverse, collections::BTreeSet};

use domain::{
    Date, Time,
    decide::Deadline,
    id::{GroupId, PupilId, SchoolId},
    rule::{Kind, Strength},
};

use super::officer;
use crate::{
    App, Error,
    duty::{self, Duty},
    returns::{self, Sent},
    school::bands::in_set,
    standing::Standing,
    today,
};

/// So many returns of a school that wait for an answer are kept with what they say; of the others the number.
pub const OLDEST: usize = 10;

/// A school in the eyes of its authority.
#[derive(Debug, Clone)]
pub struct Digest {
    /// Classes with children.
    pub groups: BTreeSet<GroupId>,
    /// The first set of bands that decides something in its pack: its name, and its bands in order with their children.
    pub bands: (String, Vec<(String, u64)>),
    /// Tasks about its children that are the authority's team's, with the child of each.
    pub tasks: Vec<(PupilId, Owed)>,
    /// What the school has to send to somebody.
    pub returns: Vec<Owed>,
    /// How many returns were sent to the authority that nobody has answered for.
    pub waiting: usize,
    /// The oldest of those, oldest first, at most [`OLDEST`].
    pub oldest: Vec<Sent>,
    /// The meeting with the school that its handbook asks for (LAN-133, LIN-057, LIN-068); nothing where it asks for none.
    pub meeting: Option<Meeting>,
    /// What the handbook makes the authority's team's own about the school, due within four weeks or overdue.
    pub duties: Vec<Duty>,
}

/// Something that somebody owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// How binding it is.
    pub strength: Strength,
    /// By when, where it has a date.
    pub deadline: Option<Deadline>,
    /// Whether what makes it overdue besides its date had happened.
    is_late: bool,
}

impl Owed {
    /// Whether it is late at this day and time.
    pub fn is_overdue(&self, now: (Date, Time)) -> bool {
        self.is_late || self.deadline.is_some_and(|deadline| deadline.is_over(now))
    }
}

/// The regular meeting of the authority with a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// What the handbook calls it.
    pub name: String,
    /// When it was held last.
    pub held: Option<Date>,
    /// Whether it is due now.
    pub is_due: bool,
    /// By when it is due.
    pub deadline: Option<Deadline>,
}

/// The digest of a school with these children.
pub(super) fn of_school(app: &App, school: SchoolId, children: &[Standing]) -> Result<Digest, Error> {
    let by = officer();
    let rules = app.rules(school)?;
    let bands = match rules.deciding_bands().next() {
        Some(set) => {
            let mut counts: Vec<(String, u64)> = set.bands.iter().map(|band| (band.name.clone(), 0)).collect();
            for band in children.iter().filter_map(|child| in_set(child, set)) {
                counts[band.place].1 += 1;
            }
            (set.head.name.clone(), counts)
        }
        None => (String::new(), Vec::new()),
    };
    let tasks = children.iter().flat_map(|child| child.decided.tasks.iter().map(move |task| (child, task)));
    let own = tasks.filter(|(_, task)| today::is_readers(rules, &by, task)).map(|(child, task)| {
        let deadline = child.deadlines.get(&task.name).copied();
        (child.pupil.id, Owed { strength: task.strength, deadline, is_late: task.is_overdue })
    });
    let tasks = own.collect();
    let all = duty::of_school(app, &by, school)?;
    let meeting = meeting(&all);
    let known = returns::of_school(app, &by, school)?;
    let mut waiting: Vec<&Sent> = known.unanswered().collect();
    waiting.sort_by_key(|sent| (sent.event.at, sent.event.pupil));
    Ok(Digest {
        groups: children.iter().map(|child| child.pupil.group).collect(),
        bands,
        tasks,
        waiting: waiting.len(),
        oldest: waiting.into_iter().take(OLDEST).cloned().collect(),
        returns: known.due.iter().map(owed_return).collect(),
        meeting,
        duties: all.into_iter().filter(|duty| duty::is_due(app, &by, duty)).collect(),
    })
}

fn owed_return(due: &returns::Due) -> Owed {
    Owed { strength: due.action.head.strength, deadline: due.deadline, is_late: due.is_late }
}

/// The meeting about the school as a whole that is due; of several the one that is, then the one held last.
fn meeting(duties: &[Duty]) -> Option<Meeting> {
    let meetings = duties.iter().filter(|duty| duty.possible.action.kind == Kind::Meeting);
    let of = |duty: &Duty| Meeting {
        name: duty.possible.action.head.name.clone(),
        held: duty.possible.last.as_ref().map(|last| last.day),
        is_due: duty.standing.is_some(),
        deadline: duty.deadline,
    };
    let asked = |meeting: &Meeting| meeting.is_due || meeting.held.is_some();
    meetings.map(of).filter(asked).max_by_key(|meeting| (meeting.is_due, Reverse(meeting.deadline), meeting.held))
}
