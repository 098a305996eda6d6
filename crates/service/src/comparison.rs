//! A school beside the others of its authority, beside the schools most like it, and beside what is published for England
//! (LAN-133, LBO-049, KNO-229).

mod england;
mod others;
mod published;
mod summary;
#[cfg(test)]
pub(crate) mod tests;

use analysis::beside::{Distance, Share, Spread, Traits};
use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Permission, Place},
    school::School,
};

use crate::{
    App, Error,
    picture::{self, Group},
};

pub use england::{Coded, England, OwnDays, Row as EnglandRow, Stretch, When};
pub use summary::{Summary, summary};

/// A middle is shown of so many other schools at least: of fewer it would tell what one of them has.
pub const FEWEST_SCHOOLS: usize = 5;
/// A share of children is shown of so many at least.
pub const FEWEST_CHILDREN: u32 = 5;
/// So many schools at most are called like a school.
pub const MOST_ALIKE: usize = 10;
/// The groups of children that are compared beside everybody, by their names in the packs.
pub const COHORTS: [&str; 4] = ["free school meals", "SEN Support", "EHC plan", "social worker"];

/// A figure that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Sessions attended of those possible.
    Attendance,
    /// Sessions missed with the school's authority, of those possible.
    Authorised,
    /// Sessions missed without it.
    Unauthorised,
    /// Children persistently absent, of those who had a possible session.
    Persistent,
    /// Children severely absent.
    Severe,
}

impl Figure {
    /// Every figure, in the order of the page.
    pub const ALL: [Figure; 5] =
        [Figure::Attendance, Figure::Authorised, Figure::Unauthorised, Figure::Persistent, Figure::Severe];

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Figure::Attendance => "Attendance",
            Figure::Authorised => "Authorised absence",
            Figure::Unauthorised => "Unauthorised absence",
            Figure::Persistent => "Persistently absent",
            Figure::Severe => "Severely absent",
        }
    }

    /// The name of its definition in [`analysis::figures::DEFINITIONS`].
    pub const fn definition(self) -> &'static str {
        match self {
            Figure::Attendance => "attendance_percent",
            Figure::Authorised => "sessions_authorised",
            Figure::Unauthorised => "sessions_unauthorised",
            Figure::Persistent => "persistently_absent",
            Figure::Severe => "severely_absent",
        }
    }

    /// Whether it is a share of children, and not of sessions.
    pub const fn is_of_children(self) -> bool {
        matches!(self, Figure::Persistent | Figure::Severe)
    }

    fn of(self, group: &Group) -> Option<Share> {
        let (part, whole) = match self {
            Figure::Attendance => (group.tally.attended, group.tally.possible()),
            Figure::Authorised => (group.tally.authorised, group.tally.possible()),
            Figure::Unauthorised => (group.tally.unauthorised, group.tally.possible()),
            Figure::Persistent => (group.persistent, group.counted),
            Figure::Severe => (group.severe, group.counted),
        };
        Share::new(part.into(), whole.into())
    }
}

/// Everything on the page.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Which school.
    pub school: School,
    /// The day at whose end all figures stand.
    pub day: Date,
    /// Whether the reader may be told the other schools by name.
    pub others: Others,
    /// What schools are compared by, of this school.
    pub traits: Traits,
    /// All other schools of the authority of the same phase.
    pub authority: Beside,
    /// Those most like it.
    pub alike: Beside,
    /// What is published.
    pub england: England,
}

/// Whether other schools are told by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// To somebody who looks after the schools of the authority.
    Named,
    /// To everybody else.
    Unnamed,
}

/// The school beside a group of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The others, nearest first.
    pub schools: Vec<Other>,
    /// A row for each figure that at least [`FEWEST_SCHOOLS`] of them have.
    pub rows: Vec<Row>,
}

/// One of the other schools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Which.
    pub school: SchoolId,
    /// Its name; empty for a reader who may not be told.
    pub name: String,
    /// How unlike it is.
    pub distance: Distance,
    /// What it is compared by; nothing for a reader who may not be told, whom it would tell which school it is.
    pub traits: Option<Traits>,
}

/// A figure of the school and of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which figure.
    pub figure: Figure,
    /// Of which children; nothing for everybody.
    pub cohort: Option<&'static str>,
    /// The school's own.
    pub own: Share,
    /// How the others lie.
    pub spread: Spread,
    /// Each of them, for a reader who may be told: its name and its share.
    pub each: Vec<(String, Share)>,
}

/// The school at the end of `day` beside others, for somebody who may see its figures.
pub fn of_school(app: &App, by: &Actor, school: SchoolId, day: Date) -> Result<Comparison, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    let others = if by.may(Permission::SeeArea, Place::Anywhere) { Others::Named } else { Others::Unnamed };
    let school = app.school(school)?.clone();
    let field = others::field(app, &school, day)?;
    let picture = picture::of_school(app, school.id, day)?;
    Ok(Comparison {
        day,
        others,
        traits: field.own().traits,
        authority: field.beside(usize::MAX, others),
        alike: field.beside(MOST_ALIKE, others),
        england: england::of(app, &school, &picture)?,
        school,
    })
}

/// The schools whose children stand beside those of `school`: itself, and those most like it.
pub(crate) fn alike(app: &App, school: &School, day: Date) -> Result<Vec<SchoolId>, Error> {
    let field = others::field(app, school, day)?;
    Ok(std::iter::once(school.id).chain(field.nearest(MOST_ALIKE).map(|known| known.school)).collect())
}
