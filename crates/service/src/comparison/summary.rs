//! The comparison in three numbers, for pages that lead to it.

use analysis::beside::{Share, Spread};
use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Permission},
    tally::Percent,
};

use super::{Figure, MOST_ALIKE, Others, Stretch, england, others};
use crate::{App, Error, picture};

/// A school's attendance beside three others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The day at whose end the school year so far stands, here and in the other schools of the authority.
    pub day: Date,
    /// The school's own attendance of the year so far; nothing without a possible session.
    pub own: Option<Percent>,
    /// The other schools of the authority of the same phase; nothing where they are too few.
    pub authority: Option<Spread>,
    /// The schools most like it; nothing where they are too few.
    pub alike: Option<Spread>,
    /// England in the weeks that are published, with the school's own of the same weeks: another stretch than `day` says, so
    /// it is named beside the number. Nothing before the first of those weeks is over.
    pub england: Option<Stretch>,
}

/// Attendance of a school at the end of `day` beside the authority, schools like it and England, for somebody who may see its
/// figures.
pub fn summary(app: &App, by: &Actor, school: SchoolId, day: Date) -> Result<Summary, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    let school = app.school(school)?.clone();
    let field = others::field(app, &school, day)?;
    let spread = |most| field.row((Figure::Attendance, None), most, Others::Unnamed).map(|row| row.spread);
    let picture = picture::of_school(app, school.id, day)?;
    Ok(Summary {
        day,
        own: Figure::Attendance.of(picture.all()).map(Share::percent),
        authority: spread(usize::MAX),
        alike: spread(MOST_ALIKE),
        england: england::weeks(school.phase, &picture),
    })
}
