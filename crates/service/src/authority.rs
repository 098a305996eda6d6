//! All schools of the authority side by side.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Permission, Place},
    tally::Tally,
};

use crate::{
    App, Error,
    area::{self, OfSchool},
    picture::{self, Picture},
};

/// A school among the others.
#[derive(Debug, Clone)]
pub struct Line {
    /// The school, and what its handbook makes of it.
    pub of: OfSchool,
    /// Children on its roll.
    pub children: u32,
    /// Those of them who had a possible session.
    pub counted: u32,
    /// Their sessions of the year.
    pub tally: Tally,
    /// The sessions of everybody then on the roll by school week, named by its Monday; weeks without a mark are left out.
    pub weeks: Vec<(Date, Tally)>,
    /// Children persistently absent.
    pub persistent: u32,
    /// Children severely absent.
    pub severe: u32,
}

impl Line {
    /// How many returns and notices of the school are late.
    pub fn returns_late(&self, app: &App) -> Option<u32> {
        let now = (app.today(), app.time());
        let digest = self.of.known.digest()?;
        Some(digest.returns.iter().filter(|owed| owed.is_overdue(now)).count() as u32)
    }
}

/// Every school of the authority, by name, for somebody who looks after its schools.
pub fn schools(app: &App, by: &Actor) -> Result<Vec<Line>, Error> {
    by.require(Permission::SeeArea, Place::Anywhere)?;
    let pictures = picture::of_all(app, app.today())?.into_iter();
    let pictures: HashMap<SchoolId, Arc<Picture>> = pictures.map(|picture| (picture.school, picture)).collect();
    let schools = area::schools(app, by)?;
    let line = |of: OfSchool| {
        let picture = pictures.get(&of.school.id).ok_or(Error::NotFound("school"))?;
        let all = picture.all();
        Ok(Line {
            children: all.pupils,
            counted: all.counted,
            tally: all.tally,
            weeks: picture.weeks.clone(),
            persistent: all.persistent,
            severe: all.severe,
            of,
        })
    };
    schools.into_iter().map(line).collect()
}
