//! What a school is: its numbers, where it is, when its registers are open, and when it is open itself.

use domain::{
    calendar::Calendar,
    id::SchoolId,
    permission::{Actor, Permission, Place},
    rule::PackHead,
    school::School,
};

use crate::{App, Error};

/// A school with what it follows.
#[derive(Debug, Clone)]
pub struct Particulars {
    /// The school.
    pub school: School,
    /// The pack that it follows; nothing for one that is not here.
    pub pack: Option<PackHead>,
    /// When it is open.
    pub calendar: Calendar,
}

/// The particulars of a school, for its own people, the authority and the administrator.
pub fn of(app: &App, by: &Actor, school: SchoolId) -> Result<Particulars, Error> {
    if !by.may(Permission::Administer, Place::School(school)) {
        app.permit(by, Permission::SeeFigures, school)?;
    }
    let school = app.school(school)?.clone();
    Ok(Particulars {
        pack: app.packs().packs.get(&school.pack).map(|pack| pack.head.clone()),
        calendar: app.calendar(school.id)?,
        school,
    })
}
