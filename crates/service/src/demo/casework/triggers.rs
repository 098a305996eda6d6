//! Work that days missed make due, as the Lancashire pack has it.

use jiff::ToSpan;

use super::{Backlog, Class, Code, Reaching, Worker};

/// A task and when a pupil reaches it.
struct Trigger {
    task: &'static str,
    who: Who,
    what: What,
    /// Half-days of it.
    sessions: usize,
    backlog: Backlog,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Vulnerable,
    Others,
    Everybody,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Absence,
    AbsenceOtherThanLeave,
    AbsenceOnFirstDayBack,
    Illness,
}

const fn trigger(task: &'static str, who: Who, what: What, sessions: usize, backlog: (usize, usize)) -> Trigger {
    Trigger { task, who, what, sessions, backlog: Backlog { recent: backlog.0, overdue: backlog.1 } }
}

/// What the invented attendance leads act on. The figures are those of the pack; a pack that changes shows more open work.
const TRIGGERS: [Trigger; 6] = [
    trigger("Start support for a vulnerable pupil", Who::Vulnerable, What::Absence, 10, (5, 2)),
    trigger("Formal intervention", Who::Others, What::Absence, 20, (3, 2)),
    trigger("Open the checklist", Who::Everybody, What::AbsenceOtherThanLeave, 10, (4, 2)),
    trigger("Record of support during illness", Who::Everybody, What::Illness, 31, (1, 0)),
    trigger("Consider Section 19 provision", Who::Everybody, What::Illness, 30, (1, 0)),
    trigger("Explore emotionally based school avoidance", Who::Everybody, What::AbsenceOnFirstDayBack, 6, (1, 1)),
];

/// Half-days missed at which the menus are looked at.
const MENU_SESSIONS: usize = 30;
const MENU: [&str; 6] = [
    "School's own initiatives",
    "Support checklist",
    "Early Help, led by school",
    "School nurse",
    "Attendance contract or action plan",
    "Mental health support services",
];

pub(super) fn work(worker: &mut Worker) {
    let lead = &worker.basis.staff.lead;
    for trigger in &TRIGGERS {
        let reached = reached(worker, trigger.who, trigger.what, trigger.sessions);
        worker.finish(trigger.task, lead, &reached, trigger.backlog);
    }
    let looked_at = reached(worker, Who::Everybody, What::Absence, MENU_SESSIONS);
    worker.consider(&looked_at, &MENU);
}

/// Who reached so many half-days of it, and when.
fn reached(worker: &Worker, who: Who, what: What, sessions: usize) -> Vec<Reaching> {
    let basis = worker.basis;
    let is_absent = |code: Code| basis.table.class(code).is_some_and(Class::is_absent);
    let is_leave = |code: Code| basis.table.entry(code).is_some_and(|entry| entry.is_leave);
    let is_first_back = |day: usize| day == 0 || basis.days[day - 1] != basis.days[day].saturating_sub(1.day());
    let is_it = |day: usize, code: Code| match what {
        What::Absence => is_absent(code),
        What::AbsenceOtherThanLeave => is_absent(code) && !is_leave(code),
        What::AbsenceOnFirstDayBack => is_absent(code) && is_first_back(day),
        What::Illness => code == basis.codes.ill,
    };
    let counts = |pupil: &usize| match who {
        Who::Everybody => true,
        Who::Vulnerable => basis.subjects[*pupil].is_vulnerable(),
        Who::Others => !basis.subjects[*pupil].is_vulnerable(),
    };
    let when = |pupil: usize| {
        let halves =
            basis.written.standing[pupil].iter().enumerate().flat_map(|(day, halves)| halves.map(|code| (day, code)));
        let mut missed = halves.filter_map(|(day, code)| code.filter(|&code| is_it(day, code)).map(|_| day));
        missed.nth(sessions - 1)
    };
    let pupils = (0..basis.subjects.len()).filter(counts);
    pupils.filter_map(|pupil| when(pupil).map(|day| Reaching { pupil, day })).collect()
}
