//! Who became persistently or severely absent this week.

use analysis::{Period, SchoolRoll};
use domain::{
    Date,
    calendar::{monday, school_year_start},
    decide::Holds,
    tally::{Percent, Tally},
};

use super::{Figures, scope::last_school_day};
use crate::{App, Error, standing::Standing};

/// A threshold, and who crossed it this week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossed {
    /// Which.
    pub threshold: Threshold,
    /// The share of their possible sessions that they have missed now.
    pub share: Percent,
    /// They: places in the list of the school's children.
    pub children: Vec<usize>,
}

/// What absence can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// Persistent.
    Persistent,
    /// Severe.
    Severe,
}

impl Threshold {
    /// The name of the flag that says so of a child.
    const fn flag(self) -> &'static str {
        match self {
            Threshold::Persistent => "Persistent absence",
            Threshold::Severe => "Severe absence",
        }
    }

    /// The flag of a child that says so, with its receipt.
    pub fn of(self, child: &Standing) -> Option<&Holds> {
        child.decided.flags.iter().find(|flag| flag.name == self.flag())
    }
}

/// Who has missed the share of each threshold now, and had not at the end of the week before, in the same school year.
pub fn crossed(app: &App, figures: &Figures) -> Result<[Crossed; 2], Error> {
    let school = figures.school.id;
    let thresholds = super::thresholds(app, school, figures.to)?;
    let view = app.view(school);
    let roll = view.roll()?;
    let before = week_before(roll, figures.to);
    let of = |threshold: Threshold, share: Percent| {
        let has_missed = |tally: Tally| tally.has_missed(share) == Some(true);
        let was = |child: &Standing| {
            let period = before.map(Period::year_to);
            period.is_some_and(|period| {
                let sheet = roll.sheet_or_blank(child.pupil.id);
                has_missed(sheet.between(period.first, period.last).tally())
            })
        };
        let children = figures.children.iter().enumerate();
        let new = children.filter(|(_, child)| has_missed(child.tally) && !was(child)).map(|(at, _)| at);
        Crossed { threshold, share, children: new.collect() }
    };
    Ok([of(Threshold::Persistent, thresholds.persistent), of(Threshold::Severe, thresholds.severe)])
}

/// The last day before the week of the page, in its school year.
fn week_before(roll: &SchoolRoll, to: Date) -> Option<Date> {
    let day = last_school_day(roll, to);
    monday(day).yesterday().ok().filter(|&last| school_year_start(last) == school_year_start(day))
}
