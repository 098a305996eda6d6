//! Work that bands of attendance make due, as the pack of Lady Boswell's has it.

use domain::tally::{Percent, Tally};

use super::{Backlog, Reaching, Worker};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Band {
    First,
    Second,
    Third,
}

/// Tasks of each band, with what is left undone. The figures are those of the pack.
const TASKS: [(Band, &str, Backlog); 5] = [
    (Band::First, "Class teacher monitors", Backlog { recent: 2, overdue: 0 }),
    (Band::Second, "Attendance letter", Backlog { recent: 5, overdue: 1 }),
    (Band::Second, "Put on the termly Attendance Team list", Backlog { recent: 3, overdue: 0 }),
    (Band::Third, "Advise PIAS", Backlog { recent: 4, overdue: 1 }),
    (Band::Third, "Consider a PIAS referral", Backlog { recent: 2, overdue: 0 }),
];

pub(super) fn work(worker: &mut Worker) {
    let lead = &worker.basis.staff.lead;
    for (band, task, backlog) in TASKS {
        let reached: Vec<Reaching> = (0..worker.basis.subjects.len())
            .flat_map(|pupil| entered(worker, pupil, band).into_iter().map(move |day| Reaching { pupil, day }))
            .collect();
        worker.finish(task, lead, &reached, backlog);
    }
}

/// The days on which the pupil came into the band: the first time, and the last.
fn entered(worker: &Worker, pupil: usize, wanted: Band) -> Vec<usize> {
    let basis = worker.basis;
    let mut tally = Tally::default();
    let mut before = None;
    let mut days = Vec::new();
    for (day, halves) in basis.written.standing[pupil].iter().enumerate() {
        halves.iter().flatten().filter_map(|&code| basis.table.class(code)).for_each(|class| tally.count(class));
        let now = band(tally);
        if now != before && now == Some(wanted) {
            days.push(day);
        }
        before = now.or(before);
    }
    let last = days.last().copied();
    days.truncate(1);
    days.extend(last.filter(|day| !days.contains(day)));
    days
}

fn band(tally: Tally) -> Option<Band> {
    let more_than = |percent| tally.absence().map(|absence| absence > Percent::whole(percent));
    Some(match (more_than(5)?, more_than(10)?) {
        (_, true) => Band::Third,
        (true, false) => Band::Second,
        (false, false) => Band::First,
    })
}
