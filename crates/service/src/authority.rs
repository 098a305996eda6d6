//! All schools of the authority side by side.

use std::collections::BTreeSet;

use analysis::{
    Period,
    figures::{by_week, summary},
};
use domain::{
    act::Act,
    id::{GroupId, PupilId},
    permission::{Actor, Permission, Place},
    school::School,
    tally::Tally,
};

use crate::{App, Error, standing};

/// A school among the others.
#[derive(Debug, Clone)]
pub struct Line {
    /// The school.
    pub school: School,
    /// Children on its roll.
    pub children: u32,
    /// Their sessions of the year.
    pub tally: Tally,
    /// The sessions of everybody then on the roll by school week; weeks without a mark are left out.
    pub weeks: Vec<Tally>,
    /// Children persistently absent.
    pub persistent: u32,
    /// Children severely absent.
    pub severe: u32,
    /// The first set of bands that decides something in its pack: its name, and its bands in order with their children.
    pub bands: (String, Vec<(String, u64)>),
    /// Registers of the session now on, or the last one begun, that are not taken.
    pub registers_missing: u32,
}

/// Every school of the authority, by name, for somebody who looks after its schools.
pub fn schools(app: &App, by: &Actor) -> Result<Vec<Line>, Error> {
    by.require(Permission::SeeArea, Place::Anywhere)?;
    app.schools().map(|school| line(app, school)).collect()
}

fn line(app: &App, school: &School) -> Result<Line, Error> {
    let children = standing::of_school(app, school.id)?;
    let registers_missing = registers_missing(app, school, &children)?;
    let thresholds = crate::school::thresholds(app, school.id, app.today())?;
    let bands = match app.rules(school.id)?.deciding_bands().next() {
        Some(set) => {
            let mut counts: Vec<(String, u64)> = set.bands.iter().map(|band| (band.name.clone(), 0)).collect();
            for band in children.iter().filter_map(|child| crate::school::bands::in_set(child, set)) {
                counts[band.place].1 += 1;
            }
            (set.head.name.clone(), counts)
        }
        None => (String::new(), Vec::new()),
    };
    let view = app.view(school.id);
    let roll = view.roll()?;
    let year = Period::year_to(app.today());
    let ids: Vec<PupilId> = children.iter().map(|child| child.pupil.id).collect();
    let all = summary(roll, &ids, app.today(), thresholds, 0);
    let weeks = by_week(roll, roll.pupils(), year).into_iter().map(|week| week.tally);
    Ok(Line {
        school: school.clone(),
        children: children.len() as u32,
        tally: all.tally,
        weeks: weeks.filter(|week| week.possible() > 0).collect(),
        persistent: all.persistent.len() as u32,
        severe: all.severe.len() as u32,
        bands,
        registers_missing,
    })
}

/// How many registers of the current session are not taken.
fn registers_missing(app: &App, school: &School, children: &[standing::Standing]) -> Result<u32, Error> {
    let Some(session) = app.current_session(school)? else { return Ok(0) };
    let mut groups: BTreeSet<GroupId> = children.iter().map(|child| child.pupil.group).collect();
    for entry in app.store.read(|tx| store::log::on(tx, school.id, session.date))? {
        if let Act::Taken { group } = entry.what.act
            && entry.what.marks.iter().any(|mark| mark.session == session)
        {
            groups.remove(&group);
        }
    }
    Ok(groups.len() as u32)
}
