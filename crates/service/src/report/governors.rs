//! The report for governors: numbers without names, small ones hidden so that nobody can work them out (LIN-164, LBO-040,
//! LBO-053, KNO-226).

mod beside;
mod done;
mod tables;

use analysis::Period;
use domain::{
    Date,
    calendar::{monday, school_year_start},
    id::SchoolId,
    permission::{Actor, Permission},
};

use super::{
    Report, full_day,
    small::{self, Counted, last_whole_week},
};
use crate::{App, Error};

/// The days that somebody wants a report of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The first day; nothing for the beginning of the school year.
    pub from: Option<Date>,
    /// The last day.
    pub to: Date,
}

impl Asked {
    /// The whole weeks that the report covers: from the Monday of the first day, or the first day of the school year, to the
    /// Sunday before or on the last.
    pub fn days(self) -> Period {
        let last = last_whole_week(self.to);
        let first = self.from.map(monday).filter(|&first| first <= last && first > school_year_start(last));
        Period { first: first.unwrap_or_else(|| school_year_start(last)), last }
    }
}

/// What is written for a number that is not shown.
pub const HIDDEN: &str = "hidden";

/// The report, for somebody who may see the figures of the school.
pub fn governors(app: &App, by: &Actor, school: SchoolId, asked: Asked) -> Result<Report, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    let days = asked.days();
    let now = small::of_days(app, school, days)?;
    let then = small::of_days(app, school, small::year_before(days))?;
    let both = Both { now: &now, then: &then };
    let mut sections = vec![
        tables::at_a_glance(&both),
        tables::by_year(&both),
        tables::by_cohort(&both),
        tables::lower(app, school, &now)?,
        tables::weeks(app, school, &both)?,
    ];
    sections.push(beside::section(app, by, school, &now)?);
    sections.push(done::section(app, school, &both)?);
    Ok(Report {
        school: app.school(school)?.clone(),
        title: String::from("Attendance report for governors"),
        opening: opening(days),
        days,
        sections,
    })
}

fn opening(days: Period) -> Vec<String> {
    let smallest = analysis::suppression::SMALLEST;
    let covers = match days.first == school_year_start(days.last) {
        true => format!("The school year to {}", full_day(days.last)),
        false => format!("From {} to {}", full_day(days.first), full_day(days.last)),
    };
    vec![
        format!(
            "{covers}, in whole weeks, of the children on the roll on the last day who had a possible session. Last year is \
             the same weeks, 52 weeks earlier, of the children on the roll then."
        ),
        format!(
            "It names nobody. A number of children below {smallest} is written as “{HIDDEN}”, and so is every other number \
             from which it could be worked out: what is hidden says neither that there is somebody nor that there is nobody."
        ),
    ]
}

/// This year beside the year before.
struct Both<'a> {
    now: &'a Counted,
    then: &'a Counted,
}
