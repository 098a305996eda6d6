//! The terms that a census collects, by the calendar of the school.

use analysis::Period;
use domain::{
    census::{halves, parting_day},
    id::SchoolId,
    permission::{Actor, Permission},
};
use imports::census_return::Part;

use super::Asked;
use crate::{App, Error};

/// How many are offered: three terms, and the second half of the summer.
const OFFERED: usize = 4;

/// A term, or a half of the summer, whose sessions a census collects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// `Autumn 2025`, or `Summer 2026, second half`.
    pub name: String,
    /// Its days, and where they stand.
    pub asked: Asked,
}

/// The last terms of the school that are over, newest first.
pub fn collections(app: &App, by: &Actor, school: SchoolId) -> Result<Vec<Collection>, Error> {
    app.permit(by, Permission::SendReturns, school)?;
    let (calendar, rules) = (app.calendar(school)?, app.rules(school)?);
    let mut known: Vec<Collection> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for term in calendar.terms() {
        let Some(whole) = calendar.whole_term(term.first).filter(|_| !names.contains(&term.name.as_str())) else {
            continue;
        };
        names.push(&term.name);
        let parts = halves(&calendar, whole, parting_day(rules, whole.1.year()));
        let is_parted = parts[1].is_some();
        for (part, days) in Part::BOTH.into_iter().zip(parts) {
            let Some((first, last)) = days.filter(|&(_, last)| last < app.today()) else { continue };
            let name = match (is_parted, part) {
                (false, _) => term.name.clone(),
                (true, Part::Term) => format!("{}, first half", term.name),
                (true, Part::SecondHalf) => format!("{}, second half", term.name),
            };
            known.push(Collection { name, asked: Asked { period: Period { first, last }, part } });
        }
    }
    known.sort_by_key(|one| std::cmp::Reverse(one.asked.period.last));
    known.truncate(OFFERED);
    Ok(known)
}
