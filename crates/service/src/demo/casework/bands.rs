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
const TASKS: [(Band, &str, Backlog); 3] = [
    (Band::Second, "Send the attendance letter", Backlog { recent: 6, overdue: 1 }),
    (Band::Third, "Advise PIAS", Backlog { recent: 4, overdue: 1 }),
    (Band::Third, "Consider a referral to PIAS", Backlog { recent: 2, overdue: 0 }),
];

/// The menu is looked at when this task is done.
const LOOKED_AT_WITH: &str = "Advise PIAS";
const MENU: [&str; 5] = [
    "Letter to share the figures",
    "Offer of the Family Support Worker",
    "Call or meeting with the Family Support Worker",
    "Early Help or another service",
    "Attendance improvement plan",
];

pub(super) fn work(worker: &mut Worker) {
    let lead = &worker.basis.staff.lead;
    for (band, task, backlog) in TASKS {
        let entries = (0..worker.basis.subjects.len()).filter_map(|pupil| Some((pupil, entered(worker, pupil, band)?)));
        let (inside, outside): (Vec<_>, Vec<_>) = entries.partition(|(_, entered)| entered.is_inside);
        let reached = |list: Vec<(usize, Entered)>| -> Vec<Reaching> {
            list.into_iter().map(|(pupil, entered)| Reaching { pupil, day: entered.day }).collect()
        };
        let inside = reached(inside);
        if task == LOOKED_AT_WITH {
            worker.consider(&inside, &MENU);
        }
        worker.finish(task, lead, &inside, backlog);
        worker.finish(task, lead, &reached(outside), Backlog { recent: 0, overdue: 0 });
    }
}

/// When a pupil came into a band, and whether they are still in it.
struct Entered {
    day: usize,
    is_inside: bool,
}

/// The day on which the pupil last came into the band, if ever.
fn entered(worker: &Worker, pupil: usize, wanted: Band) -> Option<Entered> {
    let basis = worker.basis;
    let mut tally = Tally::default();
    let mut before = None;
    let mut day_entered = None;
    for (day, halves) in basis.written.standing[pupil].iter().enumerate() {
        halves.iter().flatten().filter_map(|&code| basis.table.class(code)).for_each(|class| tally.count(class));
        let now = band(tally);
        if now != before && now == Some(wanted) {
            day_entered = Some(day);
        }
        before = now.or(before);
    }
    Some(Entered { day: day_entered?, is_inside: before == Some(wanted) })
}

fn band(tally: Tally) -> Option<Band> {
    let more_than = |percent| tally.absence().map(|absence| absence > Percent::whole(percent));
    Some(match (more_than(5)?, more_than(10)?) {
        (_, true) => Band::Third,
        (true, false) => Band::Second,
        (false, false) => Band::First,
    })
}
