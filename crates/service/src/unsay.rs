//! What was sent about pupils and rests on a register that was corrected since: each a task for whoever owed it.

use std::collections::HashMap;

use domain::{
    Date,
    case::Event,
    clock,
    decide::{Correction, Decided, Facts, Unsaid, Who, is_sent, unsaid},
    id::{PupilId, SchoolId},
    log::Entry,
    pupil::{Contact, Pupil},
    rule::{Kind, Rules},
};

use crate::{App, Error};

/// Said where a letter would take back what nobody was sent.
pub(crate) const NOTHING_TO_TAKE_BACK: &str = "no letter to this parent rests on a register that was corrected since";

/// Marks that were set after their day, by pupil.
#[derive(Debug, Clone, Default)]
pub struct Corrections(HashMap<PupilId, Vec<Correction>>);

impl Corrections {
    /// The marks that these entries set, in their order.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Corrections {
        let mut all: HashMap<PupilId, Vec<Correction>> = HashMap::new();
        for entry in entries {
            for mark in &entry.what.marks {
                let one = Correction { at: entry.what.at, session: mark.session, was: mark.was };
                all.entry(mark.pupil).or_default().push(one);
            }
        }
        Corrections(all)
    }

    /// What was corrected in the register of `school` after the first of these events and about days up to the last of them.
    pub(crate) fn since<'a>(
        app: &App,
        school: SchoolId,
        events: impl Iterator<Item = &'a Event> + Clone,
    ) -> Result<Corrections, Error> {
        app.school(school)?;
        // What was sent is told by the handbook of the day on which it was: a later one may have no such letter.
        let was_sent = |event: &Event| {
            app.rules_on(school, clock::local(event.at).date()).is_ok_and(|rules| is_sent(rules, event))
        };
        let sent = events.filter(|event| event.school == school && was_sent(event)).map(|event| event.at);
        let (Some(first), Some(last)) = (sent.clone().min(), sent.max()) else { return Ok(Corrections::default()) };
        let entries = app.store.read(|tx| store::log::corrections(tx, school, first, clock::local(last).date()))?;
        Ok(Corrections::of(&entries))
    }

    /// Everything that was sent about a pupil of `school` and is neither taken back nor explained, oldest first. `rules_on` gives
    /// the rules of a day.
    pub fn unsaid<'r>(
        &self,
        (school, pupil): (SchoolId, PupilId),
        facts: &Facts<'_>,
        rules_on: &dyn Fn(Date) -> Result<&'r Rules, Error>,
    ) -> Result<Vec<Unsaid>, Error> {
        let Some(corrections) = self.0.get(&pupil) else { return Ok(Vec::new()) };
        let mut all: Vec<Unsaid> = Vec::new();
        for (place, event) in facts.history.iter().enumerate().filter(|(_, event)| event.school == school) {
            let rules = rules_on(clock::local(event.at).date())?;
            let found = unsaid(rules, facts, place, corrections);
            all.extend(found.filter(|found| all.iter().all(|known| known.task.name != found.task.name)));
        }
        Ok(all)
    }
}

/// Everything that was sent about a pupil and is neither taken back nor explained, oldest first.
pub fn of_pupil(app: &App, pupil: &Pupil, history: &[Event]) -> Result<Vec<Unsaid>, Error> {
    let corrections = Corrections::since(app, pupil.school, history.iter())?;
    let view = app.view(pupil.school);
    let sheet = view.roll()?.sheet_or_blank(pupil.id);
    let facts = Facts { day: app.today(), who: Who::of(pupil, app.today()), sheet, cohorts: &pupil.cohorts, history };
    corrections.unsaid((pupil.school, pupil.id), &facts, &|day| app.rules_on(pupil.school, day))
}

/// Adds the tasks of what was sent to those of the handbook.
pub(crate) fn add(decided: &mut Decided, unsaid: Vec<Unsaid>) {
    decided.tasks.extend(unsaid.into_iter().map(|one| one.task));
}

/// Whether `task` is one that stands because something was sent.
pub(crate) fn is_open(app: &App, pupil: &Pupil, history: &[Event], task: &str) -> Result<bool, Error> {
    Ok(of_pupil(app, pupil, history)?.iter().any(|one| one.task.name == task))
}

/// What the letter to this parent takes back: the letters to them, and those to nobody alone.
pub(crate) fn by_letter_to<'u>(unsaid: &'u [Unsaid], contact: &Contact) -> Vec<&'u Unsaid> {
    let is_it = |one: &&Unsaid| one.kind == Kind::Letter && (one.to.is_empty() || one.to == contact.name);
    unsaid.iter().filter(is_it).collect()
}

/// `our Attendance letter of 12 November 2026`.
pub(crate) fn in_words(unsaid: &[&Unsaid]) -> String {
    let each: Vec<String> =
        unsaid.iter().map(|one| format!("our {} of {}", one.sent, one.day.strftime("%-d %B %Y"))).collect();
    match each.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
