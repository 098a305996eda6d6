//! A school year lived through twice: once with the register right from the beginning, once with it wrong until a day in March.

use domain::{
    Date,
    case::Done,
    decide::{Attempt, attempt, decide},
    rule::Rules,
};

use crate::{chance::Chance, pupil::Pupil, shelf::Shelf};

/// The day on which the wrong register is put right, before anything is done.
pub(super) const CORRECTED: Date = Date::constant(2027, 3, 8);

const CODES: [&str; 8] = ["I", "I", "O", "U", "G", "N", "C", "L"];

/// The same pupil with a register that was always right, one that is wrong, and one that was wrong and was corrected.
pub(super) struct Worlds {
    pub(super) right: Pupil,
    pub(super) wrong: Pupil,
    pub(super) corrected: Pupil,
}

impl Worlds {
    /// What people did about a pupil by chance, following what they were told each other week.
    pub(super) fn lived_through(shelf: &Shelf, rules: &Rules, chance: &mut Chance) -> Worlds {
        let often = 3 + chance.below(12);
        let mut right = Pupil::marked(shelf, |_| if chance.once_in(often) { CODES[chance.below(8)] } else { "/" });
        for cohort in &rules.cohorts {
            if chance.once_in(8) {
                right = right.in_cohort(&cohort.head.name);
            }
        }
        let mut wrong = right.clone();
        for (session, mark) in wrong.sessions.iter().zip(&mut wrong.marks) {
            if session.date < CORRECTED && chance.once_in(5) {
                *mark = match chance.below(2) {
                    0 => shelf.codes.present(session.half, session.date),
                    _ => shelf.codes.find(CODES[chance.below(8)], session.date),
                }
                .expect("in force")
                .number();
            }
        }
        let seed = chance.below(1 << 30) as u64;
        let mut corrected = wrong.clone();
        follow(shelf, rules, &mut right, &[], seed);
        let right_marks = right.marks.clone();
        follow(shelf, rules, &mut corrected, &right_marks, seed);
        wrong.history.clone_from(&corrected.history);
        corrected.marks = right_marks;
        Worlds { right, wrong, corrected }
    }
}

/// Each other week somebody does a task that stands, or something that is open. The marks become `right` on the day of correction.
fn follow(shelf: &Shelf, rules: &Rules, pupil: &mut Pupil, right: &[u8], seed: u64) {
    let mut chance = Chance(seed);
    for &day in shelf.calendar().days().iter().step_by(11) {
        if day >= CORRECTED && !right.is_empty() {
            pupil.marks.copy_from_slice(right);
        }
        let facts = pupil.on(shelf, day);
        let tasks = decide(rules, &facts).tasks;
        let task = chance.one(&tasks).map(|task| task.name.clone());
        let action = chance.one(&rules.actions).expect("there is something to do");
        let tried = Attempt { action: &action.head.name, ..Attempt::default() };
        let may = attempt(rules, &facts, &tried).is_ok();
        let outcome = chance.one(&action.ends_as).cloned().unwrap_or_default();
        let did = Done::Did { action: action.head.name.clone(), outcome, to: String::new(), fields: Vec::new() };
        if let Some(task) = task {
            *pupil = pupil.clone().did(day, Done::TaskDone { task });
        }
        if may {
            *pupil = pupil.clone().did(day, did);
        }
    }
}
