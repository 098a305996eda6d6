//! The early warning: how many of ten children with a year like this one reached persistent absence by the end of the year.
//!
//! It is fitted to and tested on invented years only (`bench/outlook`), and its coefficients are whole numbers in a text beside
//! this file. It gives a range and never a single number, says what moved it, and says nothing where it was measured to be no
//! better than the days missed so far. Nothing that is decided, owed, written or sent may read it (docs/early-warning.md).

pub mod calibration;
mod group;
mod inputs;
mod line;
mod measured;
mod model;

use domain::tally::Percent;

pub use group::Group;
pub use inputs::{Inputs, Point, PossibleSession, at, ends_on};
pub use line::{Ahead, Line};
pub use measured::{Measured, Part, Reliability, Row};
pub use model::{Bin, Edges, Input, Model, ModelError, Moved, Range, Reason, Stage};

/// What can be said of one child's year on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// What was counted.
    pub inputs: Inputs,
    /// What would reach the line, and what may still be missed: arithmetic, not a guess.
    pub line: Line,
    /// The simple rule: the sessions missed by the end of the year if it goes on as it went, and whether that reaches the line.
    pub rule: Rule,
    /// What the early warning says, or why it says nothing.
    pub said: Said,
}

/// Days missed so far, projected plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Sessions missed by the end of the year at the rate so far, rounded down.
    pub projected: u32,
    /// Whether at least the share of the line was missed so far.
    pub is_over: bool,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The range, and what moved it, strongest first.
    Range(Range, Vec<Reason>),
    /// Arithmetic has settled the year: there is nothing left to say.
    Settled,
    /// Nothing.
    Silent(Silence),
}

/// Why nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Silence {
    /// It is too early or too late in the year.
    OutsideItsWeeks,
    /// The child has too few possible sessions so far.
    TooFewSessions,
    /// The handbook's line is not the one that it was fitted to.
    OtherLine,
    /// Measured on invented years, it is no better than the simple rule then, or for a group that the child is in.
    NoBetter,
    /// In the school's own last year it was wrong at that time, or no better than the simple rule.
    OwnSchool,
}

/// What can be said of a year so far under the line `threshold`, of a child in these groups.
pub fn look(model: &Model, measured: &Measured, inputs: Inputs, threshold: Percent, groups: &[Group]) -> Outlook {
    let line = Line::of(&inputs, threshold);
    let projected = match inputs.possible {
        0 => 0,
        possible => u64::from(inputs.missed) * u64::from(line.possible) / u64::from(possible),
    };
    let rule = Rule { projected: projected as u32, is_over: inputs.tally().has_missed(threshold) == Some(true) };
    let said = match (line.ahead, threshold == model.line) {
        (Ahead::Open { .. }, true) => said(model, measured, (&inputs, &line), groups),
        (Ahead::Open { .. }, false) => Said::Silent(Silence::OtherLine),
        _ => Said::Settled,
    };
    Outlook { inputs, line, rule, said }
}

fn said(model: &Model, measured: &Measured, of: (&Inputs, &Line), groups: &[Group]) -> Said {
    let (inputs, line) = of;
    let Some(place) = model.stage_of_week(inputs.week) else { return Said::Silent(Silence::OutsideItsWeeks) };
    if inputs.possible < model.least_sessions {
        return Said::Silent(Silence::TooFewSessions);
    }
    if !measured.speaks(place, groups) {
        return Said::Silent(Silence::NoBetter);
    }
    let (range, reasons) = model.range(place, inputs, line);
    Said::Range(range, reasons)
}

#[cfg(test)]
mod tests;
