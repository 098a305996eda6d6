//! Bringing marks of another system into the register, once somebody has looked at them and agreed.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Date,
    act::{Act, Mark, NewEntry},
    calendar::monday,
    id::{PupilId, SchoolId},
    permission::{Actor, Permission, Place},
};
use imports::{Layout, Plan};

use crate::{App, Error};

/// Why marks were not brought in. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Some rows cannot be taken.
    #[error("{0} rows have faults: put them right in the system that they come from, and export again")]
    Faults(usize),
    /// The file has counts and no days.
    #[error("these are totals without days, and a register has days: export the marks of each session instead")]
    NoDays,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// What bringing a plan in would do, or did, to the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Marks where none stood.
    pub new: usize,
    /// Marks that take the place of another; the register keeps both.
    pub changed: usize,
    /// Marks that stand already.
    pub equal: usize,
    /// Marks of days that have not come yet, left out.
    pub future: usize,
    /// Lines that name a pupil who was never on the roll of the school, left out.
    pub strangers: Vec<u64>,
}

/// What bringing `plan` in would do to the register of `school`.
pub fn effect(app: &App, school: SchoolId, plan: &Plan) -> Result<Effect, Error> {
    Ok(sort(app, school, plan)?.0)
}

/// Brings `plan` in from `source`: one entry for each week that has something new. Marks that stand already are passed over,
/// so an import that was interrupted is completed by importing again.
pub fn import(app: &App, by: &Actor, school: SchoolId, plan: &Plan, source: &str) -> Result<Effect, ImportError> {
    let is_allowed = by.may(Permission::Administer, Place::School(school));
    if !is_allowed {
        app.permit(by, Permission::EnterCodes, school)?;
    }
    match plan.errors().count() {
        0 => {}
        faults => return Err(ImportError::Faults(faults)),
    }
    if plan.layout == Layout::Totals {
        return Err(ImportError::NoDays);
    }
    let (effect, weeks) = sort(app, school, plan)?;
    let (at, stamp) = (app.now(), by.stamp());
    for marks in weeks.into_values() {
        app.append(school, |_, roll| {
            let marks = marks.iter().map(|mark| Mark { was: roll.mark(mark.pupil, mark.session), ..mark.clone() });
            let act = Act::Imported { source: source.to_owned() };
            let reason = String::new();
            Ok(NewEntry { school, at, by: stamp.clone(), act, reason, marks: marks.collect() })
        })?;
    }
    Ok(effect)
}

/// The marks that are not as they stand, by the Monday of their week, and what becomes of all of them.
fn sort(app: &App, school: SchoolId, plan: &Plan) -> Result<(Effect, BTreeMap<Date, Vec<Mark>>), Error> {
    app.follow(school)?;
    let known: HashMap<String, PupilId> = app.store.read(|tx| store::pupil::by_upn(tx, school))?;
    let strangers = plan.pupils.iter().filter(|pupil| !known.contains_key(&pupil.key)).map(|pupil| pupil.line);
    let mut effect = Effect { strangers: strangers.collect(), ..Effect::default() };
    let mut weeks: BTreeMap<Date, Vec<Mark>> = BTreeMap::new();
    let (view, today) = (app.view(school), app.today());
    let roll = view.roll()?;
    for mark in plan.marks_of(|_, pupil| known.get(&pupil.key).copied()) {
        if mark.session.date > today {
            effect.future += 1;
            continue;
        }
        match roll.mark(mark.pupil, mark.session) {
            Some(stands) if stands == mark.code => {
                effect.equal += 1;
                continue;
            }
            Some(_) => effect.changed += 1,
            None => effect.new += 1,
        }
        weeks.entry(monday(mark.session.date)).or_default().push(mark);
    }
    Ok((effect, weeks))
}
