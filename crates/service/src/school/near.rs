//! Who is near persistent absence, and how much each of them may still miss.

use analysis::{
    SchoolRoll,
    figures::{Thresholds, may_miss, missed_in_a_row_before, to_come},
};
use domain::{Date, calendar::school_year_start, id::SchoolId, permission::Actor, tally::Percent};
use jiff::ToSpan;

use super::{
    bands::CLOSE_HALF_DAYS,
    behind,
    scope::{Child, Scope, last_school_day},
};
use crate::{App, Error};

/// Children near persistent absence, nearest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearPersistent {
    /// The share that makes an absence persistent.
    pub share: Percent,
    /// They.
    pub children: Vec<Near>,
    /// Among how many.
    pub among: usize,
    /// The last school day of the half term.
    pub half_term_ends: Option<Date>,
    /// The last school day of the school year; nothing where its calendar is not known yet.
    pub year_ends: Option<Date>,
}

/// A child and what they may still miss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The child, with the school year to the day.
    pub child: Child,
    /// So many half days missed one after another from now on make it persistent.
    pub in_a_row: u32,
    /// The most half days to miss until the end of the half term so that it is not persistent then; nothing where it will be
    /// in any case, or where nobody knows when the half term ends.
    pub to_half_term: Option<u32>,
    /// The same until the end of the school year.
    pub to_year: Option<u32>,
}

/// Those of a scope whom [`CLOSE_HALF_DAYS`] missed in a row, or fewer, make persistently absent, for somebody who may be
/// shown all of the school by name.
pub fn near_persistent(app: &App, by: &Actor, school: SchoolId, scope: &Scope) -> Result<NearPersistent, Error> {
    let scope = Scope { from: None, ..scope.clone() };
    let all = behind::among(app, by, school, &scope)?;
    let thresholds = super::thresholds(app, school, scope.to)?;
    let view = app.view(school);
    Ok(nearest(view.roll()?, all, scope.to, thresholds))
}

fn nearest(roll: &SchoolRoll, all: Vec<Child>, to: Date, thresholds: Thresholds) -> NearPersistent {
    let among = all.len();
    let (half_term_ends, year_ends) = ends(roll, to);
    let share = thresholds.persistent;
    let near = |child: Child| {
        let in_a_row = missed_in_a_row_before(child.tally, share)?;
        if child.tally.possible() == 0 || !(1..=CLOSE_HALF_DAYS).contains(&in_a_row) {
            return None;
        }
        let room = |ends: Option<Date>| {
            let last = child.pupil.enrolled_until.map_or(ends?, |last| last.min(ends.unwrap_or(last)));
            may_miss(child.tally, share, to_come(roll.sheet_or_blank(child.pupil.id), to, last))
        };
        let (to_half_term, to_year) = (room(half_term_ends), room(year_ends));
        Some(Near { in_a_row, to_half_term, to_year, child })
    };
    let mut children: Vec<Near> = all.into_iter().filter_map(near).collect();
    children.sort_by_key(|near| (near.in_a_row, near.to_year));
    NearPersistent { share, children, among, half_term_ends, year_ends }
}

/// The last school days of the half term and of the school year of `to`.
fn ends(roll: &SchoolRoll, to: Date) -> (Option<Date>, Option<Date>) {
    let calendar = roll.calendar();
    let day = last_school_day(roll, to);
    let half_term = calendar.half_term(day).map(|(_, last)| last);
    let next = school_year_start(to).saturating_add(1.year());
    let year = next.yesterday().ok().and_then(|last| calendar.on_or_before(last)).filter(|&last| last >= day);
    (half_term, year)
}
