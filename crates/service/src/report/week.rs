//! The head's report of a week: what changed, who crossed a line and who came back, and what somebody owes. It names children.

mod changes;
mod owed;

use analysis::Period;
use domain::{
    Date,
    calendar::monday,
    id::SchoolId,
    permission::{Actor, Forbidden, Permission},
};
use jiff::ToSpan;

use super::{Report, full_day};
use crate::{
    App, Error,
    school::{self, Names},
};

/// What the parts share.
struct Week<'a> {
    app: &'a App,
    by: &'a Actor,
    /// The figures at the end of the week's last day.
    figures: &'a school::Figures,
    /// The Monday, and the Sunday or today.
    days: Period,
}

/// The report of the week in which `of` lies, up to today, for somebody who may be shown every child of the school by name.
pub fn week(app: &App, by: &Actor, school: SchoolId, of: Date) -> Result<Report, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    app.permit(by, Permission::SeePupils, school)?;
    let first = monday(of.min(app.today()));
    let days = Period { first, last: Period::week_of(first).last.min(app.today()) };
    let figures = school::figures(app, by, school, days.last)?;
    if figures.names == Names::Hidden {
        return Err(Forbidden(by.role).into());
    }
    let week = Week { app, by, figures: &figures, days };
    let mut sections = vec![
        changes::figures(&week)?,
        changes::crossed(&week)?,
        changes::came_back(&week)?,
        owed::tasks(&week)?,
        owed::registers(&week)?,
    ];
    sections.extend(owed::returns(&week)?);
    sections.extend(owed::leave(&week)?);
    sections.push(owed::meetings(&week)?);
    sections.extend(owed::ratings(&week)?);
    Ok(Report {
        school: figures.school.clone(),
        title: String::from("The week for the head"),
        opening: vec![opening(&week)],
        days,
        sections,
    })
}

fn opening(week: &Week<'_>) -> String {
    let (first, last) = (full_day(week.days.first), full_day(week.days.last));
    format!("The week from {first}, to the end of {last}. It names children: it stays with those who lead attendance.")
}

/// The week after.
fn next_week(days: Period) -> Period {
    Period::week_of(days.first.saturating_add(1.week()))
}
