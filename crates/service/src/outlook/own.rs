//! What the early warning would have said in the school's last year, and what happened.

use analysis::{
    SchoolRoll,
    outlook::{
        Inputs, Measured, Model, Said,
        calibration::{Case, Count},
        ends_on, look,
    },
};
use domain::{
    Date,
    calendar::{monday, school_year_start},
    id::SchoolId,
};
use jiff::ToSpan;

use super::groups::Groups;
use crate::{App, Error};

/// Of fewer children nothing can be told.
const WORTH_TELLING: u32 = 40;
/// A year counts as whole when it has marks in its first and in its last days, as many as this.
const EDGE_DAYS: usize = 15;

/// What the school's own last year says of a part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// Something would have been said of too few children.
    TooFew(u32),
    /// This would have been said, and this happened.
    Checked(Count),
}

impl Own {
    /// Whether the early warning failed there: what it said was not what happened, or the simple rule was as good.
    pub fn has_failed(&self) -> bool {
        matches!(self, Own::Checked(count) if !(count.is_calibrated() && count.is_better()))
    }
}

/// The test of one part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tested {
    /// The place of the part in the model.
    pub stage: usize,
    /// The day of last year at whose end it was asked.
    pub day: Date,
    /// What came of it.
    pub own: Own,
}

/// Every part of the last school year; nothing where no whole year is in the log.
pub(super) fn whole(app: &App, school: SchoolId, model: &Model) -> Result<Vec<Tested>, Error> {
    let stages = 0..model.stages.len();
    let tested = stages.map(|stage| of_stage(app, school, model, stage));
    Ok(tested.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
}

/// One part of the last school year.
pub(super) fn of_stage(app: &App, school: SchoolId, model: &Model, stage: usize) -> Result<Option<Tested>, Error> {
    let before = school_year_start(app.today()).saturating_sub(1.day());
    let asked_on = {
        let view = app.view(school);
        let roll = view.roll()?;
        is_whole(roll, before).then(|| last_day_of(roll, before, model.stages[stage].last_week)).flatten()
    };
    let Some(day) = asked_on else { return Ok(None) };
    let pupils = app.store.read(|tx| store::pupil::of_school(tx, school, day))?;
    let threshold = crate::school::thresholds(app, school, day)?.persistent;
    let (measured, rules) = (Measured::built_in(), app.rules_on(school, day)?);
    let view = app.view(school);
    let roll = view.roll()?;
    let groups = Groups::on(rules, roll, day);
    let mut count = Count::default();
    for pupil in &pupils {
        let sheet = roll.sheet_or_blank(pupil.id);
        let Some(inputs) = Inputs::of(sheet, day, None, model.recent_days) else { continue };
        let outlook = look(model, measured, inputs, threshold, &groups.of(pupil, &inputs));
        let Said::Range(range, _) = outlook.said else { continue };
        let (over, under) = model.stages[stage].rule;
        let year = sheet.between(school_year_start(day), ends_on(day)).tally();
        count.add(&Case {
            range,
            rule: if outlook.rule.is_over { over } else { under },
            base: model.stages[stage].base,
            reached: year.has_missed(threshold) == Some(true),
        });
    }
    let own = if count.children < WORTH_TELLING { Own::TooFew(count.children) } else { Own::Checked(count) };
    Ok(Some(Tested { stage, day, own }))
}

/// The last school day of the school year of `day` that lies in this school week or before it.
fn last_day_of(roll: &SchoolRoll, day: Date, week: u32) -> Option<Date> {
    let days = roll.calendar().between(school_year_start(day), day);
    let mut weeks = 1;
    let mut last = *days.first()?;
    for pair in days.windows(2) {
        weeks += u32::from(monday(pair[0]) != monday(pair[1]));
        if weeks > week {
            break;
        }
        last = pair[1];
    }
    Some(last)
}

/// Whether the year of `day` is in the log from its first days to its last.
fn is_whole(roll: &SchoolRoll, day: Date) -> bool {
    let days = roll.calendar().between(school_year_start(day), day);
    if days.len() < 2 * EDGE_DAYS {
        return false;
    }
    let has_marks = |first: Date, last: Date| {
        let sheets = roll.pupils().iter().filter_map(|&pupil| roll.sheet(pupil));
        sheets.map(|sheet| sheet.between(first, last)).any(|sheet| sheet.marked().next().is_some())
    };
    has_marks(days[0], days[EDGE_DAYS - 1]) && has_marks(days[days.len() - EDGE_DAYS], days[days.len() - 1])
}
