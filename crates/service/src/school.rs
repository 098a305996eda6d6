//! Figures of a school.

pub mod bands;
pub mod behind;
pub mod classes;
pub mod cohorts;
pub mod crossed;
mod figures;
pub mod lateness;
pub mod near;
pub mod reasons;
pub mod scope;
pub mod spells;
pub mod stretch;
pub mod strip;

pub(crate) use figures::names;
pub use figures::{AsOf, Figures, Unsettled, Week, figures};

use domain::{Date, id::SchoolId, tally::Percent};

use crate::{App, Error};

/// Whether a reader is shown who makes a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Every child of the school by name.
    Shown,
    /// Nobody by name, and no small numbers.
    Hidden,
}

/// The thresholds of persistent and severe absence on a day, from the rules of the country.
pub fn thresholds(app: &App, school: SchoolId, day: Date) -> Result<analysis::figures::Thresholds, Error> {
    thresholds_of(app.rules_on(school, day)?)
}

/// The thresholds of persistent and severe absence: those of the flags that have these names.
pub fn thresholds_of(rules: &domain::rule::Rules) -> Result<analysis::figures::Thresholds, Error> {
    use domain::rule::{Condition, Test};
    let of = |name: &str| -> Option<Percent> {
        let flag = rules.flags.iter().find(|flag| flag.head.name == name)?;
        let Condition::Atom(atom) = &flag.when else { return None };
        let Test::Measured(_, range) = &atom.test else { return None };
        let edge = range.bounds.first()?.amount.thousandths;
        Some(Percent::thousandths(u32::try_from(edge).ok()?))
    };
    let missing = || Error::NoPack(String::from("england"));
    Ok(analysis::figures::Thresholds {
        persistent: of("Persistent absence").ok_or_else(missing)?,
        severe: of("Severe absence").ok_or_else(missing)?,
    })
}
